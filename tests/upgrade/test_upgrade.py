"""Upgrading: every older document becomes a valid one of the newest version, and says what it took."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dcc import schema
from dcc.errors import DocumentError
from dcc.model import Certificate, Node, Number, NumberList
from dcc.upgrade import Action, Change, PerformancePlace, upgrade, upgrade_document
from dcc.upgrade.repairs import as_uri
from dcc.xml.description import LATEST
from dcc.xml.names import VERSIONS
from dcc.xml.reading import read
from dcc.xml.writing import write
from tests.corpora import documents, needs_corpora, official_schema
from tests.xsd.generate import generate, load, places
from tests.xsd.mutate import simple_types

EVERYTHING = (Path(__file__).parent / "everything-2.4.0.xml").read_bytes()


@functools.cache
def official(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(official_schema(f"dcc-{version}.xsd")))


def accepted(xml: bytes, version: str = LATEST) -> str:
    """What the official schema has against ``xml``: nothing is the empty text."""
    schema = official(version)
    return "" if schema.validate(etree.fromstring(xml)) else str(schema.error_log)


def numbers(node: Any) -> Iterator[str]:
    """Every number of a certificate as it is written, in the order of the model."""
    if isinstance(node, Number | NumberList):
        yield str(node)
    elif isinstance(node, tuple):
        for item in node:
            yield from numbers(item)
    elif isinstance(node, Node):
        for field in dataclasses.fields(node):
            yield from numbers(getattr(node, field.name))


def of_version(version: str, **replaced: str) -> bytes:
    """A valid document of an older version from 3.0.0 on, with texts put in place of others."""
    text = (Path(__file__).parent / "small-3.0.0.xml").read_text("utf-8").replace("3.0.0", version)
    for old, new in replaced.items():
        assert f"@{old}@" in text, f"the document has no slot {old}"
        text = text.replace(f"@{old}@", new)
    defaults = {"city": "Town", "mail": "lab@example.org", "release": "1.0", "more": "", "reftype": "x"}
    for old, new in defaults.items():
        text = text.replace(f"@{old}@", new)
    return text.encode()


def changes_at(changes: tuple[Change, ...], ending: str) -> list[Change]:
    return [change for change in changes if change.where.endswith(ending)]


# --- documents of others ----------------------------------------------------------------------------------


def older_valid_documents() -> list[Path]:
    """The documents of the corpora that are older than the newest version and valid in their own."""
    found = []
    for path in documents("dcc"):
        try:
            root = etree.parse(path).getroot()
        except etree.XMLSyntaxError:
            continue
        version = root.get("schemaVersion", "")
        if version not in VERSIONS or version == LATEST:
            continue
        for signature in root.findall("{http://www.w3.org/2000/09/xmldsig#}Signature"):
            root.remove(signature)
        if official(version).validate(root):
            found.append(path)
    return found


@needs_corpora
def test_every_valid_older_document_upgrades_to_one_that_the_official_schema_accepts() -> None:
    paths = older_valid_documents()
    assert len(paths) >= 11
    for path in paths:
        upgraded = upgrade_document(path.read_bytes())
        assert accepted(upgraded.xml) == "", path.name
        assert read(upgraded.xml).schema_version == LATEST


@needs_corpora
def test_no_digit_changes_in_any_of_them() -> None:
    for path in older_valid_documents():
        before = read(path.read_bytes())
        after = read(upgrade_document(path.read_bytes()).xml)
        assert list(numbers(after)) == list(numbers(before)), path.name


@pytest.mark.parametrize("version", [version for version in VERSIONS if version != LATEST])
def test_everything_an_older_version_can_say_upgrades(version: str) -> None:
    for document in generate(version):
        before = read(document)
        upgraded = upgrade_document(document)
        assert accepted(upgraded.xml) == ""
        assert sorted(numbers(read(upgraded.xml))) == sorted(numbers(before))


@pytest.mark.parametrize("version", [version for version in VERSIONS if version != LATEST])
def test_nothing_an_older_version_can_say_is_lost_without_being_said(version: str) -> None:
    for document in generate(version):
        data, marks = marked(document, version)
        upgraded = upgrade_document(data)
        said = " ".join(change.old for change in upgraded.changes)
        assert len(marks) >= 10
        assert [mark for mark in marks if mark not in upgraded.xml.decode() + said] == []


def marked(document: bytes, version: str) -> tuple[bytes, list[str]]:
    """The document with a word of its own wherever any word may stand, and these words."""
    own = etree.XMLSchema(etree.parse(schema.schema_path(version)))
    root = etree.fromstring(document)
    marks: list[str] = []
    for place in places(root, load(version)):
        for name, _ in simple_types(place):
            before = place.element.get(name) if name else place.element.text
            if name and before is None:
                continue
            put(place.element, name, f"mark{len(marks)}end")
            if own.validate(root):
                marks.append(f"mark{len(marks)}end")
            else:
                put(place.element, name, before)
    return etree.tostring(root), marks


def put(element: etree._Element, attribute: str, text: str | None) -> None:
    """``text`` as an attribute of ``element``, or as its own text where there is no name."""
    if attribute:
        element.set(attribute, text or "")
    else:
        element.text = text


# --- everything that was said otherwise in 2.4.0 ----------------------------------------------------------


@pytest.fixture(scope="module")
def before() -> Certificate:
    return read(EVERYTHING)


@pytest.fixture(scope="module")
def changes() -> tuple[Change, ...]:
    return upgrade_document(EVERYTHING).changes


@pytest.fixture(scope="module")
def after() -> Certificate:
    return read(upgrade_document(EVERYTHING).xml)


@needs_corpora
def test_the_document_with_everything_is_valid_before_and_after() -> None:
    assert accepted(EVERYTHING, "2.4.0") == ""
    assert accepted(upgrade_document(EVERYTHING).xml) == ""


def test_every_number_keeps_its_digits_and_order(before: Certificate, after: Certificate) -> None:
    written = list(numbers(before))
    assert {"020.10", "+.5", "7.", "-2.5E-3", "0.9500"} <= set(written)
    assert sorted(numbers(after)) == sorted(written)


def test_every_change_points_into_the_document_as_it_was(changes: tuple[Change, ...]) -> None:
    tree = etree.fromstring(EVERYTHING).getroottree()
    prefixes = {
        "dcc": "https://ptb.de/dcc",
        "si": "https://ptb.de/si",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    for change in changes:
        place = change.where
        if change.what is Action.FILLED and not change.old:
            place = place.rpartition("/")[0]
        assert tree.xpath(place, namespaces=prefixes), change


def test_several_descriptions_and_files_become_one_description(after: Certificate) -> None:
    software = after.administrative_data.dcc_software.software[0]
    assert software.description is not None
    assert [content.text for content in software.description.content] == [  # type: ignore[union-attr]
        "First description",
        "Second description",
        "Third",
    ]
    item = after.administrative_data.items.item[0]
    assert item.description is not None
    assert [type(part).__name__ for part in item.description.content] == ["StringWithLang", "ByteData"]


def test_ids_survive_or_references_follow(after: Certificate, changes: tuple[Change, ...]) -> None:
    software = after.administrative_data.dcc_software.software[0]
    assert software.description is not None
    assert software.description.id == "soft-first"
    assert software.description.content[1].id == "soft-second"
    statements = after.administrative_data.statements
    assert statements is not None
    assert statements.statement[0].ref_id == "soft-third-text"
    assert changes_at(changes, "dcc:description[3]/@id")[0].what is Action.DROPPED


def test_a_further_contact_of_the_laboratory_becomes_a_statement(after: Certificate) -> None:
    statements = after.administrative_data.statements
    assert statements is not None
    authority = statements.statement[-1].resp_authority
    assert authority is not None
    assert authority.name.content[0].text == "Branch"
    assert authority.id == "branch"


def test_what_newer_versions_demand_and_the_document_does_not_say_is_neutral(
    after: Certificate, changes: tuple[Change, ...]
) -> None:
    core = after.administrative_data.core_data
    assert core.performance_location is not None
    assert core.performance_location.text == "other"
    assert changes_at(changes, "dcc:performanceLocation")[0].what is Action.FILLED
    assert after.administrative_data.dcc_software.software[1].release == "not stated"
    name = after.measurement_results.measurement_result[0].name
    assert name is not None
    assert [content.text for content in name.content] == ["Mass, Remark", "Masse"]


def test_a_person_can_say_where_the_calibration_was_performed() -> None:
    upgraded = upgrade(read(EVERYTHING), performed_at=PerformancePlace.CUSTOMER)
    core = upgraded.certificate.administrative_data.core_data
    assert core.performance_location is not None
    assert core.performance_location.text == "customer"
    assert "what you said" in changes_at(upgraded.changes, "dcc:performanceLocation")[0].why


def test_padding_goes_and_empty_texts_go_where_they_may(
    after: Certificate, changes: tuple[Change, ...]
) -> None:
    data = after.administrative_data
    assert data.core_data.unique_identifier == "OLD-0001"
    assert data.items.item[0].model is None
    assert data.calibration_laboratory.calibration_laboratory_code is None
    assert data.customer.e_mail is None
    assert list(data.customer.location.content) == ["Town"]
    assert changes_at(changes, "dcc:uniqueIdentifier")[0].old == "' OLD-0001 '"
    dropped = [change.where for change in changes if change.what is Action.DROPPED]
    assert any(where.endswith("dcc:customer/dcc:eMail") for where in dropped)


def test_a_formula_keeps_its_text_as_latex(after: Certificate, changes: tuple[Change, ...]) -> None:
    formula = after.results[0].data.content[1]
    assert formula.latex == r"m = \SI{1}{\kilogram}"  # type: ignore[union-attr]
    assert changes_at(changes, "dcc:formula/@lang")[0].old == "en"


def test_values_of_a_list_stand_in_a_list_of_their_kind(after: Certificate) -> None:
    quantity = after.results[0].data.content[3]
    values = quantity.si_list  # type: ignore[union-attr]
    assert values is not None
    assert (values.label, values.date_time) == ("masses", "2020-01-02T10:00:00Z")
    inner = values.content[0]
    assert inner.list_unit == r"\kilogram"  # type: ignore[union-attr]
    assert [real.value for real in inner.real] == ["1.000000", "-2.5E-3"]  # type: ignore[union-attr]


COMPLEX = b"<si:complex><si:valueReal>7.70</si:valueReal><si:valueImag>1</si:valueImag></si:complex>"


def test_a_list_that_holds_values_and_lists_at_once_loses_neither() -> None:
    mixed = EVERYTHING.replace(b"</si:list>", b"<si:list>" + COMPLEX + b"</si:list></si:list>", 1)
    found = sorted(numbers(read(upgrade_document(mixed).xml)))
    assert found == sorted(numbers(read(mixed)))
    assert "7.70" in found


def test_a_list_that_holds_two_kinds_of_values_at_once_is_refused() -> None:
    mixed = EVERYTHING.replace(b"</si:list>", COMPLEX + b"</si:list>", 1)
    with pytest.raises(DocumentError, match="no place for complex"):
        upgrade_document(mixed)


def test_words_of_old_vocabularies_are_kept(after: Certificate) -> None:
    identification = after.administrative_data.items.item[0].identifications.identification[0]
    assert identification.ref_type == "/dcc/identification/serial"


def test_comments_are_not_dropped_silently(changes: tuple[Change, ...]) -> None:
    assert any(change.where.startswith("//comment()") for change in changes)


def test_what_is_said_of_comments_and_instructions_is_what_is_left_out() -> None:
    sheet = b'<?xml-stylesheet href="a.xsl"?>'
    plain = of_version("3.1.2")
    assert upgrade_document(plain).xml == upgrade_document(plain.replace(b"?>", b"?><!-- a -->", 1)).xml
    kept = upgrade_document(plain.replace(b"?>", b"?>" + sheet, 1))
    assert sheet in kept.xml
    assert changes_at(kept.changes, "instruction()") == []
    lost = upgrade_document(plain.replace(b"<dcc:city>", b"<?b?><!-- a --><dcc:city>", 1) + b"<?c?>")
    (change,) = changes_at(lost.changes, "instruction()")
    assert change.old == "1 XML comment and 2 processing instructions"


def test_renamed_elements_are_named(changes: tuple[Change, ...]) -> None:
    renamed = {(change.old, change.new) for change in changes if change.what is Action.RENAMED}
    assert ("element dcc:state", "element dcc:status") in renamed
    assert ("element dcc:data", "element dcc:dataBase64") in renamed
    assert ("element dcc:referenceID", "element dcc:referralID") in renamed
    moved = {(change.old, change.new) for change in changes if change.what is Action.MOVED}
    assert ("element dcc:refId", "attribute refId") in moved


# --- between 3.0.0 and 3.2.1 ------------------------------------------------------------------------------

RELATIVE = """<dcc:relativeUncertainty>
  <dcc:relativeUncertainty><si:value>0.10</si:value><si:unit>\\one</si:unit></dcc:relativeUncertainty>
