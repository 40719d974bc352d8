"""What the keys of a source become in the certificate, and what the certificate adds of itself."""

from __future__ import annotations

import hashlib

import pytest

from dcc import vocabulary
from dcc.facts.certificate import facts_of, statements
from dcc.model import ByteData, CountryCode, Formula, RichContent, StatementMetaData, StringWithLang, Text
from dcc.source import build, build_traced
from dcc.validation import validate
from dcc.vocabulary import CertificateType
from dcc.xml.writing import write
from tests.source.reading import GOOD, TABLE, build_good, edited, mistake, mistakes


def with_top(line: str) -> tuple[str, str]:
    """An edit that adds a key at the top of the source."""
    return ("languages:", f"{line}\nlanguages:")


def words(text: Text | RichContent | None) -> dict[str | None, str]:
    assert text is not None
    return {part.lang: part.text for part in text.content if isinstance(part, StringWithLang)}


def statement(ref_type: str, *edits: tuple[str, str], **files: bytes) -> StatementMetaData:
    (found,) = statements(build_good(*edits, **files), ref_type)
    return found


def test_the_same_source_always_gives_the_same_bytes() -> None:
    assert write(build_good()) == write(build_good())


def test_the_verification_id_is_that_of_the_source_else_the_one_passed_in() -> None:
    other = "QCVZCMR0R8534V2DCKNMFEBM7NB"
    own = build(GOOD.encode(), read=lambda _: TABLE, verification_id=other)
    assert facts_of(own).verification_id == "W22RE9Q1KWAR2R174Y4YRPWBZ3R"
    without = edited(("verification_id: W22R-E9Q1-KWAR-2R17-4Y4Y-RPWB-Z3R\n", ""))
    drawn = build(without.encode(), read=lambda _: TABLE, verification_id=other)
    assert facts_of(drawn).verification_id == other


def test_a_mistyped_verification_id_is_refused() -> None:
    found = mistake(("-Z3R", "-Z3S"))
    assert found.location.key == "verification_id"
    assert "mistyped" in found.message


@pytest.mark.parametrize("kind", list(CertificateType))
def test_the_type_is_stated_with_its_title(kind: CertificateType) -> None:
    certificate = build_good(("type: calibration", f"type: {kind}"))
    assert facts_of(certificate).type is kind
    (stated,) = statements(certificate, vocabulary.CERTIFICATE_TYPE)
    assert words(stated.name) == {"en": kind.titles["en"], "zh": kind.titles["zh"]}


def test_the_vocabulary_of_its_own_words_is_declared() -> None:
    definitions = build_good().administrative_data.ref_type_definitions
    assert definitions is not None
    assert [definition.namespace for definition in definitions.ref_type_definition] == ["dcct"]


def test_a_vocabulary_of_the_laboratory_is_declared_beside_it() -> None:
    line = "ref_type_definitions: [{name: Ours, namespace: ours, link: 'https://lab.example.org/ours'}]"
    definitions = build_good(with_top(line)).administrative_data.ref_type_definitions
    assert definitions is not None
    assert [definition.namespace for definition in definitions.ref_type_definition] == ["dcct", "ours"]


def test_plain_texts_are_in_the_first_language_and_all_in_none() -> None:
    items = build_good(("name: {en: Voltmeter, zh: 电压表}", "name: Voltmeter")).administrative_data.items
    assert words(items.item[0].name) == {"en": "Voltmeter"}
    items = build_good(("name: {en: Voltmeter, zh: 电压表}", "name: {all: EX-1}")).administrative_data.items
    assert words(items.item[0].name) == {None: "EX-1"}


def test_a_text_must_not_lack_a_binding_language() -> None:
    found = mistakes(with_top("binding_languages: [en, zh]"))
    assert {finding.code for finding in found} == {"SOURCE-LANGUAGE"}
    assert any(finding.location.key == "customer.name" for finding in found)


def test_a_binding_language_must_be_declared() -> None:
    assert any("not among" in found.message for found in mistakes(with_top("binding_languages: [de]")))


def test_the_country_of_the_certificate_is_that_of_the_laboratory() -> None:
    core = build_good().administrative_data.core_data
    assert core.country_code_iso3166_1 == "CN"
    found = mistake((", country: CN", ""))
    assert found.message == "country is missing in laboratory.address"


def test_an_address_keeps_the_order_in_which_it_is_written() -> None:
    edit = ("{city: Exampleton, country: CN}", "{country: CN, street: Road, city: Town}")
    location = build_good(edit).administrative_data.calibration_laboratory.contact.location
    assert [type(part).__name__ for part in location.content] == ["CountryCode", "Street", "City"]
    assert location.content[0] == CountryCode("CN")


