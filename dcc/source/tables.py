"""Tables beside the source, CSV or XLSX: the first row names the columns, every other has as many cells.

In a place within a table, the column counts cells, as a spreadsheet does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dcc import codes
from dcc.findings import Location
from dcc.source.cell_numbers import Trouble
from dcc.source.encoding import ENCODINGS, decode
from dcc.source.intake import Intake
from dcc.source.numbers import DECIMAL
from dcc.source.section import Section
from dcc.source.workbooks import START as WORKBOOK
from dcc.source.workbooks import read_sheet

_SEPARATORS = {",": ",", ";": ";", "tab": "\t"}
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "，": "full-width commas"}
_DECIMAL_MARKS = (".", ",")
_OF_TEXT = ("encoding", "separator", "decimal_mark")
"""Keys that say how a text file is written."""
_SHOWN = 20
"""Findings of one kind in one table: one mistake is often made in every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cells of a table by column name, blanks around them removed; ``lines`` where each row stands.

    ``columns`` is None for a table that could not be read, which has been reported. ``troubles`` are cells of
    a workbook that cannot be taken over, by line and place in it; they count where their column is used.
    ``decimal_mark`` is None where none can be declared.
    """

    file: str
    columns: Mapping[str, tuple[str, ...]] | None
    lines: tuple[int, ...] = ()
    decimal_mark: str | None = None
    troubles: Mapping[tuple[int, int], Trouble] = field(default_factory=dict)

    def place(self, column: str, row: int) -> Location:
        """Where the cell is; ``row`` counts from 0."""
        return Location(file=self.file, line=self.lines[row], column=self._number(column) + 1, key=column)

    def report_troubles(self, column: str, intake: Intake) -> bool:
        """Whether cells of the column cannot be taken over; each is reported, up to some."""
        if not self.troubles:
            return False
        number = self._number(column)
        found = [row for row, line in enumerate(self.lines) if (line, number) in self.troubles]
        for row in found[:_SHOWN]:
            trouble = self.troubles[self.lines[row], number]
            intake.say(codes.SOURCE_CELL, trouble.message, self.place(column, row), hint=trouble.hint)
        return bool(found)

    def _number(self, column: str) -> int:
        return list(self.columns or ()).index(column)


def read_table(section: Section) -> Table | None:
    """The table that ``file`` and the keys about its form name; None when ``file`` is not given."""
    name = section.word("file")
    encoding = section.choice("encoding", ENCODINGS) or "utf-8"
    separator = _SEPARATORS[section.choice("separator", _SEPARATORS) or ","]
    mark = section.choice("decimal_mark", _DECIMAL_MARKS) or "."
    sheet = section.word("sheet")
    if name is None:
        return None
    intake = section.intake
    data = intake.read(name, section.place("file"))
    if data is not None and data.startswith(WORKBOOK):
        for key in filter(section.has, _OF_TEXT):
            section.wrong(key, f"{key} is for text files, {name} is a workbook", hint=f"Delete {key}.")
        return _read_workbook(data, sheet, name, section)
    if section.has("sheet"):
        section.wrong("sheet", f"{name} has no sheets", hint="Delete sheet, or name a workbook (.xlsx).")
    place = Location(file=name, key="table")
    text = None if data is None else decode(data, encoding=encoding, at=place, report=intake.add)
    if text is None:
        return Table(file=name, columns=None)
    rows = _rows(text, file=name, separator=separator, intake=intake)
    return _table_of(rows, file=name, separator=separator, decimal_mark=mark, intake=intake)


def _read_workbook(data: bytes, sheet: str | None, file: str, section: Section) -> Table:
    found = read_sheet(data, sheet)
    if isinstance(found, Trouble):
        place = section.place("file" if sheet is None else "sheet")
        section.intake.say(codes.SOURCE_FILE, f"{file}: {found.message}", place, hint=found.hint)
        return Table(file=file, columns=None)
    width = max((len(cells) for _, cells in found.rows[:1]), default=0)
    rows = ((line, [*cells, *[""] * (width - len(cells))]) for line, cells in found.rows)
    table = _table_of(rows, file=file, separator="", decimal_mark=None, intake=section.intake)
    return replace(table, troubles=found.troubles)


def _table_of(
    rows: Iterator[tuple[int, list[str]]],
    *,
    file: str,
    separator: str,
    decimal_mark: str | None,
    intake: Intake,
) -> Table:
    """The table of ``rows``: line number and cells, the names of the columns first.

    Rows that do not have one cell for each column are reported and left out.
    """
    found = len(intake.findings)
    line, header = next(rows, (1, []))
    if len(intake.findings) == found:
        _check_header(header, separator, Location(file=file, line=line), intake)
    if len(intake.findings) > found:
        return Table(file=file, columns=None)
    body = list(rows)
    good = [(line, cells) for line, cells in body if len(cells) == len(header)]
    if len(good) < len(body):
        _report_rows([row for row in body if len(row[1]) != len(header)], header, file, intake)
    if not body and len(intake.findings) == found:
        intake.say(
            codes.SOURCE_ROW, "the table has no row below the column names", Location(file=file, line=line),
            hint="Write the values below the names.",
        )  # fmt: skip
    columns = zip(*(cells for _, cells in good), strict=True) if good else ((),) * len(header)
    return Table(
        file=file,
        columns=dict(zip(header, columns, strict=True)),
        lines=tuple(line for line, _ in good),
        decimal_mark=decimal_mark,
    )


def _report_rows(rows: list[tuple[int, list[str]]], header: list[str], file: str, intake: Intake) -> None:
    for line, cells in rows[:_SHOWN]:
        _report_row(cells, header, Location(file=file, line=line), intake)
    if len(rows) > _SHOWN:
        message = f"{len(rows) - _SHOWN} more rows are wrong in the same way"
        intake.say(codes.SOURCE_ROW, message, Location(file=file, line=rows[_SHOWN][0]))


def _rows(text: str, *, file: str, separator: str, intake: Intake) -> Iterator[tuple[int, list[str]]]:
    """Line number and trimmed cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield line, trimmed
            line = reader.line_num + 1
    except csv.Error as error:
        intake.say(
            codes.SOURCE_SYNTAX,
            f"the table is not well-formed CSV: {error}",
            Location(file=file, line=line),
            hint="Look for a quotation mark that is not closed, or save the sheet as CSV again.",
        )


