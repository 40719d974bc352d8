"""What a document says without its signatures, and where in it identifiers and comments stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import cast

from lxml import etree

from dcc.errors import DocumentError
from dcc.xml.names import SIGNATURE
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse
from signing.algorithms import EXCLUSIVE_C14N
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.names import ID_ATTRIBUTES

MOST_SIGNATURES = 16
"""In one document, those on signatures included."""

_ALL_IDS = etree.XPath(
    "//@*[local-name() = 'Id' or local-name() = 'ID' or local-name() = 'id']", smart_strings=False
)
"""In whatever namespace: a union of four paths, of which each is sorted in, would take the square of the time."""


def root_signatures(root: etree._Element) -> list[etree._Element]:
    """The ``ds:Signature`` elements directly under the document's root, in their order."""
    return list(root.iterchildren(SIGNATURE))


def remove(elements: Iterable[etree._Element]) -> None:
    """Take ``elements`` out of their document and leave the text after each where it is."""
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if element.tail:
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
            element.tail = None
        parent.remove(element)


def without_signatures(root: etree._Element) -> etree._Element:
    """``root`` itself, after the signatures under it were taken out.

    Raises ``CannotCanonicalizeError`` when they are so many that this alone would take long.
    """
    found = root_signatures(root)
    if len(found) > MOST_SIGNATURES:
        raise CannotCanonicalizeError(f"the document has {len(found):,} signatures")
    remove(found)
    return root


def content_sha256(xml: bytes, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """SHA-256, in hexadecimal, of the content of ``xml``: the same for a document signed and unsigned.

    Raises ``DocumentError`` when ``xml`` is not safe, not well-formed or has no canonical form.
    """
    root = parse(xml, limits=limits)
    canonicalizer = Canonicalizer(root, size=len(xml))
    try:
        octets = canonicalizer.document(without_signatures(root), EXCLUSIVE_C14N)
        return hashlib.sha256(octets).hexdigest()
    except CannotCanonicalizeError as error:
        raise DocumentError(str(error)) from None


def _ids(root: etree._Element) -> list[str]:
    return cast(list[str], _ALL_IDS(root))


def duplicate_ids(root: etree._Element) -> list[str]:
    """Identifiers that stand on more than one element, under any attribute taken for an identifier."""
    return sorted(value for value, count in Counter(_ids(root)).items() if count > 1)


def all_ids(root: etree._Element) -> frozenset[str]:
    """Every identifier in the document."""
    return frozenset(_ids(root))


def find_identified(root: etree._Element, identifiers: Collection[str]) -> dict[str, etree._Element]:
    """The element that each of ``identifiers`` names, in one walk; ids are known to be unique by then."""
    return {
        str(value): element
        for element in (root.iter("*") if identifiers else ())
        for name in ID_ATTRIBUTES
        if (value := element.get(name)) in identifiers
    }


def split_texts(root: etree._Element) -> Iterator[etree._Element]:
    """Comments that stand inside a text, so that a careless reader would take a part of it for the whole."""
    for comment in root.iter(etree.Comment):
        before, parent = comment.getprevious(), comment.getparent()
        text_before = before.tail if before is not None else parent.text if parent is not None else None
        if (text_before or "").strip() or (comment.tail or "").strip():
            yield comment


def identifier_of(element: etree._Element) -> str | None:
    """The identifier that stands on ``element``."""
    for name in ID_ATTRIBUTES:
        if name in element.attrib:
            return str(element.get(name))
    return None
