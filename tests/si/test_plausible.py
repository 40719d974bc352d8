"""Units of the D-SI that nobody can have meant, and those beside them that somebody may."""

from __future__ import annotations

import pytest

from dcc.si.plausible import oddity
from dcc.si.units import Unit, parse_unit
from tests.corpora import documents, needs_corpora
from tests.si.test_units import units_in


def odd(text: str) -> bool:
    unit = parse_unit(text)
    assert isinstance(unit, Unit), unit
    return oddity(unit.terms) is not None


@pytest.mark.parametrize(
    ("text", "was"),
    [
        (r"\one\elementarycharge\tothe{-6}", "1e-6"),
        (r"\one\elementarycharge\tothe{-6}\kelvin\tothe{-1}", "1e-6/K"),
        (r"\elementarycharge\tothe{-6}\kelvin\tothe{-1}", "e-6/K"),
        (r"\one\elementarycharge\tothe{6}\ohm", "1e6 Ω"),
        (r"\elementarycharge\tothe{-3}", "e-3"),
        (r"\percent\ronna\henry", "% RH"),
        (r"\ronna\henry", "RH"),
        (r"\peta\siemens", "PS"),
        (r"\giga\second", "Gs"),
        (r"\milli\volt\pico\henry\tothe{-1}", "mV/pH"),
        (r"\bar\gram", "bar g"),
        (r"\kilo\pascal\gram", "kPa g"),
        (r"\percent\metre\metre\tothe{-1}", "% m/m"),
        (r"\ppm\volt\volt\tothe{-1}", "ppm V/V"),
        (r"\percent\kilogram", "% kg"),
        (r"\decibel\metre", "dB m"),
        (r"\decibel\ampere", "dB A"),
        (r"\decibel\micro\volt", "dB µV"),
        (r"\degree\coulomb", "° C"),
        (r"\degree\farad", "° F"),
        (r"\degreecelsius\kelvin", "°C K"),
        (r"\newton\metre\tothe{3}\hour\tothe{-1}", "N m³/h"),
        (r"\newton\litre\minute\tothe{-1}", "N l/min"),
        (r"\milli\gram\litre\tothe{-1}\atto\second\tothe{-1}\newton\tothe{-1}", "mg/L as N"),
        (r"\gram\mole", "g mol"),
        (r"\atomicmassunit\gram", "u g"),
    ],
)
def test_what_was_a_remark_or_a_number_once_is_odd(text: str, was: str) -> None:
    assert odd(text), was


@pytest.mark.parametrize(
    "text",
    [
        r"\elementarycharge",
        r"\elementarycharge\volt",
        r"\elementarycharge\tothe{2}\planckbar\tothe{-1}",
        r"\one",
        r"\one\per\second",
        r"\one\metre\tothe{-1}",
        r"\percent\kelvin\tothe{-1}",
        r"\ppm\kelvin\tothe{-1}",
        r"\ppm\metre",
        r"\ppm\hour",
        r"\pico\henry",
        r"\henry",
        r"\ronna\gram",
        r"\atto\second",
        r"\decibel",
        r"\decibel\metre\tothe{-1}",
        r"\decibel\kilo\metre\tothe{-1}",
        r"\milli\volt\volt\tothe{-1}",
        r"\volt\volt\tothe{-1}",
        r"\micro\metre\metre\tothe{-1}",
        r"\metre\metre\tothe{-1}",
        r"\mole\mole\tothe{-1}",
        r"\kilogram\kilogram\tothe{-1}",
        r"\newton\metre",
        r"\newton\metre\tothe{2}",
        r"\newton\metre\tothe{3}",
        r"\metre\tothe{3}\hour\tothe{-1}",
        r"\pascal\metre\tothe{3}\gram\tothe{-1}",
        r"\gram\mole\tothe{-1}",
        r"\degree\metre\tothe{-1}",
        r"\volt\ampere",
        r"\volt\volt",
        r"\kilogram\metre\tothe{2}\second\tothe{-2}\kelvin\tothe{-1}\mole\tothe{-1}",
    ],
)
def test_what_somebody_measures_in_is_not_odd(text: str) -> None:
    assert not odd(text)


@needs_corpora
def test_no_unit_that_others_wrote_is_odd() -> None:
    """Examples of the D-SI and certificates of many laboratories."""
    paths = [*documents("dcc"), *documents("dsi")]
    readable = 0
    for path in paths:
        try:
            texts = units_in(str(path))
        except SyntaxError:  # one of them is not well-formed
            continue
        for text in texts:
            unit = parse_unit(text)
            if isinstance(unit, Unit):
                readable += 1
                assert oddity(unit.terms) is None, (path.name, text)
    assert readable > 100
