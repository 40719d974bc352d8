"""The samples: built again byte for byte, accepted by the official schema, and right in their numbers."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from dcc import vocabulary
from dcc.model import Certificate, Quantity, QuantityList
from dcc.source import build
from dcc.validation import validate
from dcc.vocabulary import CertificateType
from dcc.xml.reading import read
from dcc.xml.writing import write
from tests.corpora import official_schema

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FOLDERS = sorted(path.parent for path in SAMPLES.glob("*/source.yaml"))
THERMOMETER, WEIGHTS, GAUGE, MULTIMETER, DISPENSER, REJECTED = (
    SAMPLES / name
    for name in (
        "platinum-resistance-thermometer",
        "weights-e2",
        "pressure-gauge",
        "digital-multimeter",
        "fuel-dispenser",
        "fuel-dispenser-rejected",
    )
)
each_sample = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def certificate_of(folder: Path) -> Certificate:
    return read((folder / "certificate.xml").read_bytes())


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
    assert vocabulary.verification_id(certificate)
    assert vocabulary.instrument_code(certificate.administrative_data.items.item[0])
    assert certificate.administrative_data.core_data.used_lang_code_iso639_1 == ("zh", "en")


def test_ids_and_numbers_are_never_given_twice() -> None:
    certificates = [certificate_of(folder) for folder in FOLDERS]
    assert len({certificate.number for certificate in certificates}) == len(FOLDERS)
    ids = {vocabulary.verification_id(certificate) for certificate in certificates}
    codes = {vocabulary.instrument_code(found.administrative_data.items.item[0]) for found in certificates}
    assert len(ids | codes) == 2 * len(FOLDERS)


def test_resistance_follows_iec_60751_and_kelvin_follows_celsius() -> None:
    for row in rows(THERMOMETER, "comparison.csv"):
        temperature = Decimal(row["t_iec"])
        assert abs(resistance(temperature) - Decimal(row["R"])) < Decimal("0.0003")
        assert Decimal(row["t_iec"]) - Decimal(row["t90"]) == Decimal(row["deviation"])
        limit = Decimal("0.15") + Decimal("0.002") * abs(Decimal(row["t90"]))
        assert abs(limit - Decimal(row["limit_high"])) <= Decimal("0.0005")
        assert Decimal(row["U_deviation"]) <= limit / 3
        assert (abs(Decimal(row["deviation"])) <= limit) == (row["verdict"] == "pass")
    hybrid = columns(certificate_of(THERMOMETER), 0)[0].hybrid
    assert hybrid is not None
    kelvin, celsius = (getattr(part, "value_xml_list").items for part in hybrid.content)  # noqa: B009
    assert all(
        Decimal(one) - Decimal(other) == Decimal("273.15") for one, other in zip(kelvin, celsius, strict=True)
    )
    assert kelvin[1] == "273.150"


def resistance(temperature: Decimal) -> Decimal:
    """The reference function of IEC 60751 for 100 Ω."""
    ratio = 1 + Decimal("3.9083e-3") * temperature + Decimal("-5.775e-7") * temperature**2
    if temperature < 0:
        ratio += Decimal("-4.183e-12") * (temperature - 100) * temperature**3
    return 100 * ratio


def test_conventional_mass_and_its_deviation_agree_and_meet_oiml_r_111() -> None:
    found = rows(WEIGHTS, "weights.csv")
    assert len(found) == 25
    for row in found:
        deviation, expanded = Decimal(row["deviation_mg"]), Decimal(row["U_mg"])
        assert (Decimal(row["conventional_mass_g"]) - Decimal(row["nominal_g"])) * 1000 == deviation
        assert Decimal(row["U_g"]) * 1000 == expanded
        permissible = Decimal(row["accept_high_mg"]) + expanded
        assert permissible == MPE_E2[row["mark"].rstrip("*")]
        assert expanded <= permissible / 3
        assert abs(deviation) <= permissible - expanded


MPE_E2 = {
    mark: Decimal(value)
    for value, marks in {
        "0.006": ["1mg", "2mg", "5mg"],
        "0.008": ["10mg"],
        "0.010": ["20mg"],
        "0.012": ["50mg"],
        "0.016": ["100mg"],
        "0.020": ["200mg"],
        "0.025": ["500mg"],
        "0.030": ["1g"],
        "0.040": ["2g"],
        "0.05": ["5g"],
        "0.06": ["10g"],
        "0.08": ["20g"],
        "0.10": ["50g"],
        "0.16": ["100g"],
        "0.3": ["200g"],
        "0.8": ["500g"],
        "1.6": ["1kg"],
    }.items()
    for mark in marks
}
"""Maximum permissible errors of class E2 in milligrams (OIML R 111-1:2004, table 1)."""


@pytest.mark.parametrize(("name", "failed"), [("before-adjustment", 4), ("after-adjustment", 0)])
def test_the_gauge_fails_before_adjustment_only(name: str, failed: int) -> None:
    verdicts = []
    for row in rows(GAUGE, f"{name}.csv"):
        for way in ("up", "down"):
            error = Decimal(row[f"indication_{way}"]) - Decimal(row["reference"])
            assert error == Decimal(row[f"error_{way}"])
            assert (abs(error) <= Decimal("0.0256")) == (row[f"verdict_{way}"] == "pass")
            verdicts.append(row[f"verdict_{way}"])
        assert Decimal(row["U"]) <= Decimal("0.0256") / 3
    assert verdicts.count("fail") == failed


def test_the_gauge_is_reported_before_and_after_adjustment() -> None:
    measurements = certificate_of(GAUGE).measurement_results.measurement_result
    conditions = [measurement.influence_conditions for measurement in measurements]
    assert [found.influence_condition[0].status for found in conditions if found] == [
        "beforeAdjustment",
        "afterAdjustment",
    ]


def test_the_multimeter_has_two_hundred_points_with_exact_errors() -> None:
    certificate = certificate_of(MULTIMETER)
    points = 0
    for place in range(5):
        named = {str(column.ref_type): column.real_list_xml_list for column in columns(certificate, place)}
        reference, indication, error = (
            named[f"basic_{word}"] for word in ("referenceValue", "measuredValue", "measurementError")
        )
        assert reference is not None
        assert indication is not None
        assert error is not None
        for one, other, difference in zip(
            reference.value_xml_list.numbers,
            indication.value_xml_list.numbers,
            error.value_xml_list.numbers,
            strict=True,
        ):
            assert other.decimal - one.decimal == difference.decimal
            points += 1
    assert points == 200


@pytest.mark.parametrize("folder", [DISPENSER, REJECTED], ids=lambda folder: folder.name)
def test_errors_of_the_dispenser_follow_from_its_deliveries(folder: Path) -> None:
    cent = Decimal("0.01")
    errors: dict[tuple[str, str], list[Decimal]] = {}
    for run in rows(folder, "runs.csv"):
        actual = Decimal(run["actual_L"])
        error = ((Decimal(run["indicated_L"]) - actual) / actual * 100).quantize(cent)
        assert error == Decimal(run["error_percent"])
        errors.setdefault((run["nozzle"], run["flow_point"]), []).append(error)
    for row in rows(folder, "summary.csv"):
        found = errors[row["nozzle"], row["flow_point"]]
        assert (sum(found, Decimal(0)) / 3).quantize(cent) == Decimal(row["error_percent"])
        spread = ((max(found) - min(found)) / Decimal("1.69")).quantize(cent)
        assert spread == Decimal(row["repeatability_percent"])
        assert (abs(Decimal(row["error_percent"])) <= Decimal("0.30")) == (row["verdict_error"] == "pass")
        assert (spread <= Decimal("0.10")) == (row["verdict_repeatability"] == "pass")


def test_the_verification_certificate_is_valid_until_a_day_and_the_notice_is_not() -> None:
    passed, failed = certificate_of(DISPENSER), certificate_of(REJECTED)
    assert vocabulary.certificate_type(passed) is CertificateType.VERIFICATION
    assert vocabulary.certificate_type(failed) is CertificateType.REJECTION_NOTICE
    assert [found.date for found in vocabulary.statements(passed, vocabulary.VALID_UNTIL)] == ["2026-09-23"]
    assert list(vocabulary.statements(failed, vocabulary.VALID_UNTIL)) == []
    conclusions = [
        next(found.conformity for found in vocabulary.statements(certificate, "basic_conformity"))
        for certificate in (passed, failed)
    ]
    assert conclusions == ["pass", "fail"]


def columns(certificate: Certificate, place: int) -> list[Quantity]:
    """The columns of the table of a result."""
    (table,) = (part for part in certificate.results[place].data.content if isinstance(part, QuantityList))
    return [column for column in table.content if isinstance(column, Quantity)]
