r"""pint is the second opinion on every unit: its factor and dimension beside ours."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dcc.errors import UsageError
from dcc.facts.quantities import Scale
from dcc.model import Number
from dcc.si.pint_units import registry, to_pint
from dcc.si.tokens import BASE, PREFIXES, TOKENS
from dcc.si.units import Unit, parse_unit

UNKNOWN_TO_PINT = {"naturalunittime"}
BASE_OF_PINT = ("[time]", "[length]", "[mass]", "[current]", "[temperature]", "[substance]", "[luminosity]")
CONVERTIBLE = [
    name for name, token in TOKENS.items() if not token.logarithmic and name not in UNKNOWN_TO_PINT
]


@pytest.mark.parametrize("name", CONVERTIBLE)
def test_pint_agrees_on_the_size_and_dimension_of_a_unit(name: str) -> None:
    ours = parse_unit(f"\\{name}")
    assert isinstance(ours, Unit)
    theirs = to_pint(Number("1"), f"\\{name}", scale=Scale.VALUE)
    dimension = tuple(Fraction(theirs.dimensionality.get(base, 0)) for base in BASE_OF_PINT)
    assert ours.dimension[: len(BASE) - 1] == dimension
    expected = (1 + ours.offset) * ours.factor
    assert float(theirs.to_base_units().magnitude) == pytest.approx(float(expected), rel=1e-8, abs=0)


@pytest.mark.parametrize("name", PREFIXES)
def test_pint_agrees_on_the_size_of_a_prefix(name: str) -> None:
    base = "byte" if PREFIXES[name].binary else "metre"
    ours = parse_unit(f"\\{name}\\{base}")
    alone = parse_unit(f"\\{base}")
    assert isinstance(ours, Unit)
    assert isinstance(alone, Unit)
    theirs = to_pint(Number("1"), f"\\{name}\\{base}").to(getattr(registry(), base)).magnitude
    assert float(ours.factor / alone.factor) == pytest.approx(float(theirs), rel=1e-12, abs=0)


def test_the_digits_of_a_value_are_kept() -> None:
    assert str(to_pint(Number("0.020"), r"\milli\metre").magnitude) == "0.020"


def test_a_compound_unit_is_converted_exactly() -> None:
    speed = to_pint(Number("36.0"), r"\kilo\metre\hour\tothe{-1}")
    assert speed.to(registry().meter / registry().second).magnitude == Decimal("10")


def test_a_temperature_is_converted_by_its_offset_and_a_difference_without() -> None:
    temperature = to_pint(Number("20.00"), r"\degreecelsius", scale=Scale.VALUE)
    error = to_pint(Number("0.060"), r"\degreecelsius", scale=Scale.DIFFERENCE)
    assert str(temperature.to("kelvin").magnitude) == "293.15"
    assert str(error.to("kelvin").magnitude) == "0.060"
    assert str((temperature - error).to("kelvin").magnitude) == "293.090"


def test_degrees_celsius_are_refused_where_nobody_says_what_they_are() -> None:
    with pytest.raises(UsageError, match="°C may be temperatures or differences") as caught:
        to_pint(Number("0.060"), r"\degreecelsius")
    assert "dcc.Scale.DIFFERENCE" in caught.value.hint


@pytest.mark.parametrize("scale", [None, *Scale])
def test_degrees_celsius_in_a_product_have_no_offset(scale: Scale | None) -> None:
    rate = to_pint(Number("6.0"), r"\degreecelsius\minute\tothe{-1}", scale=scale)
    assert str(rate.to("kelvin / minute").magnitude) == "6.0"


@pytest.mark.parametrize("unit", [r"\metres", "", "|shaku", r"\decibel"])
def test_a_unit_that_cannot_be_calculated_with_is_refused(unit: str) -> None:
    with pytest.raises(UsageError):
        to_pint(Number("1"), unit)
