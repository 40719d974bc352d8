"""XML to model to XML: equal in canonical form, whoever wrote the document and however."""

from __future__ import annotations

import contextlib
import functools
from pathlib import Path

import pytest
from lxml import etree

import dcc
from dcc import schema
from dcc.model import ForeignXml, Hybrid, SiList
from dcc.xml.names import SI, SIGNATURE, VERSIONS
from dcc.xml.parse import parse_values
from dcc.xml.plan import plan_for
from dcc.xml.reading import read_element
from dcc.xml.writing import write_element
from tests.corpora import PROJECT, documents, needs_corpora
from tests.xml.canonical import canonical, canonical_element
from tests.xsd import generate

UNREADABLE = {
    "AaltoSmartCom__DCC-XML-CSS-UI-demo__DCC_K026-17P4654.xml",  # DCC 2.2.0
    "AaltoSmartCom__DCC-XML-CSS-UI-demo__DCC_M-16P013.xml",  # DCC 2.2.0
    "PTB-M4D__pydcc__siliziumkugel_wrong_schema.xml",  # an element that no version has
    "lutaml__dcc__excel_viewer_example.xml",  # DCC 2.1.1
    "lutaml__dcc__invalid_schema.xml",  # an item without name
    "lutaml__dcc__invalid_syntax.xml",  # not well-formed
}
CERTIFICATES = [path for path in documents("dcc") if path.name not in UNREADABLE]
QUANTITIES = plan_for(Hybrid, "3.3.0").elements
ROOTS = {f"{{{SI}}}hybrid": Hybrid, f"{{{SI}}}list": SiList} | {
    name: slot.part.type for name, slot in QUANTITIES.items()
}


@needs_corpora
def test_the_corpora_hold_certificates() -> None:
    assert len(CERTIFICATES) >= 15


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.name)
def test_a_certificate_of_the_corpora_comes_back_alike(path: Path) -> None:
    data = path.read_bytes()
    certificate = dcc.read(data)
    written = dcc.write(certificate)
    assert canonical(written) == canonical(data)
    assert dcc.read(written) == certificate
    assert dcc.write(dcc.read(written)) == written


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.name)
def test_the_schema_says_of_what_is_written_what_it_said_of_what_was_read(path: Path) -> None:
    data = path.read_bytes()
    before = [finding.message for finding in schema.check(parse_values(data))]
    after = [finding.message for finding in schema.check(parse_values(dcc.write(dcc.read(data))))]
    assert after == before


@needs_corpora
@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_whole_is_refused_with_its_place(name: str) -> None:
    (path,) = documents("dcc", name)
    with pytest.raises(dcc.DocumentError) as refusal:
        dcc.read(path.read_bytes())
    (finding,) = refusal.value.findings
    assert finding.code in ("DOCUMENT-UNREADABLE", "VERSION-UNSUPPORTED", "XML-MALFORMED", "SCHEMA-ROOT")
    assert finding.location.line


@functools.cache
def schema_of_quantities() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(PROJECT / "xsd" / "si" / "2.2.1" / "SI_Format.xsd"))


def quantities_in(path: Path) -> list[etree._Element]:
    """Each outermost D-SI element of an example file, alone, as a document of its own."""
    found = [
        element
        for element in parse_values(path.read_bytes()).iter(tag=etree.Element)
        if element.tag in ROOTS and not str(element.getparent().tag).startswith(f"{{{SI}}}")
    ]
    return [etree.fromstring(etree.tostring(element, with_tail=False)) for element in found]


@pytest.mark.parametrize("path", documents("dsi"), ids=lambda path: path.name)
def test_a_quantity_of_the_digital_si_comes_back_alike(path: Path) -> None:
    quantities = quantities_in(path)
    valid = [element for element in quantities if schema_of_quantities().validate(element)]
    assert quantities
    for element in valid:
        name = str(element.tag)
        value = read_element(element, ROOTS[name], "3.3.0")
        written = write_element(value, name, "3.3.0")
        assert read_element(written, ROOTS[name], "3.3.0") == value
        assert canonical_element(written) == canonical_element(element)


@needs_corpora
def test_most_quantities_of_the_corpora_are_valid_and_the_others_are_refused_or_kept() -> None:
    quantities = [element for path in documents("dsi") for element in quantities_in(path)]
    invalid = [element for element in quantities if not schema_of_quantities().validate(element)]
    kept = []
    for element in invalid:
        name = str(element.tag)
        with contextlib.suppress(dcc.DocumentError):
            value = read_element(element, ROOTS[name], "3.3.0")
            assert read_element(write_element(value, name, "3.3.0"), ROOTS[name], "3.3.0") == value
            kept.append(element)
    assert len(quantities) - len(invalid) > 300
    assert 0 < len(kept) < len(invalid)


@pytest.mark.parametrize("version", VERSIONS)
def test_documents_that_use_the_whole_language_come_back_alike(version: str) -> None:
    components = generate.load(version)
    unused = set(generate.uses(components))
    for data in generate.generate(version):
        certificate = dcc.read(data)
        written = dcc.write(certificate)
        assert canonical(written) == canonical(data)
        assert dcc.read(written) == certificate
        unused -= generate.used(parse_values(written), components)
    assert unused == set()


def test_a_signature_is_kept_character_by_character() -> None:
    path = next((path for path in CERTIFICATES if path.name.endswith("signed_lt.xml")), None)
    if path is None:
        pytest.skip(needs_corpora.kwargs["reason"])
    data = path.read_bytes()
    (signature,) = dcc.read(data).signature
    assert isinstance(signature, ForeignXml)
    element = parse_values(data).find(SIGNATURE)
    assert element is not None
    assert etree.tostring(etree.fromstring(signature), method="c14n", exclusive=True) == etree.tostring(
        element, method="c14n", exclusive=True, with_tail=False
    )
