"""Hybrid quantities: the same in every unit."""

from __future__ import annotations

import pytest

from tests.rules.judging import findings, hybrid, real, said, values_list, with_quantity

K, C = r"\kelvin", r"\degreecelsius"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("293.15", K), ("20.00", C)),
        (("306.15", K), ("33", C)),
        (("306", K), ("33", C)),
        (("0.05", K), ("0.05", C)),
        (("1.2E5", r"\pascal"), ("120", r"\kilo\pascal")),
        (("101325", r"\pascal"), ("760.0", r"\mmHg")),
        (("1.5708", r"\radian"), ("90.00", r"\degree")),
        (("0.00001234567890123456", r"\metre"), ("12.34567890123456", r"\micro\metre")),
        (("NaN", K), ("20.00", C)),
        (("1", r"\decibel"), ("5", r"\neper")),
        (("20", K), ("14", "|Réaumur")),
        (("5E999999999999999999", K), ("20.00", C)),
        (("1", r"\yotta\metre\tothe{9}"), ("1E432", r"\yocto\metre\tothe{9}")),
    ],
)
def test_forms_that_agree_within_their_digits_are_fine(one: tuple[str, str], other: tuple[str, str]) -> None:
    codes = {code for _, code in said(with_quantity(hybrid(real(*one), real(*other))))}
    assert not {code for code in codes if code.startswith("HYBRID")}


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (("293.15", K), ("21.00", C), "21.00 °C is not 293.15 K"),
        (("293.15", K), ("20.03", C), "20.03 °C is not 293.15 K"),
        (("0.05", K), ("0.5", C), "0.5 °C is not 0.05 K"),
        (("1.234", r"\metre"), ("123.4", r"\milli\metre"), "123.4 mm is not 1.234 m"),
        (("5E0", r"\metre"), ("12", r"\metre"), "12 m is not 5E0 m"),
        (("1.5E308", r"\metre"), ("5", r"\milli\metre"), "5 mm is not 1.5E308 m"),
        (("1.5", r"\yotta\metre\tothe{9}"), ("1", r"\yocto\metre\tothe{9}"), "1 ym⁹ is not 1.5 Ym⁹"),
        (
            ("0.00001234567890123456", r"\metre"),
            ("12.34567890123999", r"\micro\metre"),
            "12.34567890123999 µm is not 0.00001234567890123456 m",
        ),
    ],
)
def test_forms_that_contradict_each_other_are_an_error(
    one: tuple[str, str], other: tuple[str, str], message: str
) -> None:
    (finding,) = findings(with_quantity(hybrid(real(*one), real(*other))))
    assert (finding.code, finding.message) == ("HYBRID-VALUES", message)


def test_every_form_is_compared_with_the_first() -> None:
    forms = real("1001", r"\metre"), real("1.001", r"\kilo\metre"), real("100501", r"\centi\metre")
    (finding,) = findings(with_quantity(hybrid(*forms)))
    assert finding.message == "100501 cm is not 1001 m"


def test_lists_are_compared_row_by_row() -> None:
    kelvin = values_list("293.15 303.15 313.15", K)
    assert said(with_quantity(hybrid(kelvin, values_list("20.00 30.00 40.00", C)))) == []
    (finding,) = findings(with_quantity(hybrid(kelvin, values_list("20.00 31.00 41.00", C))))
    assert finding.message == "31.00 °C is not 303.15 K, and 1 more"


def test_lists_of_single_quantities_are_compared_too() -> None:
    def listed(unit: str, *values: str) -> str:
        reals = "".join(f"<si:real><si:value>{value}</si:value></si:real>" for value in values)
        return f"<si:realList><si:listUnit>{unit}</si:listUnit>{reals}</si:realList>"

    assert said(with_quantity(hybrid(listed(K, "293.15", "303.15"), listed(C, "20.00", "30.00")))) == []
    assert said(with_quantity(hybrid(listed(K, "293.15", "303.15"), listed(C, "20.00", "30.50")))) == [
        ("error", "HYBRID-VALUES")
    ]


def test_units_of_different_dimension_and_lists_of_different_length_are_errors() -> None:
    assert said(with_quantity(hybrid(real("1", K), real("1", r"\metre")))) == [("error", "HYBRID-DIMENSION")]
    assert said(with_quantity(hybrid(values_list("1 2", K), values_list("1 2 3", C)))) == [
        ("error", "HYBRID-LENGTH")
    ]


