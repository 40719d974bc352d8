"""How closely markup stands: what makes a few bytes cost what a page does, told before it is paid for.

An element or attribute takes a hundred times the time and memory of a letter. Some things take time with the
square of their number, at that: the attributes of one element, the namespaces declared around it.
"""

from __future__ import annotations

import re

from lxml import etree

from dcc.xml.xpath import is_true

SPARE_ELEMENTS = 50_000
"""So many elements, and as many attributes, may stand as close as they like."""
MOST_ATTRIBUTES = 256
"""Attributes of one element: whoever looks for one looks through all of them."""
MOST_NAMESPACES = 64
"""Namespaces declared on an element and around it, for the same reason."""
SPARE_LOOKS = 100_000
"""So many namespaces in force may be gone through for those that are declared, and one more for every eight
bytes: where another is declared, libraries look through all that are in force."""
MOST_OF_NAMESPACES = 4096
"""Characters of those together: libraries repeat them for each element."""

_SMALL = 4 * MOST_ATTRIBUTES
"""Bytes in which there can be nothing in numbers."""
_ALL_BUT_MARKS = bytes(byte for byte in range(256) if byte not in b"<=")
_FEW_NAMESPACES = 16
_LONG_NAMESPACE = re.compile(rb"""xmlns(?:[^"']{0,99}(?:"[^"<]{128}|'[^'<]{128})|[^"'<>=]{100})""")


def marks_of(data: bytes) -> bytes:
    """The beginnings of tags and the marks of attributes alone: quicker to make than either is to count."""
    return data.translate(None, _ALL_BUT_MARKS) if len(data) > _SMALL else b""


def too_many(data: bytes, marks: bytes, most: int) -> str | None:
    """Whether the document has more than ``most`` elements or attributes, in words."""
    elements, attributes = marks.count(b"<"), marks.count(b"=")
    if elements > most:  # end tags are counted only where that matters: it takes a tenth of parsing
        elements -= data.count(b"<\0/" if _is_wide(data) else b"</")
    if max(elements, attributes) <= most:
        return None
    return (
        f"the file has {elements:,} elements and {attributes:,} attributes; in {len(data):,} bytes, "
        f"at most {most:,} of either are read"
    )


def may_be_costly(data: bytes, marks: bytes) -> bool:
    """Whether ``costs_too_much`` must be asked: for hardly any certificate."""
    return bool(marks) and (
        _is_wide(data)
        or b"=" * (MOST_ATTRIBUTES + 1) in marks
        or data.count(b"xmlns") > _FEW_NAMESPACES
        or _LONG_NAMESPACE.search(data) is not None
    )


def costs_too_much(root: etree._Element, length: int) -> str | None:
    """What of attributes or namespaces would make every element of a document of ``length`` bytes cost what
    a page does, in words."""
    if is_true(root, f"//@*[{MOST_ATTRIBUTES + 1}]"):
        return f"an element has more than {MOST_ATTRIBUTES} attributes"
    in_force: list[int] = []
    characters = looks = 0
    for event, declared in etree.iterwalk(root, events=("start-ns", "end-ns")):
        if event == "end-ns":
            characters -= in_force.pop()
            continue
        in_force.append(sum(map(len, declared)))
        characters += in_force[-1]
        looks += len(in_force)
        if len(in_force) > MOST_NAMESPACES or characters > MOST_OF_NAMESPACES:
            return (
                f"an element has more than {MOST_NAMESPACES} namespaces, or {MOST_OF_NAMESPACES:,} "
                "characters of namespaces, declared on it and around it"
            )
    if looks > SPARE_LOOKS + length // 8:
        return "namespaces are declared again and again where many others are in force"
    return None


def _is_wide(data: bytes) -> bool:
    """Whether the document is in UTF-16."""
    return b"\0" in data[:4]
