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


def test_a_unit_that_nobody_knows_is_a_warning_beside_one_that_is_known() -> None:
    assert said(with_quantity(hybrid(real("1", r"\litre"), real("0.22", "imperial gallon")))) == [
        ("warning", "UNIT-UNKNOWN")
    ]
    assert said(with_quantity(real("0.22", "imperial gallon"))) == [("error", "UNIT-UNKNOWN")]
    both = hybrid(real("1", "pint"), real("0.22", "imperial gallon"))
    assert said(with_quantity(both)) == [("error", "UNIT-UNKNOWN")] * 2
