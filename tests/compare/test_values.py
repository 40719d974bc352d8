"""Drift and En numbers of single values."""

from __future__ import annotations

from dataclasses import replace
from decimal import MAX_EMAX, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.compare.pairing import nearest, paired
from dcc.compare.values import Stated, change_of, en_number, in_si, number, rounded, scale_between
from dcc.facts.quantities import Scale
from dcc.si.conversion import SAME

VALUES = st.decimals(min_value=-(10**6), max_value=10**6, places=6)
UNCERTAINTIES = st.decimals(min_value=0, max_value=1000, places=6)


def stated(value: str, expanded: str = "", unit: str = r"\kelvin") -> Stated:
    return Stated(value=value, unit=unit, expanded=expanded, factor="2" if expanded else "")


def test_the_en_number_of_a_worked_example() -> None:
    change = change_of(stated("10.03", "0.03"), stated("10.00", "0.04"), at="", scale=SAME)
    assert change.drift == Decimal("-0.03")
    assert change.en == Decimal("0.6")


@given(VALUES, VALUES, UNCERTAINTIES, UNCERTAINTIES)
def test_the_en_number_is_the_same_either_way(
    first: Decimal, second: Decimal, u_first: Decimal, u_second: Decimal
) -> None:
    old, new = stated(f"{first:f}", f"{u_first:f}"), stated(f"{second:f}", f"{u_second:f}")
    there = change_of(old, new, at="", scale=SAME)
    back = change_of(new, old, at="", scale=SAME)
    assert there.en == back.en
    assert there.drift is not None
    assert back.drift is not None
    assert there.drift == -back.drift
    assert (there.en is None) == (u_first == u_second == 0)


@given(VALUES, UNCERTAINTIES.filter(bool), UNCERTAINTIES)
def test_the_en_number_squared_is_exact_to_many_digits(
    difference: Decimal, first: Decimal, second: Decimal
) -> None:
    en = en_number(difference, first, second)
    assert en is not None
    exact = Fraction(difference) ** 2 / (Fraction(first) ** 2 + Fraction(second) ** 2)
    assert abs(Fraction(en) ** 2 - exact) <= exact * Fraction(1, 10**50)


def test_without_an_uncertainty_there_is_a_drift_but_no_en() -> None:
    change = change_of(stated("1"), stated("2", "0.1"), at="", scale=SAME)
    assert (change.drift, change.en) == (Decimal(1), None)


def test_expanded_uncertainties_for_other_probabilities_give_no_en() -> None:
    old = stated("1.00", "0.03")
    new = stated("1.01", "0.04")

    def en(first: str, second: str) -> Decimal | None:
        sides = replace(old, probability=first), replace(new, probability=second)
        return change_of(*sides, at="", scale=SAME).en

    assert en("0.95", "0.95") == en("0.95", "0.9545") == en("", "0.95") == Decimal("0.2")
    assert en("0.95", "0.99") is None
    assert en("0.6827", "0.95") is None


@pytest.mark.parametrize(
    ("old", "new", "expanded", "drift", "en"),
    [
        ("1." + "1" * 100, "1." + "1" * 99 + "2", "0.1", "1E-100", "0.00"),
        ("1", "2", "1e-600000", "1", "7.07E+599999"),
        ("1", "2", "1e600000", "1", "0.00"),
        (f"1e{MAX_EMAX}", f"2e{MAX_EMAX}", f"1e{MAX_EMAX}", f"1E+{MAX_EMAX}", "0.71"),
        ("1e99999999999999999999", "1", "1", None, None),
        ("1e999", "1", "1", None, None),
    ],
)
def test_numbers_of_any_size_are_subtracted_exactly_or_not_at_all(
    old: str, new: str, expanded: str, drift: str | None, en: str | None
) -> None:
    change = change_of(stated(old, expanded), stated(new, expanded), at="", scale=SAME).as_json()
    assert (change["drift"], change["en"]) == (drift, en)


def test_an_en_number_that_nothing_can_hold_is_none() -> None:
    assert en_number(Decimal(f"1e{MAX_EMAX}"), Decimal("1e-9"), Decimal("1e-9")) is None


@pytest.mark.parametrize("word", ["NaN", "warm", "", "1,5"])
def test_what_is_no_number_has_no_drift(word: str) -> None:
    assert change_of(stated(word), stated("1"), at="", scale=SAME).drift is None


@pytest.mark.parametrize(
    ("en", "shown"),
    [("0", "0.00"), ("0.434", "0.43"), ("1", "1.00"), ("1.0001", "1.01"), ("12.345", "12.34")],
)
def test_an_en_number_above_one_never_looks_like_one(en: str, shown: str) -> None:
    assert str(rounded(Decimal(en))) == shown


