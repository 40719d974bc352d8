"""Reading the leaves of a signature: exactly one child, nothing but text, base64 within a cap."""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from dcc.findings import Code
from signing import codes
from signing.names import XML_SPACE

_WITHOUT_SPACE = str.maketrans("", "", XML_SPACE)


class MalformedError(Exception):
    """A part of a signature is not as the standard says (SIG-FORM) or exceeds a cap (SIG-TOO-MUCH)."""

    def __init__(self, message: str, code: Code = codes.SIG_FORM) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def children(parent: etree._Element, tag: str, *, at_most: int) -> list[etree._Element]:
    """The children of that name, counted before anybody looks into them."""
    found = list(parent.iterchildren(tag))
    refuse_more_than(at_most, len(found), f"{etree.QName(tag).localname} in {local(parent)}")
    return found


def only_child(parent: etree._Element, tag: str) -> etree._Element:
    """The one child of that name."""
    child = optional_child(parent, tag)
    if child is None:
        raise MalformedError(f"{local(parent)} has no {etree.QName(tag).localname}")
    return child


def optional_child(parent: etree._Element, tag: str) -> etree._Element | None:
    """The one child of that name, or None."""
    found = list(parent.iterchildren(tag))
    if len(found) > 1:
        raise MalformedError(f"{local(parent)} has {len(found)} {etree.QName(tag).localname} instead of one")
    return found[0] if found else None


def text_of(element: etree._Element) -> str:
    """The whole text of an element that has nothing else in it, not even a comment."""
    if len(element):
        raise MalformedError(f"{local(element)} has something else in it than text")
    return element.text or ""


def decode_base64(element: etree._Element, *, at_most: int) -> bytes:
    """The octets that ``element`` holds; refused before decoding when they can only be too many."""
    text = text_of(element)
    refuse_more_than(2 * at_most, len(text), f"characters in {local(element)}")
    data = _decode(text, element)
    refuse_more_than(at_most, len(data), f"bytes in {local(element)}")
    return data


def decode_text(element: etree._Element) -> bytes:
    """The octets that all text in ``element`` stands for, whatever markup divides it: the base64 transform
    (XML Signature 1.1, 6.6.2)."""
    return _decode(string_of(element), element)


def _decode(text: str, element: etree._Element) -> bytes:
    try:
        return base64.b64decode(text.translate(_WITHOUT_SPACE), validate=True)
    except (binascii.Error, ValueError):
        raise MalformedError(f"{local(element)} is not base64") from None


_STRING = etree.XPath("string()", smart_strings=False)


def string_of(element: etree._Element) -> str:
    """An element's text as canonical XML has it: a comment inside neither hides nor adds anything."""
    return str(_STRING(element))


def refuse_more_than(cap: int, count: int, what: str) -> None:
    """Refuse what exceeds a cap."""
    if count > cap:
        raise MalformedError(f"{count:,} {what}; at most {cap:,} are accepted", codes.SIG_TOO_MUCH)