</dcc:relativeUncertainty>"""
DEFINITION = """<dcc:refTypeDefinitions><dcc:refTypeDefinition>
  <dcc:name><dcc:content>ours</dcc:content></dcc:name>
  <dcc:namespace>x</dcc:namespace><dcc:link>see our page [1]</dcc:link>
</dcc:refTypeDefinition></dcc:refTypeDefinitions>"""


@pytest.mark.parametrize("version", [version for version in VERSIONS if "3.0.0" <= version <= "3.1.2"])
def test_empty_texts_of_versions_that_allowed_them(version: str) -> None:
    xml = of_version(version, city="", mail="", release=" \n")
    upgraded = upgrade_document(xml)
    if official_schema(f"dcc-{version}.xsd").exists():
        assert accepted(xml, version) == ""
        assert accepted(upgraded.xml) == ""
    assert {change.what for change in upgraded.changes} >= {Action.FILLED, Action.DROPPED}


def test_an_empty_ref_type_of_3_0_0_goes() -> None:
    upgraded = upgrade_document(of_version("3.0.0", reftype=" "))
    assert changes_at(upgraded.changes, "@refType")[0].what is Action.DROPPED
    assert accepted(upgraded.xml) == ""


def test_the_relative_uncertainty_of_3_1_0_gets_its_new_name() -> None:
    xml = of_version("3.1.0", more=RELATIVE)
    upgraded = upgrade_document(xml)
    assert accepted(xml, "3.1.0") == ""
    assert accepted(upgraded.xml) == ""
    assert b"dcc:relativeUncertaintySingle" in upgraded.xml
    assert "3.1.1" in changes_at(upgraded.changes, "relativeUncertainty/dcc:relativeUncertainty")[0].why


def test_a_link_that_is_no_uri_is_encoded_for_3_3_0() -> None:
    xml = of_version("3.2.0").replace(b"<dcc:coreData>", DEFINITION.encode() + b"<dcc:coreData>")
    upgraded = upgrade_document(xml)
    assert accepted(xml, "3.2.0") == ""
    assert accepted(upgraded.xml) == ""
    assert changes_at(upgraded.changes, "dcc:link")[0].new == "see%20our%20page%20%5B1%5D"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c#d",
        "urn:example:x",
        "page 1",
        "1a:b",
        "%zz",
        "[",
        "校准",
        "a%20b",
        "http://[",
    ],
)
def test_links_become_uris_that_the_official_schema_accepts(text: str) -> None:
    xml = of_version("3.2.0").replace(b"<dcc:coreData>", DEFINITION.encode() + b"<dcc:coreData>")
    xml = xml.replace(b"see our page [1]", text.encode())
    assert accepted(upgrade_document(xml).xml) == ""


def test_a_uri_stays_as_it_is() -> None:
    for uri in ("https://example.org/a%20b?q=1#part", "urn:dcc-toolchain:vocabulary:dcct", "page.html"):
        assert as_uri(uri) == uri


def test_a_type_named_in_the_document_goes() -> None:
    xsi = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type='
    xml = EVERYTHING.replace(b"<dcc:result>", b"<dcc:result" + xsi + b'"dcc:resultType">', 1)
    xml = xml.replace(
        b"<dcc:norm>", b"<dcc:norm" + xsi + b'"xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    )
    upgraded = upgrade_document(xml)
    assert accepted(xml, "2.4.0") == ""
    assert accepted(upgraded.xml) == ""
    assert [change.old for change in changes_at(upgraded.changes, "@xsi:type")].count("xs:string") == 3


def test_what_else_a_text_says_of_its_schema_goes_and_is_said() -> None:
    xsi = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a a.xsd">'
    upgraded = upgrade_document(of_version("3.2.0").replace(b"<dcc:city>", b"<dcc:city" + xsi, 1))
    (change,) = changes_at(upgraded.changes, "@xsi:schemaLocation")
    assert (change.what, change.old) == (Action.DROPPED, "urn:a a.xsd")


# --- refusals, signatures ---------------------------------------------------------------------------------


def test_a_document_of_the_newest_version_comes_back_byte_by_byte() -> None:
    xml = upgrade_document(EVERYTHING).xml
    again = upgrade_document(xml)
    assert again.xml == xml
    assert again.changes == ()


def test_dropped_signatures_are_listed() -> None:
    signature = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    end = b"</dcc:digitalCalibrationCertificate>"
    upgraded = upgrade_document(of_version("3.1.2").replace(end, signature + signature + end))
    assert upgraded.signatures == 2
    dropped = [change for change in upgraded.changes if "ds:Signature" in change.where]
    assert [change.old for change in dropped] == ["signature 1 of 2", "signature 2 of 2"]
    assert b"Signature" not in upgraded.xml


def test_a_certificate_inside_a_comment_is_refused() -> None:
    inner = of_version("3.1.1").partition(b"?>")[2]
    end = b"</dcc:digitalCalibrationCertificate>"
    outer = of_version("3.1.1").replace(end, b"<dcc:comment>" + inner + b"</dcc:comment>" + end, 1)
    with pytest.raises(DocumentError) as refused:
        upgrade_document(outer)
    assert [finding.code for finding in refused.value.findings] == ["UPGRADE-EMBEDDED"]


def test_a_list_of_the_old_d_si_inside_a_comment_is_refused() -> None:
    values = b"<si:list><si:real><si:value>1</si:value><si:unit>\\one</si:unit></si:real></si:list>"
    end = b"</dcc:digitalCalibrationCertificate>"
    xml = EVERYTHING.replace(end, b"<dcc:comment>" + values + b"</dcc:comment>" + end)
    with pytest.raises(DocumentError) as refused:
        upgrade_document(xml)
    assert [finding.code for finding in refused.value.findings] == ["UPGRADE-EMBEDDED"]


def test_a_document_that_would_not_be_valid_is_refused_with_the_reason() -> None:
    xml = EVERYTHING.replace(b"<si:value>020.10</si:value>", b"<si:value>warm</si:value>")
    with pytest.raises(DocumentError) as refused:
        upgrade_document(xml)
    codes = [finding.code for finding in refused.value.findings]
    assert codes[0] == "UPGRADE-NOT-ACCEPTED"
    assert "not valid either in its own version 2.4.0" in refused.value.findings[0].message
    assert "warm" in refused.value.findings[1].message


def test_upgrading_twice_gives_what_upgrading_once_gives() -> None:
    once = upgrade(read(EVERYTHING)).certificate
    assert upgrade(once).certificate == once
    assert read(write(once)) == once
