"""Why a signature may be broken though nobody meant harm: the file was re-formatted after it was signed.

Editors and mail gateways lay XML out anew. Every value is still there, but the white space between elements
is signed too. Whether that is all can be shown where a usual layout brings the signed octets back. It is said
as a remark and never changes a verdict: what was signed is not what stands in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from lxml import etree

from dcc.errors import DocumentError
from dcc.findings import Finding
from dcc.xml.parse import NO_CAP, parse
from signing import codes
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.integrity import check_value
from signing.references import Reference, Target
from signing.report import Integrity
from signing.structure import Parts

_SPACES = ("", "  ", "    ", "\t", " ")
"""What stands in front of an element for each level in usual layouts; first that of a single line."""
_DEEPEST_SIGNED_INFO = 2
_MOST_TAGS = 20_000
_MOST_OCTETS = 16 * 2**20
"""Larger documents are not laid out anew: five more times canonicalizing would take too long."""


def remarks_on_layout(
    parts: Parts, key: CertificatePublicKeyTypes, document: bytes | None, canonicalizer: Canonicalizer
) -> Iterator[Finding]:
    """Whether the signature of ``parts``, which is broken, is so by a new layout of the file.

    ``key`` is its signer's; ``document`` are the octets that it selects of the document, if any.
    """
    algorithm = parts.algorithm
    if parts.signed_info is None or algorithm is None:
        return
    value_holds = check_value(parts, key).integrity is Integrity.INTACT
    if not value_holds and not _comes_back(
        parts.signed_info, lambda octets: algorithm.verifies(key, parts.value, octets)
    ):
        return  # then neither the digests in it are those that were signed
    try:
        whole = all(
            _holds_in_some_layout(reference, document, canonicalizer) for reference in parts.references
        )
    except CannotCanonicalizeError:
        whole = False
    if whole:
        yield codes.SIG_REFORMATTED.finding(
            "another program has re-formatted the file after it was signed: only white space between "
            "elements differs from what was signed"
        )
    elif not value_holds:
        yield codes.SIG_REFORMATTED.finding(
            "another program has re-formatted at least the signature after it was made; whether anything "
            "else was changed cannot be told"
        )


def _holds_in_some_layout(reference: Reference, document: bytes | None, canonicalizer: Canonicalizer) -> bool:
    selection, digest = reference.selection, reference.digest
    if selection is None or digest is None or not reference.accepted:
        return False
    octets = document if reference.target is Target.DOCUMENT else None
    if reference.element is not None:
        octets = canonicalizer.element(reference.element, selection.method, selection.prefixes)
    if octets is None:
        return False

    def holds(octets: bytes) -> bool:
        return digest.of(octets) == reference.expected

    return holds(octets) or _comes_back(octets, holds)


def _comes_back(octets: bytes, holds: Callable[[bytes], bool]) -> bool:
    """Whether ``holds`` is true of the canonical ``octets`` in another usual layout."""
    if len(octets) > _MOST_OCTETS or octets.count(b"<") > _MOST_TAGS:
        return False
    try:
        root = parse(octets, limits=NO_CAP)
    except DocumentError:  # nested more deeply than usual, as somebody allowed
        return False
    _put_on_one_line(root)
    return any(holds(laid_out) for laid_out in _layouts(root))


def _put_on_one_line(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        if len(element):
            if not (element.text or "").strip():
                element.text = None
            for child in element:
                if not (child.tail or "").strip():
                    child.tail = None


def _layouts(root: etree._Element) -> Iterator[bytes]:
    """The element in each usual layout, canonical as it was: inclusive C14N keeps every declaration that
    canonical octets hold, whatever method made them."""
    for space in _SPACES:
        for level in range(_DEEPEST_SIGNED_INFO + 1) if space else (0,):
            if space:
                etree.indent(root, space=space, level=level)
            octets = etree.tostring(root.getroottree(), method="c14n")
            yield octets
            if level == 0:
                yield from _ends(octets, space)


def _ends(octets: bytes, space: str) -> Iterator[bytes]:
    """The document with other white space in front of its last tag, where a signature was taken out."""
    head, mark, last = octets.rpartition(b"</")
    for end in ("", "\n", "\n\n", f"\n{space}", f"\n{space}\n"):
        yield head.rstrip() + end.encode() + mark + last
