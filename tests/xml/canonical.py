"""When two documents say the same: equal in canonical form, comments and blanks between elements aside."""

from __future__ import annotations

from lxml import etree

from dcc.xml.names import DCC, SI
from dcc.xml.parse import Limits, parse_values

_ANY_SIZE = Limits(size=1 << 30, markup=1 << 30)
_LANGUAGE = (f"{{{DCC}}}", f"{{{SI}}}")


def canonical(data: bytes) -> bytes:
    """Canonical XML 1.0 of ``data`` without comments and without what only indents it.

    Blank text inside other languages, signatures above all, belongs to them and is kept.
    """
    return canonical_element(parse_values(data, limits=_ANY_SIZE))


def canonical_element(root: etree._Element) -> bytes:
    """``canonical`` for an element that is its document's root; the element is changed by it."""
    for element in root.iter(tag=etree.Element):
        if len(element) and str(element.tag).startswith(_LANGUAGE):
            if not (element.text or "").strip(" \t\r\n"):
                element.text = None
            for child in element:
                if not (child.tail or "").strip(" \t\r\n"):
                    child.tail = None
    return etree.tostring(root, method="c14n", with_comments=False)
