"""What a document says without its signatures, and where in it identifiers and comments stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
    "//@*[local-name() = 'Id' or local-name() = 'ID' or local-name() = 'id']"
    "[namespace-uri() = '' or name() = 'xml:id']"
)
"""Every value of one of ``ID_ATTRIBUTES``, which knows its element. One path: the results of several would be
sorted into each other, which takes time with the square of their number."""


class Identifier(str):
    """An attribute's value as XPath gives it, which the stubs of lxml do not know."""

    def getparent(self) -> etree._Element:
        """The element on which it stands."""
        raise NotImplementedError


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


def all_ids(root: etree._Element) -> Sequence[Identifier]:
    """Every identifier in the document, under any attribute taken for one, as often as it stands there."""
    return cast("list[Identifier]", _ALL_IDS(root))


def duplicate_ids(ids: Iterable[str]) -> list[str]:
    """Identifiers that stand more than once."""
    return sorted(str(value) for value, count in Counter(ids).items() if count > 1)


def split_texts(comments: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Comments that stand inside a text, so that a careless reader would take a part of it for the whole."""
    for comment in comments:
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