def test_the_serial_number_and_the_instrument_code_identify_the_item() -> None:
    edit = (
        'serial_number: "0042"',
        'serial_number: "0042", instrument_code: qcvz-cmr0-r853-4v2d-cknm-febm-7nb',
    )
    certificate = build_good(edit)
    item = certificate.administrative_data.items.item[0]
    assert [mark.value for mark in item.identifications.identification] == [
        "0042",
        "QCVZCMR0R8534V2DCKNMFEBM7NB",
    ]
    assert facts_of(certificate).instrument_code == "QCVZCMR0R8534V2DCKNMFEBM7NB"


def test_an_item_needs_something_that_identifies_it() -> None:
    assert mistake((', serial_number: "0042"', "")).message == "serial_number is missing in items[1]"


def test_valid_until_becomes_a_statement() -> None:
    edit = ("issued: 2026-01-16", "issued: 2026-01-16, valid_until: 2027-01-13")
    assert statement(vocabulary.VALID_UNTIL, edit).date == "2027-01-13"


def test_a_place_with_an_address_becomes_a_statement() -> None:
    place = with_top("place: {kind: customer, name: Hall 3, address: {city: Otherville}}")
    certificate = build_good(place)
    location = certificate.administrative_data.core_data.performance_location
    assert location is not None
    assert location.text == "customer"
    stated = statement(vocabulary.PERFORMANCE_LOCATION, place)
    assert stated.location is not None
    assert stated.location.content == ("Otherville",)


def test_a_replacement_says_so_in_the_words_prescribed() -> None:
    replaces = with_top("replaces: {number: K-2025-0099, reason: Wrong serial number}")
    core = build_good(replaces).administrative_data.core_data
    assert core.report_amended_substituted is not None
    assert core.report_amended_substituted.type_of_change == "substituted"
    assert core.report_amended_substituted.replaced_unique_identifier == "K-2025-0099"
    stated = statement(vocabulary.REPLACEMENT, replaces)
    assert words(stated.declaration)["zh"] == (
        "本证书（报告）代替证书（报告）编号K-2025-0099的校准证书。（被修改的）证书（报告）编号K-2025-0099的校准证书作废"
    )
    assert words(stated.description) == {"en": "Wrong serial number"}


def test_a_supplement_leaves_the_earlier_certificate_valid() -> None:
    supplements = with_top("supplements: {number: K-2025-0099, type: verification, reason: Point added}")
    core = build_good(supplements).administrative_data.core_data
    assert core.report_amended_substituted is not None
    assert core.report_amended_substituted.type_of_change == "amended"
    stated = statement(vocabulary.SUPPLEMENT, supplements)
    assert words(stated.declaration)["zh"] == "对序号为K-2025-0099的检定证书的补充文件"


def test_the_digest_of_the_earlier_certificate_is_computed_from_its_file() -> None:
    replaces = with_top("replaces: {number: K-2025-0099, file: old.xml, reason: Wrong}")
    previous = build_good(replaces, old_xml=b"<old/>").administrative_data.core_data.previous_report
    assert previous is not None
    assert previous.procedure == "SHA-256"
    assert previous.value == hashlib.sha256(b"<old/>").hexdigest()


@pytest.mark.parametrize(("until", "valid"), [("2026-01-14", "true"), ("2026-01-13", "false")])
def test_equipment_is_in_its_validity_up_to_the_last_day(until: str, valid: str) -> None:
    equipment = (
        "    results:",
        f"    equipment: [{{name: X, certificate: {{number: C-1, valid_until: {until}}}}}]\n    results:",
    )
    measurement = build_good(equipment).measurement_results.measurement_result[0]
    assert measurement.measuring_equipments is not None
    certificate = measurement.measuring_equipments.measuring_equipment[0].certificate
    assert certificate is not None
    assert certificate.in_validity_range == valid
    assert (certificate.procedure, certificate.value) == ("analogue", "analogue")


def test_the_state_of_the_item_stands_with_the_conditions() -> None:
    state = ("    results:", "    state: after_repair\n    results:")
    measurement = build_good(state).measurement_results.measurement_result[0]
    assert measurement.influence_conditions is not None
    assert measurement.influence_conditions.influence_condition[0].status == "afterRepair"


def test_least_and_greatest_value_of_a_condition_are_marked() -> None:
    condition = "{name: Temperature, ref_type: basic_temperature, min: 20, max: 21, unit: °C}"
    conditions = ("    results:", f"    conditions: [{condition}]\n    results:")
    measurement = build_good(conditions).measurement_results.measurement_result[0]
    assert measurement.influence_conditions is not None
    data = measurement.influence_conditions.influence_condition[0].data
    assert [getattr(part, "ref_type", None) for part in data.content] == [
        "basic_temperatureMin",
        "basic_temperatureMax",
    ]


