"""What a schema says, as plain tuples: two schemas that say the same give equal components, however they
are cut into files, groups and anonymous wrappers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
Component = tuple[Any, ...]


def documents(path: Path) -> Iterator[etree._Element]:
    """The schema document at ``path`` and every one it includes."""
    root = etree.parse(path).getroot()
    yield root
    for include in root.iterchildren(XS + "include"):
        yield from documents(path.parent / include.attrib["schemaLocation"])


def components(path: Path) -> dict[tuple[str, str], Component]:
    """Every named element, type and group of the schema's own namespace: ``(kind, name)`` to content."""
    groups: dict[str, etree._Element] = {}
    named: list[etree._Element] = []
    for document in documents(path):
        for node in document.iterchildren(tag=etree.Element):
            if node.tag == XS + "attributeGroup":
                groups[node.attrib["name"]] = node
            elif node.get("name"):
                named.append(node)
    found = {}
    for node in named:
        key = (etree.QName(node).localname, node.attrib["name"])
        assert key not in found, f"{key} is declared twice"
        found[key] = _canonical(node, groups)
    return found


def _canonical(node: etree._Element, groups: dict[str, etree._Element]) -> Component:
    kind = etree.QName(node).localname
    attributes = {name: _expanded(node, name, value) for name, value in node.attrib.items()}
    for name, default in _DEFAULTS.get(kind, {}).items():
        if attributes.get(name) == default:
            del attributes[name]
    declared: list[Component] = []
    content: list[Component] = []
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == XS + "annotation":
            continue
        if child.tag == XS + "attributeGroup":
            declared += _group(child, groups)
        elif child.tag == XS + "attribute":
            declared.append(_canonical(child, groups))
        else:
            content.append(_canonical(child, groups))
    if kind in ("sequence", "choice") and len(content) == 1:
        inner_kind, inner, *rest = content[0]
        if not _OCCURS.keys() & dict(inner).keys():
            return (inner_kind, tuple(sorted({**dict(inner), **attributes}.items())), *rest)
        if not attributes:
            return content[0]
    if kind in ("enumeration", "all"):
        content.sort()
    return (kind, tuple(sorted(attributes.items())), tuple(content), tuple(sorted(declared)))


def _group(node: etree._Element, groups: dict[str, etree._Element]) -> list[Component]:
    found = []
    for child in groups[node.attrib["ref"].partition(":")[2]].iterchildren(tag=etree.Element):
        if child.tag == XS + "attribute":
            found.append(_canonical(child, groups))
        elif child.tag == XS + "attributeGroup":
            found += _group(child, groups)
    return found


def _expanded(node: etree._Element, name: str, value: str) -> str:
    """A QName with its namespace in place of the prefix, so that prefixes may differ."""
    if name not in ("type", "ref", "base", "itemType", "substitutionGroup"):
        return value
    prefix, colon, local = value.rpartition(":")
    return f"{{{node.nsmap[prefix if colon else None]}}}{local}"


_OCCURS = {"minOccurs": "1", "maxOccurs": "1"}
_DEFAULTS = {
    "element": _OCCURS,
    "any": {**_OCCURS, "processContents": "strict"},
    "sequence": _OCCURS,
    "choice": _OCCURS,
    "all": _OCCURS,
    "attribute": {"use": "optional"},
}
