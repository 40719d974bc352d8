"""Our schemas say what the official ones say, component by component; they only say it in other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dcc import schema
from dcc.xml.names import SI_VERSION_OF, VERSIONS
from tests.corpora import official_schema
from tests.xsd.components import XS, Component, components

XSD = Path(schema.__file__).parent.parent / "xsd"

PAIRS = [
    *((f"dcc/{version}/dcc.xsd", f"dcc-{version}.xsd") for version in VERSIONS),
    *(
        (f"si/{version}/SI_Format.xsd", f"SI_Format-{version}.xsd")
        for version in sorted(set(SI_VERSION_OF.values()))
    ),
    ("qudt/2.2.1/qudt.xsd", "qudt-2.2.1.xsd"),
    ("xmldsig/xmldsig.xsd", "xmldsig-core-schema.xsd"),
]

SAME_LANGUAGE = {("dcc/3.0.0/dcc.xsd", ("complexType", "richContentType"))}
"""Written as a repeated choice there and as a repeated sequence of the same optional elements here."""


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_every_named_component_equals_the_official_one(ours: str, theirs: str) -> None:
    mine, official = components(XSD / ours), components(official_schema(theirs))
    assert mine.keys() == official.keys()
    different = {key for key in mine if mine[key] != official[key]}
    different -= {key for where, key in SAME_LANGUAGE if where == ours}
    wildcard = ("complexType", "xmlType")
    if wildcard in different:
        assert _strict(mine[wildcard]) == official[wildcard], "only its wildcard may differ: lax, not strict"
        different.discard(wildcard)
    assert not different


def _strict(component: Component) -> Component:
    """A component with every lax wildcard made strict."""
    kind, attributes, content, declared = component
    if kind == "any":
        attributes = tuple(pair for pair in attributes if pair != ("processContents", "lax"))
    return (kind, attributes, tuple(map(_strict, content)), declared)


def test_no_sentence_is_taken_from_the_official_files() -> None:
    ours = {_words(note) for path in XSD.rglob("*.xsd") for note in _documentation(path)}
    theirs = {
        _words(note)
        for path in official_schema("dcc-3.3.0.xsd").parent.glob("*.xsd")
        for note in _documentation(path)
    }
    assert ours
    assert theirs
    assert not ours & theirs


def _documentation(path: Path) -> list[str]:
    return [str(node.text) for node in etree.parse(path).iter(XS + "documentation") if node.text]


def _words(note: str) -> str:
    return " ".join(note.split()).strip(".").lower()
