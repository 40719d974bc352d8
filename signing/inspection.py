"""What else stands in a signature: held against what the standards put there (``content``), in one walk.

What nobody signed, anybody can put in without breaking the signature: if the standards do not foresee it
there, the signature does not pass. What the signer signed, or the standards foresee, and is not evaluated
here, is said: nothing is passed over.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from dcc.findings import Location
from dcc.xml.names import ds
from dcc.xml.place import Places
from signing import content
from signing.content import BASE64, NO_TEXT, Model, Reading
from signing.content_added import UNSIGNED_PROPERTIES
from signing.names import XML, xades
from signing.references import Reference, Target
from signing.text import local, refuse_more_than

MOST_PIECES = 10
"""Of each kind; what is found more is only counted."""
MOST_NODES = 1000
"""Directly in one element; a real signature has some dozens at most."""
_CANONICAL_END = re.compile(r"(^|[A-Za-z0-9+/]|[AEIMQUYcgkosw048]=|[AQgw]==)[ \t\r\n]*\Z")
"""How base64 ends when the bits that carry nothing are zero (RFC 4648, 3.5)."""

_SAYS_NOTHING = {
    f"{{{XML}}}lang": re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|"),
    f"{{{XML}}}space": re.compile(r"default|preserve"),
}
"""What XML itself lets stand on every element (XML 1.0, 2.10 and 2.12), with values that are no text."""


class Kind(enum.Enum):
    """What a piece of a signature means for it."""

    FOREIGN = enum.auto()
    """Nobody signed it, and no standard foresees it there."""
    MAY_OBJECT = enum.auto()
    """Not evaluated; it could speak against the signature if it were."""
    NOT_EVALUATED = enum.auto()
    """Not evaluated; it could only add something."""
    SPELLING = enum.auto()
    """A value in another spelling than the usual one, which nobody signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something in a signature to be said: ``what`` it is, and where it stands."""

    kind: Kind
    what: str
    at: Location


def inspect(
    signature: etree._Element,
    qualifying: etree._Element | None,
    references: Sequence[Reference],
    places: Places,
) -> tuple[Piece, ...]:
    """Every piece of the signature to be said; ``qualifying`` are its properties, if any.

    Raises ``MalformedError`` when there is more than any signature needs.
    """
    inspection = _Inspection(places)
    inspection.look_at(signature, content.SIGNATURE, Kind.FOREIGN)
    covering = {each.element: each for each in references if each.element is not None and each.accepted}
    for part in signature.iterchildren("*"):
        if part.tag == ds("SignedInfo"):
            inspection.walk(part, content.SIGNED_INFO, Kind.MAY_OBJECT)
        elif part.tag == ds("SignatureValue"):
            inspection.walk(part, content.SIGNATURE_VALUE, Kind.FOREIGN)
        elif part.tag == ds("KeyInfo"):
            signed = part in covering
            inspection.walk(part, content.KEY_INFO, Kind.NOT_EVALUATED if signed else Kind.FOREIGN)
        elif qualifying is not None and qualifying.getparent() is part:
            inspection.look_at(part, content.PROPERTIES_OBJECT, Kind.FOREIGN)
            inspection.look_at(qualifying, content.QUALIFYING_PROPERTIES, Kind.FOREIGN)
            _look_at_formats(qualifying, signature, inspection)
            for signed_properties in qualifying.iterchildren(xades("SignedProperties")):
                inspection.walk(signed_properties, content.SIGNED_PROPERTIES, Kind.NOT_EVALUATED)
            for unsigned_properties in qualifying.iterchildren(xades("UnsignedProperties")):
                inspection.walk(unsigned_properties, UNSIGNED_PROPERTIES, Kind.FOREIGN)
        elif part.tag == ds("Object"):
            _look_at_object(part, covering.get(part), inspection)
    return inspection.pieces()


def _look_at_formats(qualifying: etree._Element, signature: etree._Element, inspection: _Inspection) -> None:
    """A data object format is about something that the signature refers to (EN 319 132-1, 5.2.4)."""
    references = signature.iterfind(f"{ds('SignedInfo')}/{ds('Reference')}")
    signed = {f"#{reference.get('Id')}" for reference in references}
    properties = f"{xades('SignedProperties')}/{xades('SignedDataObjectProperties')}"
    for described in qualifying.iterfind(f"{properties}/{xades('DataObjectFormat')}"):
        if described.get("ObjectReference") not in signed:
            what = "a DataObjectFormat that is about nothing the signature refers to"
            inspection.add(Kind.NOT_EVALUATED, what, described)


def _look_at_object(element: etree._Element, reference: Reference | None, inspection: _Inspection) -> None:
    """Signed or not, nobody reads it; a manifest has digests in it that may be wrong."""
    if reference is None:
        inspection.add(Kind.FOREIGN, "the element Object", element)
        return
    manifest = any(child.tag == ds("Manifest") for child in element.iterchildren("*"))
    if manifest:
        inspection.add(Kind.MAY_OBJECT, "the Manifest, whose digests were not compared,", element)
    elif element.tag == ds("Object"):
        inspection.add(Kind.NOT_EVALUATED, "the signed Object", element)
    if reference.target is Target.OBJECT and reference.decoded:
        inspection.walk(element, content.BASE64_OBJECT, Kind.FOREIGN)


class _Inspection:
    """One walk; how long it takes grows with the size of what it sees, what it keeps does not."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: dict[Kind, dict[tuple[str, etree._Element], Piece]] = {kind: {} for kind in Kind}
        self._more: dict[Kind, int] = dict.fromkeys(Kind, 0)

    def pieces(self) -> tuple[Piece, ...]:
        for kind, more in self._more.items():
            if more:
                last = list(self._found[kind])[-1]
                piece = self._found[kind][last]
                self._found[kind][last] = replace(piece, what=f"{piece.what} (and {more:,} more of the kind)")
        return tuple(piece for found in self._found.values() for piece in found.values())

    def add(self, kind: Kind, what: str, element: etree._Element, step: str = "") -> None:
        found = self._found[kind]
        if (what, element) in found:
            return
        if len(found) >= MOST_PIECES:
            self._more[kind] += 1
            return
        place = self._places.location(element)
        found[what, element] = Piece(kind=kind, what=what, at=replace(place, xpath=f"{place.xpath}{step}"))

    def walk(self, element: etree._Element, model: Model, other: Kind) -> None:
        """``element`` and everything in it; what the model does not have is of the kind ``other``."""
        if model.reading is Reading.ELSEWHERE:
            return
        if model.reading is Reading.NOT_EVALUATED:
            self.add(Kind.NOT_EVALUATED, f"the element {local(element)}", element)
            if other is not Kind.FOREIGN:
                return
        for child, inner in self.look_at(element, model, other):
            self.walk(child, inner, other)

    def look_at(
        self, element: etree._Element, model: Model, other: Kind
    ) -> list[tuple[etree._Element, Model]]:
        """What stands directly in ``element``; gives the elements in it that the model has."""
        refuse_more_than(MOST_NODES, len(element), f"nodes in {local(element)}")
        self._attributes(element, model, other)
        nodes = list(element)
        self._text(element, nodes, model, other)
        known: list[tuple[etree._Element, Model]] = []
        counts: dict[str, int] = {}
        place = 0
        for node in nodes:
            if isinstance(node, etree._Comment):
                continue
            if isinstance(node, etree._ProcessingInstruction):
                self.add(other, "a processing instruction", element, "/processing-instruction()")
                continue
            child = model.children.get(str(node.tag))
            count = counts[str(node.tag)] = counts.get(str(node.tag), 0) + 1
            if child is None:
                self.add(other, f"the element {local(node)}", node)
            elif child.most is not None and count > child.most:
                self.add(other, f"one {local(node)} more than there may be", node)
            elif model.ordered and child.place < place:
                self.add(other, f"the element {local(node)} out of its order", node)
            else:
                place = child.place
                known.append((node, child.model))
        if other is Kind.FOREIGN:
            for tag, child in model.children.items():
                if child.least and tag not in counts:
                    self.add(
                        other, f"{local(element)} without the {_local(tag)} that belongs into it", element
                    )
        return known

    def _attributes(self, element: etree._Element, model: Model, other: Kind) -> None:
        for name, value in element.attrib.items():
            form = model.attributes.get(str(name))
            if form is not None and form.fullmatch(str(value)):
                continue
            harmless = _SAYS_NOTHING.get(str(name))
            says_nothing = harmless is not None and harmless.fullmatch(str(value))
            kind = "the attribute" if form is None else "an unusual value of the attribute"
            self.add(
                Kind.NOT_EVALUATED if says_nothing else other,
                f"{kind} {_local(str(name))}",
                element,
                _attribute_step(str(name)),
            )

    def _text(self, element: etree._Element, nodes: list[etree._Element], model: Model, other: Kind) -> None:
        texts = [element.text or "", *(node.tail or "" for node in nodes if node.tail)]
        whole = "".join(texts) if len(texts) > 1 else texts[0]
        if not model.text.fullmatch(whole):
            what = "a text" if model.text is NO_TEXT else f"an unusual value of {local(element)}"
            self.add(other, what, element, "/text()")
        elif model.text is BASE64 and other is Kind.FOREIGN and not _CANONICAL_END.search(whole[-20:]):
            self.add(Kind.SPELLING, f"the base64 in {local(element)}", element)


def _local(name: str) -> str:
    return etree.QName(name).localname


def _attribute_step(name: str) -> str:
    return f"/@*[local-name()='{_local(name)}']" if name.startswith("{") else f"/@{name}"
