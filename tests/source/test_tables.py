"""Tables as spreadsheet programs write them."""

from __future__ import annotations

import pytest

from tests.source.reading import TABLE, build_good, column, first_table, mistake, mistakes

EDIT = ("file: table.csv", "file: table.csv\n          encoding: gb18030")


def values(table: bytes, *edits: tuple[str, str]) -> str:
    found = column(build_good(*edits, table=table), 1).real_list_xml_list
    assert found is not None
    return found.value_xml_list


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        b"\xef\xbb\xbf" + TABLE,
        TABLE.replace(b"\n", b"\r\n"),
        TABLE.replace(b"\n", b"\r"),
        TABLE + b"\n,,\n\n",
        TABLE.replace(b",", b" , "),
        TABLE.replace(b"0.020", b'"0.020"'),
        TABLE.replace(b"0.020", b' "0.020"'),
        b"note,reference,error,U\n" + b"".join(b'"a, b",' + row + b"\n" for row in TABLE.split(b"\n")[1:4]),
    ],
    ids=[
        "plain",
        "byte order mark",
        "Windows lines",
        "old Mac lines",
        "blank rows",
        "blanks",
        "quotes",
        "blanks before quotes",
        "more columns",
    ],
)
def test_the_ways_of_writing_csv_are_all_read(table: bytes) -> None:
    assert values(table) == "0.020 -0.030 0.040"


def test_gb18030_is_read_when_declared() -> None:
    table = TABLE.replace(b"reference", "标准值".encode("gb18030"))
    assert values(table, EDIT, ("{column: reference}", "{column: 标准值}")) == "0.020 -0.030 0.040"


def test_utf_16_is_read_when_declared() -> None:
    table = TABLE.decode().replace(",", "\t").encode("utf-16")
    edit = ("file: table.csv", "file: table.csv\n          encoding: utf-16\n          separator: tab")
    assert values(table, edit) == "0.020 -0.030 0.040"


def test_the_separator_may_be_a_semicolon() -> None:
    edit = ("file: table.csv", "file: table.csv\n          separator: ';'")
    assert values(TABLE.replace(b",", b";"), edit) == "0.020 -0.030 0.040"


@pytest.mark.parametrize(
    ("separator", "remedy"),
    [(b";", "separator: ';'"), (b"\t", "separator: 'tab'"), ("，".encode(), "full-width")],
)
def test_another_separator_is_recognised(separator: bytes, remedy: str) -> None:
    found = mistake(table=TABLE.replace(b",", separator))
    assert (found.code, found.location.line) == ("SOURCE-SYNTAX", 1)
    assert remedy in found.hint


def test_a_decimal_comma_is_read_when_declared_and_becomes_a_point() -> None:
    edit = ("file: table.csv", "file: table.csv\n          separator: ';'\n          decimal_mark: ','")
    table = TABLE.replace(b",", b";").replace(b".", b",")
    assert values(table, edit) == "0.020 -0.030 0.040"
    found = mistake(edit, table=table.replace(b"-0,030", b"1.030"))
    assert "thousands" in found.hint
    semicolons = ("file: table.csv", "file: table.csv\n          separator: ';'")
    undeclared = mistakes(semicolons, table=table)
    assert all("decimal_mark" in found.hint for found in undeclared)


def test_a_table_without_names_is_told_from_one_with_strange_ones() -> None:
    assert "should name the columns" in mistake(table=TABLE.split(b"\n", 1)[1]).message


def test_a_quotation_mark_that_is_not_closed_is_reported() -> None:
    assert mistake(table=TABLE.replace(b"1.000", b'"1.000')).code == "SOURCE-SYNTAX"


def test_two_columns_of_one_name_are_refused() -> None:
    found = mistake(table=TABLE.replace(b"reference,error,U", b"reference,reference,U"))
    assert (found.code, found.location.line, found.location.column) == ("SOURCE-DUPLICATE-KEY", 1, 2)


def test_a_column_without_a_name_is_refused() -> None:
    assert "column 2 has no name" in mistake(table=TABLE.replace(b"error", b"")).message


@pytest.mark.parametrize("table", [b"", b"\n\n", b"reference,error,U\n"])
def test_an_empty_table_is_refused(table: bytes) -> None:
    assert mistake(table=table).code == "SOURCE-ROW"


def test_times_of_the_rows_are_kept_and_checked() -> None:
    edit = ("          columns:", "          times: {column: time}\n          columns:")
    table = b"time,reference,error,U\n2026-01-14T09:30:00+08:00,1,0.1,0.2\n2026-01-14T09:40:00Z,2,0.1,0.2\n"
    listed = first_table(build_good(edit, table=table))
    assert listed.date_time_xml_list == "2026-01-14T09:30:00+08:00 2026-01-14T09:40:00Z"
    found = mistake(edit, table=table.replace(b"09:40:00Z", b"9:40"))
    assert (found.location.line, found.location.column) == (3, 1)


def test_a_column_of_words_needs_one_word_in_each_cell() -> None:
    edit = ("values: {column: reference}\n              unit: V", "text: {column: reference}")
    assert column(build_good(edit), 0).chars_xml_list == "0.100 1.000 10.000"
    found = mistake(edit, table=TABLE.replace(b"1.000,", b"range 1,"))
    assert "not one word" in found.message


def test_values_may_stand_in_the_source_itself() -> None:
    edits = (
        ("          file: table.csv\n", ""),
        ("{column: reference}", "[0.1, 1.0]"),
        ("{column: error}", "[0.020, 0.030]"),
        ("{column: U}", "[0.01, 0.02]"),
    )
    assert values(TABLE, *edits) == "0.020 0.030"


def test_a_column_without_a_table_is_reported() -> None:
    found = mistake(
        ("          file: table.csv\n", ""), ("{column: reference}", "[1, 2]"), ("{column: error}", "[1, 2]")
    )
    assert "no table here" in found.message


def test_verdicts_and_limits_of_each_row_stand_with_the_column() -> None:
    conformity = (
        "U: {column: U}",
        "U: {column: U}\n              conformity: {verdict: {column: v}, norm: N, clause: 1, "
        "tolerance_lower: -0.05, acceptance_upper: [0.01, 0.02, 0.03]}",
    )
    table = b"reference,error,U,v\n1,0.1,0.2,pass\n2,0.1,0.2,fail\n3,0.1,0.2," + "合格".encode() + b"\n"
    metadata = column(build_good(conformity, table=table), 1).measurement_meta_data
    assert metadata is not None
    (stated,) = metadata.meta_data
    assert stated.conformity_xml_list == "pass fail pass"
    assert stated.data is not None
    lower, upper = (getattr(limit, "real_list_xml_list", None) for limit in stated.data.content)
    assert lower is not None
    assert upper is not None
    assert (lower.value_xml_list, lower.unit_xml_list) == ("-0.05 -0.05 -0.05", r"\milli\volt")
    assert upper.value_xml_list == "0.01 0.02 0.03"


def test_a_verdict_that_is_none_is_reported_with_its_cell() -> None:
    conformity = ("U: {column: U}", "U: {column: U}\n              conformity: {verdict: {column: v}}")
    found = mistake(conformity, table=b"reference,error,U,v\n1,0.1,0.2,pass\n2,0.1,0.2,good\n")
    assert (found.location.file, found.location.line, found.location.column) == ("table.csv", 3, 4)
