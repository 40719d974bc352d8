"""Elements of other XML languages, which the model keeps as their text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

from dcc.model import ForeignXml
from dcc.xml.parse import NO_CAP, parse


def element_of(text: str) -> etree._Element:
    """The element that ``text`` is. Raises ``DocumentError`` like ``parse`` where it is none.

    A text has no encoding any more, so the byte order mark overrules one that it declares.
    """
    return parse(codecs.BOM_UTF8 + text.encode(errors="surrogatepass"), limits=NO_CAP)


def as_text(element: etree._Element) -> ForeignXml:
    """``element`` as it stands, with those declarations from further out that its names or texts use."""
    parent = element.getparent()
    return _within(namespaces_of(parent) if parent is not None else {}, element, _serialized(element))


def _within(outer: Mapping[str | None, str], element: etree._Element, text: str) -> ForeignXml:
    """``text``, which libxml2 wrote of ``element`` where ``outer`` is in force, less what it need not say."""
    head, end, rest = text.partition(">")  # which libxml2 writes as &gt; in attributes
    said = _DECLARATION.sub("", head) + rest
    inherited = (prefix for prefix, uri in namespaces_of(element).items() if outer.get(prefix) == uri)
    idle = {
        prefix
        for prefix in inherited
        if not (f"{prefix}:" in said if prefix is not None else _uses_default(element))
    }
    head = _DECLARATION.sub(lambda found: "" if found[1] in idle else found[0], head)
    return ForeignXml(_without_idle(head, element) + end + rest)


class Around:
    """The declarations in force at the children of an element, as libxml2 writes them at each: of thousands
    of children with dozens of declarations, each takes no longer than one with none."""

    def __init__(self, parent: etree._Element) -> None:
        self._outer = namespaces_of(parent)
        start = _START.match(_serialized(parent))
        self._all = start[1] if start else ""
        self._texts = {found[1]: found[0] for found in _DECLARATION.finditer(self._all)}
        self._prefixes = self._texts.keys() - {None}

    def as_text(self, element: etree._Element) -> ForeignXml:
        """The same as ``as_text``."""
        text = _serialized(element)
        place = text.find(self._all, 0, text.index(">"))
        if place < 0:  # some of them are declared anew
            return _within(self._outer, element, text)
        before, behind = text[:place], text[place + len(self._all) :]
        names = set(_BEFORE_COLON.findall(before + behind))
        if not self._prefixes.isdisjoint(names):
            before += "".join(each for prefix, each in self._texts.items() if prefix in names)
        if None in self._texts and _uses_default(element):
            before += self._texts[None]
        if _IDLE in before or _IDLE in behind:
            head, end, rest = (before + behind).partition(">")
            return ForeignXml(_without_idle(head, element) + end + rest)
        return ForeignXml(before + behind)


_IDLE = ' xmlns=""'
_DECLARATION = re.compile(r' xmlns(?::([^=\s"]+))?="[^"]*"')
_START = re.compile(r'<[^\s/>]+((?: xmlns(?::[^=\s"]+)?="[^"]*")*)')
_BEFORE_COLON = re.compile(r"(?<![\w.\-])[\d.\-]*+([^\W\d][\w.\-]*+):")
"""What may be a prefix; read once from its beginning, however long it is."""


def _serialized(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _without_idle(head: str, element: etree._Element) -> str:
    """Without an empty default namespace, which says nothing where no other one is around."""
    return head.replace(_IDLE, "") if element.tag[0] != "{" else head


def _uses_default(element: etree._Element) -> bool:
    """Whether a name in ``element`` is in a default namespace."""
    return any(
        cast("str | None", part.prefix) is None and etree.QName(part).namespace is not None
        for part in element.iter(tag=etree.Element)
    )


def namespaces_of(element: etree._Element) -> Mapping[str | None, str]:
    """The namespaces in force at ``element``, by prefix."""
    # lxml names the default namespace None, which its type stubs do not know
    return cast("Mapping[str | None, str]", element.nsmap)
