"""Parsing without the white space between elements loses none that belongs to a value."""

from __future__ import annotations

import pytest
from lxml import etree

from dcc.xml.parse import parse_compact, parse_values


def values(root: etree._Element) -> list[tuple[str, str]]:
    """Every element without children with its text."""
    return [(str(each.tag), each.text or "") for each in root.iter(etree.Element) if not len(each)]


@pytest.mark.parametrize(
    "data",
    [
        b"<a>\n  <b> </b>\n  <b>\n</b>\n  <b/>\n</a>",
        b"<a>\n  <b> x </b>\n</a>",
        b"<a> <b> <!-- c -->x</b> </a>",
        b"<a> <b> <![CDATA[x]]> </b> </a>",
        b"<a> <b> <?p?>x</b> </a>",
        b"<a> <b>&#32;</b> <b> &#32; </b> </a>",
        b'<a> <b xml:space="preserve"> <c> x </c> </b> </a>',
        "<a> <b> x! <?p?></b> </a>".encode("utf-16"),
        b"<?xml version='1.0'?><!-- ! --><a> <b> x </b>\n</a>",
    ],
)
def test_values_keep_their_white_space(data: bytes) -> None:
    assert values(parse_compact(data)) == values(parse_values(data))


def test_white_space_between_elements_is_left_out() -> None:
    root = parse_compact(b"<a>\n  <b>\n    <c>x</c>\n  </b>\n</a>")
    assert etree.tostring(root) == b"<a><b><c>x</c></b></a>"
