"""The samples: built again byte for byte, valid, and saying what such documents have to say."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from dcc import vocabulary
from dcc.facts.certificate import facts_of, statements
from dcc.source import build
from dcc.validation import validate
from dcc.vocabulary import CertificateType
from dcc.xml.names import dcc
from dcc.xml.writing import write
from tests.corpora import official_schema
from tests.samples.reading import (
    DISPENSER,
    FOLDERS,
    GAUGE,
    MULTIMETER,
    REJECTED,
    SAMPLES,
    THERMOMETER,
    WEIGHTS,
    certificate_of,
    each_sample,
    elements,
)


def test_there_are_six() -> None:
    assert sorted([THERMOMETER, WEIGHTS, GAUGE, MULTIMETER, DISPENSER, REJECTED]) == FOLDERS


@each_sample
def test_the_source_builds_the_certificate_in_its_folder_byte_for_byte(folder: Path) -> None:
    certificate = build((folder / "source.yaml").read_bytes(), read=lambda name: (folder / name).read_bytes())
    assert write(certificate) == (folder / "certificate.xml").read_bytes(), (
        f"if this is meant, in samples/{folder.name}: dcc build source.yaml -o certificate.xml"
    )


@each_sample
def test_the_official_schema_accepts_it(folder: Path) -> None:
    schema = etree.XMLSchema(etree.parse(official_schema("dcc-3.3.0.xsd")))
    assert schema.validate(etree.parse(folder / "certificate.xml")), schema.error_log


@each_sample
def test_nothing_is_found_wrong_with_it(folder: Path) -> None:
    report = validate((folder / "certificate.xml").read_bytes())
    assert report.schema_valid
    assert report.findings == ()


@each_sample
def test_its_folder_says_what_must_be_found(folder: Path) -> None:
    text = (folder / "README.md").read_text("utf-8")
    assert "must be found" in text
    for path in folder.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in text


@each_sample
def test_three_people_answer_for_it_and_one_signs_first(folder: Path) -> None:
    persons = certificate_of(folder).administrative_data.resp_persons.resp_person
    assert [person.role for person in persons] == ["metrologist", "checker", "approver"]
    assert [bool(person.main_signer) for person in persons] == [False, False, True]


@each_sample
def test_it_carries_its_ids_and_both_languages(folder: Path) -> None:
    certificate = certificate_of(folder)
    assert facts_of(certificate).verification_id
    assert facts_of(certificate).instrument_code
    assert certificate.administrative_data.core_data.used_lang_code_iso639_1 == ("zh", "en")


@each_sample
def test_every_text_is_there_in_both_languages(folder: Path) -> None:
    for text in elements(folder, dcc("content")):
        siblings = [str(other.get("lang")) for other in text.getparent().iterchildren(dcc("content"))]
        assert siblings in (["None"], ["zh", "en"]), text.text


@each_sample
def test_every_standard_was_within_its_validity(folder: Path) -> None:
    equipment = list(elements(folder, dcc("measuringEquipment")))
    assert equipment
    for standard in equipment:
        assert standard.findtext(f"{dcc('certificate')}/{dcc('inValidityRange')}") == "true"


@each_sample
def test_the_customary_statements_are_made(folder: Path) -> None:
    certificate = certificate_of(folder)
    kind = facts_of(certificate).type
    common = [
        "basic_metrologicallyTraceableToSI",
        vocabulary.ITEM_ONLY,
        vocabulary.NO_PARTIAL_REPRODUCTION,
    ]
    if kind is CertificateType.CALIBRATION:
        common.append("basic_uncertainty")
    for word in common:
        assert len(list(statements(certificate, word))) == 1


@each_sample
def test_a_statement_of_conformity_names_results_norm_clause_and_decision_rule(folder: Path) -> None:
    for statement in statements(certificate_of(folder), "basic_conformity"):
        assert statement.ref_id
        assert statement.norm
        assert statement.reference
        assert statement.declaration


def test_ids_and_numbers_are_never_given_twice() -> None:
    certificates = [certificate_of(folder) for folder in FOLDERS]
    assert len({certificate.number for certificate in certificates}) == len(FOLDERS)
    ids = {facts_of(certificate).verification_id for certificate in certificates}
    codes = {facts_of(found).instrument_code for found in certificates}
    assert len(ids | codes) == 2 * len(FOLDERS)


def test_only_the_verification_certificate_is_valid_until_a_day() -> None:
    for folder in FOLDERS:
        stated = list(statements(certificate_of(folder), vocabulary.VALID_UNTIL))
        assert bool(stated) == (folder == DISPENSER), folder.name


def test_the_dispensers_are_judged_as_a_whole() -> None:
    passed, failed = certificate_of(DISPENSER), certificate_of(REJECTED)
    assert facts_of(passed).type is CertificateType.VERIFICATION
    assert facts_of(failed).type is CertificateType.REJECTION_NOTICE
    assert [found.date for found in statements(passed, vocabulary.VALID_UNTIL)] == ["2026-09-23"]
    conclusions = [
        next(found.conformity for found in statements(certificate, "basic_conformity"))
        for certificate in (passed, failed)
    ]
    assert conclusions == ["pass", "fail"]


def test_the_page_of_the_samples_lists_each_of_them_and_nothing_else() -> None:
    page = (SAMPLES / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == [
        folder.name for folder in (THERMOMETER, WEIGHTS, GAUGE, MULTIMETER, DISPENSER, REJECTED)
    ]
