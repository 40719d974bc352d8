"""Do the digests and the signature value hold, whoever signed?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from lxml import etree

from dcc.xml.parse import Limits, parse
from signing import codes, sm2
from signing.algorithms import Digest, Strength
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.names import COUNTERSIGNED_TYPE
from signing.octets import remove, root_signatures, without_signatures
from signing.references import Filter, Reference, Selection, Target
from signing.report import Covers, Fault, Integrity, SubIndication, fault
from signing.structure import Parts
from signing.text import MalformedError, decode_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came out for one reference or for the signature value."""

    integrity: Integrity
    faults: tuple[Fault, ...] = ()


_INTACT = Outcome(integrity=Integrity.INTACT)


class Documents:
    """The document's octets without signatures, computed once for all signatures that select the same.

    Takes the signatures out of ``root``, so everything inside them must have been read before.
    """

    def __init__(
        self, xml: bytes, root: etree._Element, limits: Limits, canonicalizer: Canonicalizer
    ) -> None:
        self._xml, self._root, self._limits, self._canonicalizer = xml, root, limits, canonicalizer
        self._count = len(root_signatures(root))
        self._octets: dict[tuple[str, tuple[str, ...]], bytes] = {}
        self._digests: dict[tuple[int, str], bytes] = {}

    def octets(self, selection: Selection, position: int) -> bytes:
        """What the ``position``-th signature selects with ``selection``."""
        if selection.filter is Filter.ALL_SIGNATURES or self._count == 1:
            return self.without_signatures(selection)
        self._canonicalizer.spend(0)  # or it would be parsed again for octets that are not given any more
        root = parse(self._xml, limits=self._limits)
        remove([root_signatures(root)[position]])
        return self._canonicalizer.document(root, selection.method, selection.prefixes)

    def without_signatures(self, selection: Selection) -> bytes:
        """The canonical document without any root-level signature."""
        key = (selection.method.uri, selection.prefixes)
        if key not in self._octets:
            root = without_signatures(self._root)
            self._octets[key] = self._canonicalizer.document(root, selection.method, selection.prefixes)
        return self._octets[key]

    def digest(self, octets: bytes, digest: Digest) -> bytes:
        """The digest of octets that this object gave, computed once of those that it keeps."""
        if not any(octets is kept for kept in self._octets.values()):
            return digest.of(octets)
        key = (id(octets), digest.name)
        if key not in self._digests:
            self._digests[key] = digest.of(octets)
        return self._digests[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashed:
    """The outcome of all references of a signature; ``document`` are the octets that it covers, if any."""

    outcomes: tuple[Outcome, ...]
    document: bytes | None = None
    part: bool = False
    faults: tuple[Fault, ...] = field(default=())


def hash_inside(parts: Parts, canonicalizer: Canonicalizer) -> list[Outcome]:
    """The references that point into the document, while everything still stands in its place."""
    inside = (reference for reference in parts.references if reference.target is not Target.DOCUMENT)
    return [_hash_element(reference, canonicalizer) for reference in inside]


def hash_document(parts: Parts, documents: Documents, position: int, inside: list[Outcome]) -> Hashed:
    """All references of a signature: those already hashed inside, and the one to the document."""
    reference = next((each for each in parts.references if each.target is Target.DOCUMENT), None)
    if reference is None:
        return Hashed(
            outcomes=tuple(inside),
            part=any(each.target is Target.PART for each in parts.references),
            faults=(
                fault(
                    SubIndication.SIG_CONSTRAINTS_FAILURE,
                    codes.SIG_PART,
                    "the signature does not refer to the document as a whole",
                ),
            ),
        )
    if not reference.accepted or reference.selection is None:
        return Hashed(outcomes=(*inside, _not_accepted(reference)))
    try:
        octets = documents.octets(reference.selection, position)
    except CannotCanonicalizeError as error:
        return Hashed(outcomes=(*inside, _unchecked(str(error))))
    return Hashed(outcomes=(*inside, _compare(reference, octets, documents.digest)), document=octets)


def _hash_element(reference: Reference, canonicalizer: Canonicalizer) -> Outcome:
    if reference.target is Target.MISSING:
        taken_out = reference.type == COUNTERSIGNED_TYPE
        what = "the earlier signature" if taken_out else "the part of the document"
        message = f"{what} that is referred to as {(reference.uri or '')[:100]} is no longer there"
        code = codes.SIG_REMOVED if taken_out else codes.SIG_DIGEST
        return Outcome(
            integrity=Integrity.BROKEN,
            faults=(fault(SubIndication.HASH_FAILURE, code, message),),
        )
    if reference.target is Target.EXTERNAL:
        message = f"the signature refers to {(reference.uri or '')[:100]!r}, which is never opened"
        return Outcome(
            integrity=Integrity.UNCHECKED,
            faults=(fault(SubIndication.SIGNED_DATA_NOT_FOUND, codes.SIG_EXTERNAL, message),),
        )
    selection = reference.selection
    if reference.element is None or selection is None or selection.filter is not Filter.NOTHING:
        return _not_accepted(reference)
    if selection.base64 and not reference.accepted:
        return _not_accepted(reference)
    try:
        if selection.base64:
            octets = decode_text(reference.element)
        else:
            octets = canonicalizer.element(reference.element, selection.method, selection.prefixes)
    except (CannotCanonicalizeError, MalformedError) as error:
        return _unchecked(str(error))
    outcome = _compare(reference, octets, _digest)
    if reference.accepted:
        return outcome
    return Outcome(integrity=outcome.integrity, faults=(*outcome.faults, *_not_accepted(reference).faults))


def _digest(octets: bytes, digest: Digest) -> bytes:
    return digest.of(octets)


def _compare(reference: Reference, octets: bytes, hashed: Callable[[bytes, Digest], bytes]) -> Outcome:
    """A weak digest that fits is reported as it is; that it is weak keeps the signature from passing."""
    if reference.digest is None:
        return _not_known("digest algorithm", reference.digest_uri)
    if hashed(octets, reference.digest) != reference.expected:
        what = "the document" if reference.target is Target.DOCUMENT else (reference.uri or "")[:100]
        message = f"{what} is not what was signed: its {reference.digest.name} digest is another"
        return Outcome(
            integrity=Integrity.BROKEN,
            faults=(fault(SubIndication.HASH_FAILURE, codes.SIG_DIGEST, message),),
        )
    if reference.digest.strength is Strength.WEAK:
        message = f"a digest is made with {reference.digest.name}, which is no longer strong enough"
        return _constrained(Integrity.INTACT, message)
    return _INTACT


def check_value(parts: Parts, key: CertificatePublicKeyTypes | None) -> Outcome:
    """The signature value under the signer's key (EN 319 102-1, 5.2.7), if that can be had."""
    if parts.signed_info is None:
        return _unchecked("the canonicalization of SignedInfo is not one of those accepted")
    if parts.algorithm is None:
        return _not_known("signature algorithm", parts.algorithm_uri)
    if key is None:
        return Outcome(integrity=Integrity.UNCHECKED)
    if not parts.algorithm.verifies(key, parts.value, parts.signed_info):
        message = "the signature value does not fit under the key of the signer's certificate"
        return Outcome(
            integrity=Integrity.BROKEN,
            faults=(fault(SubIndication.SIG_CRYPTO_FAILURE, codes.SIG_VALUE, message),),
        )
    if parts.algorithm.strength is Strength.WEAK:
        message = f"the signature is made with {parts.algorithm.digest}, which is no longer strong enough"
        return _constrained(Integrity.INTACT, message)
    return _INTACT


def _not_known(what: str, uri: str) -> Outcome:
    known_as = uri[:200]
    if not sm2.is_named_by(uri):
        return _constrained(Integrity.UNCHECKED, f"the {what} {known_as!r} is not known here")
    message = f"the {what} {known_as!r} is SM2 or SM3, which cannot be checked here"
    return Outcome(
        integrity=Integrity.UNCHECKED,
        faults=(fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_SM2, message),),
    )


def summarize(outcomes: Iterable[Outcome]) -> Integrity:
    """Broken when anything is, intact when everything is."""
    found = {outcome.integrity for outcome in outcomes}
    if Integrity.BROKEN in found:
        return Integrity.BROKEN
    return Integrity.UNCHECKED if Integrity.UNCHECKED in found else Integrity.INTACT


def coverage(hashed: Hashed, integrity: Integrity) -> Covers:
    """What the signature covers, which is nothing unless it is intact."""
    if integrity is not Integrity.INTACT:
        return Covers.NONE
    if hashed.document is not None:
        return Covers.DOCUMENT
    return Covers.PART if hashed.part else Covers.NONE


def _not_accepted(reference: Reference) -> Outcome:
    return _unchecked(f"the reference {(reference.uri or '')[:100]!r} is not of a form that is accepted")


def _unchecked(message: str) -> Outcome:
    return Outcome(
        integrity=Integrity.UNCHECKED,
        faults=(fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_REFERENCE, message),),
    )


def _constrained(integrity: Integrity, message: str) -> Outcome:
    return Outcome(
        integrity=integrity,
        faults=(fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, message),),
    )
