"""A written unit is taken only if a person reads the same unit in it."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from dcc.si.units import Unit, parse_unit
from dcc.si.written import Refusal, read_written
from tests.si.person import ALONE, PREFIXED, PREFIXES, REMARKS, Reading, as_a_person_reads

STRINGS = 5000
UNITS = [*PREFIXED, *ALONE, "RH", "pH", "e", "M", "u"]
NUMBERS = ["1", "10", "100", "2.5", "1e-6", "1e6", "1E-3", "e-6", "10^-6", "10⁻⁶", "10-3", "×10⁻⁶", "x 1000"]
EXPONENTS = ["", "", "", "", "2", "²", "^2", "3", "³", "-1", "⁻¹", "^-1", "-2", "^-2", "0", "12"]
GAPS = [" ", " ", " ", "·", "·", ".", "*", "/", "/", "", " / ", "  ", "/(", "(", ") "]
REMARK_WORDS = [
    *sorted(REMARKS),
    "m/m",
    "V/V",
    "w/w",
    "dew point",
    "of reading",
    "RMS",
    "(g)",
    "as N",
    "表压",
]


def strings(seed: int, count: int) -> list[str]:
    """Texts made of symbols, prefixes, numbers, exponents, gaps and remarks, some of them sound units."""
    draw = random.Random(seed)  # noqa: S311 - not a secret

    def piece() -> str:
        kind = draw.random()
        if kind < 0.1:
            return draw.choice(NUMBERS)
        if kind < 0.25:
            return draw.choice(REMARK_WORDS)
        prefix = draw.choice(PREFIXES) if draw.random() < 0.3 else ""
        return prefix + draw.choice(UNITS) + draw.choice(EXPONENTS)

    def text() -> str:
        words = [piece()]
        for _ in range(draw.choice([0, 1, 1, 1, 2, 2, 3])):
            words += [draw.choice(GAPS), piece()]
        joined = "".join(words)
        return joined + ")" if joined.count("(") > joined.count(")") else joined

    return [text() for _ in range(count)]


def written_in_words(unit: Unit) -> Reading:
    """Symbols and exponents of a unit's D-SI text, read anew."""
    again = parse_unit(unit.text)
    assert isinstance(again, Unit)
    found: Counter[str] = Counter()
    for term in again.terms:
        assert term.exponent == Fraction(int(term.exponent))
        if term.token.name != "one":
            found[(term.prefix.symbol if term.prefix else "") + term.token.symbol] += int(term.exponent)
    return dict(found)


def test_five_thousand_strings_are_read_as_a_person_reads_them_or_not_at_all() -> None:
    taken = {text: unit for text in strings(2026, STRINGS) if isinstance(unit := read_written(text), Unit)}
    wrong = {
        text: unit.text for text, unit in taken.items() if as_a_person_reads(text) != written_in_words(unit)
    }
    assert wrong == {}
    assert len(taken) > STRINGS / 10
    assert sum(len(unit.terms) > 1 for unit in taken.values()) > STRINGS / 20


def test_what_is_refused_says_why_and_what_to_write() -> None:
    refused = [found for text in strings(11, 500) if isinstance(found := read_written(text), Refusal)]
    assert refused
    for refusal in refused:
        assert refusal.reason
        assert refusal.advice.endswith((".", "?"))
        assert refusal.suggestion is None or isinstance(parse_unit(refusal.suggestion), Unit)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("m/s²", {"m": 1, "s": -2}),
        ("W/(m K)", {"W": 1, "m": -1, "K": -1}),
        ("V A", {"V": 1, "A": 1}),
        ("1e-6", None),
        ("% RH", None),
        ("bar g", None),
        ("mg/L as N", None),
        ("N m³/h", None),
        ("m s", None),
    ],
)
def test_the_second_reader_reads_as_people_do(text: str, reading: Reading | None) -> None:
    assert as_a_person_reads(text) == reading