def _check_header(header: list[str], separator: str, at: Location, intake: Intake) -> None:
    if not header:
        intake.say(codes.SOURCE_ROW, "the table is empty", at, hint="Name the columns in its first row.")
    elif len(header) == 1 and separator and (other := _other_separator(header[0], separator)):
        intake.say(codes.SOURCE_SYNTAX, f"the cells are not separated by {_NAMES[separator]}", at, hint=other)
    elif all(map(DECIMAL.fullmatch, header)):
        message = "the first row holds numbers, and should name the columns"
        intake.say(codes.SOURCE_ROW, message, at, hint="Put a row with a name for each column above it.")
    else:
        _check_names(header, at, intake)


def _other_separator(header: str, separator: str) -> str | None:
    """What to do about a first row that has but one cell for this separator, and several for another."""
    for other, name in _NAMES.items():
        if other != separator and other in header:
            written = next((key for key, value in _SEPARATORS.items() if value == other), None)
            if written is None:
                return "Replace the full-width commas by commas (,)."
            return f"{name.capitalize()} seem to separate them: say so, separator: {written!r}."
    return None


def _check_names(header: list[str], at: Location, intake: Intake) -> None:
    for place, name in enumerate(header):
        where = Location(file=at.file, line=at.line, column=place + 1, key=name or None)
        if not name:
            intake.say(
                codes.SOURCE_ROW, f"column {place + 1} has no name", where,
                hint="Name it in the first row, or delete the separator at the end of the rows.",
            )  # fmt: skip
        elif name in header[:place]:
            intake.say(
                codes.SOURCE_DUPLICATE_KEY, f"the table has two columns {name}", where,
                hint="Give each column a name of its own.",
            )  # fmt: skip


def _report_row(cells: list[str], header: list[str], at: Location, intake: Intake) -> None:
    if len(cells) < len(header):
        message = (
            f"the row has {_count(cells, 'cell')} for {_count(header, 'column')} and ends before "
            f"{header[len(cells)]}"
        )
        place, hint = len(cells) + 1, "Add the missing cells; write NaN for a value that does not exist."
    else:
        message = f"the row has {_count(cells, 'cell')}, the table {_count(header, 'column')}"
        place = len(header) + 1
        hint = (
            "Delete the cells too many; a decimal comma splits a number in two, so write decimal points, or "
            "save with semicolons."
        )
    where = Location(file=at.file, line=at.line, column=place)
    intake.say(codes.SOURCE_ROW, message, where, hint=hint)


def _count(things: list[str], what: str) -> str:
    return f"{len(things)} {what}" if len(things) == 1 else f"{len(things)} {what}s"
