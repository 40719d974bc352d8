"""Values keep their characters and know what these mean."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.model import Base64, Boolean, Date, DateTime, Number, NumberList, Tokens
from dcc.model.lexical import split_tokens

DIGITS = st.text("0123456789", min_size=1, max_size=25)
NUMBERS = st.one_of(
    st.floats(allow_infinity=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False).map(str).filter(lambda text: "_" not in text),
    st.builds("{}{}.{}".format, st.sampled_from(["", "-", "+"]), DIGITS, DIGITS),
    st.builds("{}.{}".format, DIGITS, st.sampled_from(["", "e-320", "E+300", "e400", "E-400"])),
    st.builds(".{}".format, DIGITS),
    st.just("NaN"),
).map(lambda text: "NaN" if text == "nan" else text)
BLANKS = st.text(" \t\r\n", min_size=1, max_size=3)


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.020", "0.020"),
        ("306", "306"),
        ("1E-3", "0.001"),
        (" +7. \n", "7"),
        (".5", "0.5"),
        ("-0.0", "-0.0"),
    ],
)
def test_a_number_keeps_its_digits_and_knows_its_exact_value(written: str, value: str) -> None:
    assert Number(written) == written
    assert Number(written).decimal == Decimal(value)


def test_digits_beyond_a_float_are_not_lost() -> None:
    assert str(Number("0.12345678901234567890123456789").decimal) == "0.12345678901234567890123456789"


def test_not_a_number_is_one_of_the_numbers() -> None:
    assert Number("NaN").decimal.is_nan()


@pytest.mark.parametrize("written", ["1,5", "", "BTMIN", "1 2", "1_000", "٣", "INF", "-NaN", "sNaN", "."])
def test_what_is_no_number_has_no_value(written: str) -> None:
    with pytest.raises(InvalidOperation):
        _ = Number(written).decimal


# --- lists ----------------------------------------------------------------------------------------


def test_the_items_of_a_list_are_what_blanks_of_xml_separate() -> None:
    assert Tokens(" a\tb\r\nc ").items == ("a", "b", "c")
    assert Tokens("Größe\u00a0x y\u2003z").items == ("Größe\u00a0x", "y\u2003z")
    assert Tokens("").items == ()
    assert split_tokens("a\x1cb\x85c") == ["a\x1cb\x85c"]


def test_a_list_has_its_items_but_not_parts_of_them() -> None:
    assert Tokens("basic_value x").has("x")
    assert not Tokens("basic_value x").has("basic")


def test_a_list_is_made_of_items() -> None:
    assert Tokens.of("a", "b") == "a b"
    assert isinstance(NumberList.of("1.0"), NumberList)
    for bad in ("", "a b", "a\n"):
        with pytest.raises(ValueError, match="cannot be an item"):
            Tokens.of(bad)


def test_the_numbers_of_a_list_keep_their_digits() -> None:
    assert NumberList("1.0 0.020\n3").numbers == ("1.0", "0.020", "3")
    assert all(isinstance(number, Number) for number in NumberList("1 2").numbers)


@given(st.lists(st.tuples(NUMBERS, BLANKS), max_size=30), st.sampled_from(["", " ", "\n\t"]))
def test_as_an_array_every_number_is_the_double_nearest_to_what_is_written(
    items: list[tuple[str, str]], before: str
) -> None:
    text = NumberList(before + "".join(number + blank for number, blank in items))
    array = text.to_numpy()
    assert array.dtype == np.float64
    assert array.shape == (len(items),)
    expected = np.array([float(number) for number, _ in items], dtype=np.float64)
    assert array.tobytes() == expected.tobytes() or np.array_equal(array, expected, equal_nan=True)
    assert np.array_equal(np.signbit(array), np.signbit(expected)) or np.isnan(expected).any()


@pytest.mark.parametrize("written", ["", " ", "\n\t "])
def test_an_empty_list_is_an_empty_array(written: str) -> None:
    assert NumberList(written).to_numpy().shape == (0,)


@pytest.mark.parametrize(
    "written", ["1,5", "1 BTMIN", "1 2 x", "x", "0x10", "1_0", "1\u00a02", "\u00a0", "１", "--1"]
)
def test_what_is_no_list_of_numbers_is_no_array(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        NumberList(written).to_numpy()


# --- the rest -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "means"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_truth_is_what_is_meant_not_that_something_is_written(written: str, means: bool) -> None:
    assert bool(Boolean(written)) is means
    assert Boolean(f" {written}\n").value is means


def test_a_date_has_a_value_whatever_its_time_zone() -> None:
    for written in ("2026-03-31", "2026-03-31Z", "2026-03-31+08:00", " 2026-03-31-05:00\n"):
        assert Date(written).value == datetime.date(2026, 3, 31)
    with pytest.raises(ValueError, match="month"):
        _ = Date("2026-13-31").value


def test_a_time_is_aware_when_its_zone_is_written() -> None:
    assert DateTime("2026-03-31T09:30:00Z").value == datetime.datetime(
        2026, 3, 31, 9, 30, tzinfo=datetime.UTC
    )
    assert DateTime("2026-03-31T09:30:00.125+08:00").value.utcoffset() == datetime.timedelta(hours=8)
    assert DateTime(" 2026-03-31T09:30:00 ").value.tzinfo is None


@given(st.binary(max_size=200))
def test_a_file_comes_back_from_base64(data: bytes) -> None:
    assert Base64.of(data).decode_bytes() == data
    wrapped = Base64("\n".join([" ", *Base64.of(data), "\t"]))
    assert wrapped.decode_bytes() == data


@pytest.mark.parametrize("written", ["a", "ab=c", "a?b=", "é"])
def test_what_is_not_base64_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not base64"):
        Base64(written).decode_bytes()
