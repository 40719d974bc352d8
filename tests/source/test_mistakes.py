"""A mistake in a source is said with its file, line, column, key, reason and remedy; all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcc import codes
from dcc.errors import DocumentError
from dcc.findings import Code
from dcc.source import build
from tests.source.reading import GOOD, TABLE, build_folder, build_good, mistake, mistakes

BAD = Path(__file__).parent.parent / "bad"
SOURCE_CODES = sorted(
    code.name for code in vars(codes).values() if isinstance(code, Code) and "SOURCE-" in code.name
)


@pytest.mark.parametrize("code", SOURCE_CODES)
def test_the_source_named_after_a_code_yields_exactly_it(code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        build_folder(BAD / code)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.hint
    assert finding.location.file in ("source.yaml", "table.csv")
    assert finding.location.line is not None


def test_the_good_source_has_no_mistake() -> None:
    assert build_good().number == "K-2026-0001"


def test_an_unknown_unit_is_reported_where_it_stands() -> None:
    found = mistake(("unit: mV", "unit: mVolt"))
    assert (found.location.line, found.location.column) == (33, 21)
    assert found.location.key == "measurements[1].results[1].table.columns[2].unit"
    assert "V" in found.hint


def test_a_per_cent_sign_without_quotes_gets_the_remedy() -> None:
    assert 'unit: "%"' in mistake(("unit: mV", "unit: %")).hint


def test_a_short_row_is_reported_with_line_and_cell() -> None:
    found = mistake(table=TABLE.replace(b"1.000,-0.030,0.012", b"1.000,-0.030"))
    assert (found.location.file, found.location.line, found.location.column) == ("table.csv", 3, 3)
    assert "ends before U" in found.message


def test_a_long_row_is_explained_by_decimal_commas() -> None:
    found = mistake(table=TABLE.replace(b"1.000", b"1,000"))
    assert (found.location.line, found.location.column) == (3, 4)
    assert "decimal comma" in found.hint


def test_a_gb18030_table_is_recognised() -> None:
    table = TABLE.replace(b"reference", "标准值".encode("gb18030"))
    assert "encoding: gb18030" in mistake(table=table).hint


def test_a_lone_degree_sign_is_not_taken_for_chinese() -> None:
    assert "windows-1252" in mistake(table=TABLE.replace(b"reference", "t/°C".encode("cp1252"))).hint


def test_a_source_in_the_wrong_encoding_is_told_the_line() -> None:
    with pytest.raises(DocumentError) as caught:
        build(GOOD.encode("gb18030"), read=lambda _: TABLE)
    (found,) = caught.value.findings
    assert found.code == "SOURCE-ENCODING"
    assert found.location.line == 8
    assert "GB18030" in found.hint


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "workbook"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0", "Excel")]
)
def test_a_file_of_another_kind_is_called_by_its_name(start: bytes, kind: str) -> None:
    assert kind in mistake(table=start + b"\x00" * 20).message


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    found = mistakes(
        ("begin: 2026-01-14", "begin: yesterday"),
        ("customer:", "custmer:"),
        ("unit: mV", "unit: furlong/fortnight"),
        table=TABLE.replace(b"0.011", b"0,011"),
    )
    assert [finding.code for finding in found] == [
        "SOURCE-MISSING",
        "SOURCE-VALUE",
        "SOURCE-UNKNOWN-KEY",
        "SOURCE-UNIT",
        "SOURCE-ROW",
    ]
    assert found[2].hint == "Did you mean customer?"


def test_what_hangs_on_a_missing_section_is_not_reported_again() -> None:
    found = mistake(("laboratory:\n  name: {en: Example laboratory, zh: 示例实验室}\n", "laboratory:\n"))
    assert found.message == "name is missing in laboratory"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("0,020", "decimal point"),
        ("−0.020", "hyphen"),
        ("1 000.0", "spaces"),
        ("0.020mV", "unit"),
        ("", "NaN"),
        ("+-1", "decimal point"),
        ("0x10", "decimal point"),
    ],
)
def test_what_is_no_number_gets_its_own_remedy(text: str, remedy: str) -> None:
    found = mistake(table=TABLE.replace(b"-0.030", f'"{text}"'.encode()))
    assert found.code == "SOURCE-NUMBER"
    assert (found.location.line, found.location.column, found.location.key) == (3, 2, "error")
    assert remedy in found.hint


@pytest.mark.parametrize(
    ("coverage", "what"),
    [
        ("{k: 0.9, p: 0.95}", "coverage factor"),
        ("{k: 2, p: 95}", "coverage probability"),
        ("{k: 2E0, p: 1}", "factor"),
    ],
)
def test_coverage_keeps_to_the_grammar_of_the_digital_si(coverage: str, what: str) -> None:
    assert any(what in found.message for found in mistakes(("{k: 2, p: 0.95}", coverage)))


def test_u_without_a_coverage_factor_is_not_guessed() -> None:
    found = mistake(("coverage: {k: 2, p: 0.95}\n", "coverage: {p: 0.95}\n"))
    assert found.code == "SOURCE-MISSING"
    assert found.message.startswith("k is missing")


def test_a_negative_uncertainty_is_refused() -> None:
    assert "without sign" in mistake(table=TABLE.replace(b"0.012", b"-0.012")).message


def test_lists_of_different_length_do_not_become_a_table() -> None:
    found = mistake(("values: {column: error}", "values: [0.1, 0.2]"))
    assert found.code == "SOURCE-ROW"
    assert "2 values, the table 3 rows" in found.message


def test_a_broken_table_is_reported_once_however_many_columns_use_it() -> None:
    assert mistake(("file: table.csv", "file: absent.csv")).code == "SOURCE-FILE"


@pytest.mark.parametrize("name", ["../table.csv", "/etc/passwd", "C:/table.csv", "..\\table.csv"])
def test_files_outside_the_folder_of_the_source_are_not_read(name: str) -> None:
    assert "not in the folder" in mistake(("file: table.csv", f"file: '{name}'")).message


def test_two_rows_in_a_hundred_thousand_are_enough_to_say_what_is_wrong() -> None:
    rows = b"reference,error,U\n" + b"1.0,x,0.1\n" * 100
    found = mistakes(table=rows)
    assert len(found) == 11
    assert "90 more" in found[-1].message


def test_a_text_with_a_comma_between_braces_gets_the_remedy() -> None:
    found = mistake(("{en: Voltmeter, zh: 电压表}", "{zh: 电压表, en: Voltmeter, digital}"))
    assert "quotes" in found.hint


def test_an_empty_value_is_not_taken_for_a_text() -> None:
    found = mistake(("name: Example customer", "name:"))
    assert found.message == "name has no value"


@pytest.mark.parametrize("text", ["", "just words", "- a list", "# only a comment"])
def test_a_source_without_keys_is_told_how_to_start(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        build(text.encode(), read=lambda _: b"")
    assert "dcc new" in caught.value.findings[0].hint


def test_aliases_that_stand_for_billions_are_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
    )
    with pytest.raises(DocumentError) as caught:
        build(bomb.encode(), read=lambda _: b"")
    assert any("aliases" in finding.message for finding in caught.value.findings)


def test_an_alias_of_itself_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        build(b"a: &a [*a]\n", read=lambda _: b"")
    assert any("aliases" in finding.message for finding in caught.value.findings)


def test_tags_have_no_power() -> None:
    found = mistakes(("number: K-2026-0001", "number: !!python/object/apply:os.system [x]"))
    assert {finding.code for finding in found} <= {"SOURCE-SYNTAX", "SOURCE-VALUE"}


def test_two_persons_may_not_share_an_id() -> None:
    found = mistake(("{name: Zhang San,", "{id: item, name: Zhang San,"))
    assert "given twice" in found.message
