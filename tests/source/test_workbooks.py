"""Tables in workbooks: what the sheet shows is what the certificate states, or the cell is refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dcc.source.cell_numbers import Trouble, shown
from tests.source.reading import build_good, column, mistake, mistakes

XLSX = ("file: table.csv", "file: table.xlsx")
ROWS = ((0.1, 0.02, 0.011), (1, -0.03, 0.012), (10, 0.04, 0.05))
FORMATS = ("0.000", "0.000", "0.000")


def workbook(rows: Sequence[Sequence[object]] = ROWS, formats: Sequence[str] = FORMATS) -> openpyxl.Workbook:
    """A workbook with the table of the good source, written by a library that has nothing to do with ours."""
    book = openpyxl.Workbook()
    sheet = first(book)
    sheet.append(["reference", "error", "U"])
    for row in rows:
        sheet.append(row)
        for cell, number_format in zip(sheet[sheet.max_row], formats, strict=True):
            cell.number_format = number_format
    return book


def first(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def values(book: openpyxl.Workbook, *edits: tuple[str, str]) -> str:
    found = column(build_good(XLSX, *edits, table_xlsx=saved(book)), 1).real_list_xml_list
    assert found is not None
    return found.value_xml_list


def refusal(book: openpyxl.Workbook) -> str:
    found = mistake(XLSX, table_xlsx=saved(book))
    assert (found.code, found.location.file) == ("SOURCE-CELL", "table.xlsx")
    assert (found.location.line, found.location.column, found.location.key) == (3, 2, "error")
    return f"{found.message} {found.hint}"


def test_numbers_have_the_decimals_that_the_sheet_shows() -> None:
    assert values(workbook()) == "0.020 -0.030 0.040"


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("0.0000", "0.0200 -0.0300 0.0400"),
        ("0.000_ ", "0.020 -0.030 0.040"),
        ("#,##0.000", "0.020 -0.030 0.040"),
        ("0.000_);[Red]\\(0.000\\)", "0.020 -0.030 0.040"),
        ("[$-804]0.000", "0.020 -0.030 0.040"),
        ("0.00##", "0.02 -0.03 0.04"),
        ("General", "0.02 -0.03 0.04"),
        ("@", "0.02 -0.03 0.04"),
        ("0.00E+00", "2.00E-2 -3.00E-2 4.00E-2"),
    ],
)
def test_the_usual_number_formats_are_read(number_format: str, expected: str) -> None:
    assert values(workbook(formats=("General", number_format, "General"))) == expected


def test_texts_in_cells_are_taken_as_they_are_written() -> None:
    rows = [("0.100", "0.0200", "0.011"), ("1.000", " -0.0300 ", "0.012"), ("10", "4.00E-2", "0.050")]
    assert values(workbook(rows)) == "0.0200 -0.0300 4.00E-2"


def test_columns_that_are_not_used_may_hold_anything() -> None:
    book = workbook()
    first(book)["D1"] = "when"
    for row in (2, 3, 4):
        first(book).cell(row, 4, datetime.datetime(2026, 1, 14, 9, 30))
    assert values(book) == "0.020 -0.030 0.040"


def test_empty_rows_are_skipped_and_the_sheet_may_be_named() -> None:
    book = workbook()
    first(book).title = "Results"
    first(book).insert_rows(3)
    book.create_sheet("Cover", 0)["A1"] = "Nothing here"
    assert (
        values(book, ("file: table.xlsx", "file: table.xlsx\n          sheet: Results"))
        == "0.020 -0.030 0.040"
    )
    found = mistake(
        XLSX, ("file: table.xlsx", "file: table.xlsx\n          sheet: Result"), table_xlsx=saved(book)
    )
    assert (found.code, found.location.key) == ("SOURCE-FILE", "measurements[1].results[1].table.sheet")
    assert "Cover, Results" in found.hint


def test_the_noise_of_calculating_in_binary_is_not_seen() -> None:
    rows = [(0.1, 50.08 - 50.02, 0.011), (1, 0.1 + 0.2, 0.012), (10, 1 - 0.9, 0.05)]
    assert values(workbook(rows)) == "0.060 0.300 0.100"


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (-0.0304, "0.000", "shows -0.030 and holds -0.0304"),
        (-0.0304, "0.000", "=ROUND(…, 3)"),
        (50.08 - 50.02, "General", "no number format"),
        (0.125, "0.0%", "0.0%"),
        (1.5, '0.0" mV"', "plain number format"),
        (datetime.date(2026, 1, 14), "yyyy-mm-dd", "yyyy-mm-dd"),
        ("=B2-A2", "0.000", "no result yet"),
    ],
)
def test_a_cell_that_is_not_what_it_shows_is_refused(value: object, number_format: str, said: str) -> None:
    book = workbook()
    first(book)["B3"] = value
    first(book)["B3"].number_format = number_format
    assert said in refusal(book)


def test_a_hidden_row_is_refused_once_for_each_column_that_is_used() -> None:
    book = workbook()
    first(book).row_dimensions[3].hidden = True
    found = mistakes(XLSX, table_xlsx=saved(book))
    assert {(one.code, one.message) for one in found} == {("SOURCE-CELL", "row 3 is hidden")}


def test_a_zero_has_no_sign() -> None:
    assert values(workbook([(0.1, 0.1 + 0.2 - 0.3, 0.01), (1, -0.0, 0.01), (10, 0.3 - 0.2 - 0.1, 0.01)])) == (
        "0.000 0.000 0.000"
    )
    assert shown("-0", "General") == "0"


def test_empty_cells_errors_and_truth_values_are_no_numbers() -> None:
    for value, said in ((None, "empty"), ("#DIV/0!", "#DIV/0!"), (True, "TRUE")):
        book = workbook()
        first(book)["B3"] = value
        found = mistake(XLSX, table_xlsx=saved(book))
        assert (found.code, found.location.line, found.location.column) == ("SOURCE-NUMBER", 3, 2)
        assert said in found.message


def test_empty_cells_with_a_border_or_colour_are_no_cells_of_the_table() -> None:
    book = workbook()
    for place in ("D1", "E3", "F9"):
        first(book)[place].fill = PatternFill("solid", fgColor="FFFF00")
    assert values(book) == "0.020 -0.030 0.040"


def test_a_decimal_comma_in_a_workbook_is_not_to_be_declared() -> None:
    book = workbook()
    first(book)["B3"] = "0,020"
    assert mistake(XLSX, table_xlsx=saved(book)).hint == "Write a decimal point instead of the comma."


def test_a_row_with_more_cells_than_names_is_refused() -> None:
    book = workbook()
    first(book)["D3"] = "remark"
    assert "4 cells, the table 3 columns" in mistake(XLSX, table_xlsx=saved(book)).message


@pytest.mark.parametrize("key", ["encoding: utf-8", "separator: ','", "decimal_mark: ','"])
def test_keys_for_text_files_do_not_go_with_a_workbook(key: str) -> None:
    edit = ("file: table.xlsx", f"file: table.xlsx\n          {key}")
    assert "is a workbook" in mistake(XLSX, edit, table_xlsx=saved(workbook())).message


def test_a_sheet_does_not_go_with_a_text_file() -> None:
    assert "no sheets" in mistake(("file: table.csv", "file: table.csv\n          sheet: Results")).message


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\x00" * 40,
        archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        archive(**{"xl__workbook.xml": "<workbook"}),
        archive(**{"xl__workbook.xml": "<!DOCTYPE x><workbook/>"}),
        saved(workbook())[:-300],
    ],
    ids=["rubbish", "another archive", "broken XML", "a DOCTYPE", "cut off"],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    found = mistake(XLSX, table_xlsx=data)
    assert found.code == "SOURCE-FILE"
    assert "XLSX" in found.message


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=7, allow_nan=False))
def test_every_number_typed_into_a_cell_comes_out_with_the_digits_typed(number: Decimal) -> None:
    """A cell stores the binary number nearest to the one typed; its format has as many decimals."""
    for stored in (repr(float(number)), f"{float(number):.17G}"):
        assert shown(stored, "0.0000000") == f"{number:f}".replace("-0.0000000", "0.0000000")


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["0", "0.00", "0.0##", "0.0E+00"]))
def test_what_is_shown_is_the_number_or_nothing(number: float, number_format: str) -> None:
    found = shown(repr(number), number_format)
    if not isinstance(found, Trouble):
        assert abs(Decimal(found) - Decimal(number)) <= abs(Decimal(number)) * Decimal("1e-6") + Decimal(
            "1e-6"
        )
