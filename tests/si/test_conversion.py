"""Numbers of one unit in another: exactly or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.si.conversion import Conversion, as_fraction, conversion, convertible
from dcc.si.units import Unit, parse_unit


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit), found
    return found


def way(source: str, target: str) -> Conversion:
    found = conversion(unit(source), unit(target))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("20.150", r"\degreecelsius", r"\kelvin", "293.300"),
        ("293.300", r"\kelvin", r"\degreecelsius", "20.150"),
        ("0.100", r"\mega\pascal", r"\kilo\pascal", "100"),
        ("1.50", r"\hour", r"\second", "5400.00"),
        ("NaN", r"\degreecelsius", r"\kelvin", "NaN"),
    ],
)
def test_conversion_is_exact_and_keeps_the_decimals(
    text: str, source: str, target: str, expected: str
) -> None:
    assert way(source, target).value(text) == expected


def test_what_has_no_finite_decimal_form_is_not_converted() -> None:
    assert conversion(unit(r"\second"), unit(r"\hour")) is None
    assert way(r"\degreecelsius", r"\kelvin").value("1e999999") is None
    assert conversion(unit(r"\kilo\hertz\tothe{-0.5}"), unit(r"\hertz\tothe{-0.5}")) is None


def test_a_root_of_a_unit_without_a_prefix_is_converted() -> None:
    noise = way(r"\nano\volt\hertz\tothe{-0.5}", r"\volt\hertz\tothe{-0.5}")
    assert noise.value("12.30") == "0.00000001230"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-273, max_value=10**6, places=6))
def test_celsius_to_kelvin_and_back_is_the_same_number(value: Decimal) -> None:
    there = way(r"\degreecelsius", r"\kelvin").value(f"{value:f}")
    assert there is not None
    assert Decimal(there) - value == Decimal("273.15")
    back = way(r"\kelvin", r"\degreecelsius").value(there)
    assert back is not None
    assert Decimal(back) == value


def test_only_units_that_measure_the_same_convert() -> None:
    assert convertible(unit(r"\mega\pascal"), unit(r"\newton\milli\metre\tothe{-2}"))
    assert not convertible(unit(r"\metre"), unit(r"\second"))
    assert not convertible(unit(r"\decibel"), unit(r"\neper"))


def test_a_difference_has_no_zero_point() -> None:
    assert way(r"\degreecelsius", r"\kelvin").difference("0.050") == "0.050"


@pytest.mark.parametrize("text", ["1E1001", "-1E-1001", "1." + "1" * 1_000_000, "0." + "0" * 1_001 + "1"])
def test_a_number_of_a_size_or_length_that_no_measurement_has_is_not_made_a_fraction(text: str) -> None:
    assert as_fraction(Decimal(text)) is None


def test_other_numbers_are_exact_as_fractions() -> None:
    assert as_fraction(Decimal("-0.020")) == Fraction(-1, 50)
    assert as_fraction(Decimal("0E-99999999")) == 0
