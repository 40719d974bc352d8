"""Misspelt words."""

from __future__ import annotations

import pytest

from dcc.nearest import nearest, suggestion

KEYS = ("customer", "laboratory", "valid_until", "Kelvin")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("custmer", "customer"),
        ("valid-until", "valid_until"),
        ("kelvin", "Kelvin"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found_whatever_its_case_and_hyphens(word: str, meant: str | None) -> None:
    assert nearest(word, KEYS) == meant


def test_without_a_near_word_the_known_ones_are_listed_when_they_are_few() -> None:
    assert suggestion("custmer", KEYS) == "Did you mean customer?"
    assert suggestion("xyz", KEYS) == "Use one of: customer, laboratory, valid_until, Kelvin."
    assert suggestion("xyz", map(str, range(1000))) == ""
    assert suggestion("xyz", ()) == ""
