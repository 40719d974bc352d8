"""A difference of temperatures is converted without the offset, a temperature with it; what nobody knows is
asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dcc.facts.quantities import Scale, scale_of
from dcc.model import Certificate, Hybrid, Quantity, Real, RealListXmlList
from dcc.xml.reading import read
from dcc.xml.writing import write
from tests.source.reading import build_good, column, mistake, mistakes

DIFFERENCES = [
    "basic_measurementError",
    "basic_correction",
    "measurementDeviation",
    "temperature_differenceValue",
    "basic_referenceValue dcct_difference",
    "dcct_difference",
    "basic_maximumPermissibleError",
]
TEMPERATURES = [
    "basic_referenceValue",
    "basic_measuredValue",
    "basic_measuredValueSensor2",
    "nominalValue",
    "basic_temperatureMax",
    "temperature_radianceTemperature",
    "dcct_temperature",
]


def error_column(keys: str) -> tuple[str, str]:
    return "unit: mV", "\n              ".join(keys.split("; "))


def in_both_units(keys: str) -> tuple[RealListXmlList, RealListXmlList]:
    """The second column, in kelvin and in degrees Celsius."""
    found = column(read(write(build_good(error_column(keys)))), 1).hybrid
    assert isinstance(found, Hybrid)
    kelvin, celsius = found.content
    assert isinstance(kelvin, RealListXmlList)
    assert isinstance(celsius, RealListXmlList)
    assert (kelvin.unit_xml_list, celsius.unit_xml_list) == (r"\kelvin", r"\degreecelsius")
    return kelvin, celsius


@pytest.mark.parametrize("ref_type", DIFFERENCES)
def test_a_difference_has_the_same_number_in_kelvin_and_celsius(ref_type: str) -> None:
    for unit, other in (("°C", "K"), ("K", "°C")):
        kelvin, celsius = in_both_units(f"ref_type: {ref_type}; unit: {unit}; also_in: {other}")
        assert kelvin.value_xml_list == celsius.value_xml_list == "0.020 -0.030 0.040"


@pytest.mark.parametrize("ref_type", TEMPERATURES)
def test_a_temperature_is_converted_with_the_offset(ref_type: str) -> None:
    kelvin, celsius = in_both_units(f"ref_type: {ref_type}; unit: °C; also_in: K")
    assert kelvin.value_xml_list == "273.170 273.120 273.190"
    assert celsius.value_xml_list == "0.020 -0.030 0.040"
    kelvin, celsius = in_both_units(f"ref_type: {ref_type}; unit: K; also_in: °C")
    assert kelvin.value_xml_list == "0.020 -0.030 0.040"
    assert celsius.value_xml_list == "-273.130 -273.180 -273.110"


@pytest.mark.parametrize("ref_type", [*DIFFERENCES, *TEMPERATURES])
def test_the_measurement_uncertainty_is_a_difference_in_any_case(ref_type: str) -> None:
    for form in in_both_units(f"ref_type: {ref_type}; unit: °C; also_in: K"):
        stated = form.measurement_uncertainty_univariate_xml_list
        assert stated is not None
        assert stated.expanded_mu_xml_list is not None
        assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.011 0.012 0.050"


def test_differences_convert_between_prefixes_too() -> None:
    found = column(build_good(error_column("kind: difference; unit: mK; also_in: [°C, K]")), 1).hybrid
    assert found is not None
    by_unit = {
        str(form.unit_xml_list): str(form.value_xml_list)
        for form in found.content
        if isinstance(form, RealListXmlList)
    }
    assert by_unit[r"\degreecelsius"] == by_unit[r"\kelvin"] == "0.000020 -0.000030 0.000040"


@pytest.mark.parametrize(
    ("kind", "word"), [("difference", "dcct_difference"), ("temperature", "dcct_temperature")]
)
def test_the_certificate_says_the_kind_that_no_ref_type_tells(kind: str, word: str) -> None:
    found = column(read(write(build_good(error_column(f"kind: {kind}; unit: °C; also_in: K")))), 1)
    assert found.ref_type == word
    assert scale_of(str(found.ref_type)) is (Scale.DIFFERENCE if kind == "difference" else Scale.VALUE)


def test_a_kind_that_the_ref_type_tells_is_not_said_twice() -> None:
    keys = "ref_type: basic_measurementError; kind: difference; unit: °C; also_in: K"
    assert column(build_good(error_column(keys)), 1).ref_type == "basic_measurementError"


def test_what_nobody_tells_is_asked_for_with_both_readings() -> None:
    found = mistake(error_column("unit: °C; also_in: K"))
    assert found.code == "SOURCE-KIND"
    assert "0.020 °C as a temperature is 273.170 K, as a difference 0.020 K" in found.message
    assert found.location.key == "measurements[1].results[1].table.columns[2].also_in"
    assert "The name says Error: probably kind: difference." in found.hint


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Chamber uniformity", "difference"),
        ("Temperature difference", "difference"),
        ("温度均匀度", "difference"),
        ("{zh: 示值误差, en: Value}", "difference"),
        ("Messabweichung", "difference"),
        ("Bath temperature", "temperature"),
        ("标准温度", "temperature"),
        ("Terror", ""),
        ("X1", ""),
    ],
)
def test_a_name_proposes_the_kind_and_never_decides_it(name: str, proposed: str) -> None:
    found = mistakes(("name: Error\n", f"name: {name}\n"), error_column("unit: °C; also_in: K"))
    (asked,) = [finding for finding in found if finding.code == "SOURCE-KIND"]
    assert asked.hint.partition("probably kind: ")[2] == (f"{proposed}." if proposed else "")


@pytest.mark.parametrize(
    "keys",
    [
        "ref_type: basic_measurementError; kind: temperature; unit: °C",
        "ref_type: basic_referenceValue; kind: difference; unit: °C; also_in: K",
    ],
)
def test_ref_type_and_kind_must_not_contradict_each_other(keys: str) -> None:
    found = mistake(error_column(keys))
    assert found.code == "SOURCE-KIND"
    assert found.location.key == "measurements[1].results[1].table.columns[2].kind"


@pytest.mark.parametrize("word", ["basic_measurementError", "dcct_difference"])
def test_a_word_for_a_temperature_must_not_stand_beside_one_for_a_difference(word: str) -> None:
    found = mistake(error_column(f"ref_type: {word} dcct_temperature; unit: °C; also_in: K"))
    assert found.code == "SOURCE-KIND"
    assert found.location.key == "measurements[1].results[1].table.columns[2].ref_type"
    assert "is not a temperature" in found.message


def test_a_measured_difference_in_volts_is_not_told_of_temperatures() -> None:
    found = mistake(error_column("ref_type: basic_measuredValue; kind: difference; unit: V"))
    assert found.message == "kind: difference contradicts ref_type: a measured value is not a difference"
    assert "write ref_type: basic_measuredValue dcct_difference" in found.hint


def test_only_a_temperature_is_one() -> None:
    assert "V is not a unit of temperature" in mistake(error_column("kind: temperature; unit: V")).message


@pytest.mark.parametrize("unit", ["°C/min", "K·m", "V"])
def test_units_without_a_zero_point_of_their_own_ask_nothing(unit: str) -> None:
    other = {"°C/min": "mK/min", "K·m": "mK·m", "V": "mV"}[unit]
    table = b"reference,error,U\n1,60,6\n"
    found = column(build_good(error_column(f"unit: {unit}; also_in: {other}"), table=table), 1).hybrid
    assert found is not None
    expected = {"°C/min": "60000", "K·m": "60000", "V": "60000"}[unit]
    values = [Decimal(form.value_xml_list) for form in found.content if isinstance(form, RealListXmlList)]
    assert Decimal(expected) in values


def test_values_of_a_second_unit_that_are_given_ask_nothing() -> None:
    keys = "unit: °C; also_in: [{unit: K, values: [0.020, -0.030, 0.040]}]"
    kelvin, _ = in_both_units(keys)
    stated = kelvin.measurement_uncertainty_univariate_xml_list
    assert stated is not None
    assert stated.expanded_mu_xml_list is not None
    assert stated.expanded_mu_xml_list.value_expanded_mu_xml_list == "0.011 0.012 0.050"


def test_a_limit_as_a_column_tells_its_kind_itself() -> None:
    assert (
        mistake(error_column("ref_type: basic_toleranceLimitUpper; unit: °C; also_in: K")).code
        == "SOURCE-KIND"
    )
    keys = "ref_type: basic_toleranceLimitUpper; kind: difference; unit: °C; also_in: K"
    assert column(build_good(error_column(keys)), 1).ref_type == "dcct_difference basic_toleranceLimitUpper"


def condition(keys: str) -> tuple[str, str]:
    return "    results:\n", f"    conditions:\n      - {{name: Air, {keys}}}\n    results:\n"


def bounds(certificate: Certificate) -> list[tuple[str, list[str]]]:
    """The refType and the values of each quantity of the one condition."""
    conditions = certificate.measurement_results.measurement_result[0].influence_conditions
    assert conditions is not None
    found = []
    for quantity in conditions.influence_condition[0].data.content:
        assert isinstance(quantity, Quantity)
        forms = quantity.hybrid.content if quantity.hybrid else ()
        found.append((str(quantity.ref_type), [str(form.value) for form in forms if isinstance(form, Real)]))
    return found


def test_a_condition_tells_its_kind_by_its_ref_type_or_by_kind() -> None:
    keys = "min: 22.8, max: 23.1, unit: °C, also_in: K"
    assert bounds(build_good(condition(f"ref_type: basic_temperature, {keys}"))) == [
        ("basic_temperatureMin", ["295.95", "22.8"]),
        ("basic_temperatureMax", ["296.25", "23.1"]),
    ]
    assert bounds(build_good(condition(f"kind: difference, {keys}"))) == [
        ("dcct_difference basic_min", ["22.8", "22.8"]),
        ("dcct_difference basic_max", ["23.1", "23.1"]),
    ]
    assert {found.code for found in mistakes(condition(keys))} == {"SOURCE-KIND"}
