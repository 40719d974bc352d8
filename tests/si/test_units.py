"""The D-SI unit language: what is read, what is refused and why, how it is shown and compared."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dcc.si.tokens import PREFIXES, TOKENS, Prefixes
from dcc.si.units import Fault, Unit, UnitProblem, parse_unit, same_dimension, to_symbol
from tests.corpora import documents, needs_corpora


def unit(text: str) -> Unit:
    parsed = parse_unit(text)
    assert isinstance(parsed, Unit), parsed
    return parsed


def problem(text: str) -> UnitProblem:
    parsed = parse_unit(text)
    assert isinstance(parsed, UnitProblem), parsed
    return parsed


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        (r"\metre\second\tothe{-2}", "m·s⁻²"),
        (r"\degreecelsius", "°C"),
        (r"\micro\ohm", "µΩ"),
        (r"\kilo\metre\hour\tothe{-1}", "km·h⁻¹"),
        (r"\metre\per\second\kilogram", "m·s⁻¹·kg⁻¹"),
        (r"\one\per\second", "s⁻¹"),
        (r"\one", "1"),
        (r"\percent", "%"),
        (r"\volt\volt", "V·V"),
        (r"\volt\hertz\tothe{-0.5}", "V·Hz^(-1/2)"),
        (r"\volt\hertz\tothe{-1_2}", "V·Hz^(-1/2)"),
        (r"\ampere\tothe{+2}", "A²"),
        (r"\kibi\byte", "KiB"),
        (r"\mega\bit\second\tothe{-1}", "Mbit·s⁻¹"),
        (r"\mmHg", "mmHg"),
        (r"\degree", "°"),
        ("|HRC", "HRC"),
        ("| Shore A", "Shore A"),
    ],
)
def test_units_are_shown_as_people_write_them(text: str, symbol: str) -> None:
    assert to_symbol(unit(text)) == symbol


@pytest.mark.parametrize(
    ("text", "fault", "part", "suggestion"),
    [
        ("", Fault.EMPTY, "", r"\one"),
        (" ", Fault.EMPTY, "", r"\one"),
        ("|", Fault.EMPTY, "|", None),
        (r"\kelvyn", Fault.UNKNOWN, r"\kelvyn", r"\kelvin"),
        (r"\degreeCelsius", Fault.UNKNOWN, r"\degreeCelsius", r"\degreecelsius"),
        (r"\kilo\Pascal", Fault.UNKNOWN, r"\Pascal", r"\kilo\pascal"),
        (r"\Kilo\Pascal", Fault.UNKNOWN, r"\Kilo", r"\kilo\pascal"),
        (r"\meter\liter", Fault.UNKNOWN, r"\meter", r"\metre\litre"),
        (r"\mili\gram", Fault.UNKNOWN, r"\mili", r"\milli\gram"),
        (r"\mm", Fault.UNKNOWN, r"\mm", r"\milli\metre"),
        (r"\millimetre", Fault.UNKNOWN, r"\millimetre", r"\milli\metre"),
        (r"\°C", Fault.UNKNOWN, r"\°C", r"\degreecelsius"),
        (r"\%", Fault.UNKNOWN, r"\%", r"\percent"),
        (r"\kgf", Fault.UNKNOWN, r"\kgf", None),
        ("%", Fault.UNKNOWN, "%", r"\percent"),
        ("kPa", Fault.UNKNOWN, "kPa", r"\kilo\pascal"),
        ("µL", Fault.UNKNOWN, "µL", r"\micro\litre"),
        ("m/s", Fault.UNKNOWN, "m/s", r"\metre\second\tothe{-1}"),
        ("kg·m⁻³", Fault.UNKNOWN, "kg·m⁻³", r"\kilogram\metre\tothe{-3}"),
        ("℃", Fault.UNKNOWN, "℃", r"\degreecelsius"),
        ("-", Fault.UNKNOWN, "-", r"\one"),
        ("ounce", Fault.UNKNOWN, "ounce", None),
        ("ft", Fault.UNKNOWN, "ft", None),
        (r"\metre\tothe(-3)", Fault.MISPLACED, r"\tothe", r"\metre\tothe{-3}"),
        (r"\metre\tothe{0,5}", Fault.MISPLACED, r"\tothe{0,5}", r"\metre\tothe{0.5}"),
        (r"\metre\tothe{1_0}", Fault.MISPLACED, r"\tothe{1_0}", None),
        (r"\metre\tothe{2}\tothe{2}", Fault.MISPLACED, r"\tothe{2}", None),
        (r"\tothe{2}\metre", Fault.MISPLACED, r"\tothe{2}", None),
        (r"\percent\tothe{2}", Fault.MISPLACED, r"\tothe{2}", None),
        (r"\kilo", Fault.MISPLACED, r"\kilo", None),
        (r"\kilo\tothe{2}", Fault.MISPLACED, r"\tothe{2}", None),
        (r"\micro\mega\ampere", Fault.MISPLACED, r"\mega", None),
        (r"\kilo\gram", Fault.MISPLACED, r"\kilo\gram", r"\kilogram"),
        (r"\deci\bel", Fault.MISPLACED, r"\deci\bel", r"\decibel"),
        (r"\milli\kilogram", Fault.MISPLACED, r"\milli\kilogram", None),
        (r"\milli\degreecelsius", Fault.MISPLACED, r"\milli\degreecelsius", r"\milli\kelvin"),
        (r"\milli\one", Fault.MISPLACED, r"\milli\one", None),
        (r"\kibi\metre", Fault.MISPLACED, r"\kibi\metre", None),
        (r"\milli\byte", Fault.MISPLACED, r"\milli\byte", None),
        (r"\per\second", Fault.MISPLACED, r"\per", None),
        (r"\metre\per", Fault.MISPLACED, r"\per", None),
        (r"\metre\per\second\per\second", Fault.MISPLACED, r"\per", None),
        (r"\metre \second", Fault.MISPLACED, " ", r"\metre\second"),
        (r"\metre83", Fault.MISPLACED, "83", None),
        (r"\metre{2}", Fault.MISPLACED, r"\metre{2}", None),
    ],
)
def test_what_is_no_unit_is_refused_with_the_part_and_a_suggestion(
    text: str, fault: Fault, part: str, suggestion: str | None
) -> None:
    found = problem(text)
    assert (found.fault, found.part, found.suggestion) == (fault, part, suggestion)
    assert found.reason


def test_factors_are_exact() -> None:
    assert unit(r"\kilo\metre\hour\tothe{-1}").factor == Fraction(1000, 3600)
    assert unit(r"\milli\bar").factor == 100
    assert unit(r"\centi\metre\tothe{3}").factor == unit(r"\milli\litre").factor == Fraction(1, 10**6)
    assert unit(r"\mebi\byte").factor == 8 * 2**20
    assert unit(r"\degree").factor / unit(r"\arcsecond").factor == 3600
    assert unit(r"\electronvolt").factor == Fraction("1.602176634e-19")


def test_only_degree_celsius_alone_has_another_zero() -> None:
    assert unit(r"\degreecelsius").offset == Fraction("273.15")
    assert unit(r"\watt\degreecelsius\tothe{-1}").offset == 0
    assert unit(r"\degreecelsius\tothe{-1}").offset == 0


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        (r"\pascal", r"\newton\metre\tothe{-2}", True),
        (r"\joule", r"\watt\second", True),
        (r"\ohm", r"\siemens\tothe{-1}", True),
        (r"\weber", r"\henry\ampere", True),
        (r"\gray", r"\joule\kilogram\tothe{-1}", True),
        (r"\lux", r"\lumen\metre\tothe{-2}", True),
        (r"\farad", r"\coulomb\volt\tothe{-1}", True),
        (r"\tesla", r"\weber\metre\tothe{-2}", True),
        (r"\hartree", r"\electronvolt", True),
        (r"\radian", r"\one", True),
        (r"\percent", r"\ppm", True),
        (r"\decibel", r"\neper", True),
        (r"\decibel", r"\one", False),
        (r"\bit", r"\one", False),
        (r"\metre", r"\second", False),
        ("|HRC", "|HRC", False),
    ],
)
def test_dimensions_tell_what_can_be_compared(one: str, other: str, comparable: bool) -> None:
    assert same_dimension(unit(one), unit(other)) is comparable


def test_what_the_brochure_no_longer_accepts_is_known() -> None:
    assert unit(r"\milli\bar").discouraged == ("bar",)
    assert unit(r"\litre").discouraged == ()


def test_an_overlong_unit_is_refused_at_once() -> None:
    assert problem(r"\metre" * 1000).fault is Fault.MISPLACED
    assert problem(r"\metre\tothe{99999}").fault is Fault.MISPLACED


_words = st.one_of(
    st.sampled_from([f"\\{name}" for name in (*TOKENS, *PREFIXES, "per", "kelvyn")]),
    st.builds("\\tothe{{{}}}".format, st.one_of(st.integers(-9, 9), st.text("0123456789.-_", max_size=4))),
    st.sampled_from([" ", "|", "{", "}", "\\", "²", ""]),
)


@given(st.lists(_words, max_size=6).map("".join))
def test_any_text_is_a_unit_or_a_problem_and_a_suggestion_is_a_unit(text: str) -> None:
    parsed = parse_unit(text)
    if isinstance(parsed, Unit):
        assert to_symbol(parsed)
    elif parsed.suggestion is not None:
        assert to_symbol(unit(parsed.suggestion))


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
def test_each_token_goes_with_its_prefixes_and_no_other(token) -> None:  # type: ignore[no-untyped-def]
    own_words = {(r"\kilo", r"\gram"), (r"\deci", r"\bel")}
    for prefix in PREFIXES.values():
        allowed = (
            token.prefixes is not Prefixes.NONE
            and (token.prefixes is Prefixes.DATA or not prefix.binary)
            and (token.prefixes is Prefixes.DECIMAL or prefix.factor > 1)
            and (f"\\{prefix.name}", f"\\{token.name}") not in own_words
        )
        assert isinstance(parse_unit(f"\\{prefix.name}\\{token.name}"), Unit) is allowed


def units_in(path: str) -> set[str]:
    """The units of the D-SI elements in a document, lists taken apart."""
    root = etree.parse(path).getroot()
    found = set()
    for name in ("unit", "listUnit", "unitPhase", "listUnitPhase"):
        found |= {str(element.text or "").strip() for element in root.iter(f"{{https://ptb.de/si}}{name}")}
    for element in root.iter("{https://ptb.de/si}unitXMLList"):
        found |= set(str(element.text or "").split())
    return found


@needs_corpora
def test_every_unit_of_the_good_practice_certificates_is_read() -> None:
    texts = set().union(*(units_in(str(path)) for path in documents("dcc", "*dcc_gp_*.xml")))
    assert len(texts) > 5
    assert not [text for text in texts if not isinstance(parse_unit(text), Unit)]


@needs_corpora
@pytest.mark.parametrize("quality", ["PLATINUM", "SILVER", "BRONZE"])
def test_every_unit_that_the_dsi_shows_as_good_is_read(quality: str) -> None:
    texts = set().union(*(units_in(str(path)) for path in documents("dsi", f"*{quality}*.xml")))
    assert len(texts) >= 5
    wrong = [text for text in texts if not isinstance(parse_unit(text), Unit)]
    assert wrong == []


@needs_corpora
def test_gold_units_are_read_apart_from_free_text_in_hybrids() -> None:
    texts = set().union(*(units_in(str(path)) for path in documents("dsi", "*GOLD*.xml")))
    wrong = {text for text in texts if not isinstance(parse_unit(re.sub(r"\s", "", text)), Unit)}
    assert wrong == {
        "imperial gallon",
        "ounce",
        "kilowatt hour",
        "milimetre of mercury, conventional",
        "knot",
        r"\torr",
        r"\barel of oil",
        r"\kilowatt hour",
        r"\kilowatt hour\kilowatt hour",
    }
