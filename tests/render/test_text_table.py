"""Tables of text."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dcc.render.characters import width
from dcc.render.text_table import Align, Field, lay_out


def numbers(header: str, *cells: str, joined: bool = False) -> Field:
    return Field(header=(header,), cells=cells, joined=joined, align=Align.NUMBER)


def test_numbers_stand_with_their_decimal_points_under_each_other() -> None:
    lines = lay_out([numbers("x", "1.25", "-10", "0.5", "1.5E-3", "NaN")], 80)
    assert lines == ["       x", "--------", "  1.25", "-10", "  0.5", "  1.5E-3", "NaN"]


def test_headers_wrap_and_stand_at_the_bottom() -> None:
    lines = lay_out([numbers("No.", "1"), numbers("Measurement error", "0.1")], 80)
    assert lines == ["     Measurement", "No.        error", "---  -----------", "  1          0.1"]


def test_the_long_words_of_german_metrology_are_not_cut() -> None:
    words = ("Messabweichung", "Messunsicherheit", "Kalibrierpunkt")
    lines = lay_out([numbers(word, "0.072") for word in words], 60)
    assert lines[0].split() == list(words)


def test_a_table_too_wide_is_split_and_repeats_its_first_column() -> None:
    fields = [numbers("No.", "1", "2"), *(numbers(f"c{i}", "1.00000", "2.00000") for i in range(6))]
    lines = lay_out(fields, 40, repeat=1)
    assert max(map(width, lines)) <= 40
    headers = [line for line in lines if "No." in line]
    assert len(headers) == 2
    assert "c0" in headers[0]
    assert "c5" in headers[1]


def test_an_uncertainty_is_not_parted_from_its_value() -> None:
    fields = [
        numbers("No.", "1"),
        numbers("first", "1.0000000"),
        numbers("second", "2.0000000"),
        numbers("U", "0.0000001", joined=True),
    ]
    lines = lay_out(fields, 30, repeat=1)
    assert "first" in lines[0]
    assert "second" not in lines[0]
    assert any("second" in line and "U" in line for line in lines)


def test_long_texts_wrap_inside_their_cell() -> None:
    field = Field(header=("text",), cells=("one two three four five six seven eight nine ten eleven",))
    lines = lay_out([field], 20)
    assert max(map(width, lines)) <= 20
    assert " ".join(" ".join(lines[2:]).split()) == field.cells[0]


CELLS = st.lists(
    st.text(st.sampled_from("0123456789.-eE校 ab"), max_size=30).map(lambda text: " ".join(text.split())),
    min_size=3,
    max_size=3,
)


@given(
    st.lists(st.tuples(CELLS, st.booleans(), st.sampled_from(list(Align))), min_size=1, max_size=6),
    st.integers(min_value=24, max_value=100),
)
def test_no_table_is_wider_than_the_page(columns: list[tuple[list[str], bool, Align]], room: int) -> None:
    fields = [
        Field(header=("name of it", "[unit]"), cells=tuple(cells), joined=joined, align=align)
        for cells, joined, align in columns
    ]
    lines = lay_out(fields, room)
    assert max(map(width, lines)) <= room
    shown = Counter("".join("".join(lines).split()))
    written = Counter("".join("".join("".join(field.cells).split()) for field in fields))
    assert shown & written == written, "every character of every cell is there"


def test_a_header_of_a_strangers_length_is_laid_out_at_once() -> None:
    lines = lay_out([Field(header=("\u5f20" * 20_000,), cells=("1",), align=Align.NUMBER)], 80)
    assert len(lines) == 20_000 * 2 // 80 + 2
    assert max(map(width, lines)) == 80
