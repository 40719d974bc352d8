"""What is looked at before any signature is: where signatures stand, and what no signature can cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from dcc.findings import Finding, Location
from dcc.xml.names import SIGNATURE
from dcc.xml.place import Places, line_of
from signing import codes
from signing.names import xades
from signing.octets import (
    MOST_SIGNATURES,
    Identifier,
    all_ids,
    duplicate_ids,
    root_signatures,
    split_texts,
)
from signing.report import Fault, SubIndication, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Signatures, comments and identifiers anywhere in the root element, each looked for once."""

    signatures: Sequence[etree._Element]
    comments: Sequence[etree._Element]
    ids: Sequence[Identifier]


def look_through(root: etree._Element) -> Found:
    """What there is in the document of what decides whether its signatures are looked into."""
    signatures: list[etree._Element] = []
    comments: list[etree._Element] = []
    for element in root.iter(SIGNATURE, etree.Comment):
        (comments if isinstance(element, etree._Comment) else signatures).append(element)
    return Found(signatures=signatures, comments=comments, ids=all_ids(root))


def countersignatures(root: etree._Element, found: Found) -> list[etree._Element]:
    """Signatures on signatures, where XAdES has a place for them."""
    return [element for element in found.signatures if _is_countersignature(element, root)]


def refusals(root: etree._Element, found: Found) -> Iterator[Fault]:
    """Why no signature of the document is even looked into."""
    for element in found.signatures:
        if element.getparent() is not root and not _is_countersignature(element, root):
            yield fault(
                SubIndication.FORMAT_FAILURE,
                codes.SIG_MISPLACED,
                "a signature stands elsewhere than directly under the document's root",
                at=Places().location(element),
            )
            break
    twice = duplicate_ids(found.ids)
    if twice:
        message = f"the identifier {twice[0][:100]!r} stands on more than one element"
        yield fault(SubIndication.FORMAT_FAILURE, codes.SIG_DUPLICATE_ID, message)
    count = len(found.signatures)
    if count > MOST_SIGNATURES:
        message = f"the document has {count:,} signatures; at most {MOST_SIGNATURES} are accepted"
        yield fault(SubIndication.FORMAT_FAILURE, codes.SIG_TOO_MUCH, message)


def _is_countersignature(element: etree._Element, root: etree._Element) -> bool:
    """In a CounterSignature among the unsigned properties of a signature under the root, where it belongs."""
    wanted = (
        xades("CounterSignature"),
        xades("UnsignedSignatureProperties"),
        xades("UnsignedProperties"),
        xades("QualifyingProperties"),
    )
    ancestors = list(element.iterancestors())
    return (
        len(ancestors) == len(wanted) + 3
        and tuple(ancestor.tag for ancestor in ancestors[: len(wanted)]) == wanted
        and ancestors[-2].tag == SIGNATURE
        and ancestors[-1] is root
    )


def stray_comment(root: etree._Element, found: Found) -> Fault | None:
    """A comment that may not stand in a signed document: inside a text, or after what was signed.

    Elsewhere comments are harmless. Nothing else needs to be looked for: whatever is not a comment is
    covered by the digest.
    """
    comment = next(split_texts(found.comments), None)
    message = "a comment stands inside a text"
    if comment is None:
        signatures = root_signatures(root)
        after = [*root.itersiblings(), *(signatures[0].itersiblings() if signatures else ())]
        comment = next((each for each in after if isinstance(each, etree._Comment)), None)
        message = "a comment stands after the signature or after the end of the document"
    if comment is None:
        return None
    place = Location(line=line_of(comment))
    return fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_UNCOVERED, message, at=place)


def remark_on_comments(root: etree._Element, found: Found) -> list[Finding]:
    """That there are comments, which no signature covers."""
    before = sum(isinstance(each, etree._Comment) for each in root.itersiblings(preceding=True))
    comments = before + len(found.comments)
    said = "1 comment in the document is" if comments == 1 else f"{comments} comments in the document are"
    return [codes.SIG_COMMENTS.finding(f"{said} not covered")] if comments else []