def test_what_measurements_share_stands_once_for_all() -> None:
    shared = with_top("methods: [{name: Comparison, norm: EURAMET cg-15}]")
    results = build_good(shared).measurement_results
    assert results.used_methods is not None
    assert results.used_methods.used_method[0].norm == ("EURAMET cg-15",)


def test_texts_formulas_and_files_stand_in_the_order_of_their_keys() -> None:
    edit = (
        "        table:\n",
        "        formulas: E = x - r\n        text: {text: See, files: [plot.svg]}\n        table:\n",
    )
    formula, text, _ = build_good(edit, plot_svg=b"<svg/>").results[0].data.content
    assert isinstance(formula, Formula)
    assert formula.latex == "E = x - r"
    assert isinstance(text, RichContent)
    file = text.content[1]
    assert isinstance(file, ByteData)
    assert (file.file_name, file.mime_type) == ("plot.svg", "image/svg+xml")
    assert file.data_base64.decode_bytes() == b"<svg/>"


def test_a_file_is_called_as_it_is_without_its_folder() -> None:
    document = build_good(with_top("document: {file: parts/plot.svg}"), **{"parts/plot_svg": b""}).document
    assert document is not None
    assert document.file_name == "plot.svg"


def test_a_file_of_an_unknown_kind_needs_its_media_type() -> None:
    line = "document: {file: plot.xyz}"
    with pytest.raises(Exception, match="cannot be built") as caught:
        build_good(with_top(line), plot_xyz=b"x")
    assert "media_type" in caught.value.findings[0].message  # type: ignore[attr-defined]


def test_a_comment_is_xhtml_in_each_language() -> None:
    comment = build_good(with_top("comment: {en: a < b, zh: 注}")).comment
    assert comment is not None
    assert comment.elements == (
        '<p xmlns="http://www.w3.org/1999/xhtml" lang="en">a &lt; b</p>',
        '<p xmlns="http://www.w3.org/1999/xhtml" lang="zh">注</p>',
    )


@pytest.mark.parametrize(
    "word", ["traceable", "items_only", "no_partial_reproduction", "expanded_uncertainty"]
)
@pytest.mark.parametrize("kind", list(CertificateType))
def test_every_standard_sentence_fits_every_type(word: str, kind: CertificateType) -> None:
    certificate = build_good(
        ("type: calibration", f"type: {kind}"), with_top(f"statements: [standard: {word}]")
    )
    assert validate(write(certificate)).findings == ()


def test_anchors_and_merge_keys_repeat_what_is_the_same() -> None:
    edits = (
        ("- {name: Zhang San, role: metrologist}", "- &person {name: Zhang San, role: metrologist}"),
        (
            "- {name: Li Si, role: approver, main_signer: true}",
            "- {<<: *person, role: approver, main_signer: true}",
        ),
    )
    persons = build_good(*edits).administrative_data.resp_persons.resp_person
    assert [words(person.person.name)["en"] for person in persons] == ["Zhang San", "Zhang San"]
    assert [person.role for person in persons] == ["metrologist", "approver"]


def test_a_finding_about_the_document_leads_back_to_the_source() -> None:
    source = edited(("issued: 2026-01-16", "issued: 2026-01-10"))
    built = build_traced(source.encode(), read=lambda _: TABLE)
    findings = validate(write(built.certificate)).findings
    assert {finding.code for finding in findings} == {"DATE-ORDER"}
    place = built.trace.at_source(findings[0]).location
    assert (place.file, place.line, place.key) == ("source.yaml", 5, "dates.issued")
    assert place.xpath == findings[0].location.xpath


def test_the_trace_names_the_nearest_part_around_an_element() -> None:
    built = build_traced(GOOD.encode(), read=lambda _: TABLE)
    root = "/dcc:digitalCalibrationCertificate"
    result = f"{root}/dcc:measurementResults/dcc:measurementResult/dcc:results/dcc:result"
    column = f"{result}/dcc:data/dcc:list/dcc:quantity[2]"
    for xpath, line, key in (
        (f"{root}/dcc:administrativeData/dcc:respPersons/dcc:respPerson[2]/dcc:role", 15, "persons[2]"),
        (f"{column}/si:realListXMLList/si:valueXMLList", 31, "measurements[1].results[1].table.columns[2]"),
    ):
        place = built.trace.place(xpath)
        assert place is not None
        assert (place.line, place.key) == (line, key)
