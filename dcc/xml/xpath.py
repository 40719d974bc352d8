"""XPath with the project's prefixes and with answers of one type."""

from __future__ import annotations

from typing import cast

from lxml import etree

from dcc.xml.names import PREFIXES


def find_elements(node: etree._Element, path: str) -> list[etree._Element]:
    """The elements at ``path``, in document order."""
    return cast("list[etree._Element]", node.xpath(path, namespaces=PREFIXES))


def find_strings(node: etree._Element, path: str) -> list[str]:
    """The attribute values or texts at ``path``, in document order."""
    return cast("list[str]", node.xpath(path, namespaces=PREFIXES, smart_strings=False))


def is_true(node: etree._Element, condition: str) -> bool:
    """Whether ``condition`` holds at ``node``."""
    return bool(node.xpath(f"boolean({condition})", namespaces=PREFIXES))
