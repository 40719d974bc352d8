"""Mistakes in YAML itself are told at their place, in words that need no knowledge of YAML."""

from __future__ import annotations

import pytest

from dcc.errors import DocumentError
from dcc.source import build
from tests.source.reading import GOOD, TABLE, edited, mistake, mistakes, warnings

CUSTOMER = "name: Example customer"


def told(source: str) -> tuple[str, int | None, int | None, str]:
    """The one finding about a source: message, line, column, hint."""
    with pytest.raises(DocumentError) as caught:
        build(source.encode(), read=lambda _: TABLE)
    (found,) = caught.value.findings
    assert found.code == "SOURCE-SYNTAX"
    return found.message, found.location.line, found.location.column, found.hint


def line_of(text: str) -> int:
    return GOOD[: GOOD.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("above", "said"),
    [(CUSTOMER, "has a value already"), (CUSTOMER + "  # a remark", "start in column 3")],
)
def test_a_line_that_is_indented_too_far_is_compared_with_the_one_above(above: str, said: str) -> None:
    message, line, column, hint = told(
        edited((CUSTOMER, above), ("  address: {city: Other", "   address: {city: Other"))
    )
    assert (line, column) == (line_of(CUSTOMER) + 1, 4)
    assert said in message
    assert "same column" in hint


def test_a_line_that_is_indented_too_little_is_found() -> None:
    message, line, column, _ = told(edited(("  address: {city: Other", " address: {city: Other")))
    assert "start in column" in message
    assert (line, column) == (line_of(CUSTOMER) + 1, 2)


@pytest.mark.parametrize(
    "edit", [("  name: Example", "\tname: Example"), ("name: Example", "name:\tExample")]
)
def test_a_tab_is_called_a_tab(edit: tuple[str, str]) -> None:
    message, line, _, hint = told(edited(edit))
    assert "tab" in message
    assert line == line_of(CUSTOMER)
    assert "blanks" in hint


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000"])
@pytest.mark.parametrize("place", ["  name: Example", "name: Example"])
def test_what_looks_like_a_blank_and_is_none_is_named(place: str, blank: str) -> None:
    end = place.index("name") or place.index(":") + 2
    message, line, _, _ = told(edited((place, place[:end].replace(" ", blank) + place[end:])))
    assert f"U+{ord(blank):04X}" in message
    assert line == line_of(CUSTOMER)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("number:K-2026-0001", "no blank follows the colon"),
        ("number：K-2026-0001", "full-width"),
        ("number K-2026-0001", "no key with a colon"),
    ],
)
def test_a_key_without_a_colon_and_a_blank_is_found_in_its_own_line(written: str, reason: str) -> None:
    message, line, column, _ = told(edited(("number: K-2026-0001", written)))
    assert reason in message
    assert (line, column) == (line_of("number: "), 1)


def test_a_hyphen_without_a_blank_is_found() -> None:
    message, line, _, _ = told(edited(("  - {name: Li Si", "  -{name: Li Si")))
    assert "hyphen" in message
    assert line == line_of("  - {name: Li Si")


@pytest.mark.parametrize("value", ["{en: Example customer", "{en: One: two, zh: 示例}", "[one, two"])
def test_a_bracket_that_is_not_closed_is_found_where_it_opens(value: str) -> None:
    message, line, column, hint = told(edited((CUSTOMER, f"name: {value}")))
    assert value[0] in message
    assert (line, column) == (line_of(CUSTOMER), 9)
    assert "quotes" in hint


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_opens() -> None:
    message, line, column, _ = told(edited(("name: Results", 'name: "Results')))
    assert "not closed" in message
    assert (line, column) == (line_of("name: Results"), 11)


def test_a_quotation_mark_that_the_next_one_closes_is_suspected() -> None:
    *_, hint = told(edited((CUSTOMER, 'name: "Example customer'), ("unit: mV", 'unit: "%"')))
    assert "quotation mark further up" in hint


@pytest.mark.parametrize(
    ("value", "remedy"),
    [("@home", '"@home"'), ("`x` y", '"`x` y"'), ("%", '"%"'), ("One: two", "quotes"), ("*one", "quotes")],
)
def test_a_value_that_yaml_reserves_goes_into_quotes(value: str, remedy: str) -> None:
    _, line, _, hint = told(edited((CUSTOMER, f"name: {value}")))
    assert remedy in hint
    assert line == line_of(CUSTOMER)


def test_a_second_document_is_refused() -> None:
    message, *_ = told(GOOD + "---\nnumber: K-2\n")
    assert "second document" in message


def test_a_text_that_a_comment_cuts_short_is_warned_of() -> None:
    warning = warnings((CUSTOMER, "name: Customer #1"))[0]
    assert (warning.code, warning.severity) == ("SOURCE-SYNTAX", "warning")
    assert "#1" in warning.message
    assert warning.location.line == line_of(CUSTOMER)
    assert not any("comment" in found.message for found in warnings((CUSTOMER, CUSTOMER + "  # a remark")))
    assert not any("comment" in found.message for found in warnings((CUSTOMER, 'name: "Customer #1"')))


def test_an_entry_of_a_list_without_its_hyphen_is_suspected() -> None:
    entry = "            - name: Error\n"
    with pytest.raises(DocumentError) as caught:
        build(edited((entry, entry.replace("- ", "  "))).encode(), read=lambda _: TABLE)
    assert {found.code for found in caught.value.findings} == {"SOURCE-DUPLICATE-KEY"}
    assert "hyphen" in caught.value.findings[0].hint


def test_a_decimal_comma_between_braces_is_explained() -> None:
    found = mistake(("p: 0.95", "p: 0,95"))
    assert found.code == "SOURCE-UNKNOWN-KEY"
    assert "decimal point" in found.hint


def test_a_first_line_without_a_colon_is_the_one_that_is_named() -> None:
    message, line, _, hint = told(GOOD.replace("type: calibration", "type calibration"))
    assert (message, line) == ("the line has no key with a colon", 1)
    assert "a colon (:)" in hint


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (r'"\kilo\pascal"', "single quotes"),
        (r'"\u12"', "single quotes"),
        (r'"\UFFFFFFFF"', "no character"),
        (r'"\U00110000"', "no character"),
        ("**K-1", "in quotes"),
        ("& K-1", "in quotes"),
        ("|K-1", "next line"),
    ],
)
def test_signs_that_yaml_takes_for_its_own_are_explained(value: str, said: str) -> None:
    message, line, _, hint = told(GOOD.replace("K-2026-0001", value))
    assert line == 2
    assert said in f"{message}. {hint}"


def test_an_anchor_of_a_name_that_is_taken_is_told() -> None:
    message, line, _, _ = told(GOOD.replace("number: K", "number: &a K").replace("type: c", "type: &a c"))
    assert (message, line) == ("the anchor (&) is defined a second time", 2)


def test_a_unit_whose_backslash_became_an_escape_gets_the_remedy() -> None:
    found = mistakes(("unit: mV", r'unit: "\volt"'))
    assert any("U+000B" in one.message and "single quotes" in one.hint for one in found)


@pytest.mark.parametrize("end", ["a: {b: c, d: #}\n", "a: [1, "])
def test_a_bracket_that_the_end_of_the_file_leaves_open_is_told(end: str) -> None:
    message, _, _, hint = told(GOOD + end)
    assert "not closed" in message
    assert "Close it" in hint


def test_separators_of_lines_that_only_yaml_counts_lead_nowhere_else() -> None:
    message, _, _, _ = told("# \u2028\u2028\u2028\n" + GOOD + "a b c\nd: e\n")
    assert message == "the line has no key with a colon"
