"""From a parsed document to the octets that are hashed: identifiers, removal of signatures, C14N."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

from dcc.xml.names import SIGNATURE
from dcc.xml.parse import DEFAULT_LIMITS, Limits, parse
from signing.algorithms import EXCLUSIVE_C14N, Canonicalization
from signing.names import ID_ATTRIBUTES, XML

_ALL_IDS = etree.XPath("//@Id | //@ID | //@id | //@xml:id", smart_strings=False)
_BY_ID = etree.XPath("//*[@Id = $id or @ID = $id or @id = $id or @xml:id = $id]")


class CannotCanonicalizeError(Exception):
    """C14N is not defined for this document, or not by us; the message says why."""


def canonical_document(
    root: etree._Element, method: Canonicalization, prefixes: tuple[str, ...] = ()
) -> bytes:
    """C14N without comments of the whole document, with the processing instructions around its root."""
    return _serialize(root.getroottree(), method, prefixes)


def canonical_element(
    element: etree._Element, method: Canonicalization, prefixes: tuple[str, ...] = ()
) -> bytes:
    """C14N without comments of ``element`` where it stands, with what it inherits from its ancestors.

    lxml leaves out inherited ``xml:`` attributes, which inclusive C14N puts on the topmost element: all of
    them in version 1.0 (C14N 1.0, 2.4), ``xml:lang`` and ``xml:space`` in version 1.1 (C14N 1.1, 2.4).
    """
    if method.exclusive:
        return _serialize(element, method, prefixes)
    inherited = _inherited_xml_attributes(element, method)
    for name, value in inherited.items():
        element.set(name, value)
    try:
        return _serialize(element, method, prefixes)
    finally:
        for name in inherited:
            del element.attrib[name]


def _inherited_xml_attributes(element: etree._Element, method: Canonicalization) -> dict[str, str]:
    inherited: dict[str, str] = {}
    for ancestor in element.iterancestors():
        for name, value in ancestor.attrib.items():
            if str(name).startswith(f"{{{XML}}}"):
                inherited.setdefault(str(name), str(value))
    if method.version == "1.1":
        if f"{{{XML}}}base" in inherited:
            raise CannotCanonicalizeError("C14N 1.1 of a part below an xml:base is not computed here")
        simple = (f"{{{XML}}}lang", f"{{{XML}}}space")
        inherited = {name: value for name, value in inherited.items() if name in simple}
    return {name: value for name, value in inherited.items() if name not in element.attrib}


def _serialize(
    node: etree._Element | etree._ElementTree, method: Canonicalization, prefixes: tuple[str, ...]
) -> bytes:
    try:
        return etree.tostring(
            node,
            method="c14n",
            exclusive=method.exclusive,
            with_comments=False,
            inclusive_ns_prefixes=list(prefixes) or None,
        )
    except (etree.C14NError, ValueError) as error:
        raise CannotCanonicalizeError(f"the document has no canonical form: {error}") from None


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


def content_octets(root: etree._Element) -> bytes:
    """What a certificate says, whoever signed it: exclusive C14N without its root-level signatures.

    Takes the signatures out of ``root``'s document.
    """
    remove(root_signatures(root))
    return canonical_document(root, EXCLUSIVE_C14N)


def content_sha256(xml: bytes, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """SHA-256, in hexadecimal, of the content of ``xml``: the same for a document signed and unsigned.

    Raises ``DocumentError`` when ``xml`` is not safe or not well-formed.
    """
    return hashlib.sha256(content_octets(parse(xml, limits=limits))).hexdigest()


def _ids(root: etree._Element) -> list[str]:
    return cast(list[str], _ALL_IDS(root))


def duplicate_ids(root: etree._Element) -> list[str]:
    """Identifiers that stand on more than one element, under any attribute taken for an identifier."""
    return sorted(value for value, count in Counter(_ids(root)).items() if count > 1)


def all_ids(root: etree._Element) -> frozenset[str]:
    """Every identifier in the document."""
    return frozenset(_ids(root))


def by_id(root: etree._Element, identifier: str) -> etree._Element | None:
    """The one element that ``identifier`` names; ids are known to be unique by then."""
    found = cast(list[etree._Element], _BY_ID(root, id=identifier))
    return found[0] if len(found) == 1 else None


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
