"""Between kelvin, its multiples and degrees Celsius nothing is added, lost or shifted, whatever the role."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dcc.compare.values import scale_between
from dcc.facts.quantities import Role, Scale
from dcc.si.conversion import Conversion, conversion
from dcc.si.tokens import PREFIXES
from dcc.si.units import Unit, parse_unit

DECIMAL_PREFIXES = [name for name, prefix in PREFIXES.items() if not prefix.binary]
UNITS = st.sampled_from(
    [r"\degreecelsius", r"\kelvin", *(f"\\{prefix}\\kelvin" for prefix in DECIMAL_PREFIXES)]
)
NUMBERS = st.builds(
    lambda digits, decimals: f"{Decimal(digits).scaleb(-decimals):f}",
    st.integers(-(10**12), 10**12),
    st.integers(2, 12),
)
"""Numbers with at least the two decimals that the zero point of the Celsius scale has."""


def way(source: str, target: str) -> Conversion:
    one, other = parse_unit(source), parse_unit(target)
    assert isinstance(one, Unit)
    assert isinstance(other, Unit)
    found = conversion(one, other)
    assert found is not None
    return found


def as_role(role: Role, number: str, source: str, target: str) -> str:
    found = scale_between(source, target, scale=role.scale)
    assert found is not None
    converted = found.value(number)
    assert converted is not None
    return converted


@given(st.sampled_from(Role), NUMBERS, UNITS, UNITS)
def test_there_and_back_is_the_same_number(role: Role, number: str, source: str, target: str) -> None:
    back = as_role(role, as_role(role, number, source, target), target, source)
    assert Decimal(back) == Decimal(number)


@given(st.sampled_from(Role), NUMBERS)
def test_there_and_back_has_the_same_digits(role: Role, number: str) -> None:
    for source, target in ((r"\kelvin", r"\degreecelsius"), (r"\degreecelsius", r"\kelvin")):
        assert as_role(role, as_role(role, number, source, target), target, source) == number


@given(NUMBERS, UNITS, UNITS)
def test_a_value_and_a_difference_are_apart_by_the_zero_point(number: str, source: str, target: str) -> None:
    found = way(source, target)
    value, difference = found.value(number), found.difference(number)
    assert value is not None
    assert difference is not None
    apart = Fraction(Decimal(value)) - Fraction(Decimal(difference))
    celsius = r"\degreecelsius"
    one = parse_unit(target)
    assert isinstance(one, Unit)
    zero_point = Fraction("273.15") / one.factor
    assert apart == ((source == celsius) - (target == celsius)) * zero_point


@given(st.sampled_from([role for role in Role if role.scale is Scale.DIFFERENCE]), NUMBERS)
def test_a_difference_has_the_same_characters_in_kelvin_and_celsius(role: Role, number: str) -> None:
    assert as_role(role, number, r"\degreecelsius", r"\kelvin") == number
    assert as_role(role, number, r"\kelvin", r"\degreecelsius") == number