def test_more_forms_than_there_are_units_are_not_compared_and_said() -> None:
    assert said(with_quantity(hybrid(*[real("1", K)] * 100))) == []
    assert said(with_quantity(hybrid(*[real("1", K)] * 101))) == [("error", "HYBRID-LENGTH")]


def test_a_unit_that_nobody_knows_is_a_warning_beside_one_that_is_known() -> None:
    assert said(with_quantity(hybrid(real("1", r"\litre"), real("0.22", "imperial gallon")))) == [
        ("warning", "UNIT-UNKNOWN")
    ]
    assert said(with_quantity(real("0.22", "imperial gallon"))) == [("error", "UNIT-UNKNOWN")]
    both = hybrid(real("1", "pint"), real("0.22", "imperial gallon"))
    assert said(with_quantity(both)) == [("error", "UNIT-UNKNOWN")] * 2


def with_role(ref_type: str, kelvin: str, celsius: str) -> bytes:
    """The minimal certificate with one quantity of this refType in kelvin and degrees Celsius."""
    return with_quantity(hybrid(real(kelvin, K), real(celsius, C)), attributes=f' refType="{ref_type}"')


@pytest.mark.parametrize(
    ("ref_type", "kelvin", "celsius", "message"),
    [
        ("basic_measurementError", "0.072", "0.072", None),
        ("basic_measurementError", "0.0720", "0.07", None),
        (
            "basic_measurementError",
            "273.222",
            "0.072",
            "a measurement error of 0.072 °C is 0.072 K, not 273.222 K",
        ),
        ("basic_correction", "273.090", "-0.060", "a correction of -0.060 °C is -0.060 K, not 273.090 K"),
        ("basic_measuredValue", "293.15", "20", None),
        ("basic_measuredValue", "20", "20", "a measured value of 20 °C is 293.15 K, not 20 K"),
        ("basic_temperatureMin", "23.5", "23.5", "a temperature of 23.5 °C is 296.65 K, not 23.5 K"),
        ("gp_temperatureSensor", "293.15", "20.00", None),
        ("gp_temperatureSensor", "20.00", "20.00", None),
        ("basic_toleranceLimitUpper", "0.5", "0.5", None),
        ("basic_toleranceLimitUpper", "273.65", "0.5", None),
    ],
)
def test_the_role_decides_whether_the_offset_counts(
    ref_type: str, kelvin: str, celsius: str, message: str | None
) -> None:
    found = [each for each in findings(with_role(ref_type, kelvin, celsius)) if each.code == "HYBRID-VALUES"]
    assert [each.message for each in found] == ([] if message is None else [message])


def test_lists_follow_the_role_too() -> None:
    forms = hybrid(values_list("273.222 273.150", K), values_list("0.072 0.000", C))
    (finding,) = findings(with_quantity(forms, attributes=' refType="measurementDeviation"'))
    assert finding.message == "a deviation of 0.072 °C is 0.072 K, not 273.222 K, and 1 more"


@pytest.mark.parametrize(
    ("limited", "kelvin", "message"),
    [
        ("basic_measurementError", "0.5", None),
        (
            "basic_measurementError",
            "273.65",
            "a limit (of a measurement error) of 0.5 °C is 0.5 K, not 273.65 K",
        ),
        ("basic_measuredValue", "273.65", None),
        ("basic_measuredValue", "0.5", "a limit (of a measured value) of 0.5 °C is 273.65 K, not 0.5 K"),
    ],
)
def test_a_limit_is_on_the_scale_of_what_it_limits(limited: str, kelvin: str, message: str | None) -> None:
    limit = hybrid(real(kelvin, K), real("0.5", C))
    statement = (
        "<dcc:measurementMetaData><dcc:metaData><dcc:conformity>pass</dcc:conformity><dcc:data>"
        f'<dcc:quantity refType="basic_toleranceLimitUpper">{limit}</dcc:quantity>'
        "</dcc:data></dcc:metaData></dcc:measurementMetaData>"
    )
    document = with_quantity(real("0.1", C), behind=statement, attributes=f' refType="{limited}"')
    found = [each.message for each in findings(document) if each.code == "HYBRID-VALUES"]
    assert found == ([] if message is None else [message])
