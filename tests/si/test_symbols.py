"""Units in symbols, as people write them."""

from __future__ import annotations

import pytest

from dcc.si.symbols import from_symbols
from dcc.si.tokens import TOKENS
from dcc.si.units import Unit, UnitProblem, parse_unit


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit), found
    return found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("°C", r"\degreecelsius"),
        ("℃", r"\degreecelsius"),
        ("kPa", r"\kilo\pascal"),
        ("m/s^2", r"\metre\second\tothe{-2}"),
        ("m·s⁻²", r"\metre\second\tothe{-2}"),
        ("kg/m³", r"\kilogram\metre\tothe{-3}"),
        ("W/(m·K)", r"\watt\metre\tothe{-1}\kelvin\tothe{-1}"),
        ("1/K", r"\kelvin\tothe{-1}"),
        ("µΩ", r"\micro\ohm"),
        ("μΩ", r"\micro\ohm"),
        ("mm", r"\milli\metre"),
        ("min", r"\minute"),
        ("ml", r"\milli\litre"),
        ("%", r"\percent"),
        ("1", r"\one"),
    ],
)
def test_units_may_be_written_as_people_write_them(text: str, written: str) -> None:
    assert from_symbols(text) == written


@pytest.mark.parametrize("token", [token for token in TOKENS.values() if "/" not in token.symbol], ids=str)
def test_every_symbol_of_a_unit_is_read(token: object) -> None:
    symbol = token.symbol  # type: ignore[attr-defined]
    written = from_symbols(symbol)
    assert written is not None
    assert unit(written).terms[0].token.symbol == symbol


@pytest.mark.parametrize("text", ["psi", "a/b/c", "m^", "^2", "kg kg²²²x", "", "°", "mmm"])
def test_what_is_no_symbol_is_not_made_one(text: str) -> None:
    written = from_symbols(text)
    assert written is None or isinstance(parse_unit(written), Unit)


@pytest.mark.parametrize("text", ["ft", "yd", "pt", "ct", "kt", "at", "mb"])
def test_a_prefix_is_read_before_units_only_that_usually_have_one(text: str) -> None:
    """Nobody means femtotonnes, yoctodays, picotonnes, centitonnes, kilotonnes, attotonnes or millibarns."""
    assert from_symbols(text) is None


def test_byte_and_bit_have_prefixes_and_bel_has_not() -> None:
    assert [from_symbols(text) for text in ("kB", "Mbit", "dB", "B")] == [
        r"\kilo\byte",
        r"\mega\bit",
        r"\decibel",
        r"\bel",
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mpa", r"\mega\pascal"),
        ("KPA", r"\kilo\pascal"),
        ("mVolt", r"\milli\volt"),
        ("Nm", r"\newton\metre"),
        ("kWh", r"\kilo\watt\hour"),
        ("mAh", r"\milli\ampere\hour"),
        ("kvar", r"\kilo\volt\ampere"),
        ("sec", r"\second"),
        ("psi", None),
        ("rpm", r"\minute\tothe{-1}"),
    ],
)
def test_what_is_nearly_a_symbol_is_suggested(text: str, meant: str | None) -> None:
    problem = parse_unit(text)
    assert isinstance(problem, UnitProblem)
    assert problem.suggestion == meant
