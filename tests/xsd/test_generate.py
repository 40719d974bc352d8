"""Generated certificates use the whole language, and the official schemas accept every one."""

from __future__ import annotations

import pytest
import xmlschema
from lxml import etree

from dcc import schema
from dcc.xml.names import VERSIONS
from dcc.xml.parse import parse
from tests.corpora import official_schema
from tests.xsd import generate

COUNTS = {
    # version: (types of DCC, named types of D-SI, uses of elements, of attributes)
    "2.4.0": (37, 0, 225, 29),
    "3.0.0": (41, 16, 259, 58),
    "3.1.0": (44, 19, 304, 61),
    "3.1.1": (44, 19, 304, 61),
    "3.1.2": (44, 19, 305, 61),
    "3.2.0": (47, 19, 329, 68),
    "3.2.1": (48, 19, 333, 70),
    "3.3.0": (49, 35, 433, 85),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_together_they_use_every_element_and_attribute_of_every_type(version: str) -> None:
    components = generate.load(version)
    whole = generate.uses(components)
    found = {
        use
        for document in generate.generate(version)
        for use in generate.used(etree.fromstring(document), components)
    }
    assert found == whole
    types = {owner for owner, _ in whole if "/" not in owner}
    attributes = {use for use in whole if use[1].startswith("@")}
    counted = (
        len({name for name in types if name.startswith("dcc:")}),
        len({name for name in types if name.startswith("si:")}),
        len(whole - attributes),
        len(attributes),
    )
    assert counted == COUNTS[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_official_schema_knows_no_element_or_attribute_besides(version: str) -> None:
    official = xmlschema.XMLSchema(str(official_schema(f"dcc-{version}.xsd")), allow="local")
    assert generate.uses(official) == generate.uses(generate.load(version))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_official_schema_and_ours_accept_them_all(version: str) -> None:
    official = etree.XMLSchema(etree.parse(official_schema(f"dcc-{version}.xsd")))
    for document in generate.generate(version):
        official.assertValid(etree.fromstring(document))
        assert schema.check(parse(document)) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_xmlschema_accepts_them_too_and_finds_no_dangling_reference(version: str) -> None:
    for document in generate.generate(version):
        generate.load(version).validate(document.decode())
