"""Units as people write them: taken with the right D-SI text, or refused with what to write instead."""

from __future__ import annotations

import pytest

from dcc.si.units import Unit, parse_unit
from dcc.si.written import Refusal, read_written, suggest
from tests.si.spellings import REFUSED, TAKEN


@pytest.mark.parametrize(("text", "words"), TAKEN.items(), ids=list(TAKEN))
def test_what_leaves_no_doubt_is_taken(text: str, words: str) -> None:
    found = read_written(text)
    assert isinstance(found, Unit), found
    assert found.text == words


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=list(REFUSED))
def test_what_leaves_a_doubt_is_refused_with_what_to_write(text: str, said: tuple[str, ...]) -> None:
    found = read_written(text)
    assert isinstance(found, Refusal), found
    whole = f"{found.reason} → {found.advice}"
    assert [part for part in said if part not in whole] == []


@pytest.mark.parametrize("text", REFUSED)
def test_no_suggestion_makes_a_product_of_a_remark(text: str) -> None:
    """What is suggested is a unit that people can mean, with no more symbols than were written."""
    suggested = suggest(text)
    if suggested is not None:
        unit = parse_unit(suggested)
        assert isinstance(unit, Unit)
        assert "elementarycharge" not in suggested
        assert "ronna" not in suggested


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("% RH", r"\percent"),
        ("barg", r"\bar"),
        ("mg/L as N", r"\milli\gram\litre\tothe{-1}"),
        ("V rms", r"\volt"),
        ("N m³/h", None),
        ("1e-6/K", None),
        ("V d", None),
    ],
)
def test_the_unit_without_its_remark_is_suggested(text: str, suggested: str | None) -> None:
    assert suggest(text) == suggested


@pytest.mark.parametrize(
    "text", ["m" * 5000, "(" * 300, "m " * 400, "1" * 1000, "/" * 500, "% " + "x" * 5000]
)
def test_an_endless_text_is_refused_at_once(text: str) -> None:
    found = read_written(text)
    assert isinstance(found, Refusal)
    assert len(found.reason + found.advice) < 400
