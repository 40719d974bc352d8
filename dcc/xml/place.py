"""Where an element stands: its line in the file and an XPath that finds it again."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from lxml import etree

from dcc.findings import Location
from dcc.xml.names import PREFIXES

_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
FIRST_SHARED_LINE = 65535
"""libxml2 keeps an element's line in 16 bits; from here on it looks at the text that follows instead."""


class Places:
    """Locations of elements of one document; counts siblings once, so that many findings stay cheap."""

    def __init__(self) -> None:
        self._positions: dict[etree._Element, dict[etree._Element, str]] = {}

    def location(self, element: etree._Element) -> Location:
        """Line and XPath, the latter with the prefixes of ``dcc.xml.names.PREFIXES``."""
        return Location(line=line_of(element), xpath=self.xpath(element))

    def xpath(self, element: etree._Element) -> str:
        """``/dcc:digitalCalibrationCertificate/…/dcc:quantity[2]``: an index where siblings share a name."""
        steps = []
        current: etree._Element | None = element
        while current is not None:
            parent = current.getparent()
            steps.append(name_of(current) if parent is None else self._steps(parent)[current])
            current = parent
        return "/" + "/".join(reversed(steps))

    def _steps(self, parent: etree._Element) -> dict[etree._Element, str]:
        steps = self._positions.get(parent)
        if steps is None:
            same: dict[str, list[etree._Element]] = defaultdict(list)
            for child in parent.iterchildren(tag=etree.Element):
                same[str(child.tag)].append(child)
            steps = {}
            for children in same.values():
                name = name_of(children[0])
                several = len(children) > 1
                for number, child in enumerate(children, start=1):
                    steps[child] = f"{name}[{number}]" if several else name
            self._positions[parent] = steps
        return steps


def name_of(element: etree._Element) -> str:
    """``dcc:item``; an element of a namespace without a fixed prefix as ``*[local-name()='math']``."""
    name = etree.QName(element)
    prefix = _PREFIX_OF.get(name.namespace or "")
    if prefix:
        return f"{prefix}:{name.localname}"
    return f"*[local-name()='{name.localname}']" if name.namespace else name.localname


def line_of(element: etree._Element) -> int | None:
    """The line on which the element's start tag ends, from 1; ``None`` where the parser did not keep it.

    Beyond line 65535 libxml2 answers with the line on which the next text ends (``xmlGetLineNo``), so the
    line breaks of that text are taken off again.
    """
    line = cast("int | None", element.sourceline)
    if line is None or line < FIRST_SHARED_LINE:
        return line
    if line == FIRST_SHARED_LINE:  # no text near enough to know by
        return None
    current: etree._Element | None = element
    while current is not None:
        is_element = isinstance(current.tag, str)
        following = current.text if is_element else None
        child = next(current.iterchildren(), None)
        if following is None and child is None:
            following = current.tail
            child = current.getnext()
        if following:
            return line - following.count("\n")
        current = child
    return None
