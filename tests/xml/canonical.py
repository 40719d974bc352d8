"""When two documents say the same: equal in canonical form; comments, blanks between elements and processing
instructions inside them aside."""

from __future__ import annotations

from lxml import etree

from dcc.xml.names import DCC, SI
from dcc.xml.parse import NO_CAP, parse

_LANGUAGE = (f"{{{DCC}}}", f"{{{SI}}}")


def canonical(data: bytes) -> bytes:
    """Canonical XML 1.0 of ``data`` without comments and without what only indents it.

    Blank text inside other languages, signatures above all, belongs to them and is kept.
    """
    root = parse(data, limits=NO_CAP)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return canonical_element(root)


def canonical_element(root: etree._Element) -> bytes:
    """``canonical`` for an element that is its document's root, with what stands in front of it; the element
    is changed by it."""
    for element in root.iter(tag=etree.Element):
        if len(element) and str(element.tag).startswith(_LANGUAGE):
            if not (element.text or "").strip(" \t\r\n"):
                element.text = None
            for child in element:
                if not (child.tail or "").strip(" \t\r\n"):
                    child.tail = None
    return etree.tostring(root.getroottree(), method="c14n", with_comments=False)
