"""Text for a terminal: its width, where lines break, and what never reaches it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcc.render.characters import NO_BREAK, REPLACED, clean, pad_left, pad_right, paragraphs, width, wrap

TEXTS = st.text(
    st.sampled_from("ab (.,)%校准证书，（）。µΩ°é²⁻\u0301\u200d 0-") | st.characters(codec="utf-8"),
    max_size=60,
)


def test_east_asian_characters_are_two_columns_wide() -> None:
    assert width("校准") == 4
    assert width("（k=2）") == 7
    assert width("m·s⁻²") == 5
    assert width("µΩ °C") == 5


def test_combining_marks_take_no_column() -> None:
    assert width("e\u0301") == 1
    assert width("a\u200db") == 2


def test_padding_counts_columns_not_characters() -> None:
    assert pad_right("校", 4) == "校  "
    assert pad_left("校", 4) == "  校"


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred",
        "\x07",
        "\x9b2J",
        "\u202e0.1",
        "\u2066x\u2069",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u00ad",
        "\x7f",
    ],
)
def test_nothing_that_steers_a_terminal_gets_through(hostile: str) -> None:
    shown = clean(hostile)
    assert REPLACED in shown
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") for character in shown)


@given(TEXTS)
def test_clean_text_is_one_line_that_a_terminal_only_shows(text: str) -> None:
    shown = clean(text)
    assert shown == clean(shown)
    assert shown == shown.strip()
    harmless = {"\u200c", "\u200d"}
    wrong = {c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - harmless
    assert not wrong


def test_plain_text_stays_as_it_is() -> None:
    for text in ("0.020 ± 0.001", "校准证书 No. 1", "Größe Ω", "U = 0.5 °C"):
        assert clean(text) == text


def test_paragraphs_are_the_lines_that_say_something() -> None:
    assert paragraphs("  one\r\n\n  two\tand\x0b three\r") == ["one", f"two and{REPLACED} three"]


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_the_column_and_nothing_is_lost(text: str, columns: int) -> None:
    shown = clean(text)
    lines = wrap(shown, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown.split())


def test_lines_break_between_words_and_between_wide_characters() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("校准证书编号", 8) == ["校准证书", "编号"]


def test_punctuation_stays_with_the_character_it_follows() -> None:
    assert wrap("校准证书，编号", 8) == ["校准证", "书，编号"]


def test_a_number_and_its_unit_are_not_parted() -> None:
    assert wrap(f"about 20.012{NO_BREAK}°C", 10) == ["about", f"20.012{NO_BREAK}°C"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("https://example.org/long", 10) == ["https://ex", "ample.org/", "long"]


def test_a_word_of_a_strangers_length_is_cut_at_once() -> None:
    assert wrap("\u00e9" * 1_000_000, 10) == ["\u00e9" * 10] * 100_000