def test_units_of_one_kind_are_converted_exactly() -> None:
    scale = scale_between(r"\volt", r"\milli\volt", scale=None)
    assert scale is not None
    assert scale.value("0.0010") == "1.0"
    change = change_of(
        stated("1.000", "0.003", r"\volt"), stated("1001", "4", r"\milli\volt"), at="", scale=scale
    )
    assert (change.drift, change.en) == (Decimal(1), Decimal("0.2"))


def test_kelvin_and_degree_celsius_need_to_know_what_is_measured() -> None:
    kelvin, celsius = r"\kelvin", r"\degreecelsius"
    assert scale_between(kelvin, celsius, scale=None) is None
    absolute = scale_between(kelvin, celsius, scale=Scale.VALUE)
    assert absolute is not None
    assert absolute.value("273.16") == "0.01"
    back = scale_between(celsius, kelvin, scale=Scale.VALUE)
    assert back is not None
    assert back.value("0.01") == "273.16"
    relative = scale_between(kelvin, celsius, scale=Scale.DIFFERENCE)
    assert relative is not None
    assert relative.value("0.3") == "0.3"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\volt", r"\ampere"),
        (r"\degreeCelsius", r"\degreecelsius"),
        (r"\metre\per\second", r"\kilo\metre\hour\tothe{-1}\tothe{1}"),
        (r"\minute", r"\hour"),
        (r"|HV10", r"|HB"),
    ],
)
def test_units_that_do_not_convert_exactly_are_not_compared(old: str, new: str) -> None:
    assert scale_between(old, new, scale=Scale.VALUE) is None


def test_the_same_unknown_unit_compares() -> None:
    assert scale_between(r"\degreeCelsius", r"\degreeCelsius", scale=None) == SAME


def test_equal_values_in_different_units_are_the_same_point() -> None:
    assert in_si("0.1", r"\volt") == in_si("100.0", r"\milli\volt")
    assert in_si("0", r"\degreecelsius") == in_si("273.15", r"\kelvin")
    assert in_si("1", r"\volt") != in_si("1", r"\ampere")
    assert in_si("36", r"\kilo\metre\hour\tothe{-1}") == in_si("10.0", r"\metre\second\tothe{-1}")
    assert in_si("1", "|HV10") == in_si("1.0", "|HV10") != in_si("1", "|HB")
    assert in_si("1e999999999", r"\volt") != in_si("1e999999998", r"\volt")
    assert number(" 1.50 ") == Decimal("1.5")


# --- pairing ----------------------------------------------------------------------------------------------


def test_parts_correspond_by_the_strictest_key_first() -> None:
    olds = [("a", 1), ("b", 2), ("c", 3)]
    news = [("b", 9), ("x", 3), ("a", 1), ("y", 7)]
    pairs = paired(olds, news, [lambda part: part, lambda part: part[0], lambda part: part[1]])
    assert pairs == [
        (("b", 2), ("b", 9)),
        (("c", 3), ("x", 3)),
        (("a", 1), ("a", 1)),
        (None, ("y", 7)),
    ]


def test_parts_alike_correspond_in_order() -> None:
    assert paired(["a", "a", "b"], ["a", "a", "a"], [lambda part: part]) == [
        ("a", "a"),
        ("a", "a"),
        (None, "a"),
        ("b", None),
    ]


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_every_part_is_in_exactly_one_pair(olds: list[str], news: list[str]) -> None:
    pairs = paired(olds, news, [lambda part: part])
    assert sorted(old for old, _ in pairs if old is not None) == sorted(olds)
    assert sorted(new for _, new in pairs if new is not None) == sorted(news)


def fractions(*values: str) -> list[Fraction]:
    return [Fraction(value) for value in values]


def test_reference_values_correspond_to_the_nearest() -> None:
    assert nearest(fractions("20.01", "50.02", "99.9"), fractions("19.98", "100.1", "50.00")) == [
        (0, 0),
        (2, 1),
        (1, 2),
    ]


def test_a_point_that_moved_by_a_step_corresponds_to_none() -> None:
    assert nearest(fractions("0", "50", "100"), fractions("0", "75", "100")) == [(0, 0), (2, 2)]


@given(st.lists(VALUES.map(Fraction), max_size=20))
def test_the_same_reference_values_correspond_to_themselves(values: list[Fraction]) -> None:
    pairs = nearest(values, values)
    assert sorted(pairs) == [(place, place) for place in range(len(values))]
