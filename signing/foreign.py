"""What stands in a signature element although nobody signed it and no standard foresees it there.

Anybody can put it in without breaking the signature, so a signature that has any does not pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from dcc.xml.names import XSI, ds
from signing.names import XML, xades
from signing.references import Reference
from signing.text import local

_PROPERTIES = frozenset({xades("SignedProperties"), xades("UnsignedProperties")})


def foreign_content(
    signature: etree._Element, qualifying: etree._Element | None, references: Sequence[Reference]
) -> Iterator[str]:
    """Names of what is neither signed nor foreseen; ``qualifying`` are the signature's properties, if any."""
    yield from _foreign_objects(signature, qualifying, references)
    for value in signature.iterchildren(ds("SignatureValue")):
        yield from _foreign_attributes(value)
    for element in _containers(signature, qualifying):
        yield from _beside_elements(element)


def _foreign_objects(
    signature: etree._Element, qualifying: etree._Element | None, references: Sequence[Reference]
) -> Iterator[str]:
    """ds:Objects that no reference covers, other than the one around the properties."""
    covered = [reference.element for reference in references if reference.element is not None]
    for element in signature.iterchildren(ds("Object")):
        if qualifying is not None and qualifying.getparent() is element:
            yield from (local(child) for child in element.iterchildren("*") if child is not qualifying)
            others = (child for child in qualifying.iterchildren("*") if child.tag not in _PROPERTIES)
            yield from map(local, others)
        elif not any(element is each for each in covered):
            yield "Object"


def _containers(signature: etree._Element, qualifying: etree._Element | None) -> Iterator[etree._Element]:
    """The elements that only hold others, whose own content no reference covers."""
    yield signature
    if qualifying is not None:
        container = qualifying.getparent()
        if container is not None:
            yield container
        yield qualifying
        for unsigned in qualifying.iterchildren(xades("UnsignedProperties")):
            yield unsigned
            yield from unsigned.iterchildren("*")


def _beside_elements(element: etree._Element) -> Iterator[str]:
    """What stands in such an element besides elements: texts, processing instructions, attributes."""
    children = list(element)
    if any((text or "").strip() for text in (element.text, *(child.tail for child in children))):
        yield "a text"
    if any(isinstance(child, etree._ProcessingInstruction) for child in children):
        yield "a processing instruction"
    yield from _foreign_attributes(element)


_ATTRIBUTES = frozenset({"Id", "Target", "MimeType", "Encoding"})
_OF_PARSERS = (f"{{{XML}}}", f"{{{XSI}}}")


def _foreign_attributes(element: etree._Element) -> Iterator[str]:
    """Attributes that neither standard has; those of XML itself and of XML Schema say nothing."""
    for name in map(str, element.attrib):
        if name not in _ATTRIBUTES and not name.startswith(_OF_PARSERS):
            yield f"the attribute {name}"
