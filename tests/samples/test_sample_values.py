"""The numbers in the samples follow from each other and from the regulations and standards they name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from dcc.model import Quantity
from dcc.si.units import Unit, parse_unit
from dcc.xml.names import dcc, si
from tests.samples.reading import (
    DISPENSER,
    FOLDERS,
    GAUGE,
    MULTIMETER,
    REJECTED,
    THERMOMETER,
    WEIGHTS,
    certificate_of,
    columns,
    each_sample,
    elements,
    rows,
)


def decimals(number: str) -> int:
    exponent = Decimal(number).as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


@each_sample
def test_a_value_ends_where_its_uncertainty_ends_which_has_two_digits_at_most(folder: Path) -> None:
    for value in elements(folder, si("value"), si("valueXMLList")):
        measure = value.getparent()
        assert measure is not None
        numbers = (value.text or "").split()
        for stated in measure.iter(si("valueExpandedMU"), si("valueExpandedMUXMLList")):
            expanded = (stated.text or "").split()
            for number, uncertainty in zip(numbers, expanded * (len(numbers) // len(expanded)), strict=True):
                assert decimals(number) == decimals(uncertainty), (number, uncertainty)
                assert len(Decimal(uncertainty).normalize().as_tuple().digits) <= 2


@each_sample
def test_every_unit_is_one_of_the_si_or_accepted_with_it(folder: Path) -> None:
    units = {
        word
        for found in elements(folder, si("unit"), si("unitXMLList"))
        for word in (found.text or "").split()
    }
    assert units
    for word in units:
        unit = parse_unit(word)
        assert isinstance(unit, Unit)
        assert (unit.discouraged, unit.per, unit.non_si) == ((), False, None)


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f != MULTIMETER], ids=lambda folder: folder.name)
def test_every_verdict_follows_from_the_value_and_its_limits(folder: Path) -> None:
    judged = 0
    for quantity in elements(folder, dcc("quantity")):
        verdicts = quantity.findtext(f".//{dcc('conformityXMLList')}", "").split()
        if not verdicts:
            continue
        limits = {
            str(limit.get("refType")): numbers_of(limit)
            for limit in quantity.iterdescendants(dcc("quantity"))
        }
        lower = limits.get("basic_acceptanceLimitLower", limits.get("basic_toleranceLimitLower"))
        upper = limits.get("basic_acceptanceLimitUpper", limits["basic_toleranceLimitUpper"])
        for row, value in enumerate(numbers_of(quantity)):
            good = value <= upper[row] and (lower is None or lower[row] <= value)
            assert verdicts[row] == ("pass" if good else "fail")
            judged += 1
    assert judged >= 6


def numbers_of(quantity: etree._Element) -> list[Decimal]:
    return [Decimal(word) for word in quantity.findtext(f".//{si('valueXMLList')}", "").split()]


def test_the_coefficients_give_the_points_of_the_thermometer_back() -> None:
    result = certificate_of(THERMOMETER).results[1].data.content
    found = [part.real.value.decimal for part in result if isinstance(part, Quantity) and part.real]
    r0, a, b, c, ratio = found
    for row in rows(THERMOMETER, "comparison.csv"):
        t = Decimal(row["t90"])
        calculated = r0 * (1 + a * t + b * t**2 + (c * (t - 100) * t**3 if t < 0 else 0))
        assert abs(calculated - Decimal(row["R"])) / (r0 * (a + 2 * b * t)) <= Decimal("0.001")
    assert (1 + 100 * a + 10000 * b).quantize(Decimal("0.00001")) == ratio


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
        permissible = Decimal(row["mpe_high_mg"])
        assert permissible == MPE_E2[row["mark"].rstrip("*")] == -Decimal(row["mpe_low_mg"])
        assert Decimal(row["accept_high_mg"]) == permissible - expanded == -Decimal(row["accept_low_mg"])
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
    """Class 1.6 of JJG 52: 1.6 % of the upper limit, 2.5 % from 90 % of it on."""
    full = Decimal("1.6")
    verdicts = []
    for row in rows(GAUGE, f"{name}.csv"):
        reference, rising, falling = (
            Decimal(row[key]) for key in ("reference", "indication_up", "indication_down")
        )
        limit = full * (Decimal("0.025") if reference >= full * Decimal("0.9") else Decimal("0.016"))
        assert Decimal(row["mpe_high"]) == limit == -Decimal(row["mpe_low"])
        assert Decimal(row["error_up"]) == rising - reference
        assert Decimal(row["error_down"]) == falling - reference
        assert Decimal(row["hysteresis"]) == abs(rising - falling) <= limit
        assert Decimal(row["U"]) <= limit / 3
        verdicts += [row["verdict_up"], row["verdict_down"]]
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
