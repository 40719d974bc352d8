"""Results: texts, formulas, quantities, tables and files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dcc import codes
from dcc.model import (
    ByteData,
    Data,
    DateTime,
    Formula,
    MeasurementMetaDataList,
    Quantity,
    QuantityList,
    Result,
    RichContent,
    Tokens,
)
from dcc.source.quantities import NO_FORM, read_measured, read_plain_quantity
from dcc.source.section import Section, check_date_time
from dcc.source.statements import read_conformity, read_statement
from dcc.source.tables import read_table
from dcc.source.texts import need_text, read_files, read_formulas, read_rich, read_text
from dcc.source.values import Grid
from dcc.vocabulary import CertificateType

Content = RichContent | Formula | ByteData | Quantity | QuantityList

_CONTENT = ("text", "formulas", "quantities", "table", "files")


def read_result(section: Section, kind: CertificateType) -> Result:
    """A result: its text, formulas, quantities, table and files, in the order of their keys."""
    return Result(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        data=Data(content=_read_content(section, kind)),
        **section.links(),
    )


def read_notes(
    section: Section, kind: CertificateType, grid: Grid | None = None
) -> MeasurementMetaDataList | None:
    """``notes``, after ``conformity`` where a quantity or column is read."""
    conformity = None if grid is None else read_conformity(section, grid)
    notes = section.each("notes", partial(read_statement, kind=kind))
    found = (*(() if conformity is None else (conformity,)), *notes)
    return MeasurementMetaDataList(meta_data=found) if found else None


def _read_content(section: Section, kind: CertificateType) -> tuple[Content, ...]:
    if not section.has(*_CONTENT):
        section.intake.say(
            codes.SOURCE_MISSING,
            f"{section.at.key} says nothing: one of {', '.join(_CONTENT)} is missing",
            section.at,
        )
    content: list[Content] = []
    for key in section.order():
        if key == "text" and (text := read_rich(section, "text")) is not None:
            content.append(text)
        elif key == "formulas":
            content += read_formulas(section, "formulas")
        elif key == "quantities":
            content += section.each("quantities", partial(_read_quantity, kind=kind))
        elif key == "table" and (table := section.one("table", partial(_read_table, kind=kind))) is not None:
            content.append(table)
        elif key == "files":
            content += read_files(section, "files")
    return tuple(content)


def _read_quantity(section: Section, kind: CertificateType) -> Quantity:
    notes = read_notes(section, kind, Grid())
    return replace(read_plain_quantity(section), measurement_meta_data=notes)


def _read_table(section: Section, kind: CertificateType) -> QuantityList:
    """A table as a list of quantities side by side, one for each column of ``columns``."""
    section.need("columns")
    table = read_table(section)
    rows = len(table.lines) if table is not None and table.columns is not None else 0
    grid = Grid(table=table, rows=rows)
    columns = section.each("columns", partial(_read_column, kind=kind, grid=grid))
    return QuantityList(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        date_time_xml_list=_read_times(section, grid),
        content=columns,
        measurement_meta_data=read_notes(section, kind),
        **section.links(),
    )


def _read_column(section: Section, kind: CertificateType, grid: Grid) -> Quantity:
    section.exclude("text", "values")
    words = _read_words(section, grid) if section.has("text") else None
    measured = None if section.has("text") else read_measured(section, "values", grid)
    form = NO_FORM if measured is None else measured.of_list()
    return Quantity(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        chars_xml_list=words,
        relative_uncertainty=None if measured is None else measured.relative,
        measurement_meta_data=read_notes(section, kind, grid),
        **form,
        **section.links(also="" if measured is None else measured.ref_type),
    )


def _read_words(section: Section, grid: Grid) -> Tokens | None:
    """A column of words: designations and the like, each without a blank."""
    values = grid.values(section, "text")
    if values is None:
        return None
    for row, text in enumerate(values.texts):
        if text.split() != [text]:
            section.intake.say(
                codes.SOURCE_VALUE,
                f"{text!r} is not one word" if text else "the cell is empty where a word belongs",
                values.place(row),
                hint="Blanks separate entries; join the words with - or _, or write - for none.",
            )
            return None
    return Tokens(" ".join(values.texts))


def _read_times(section: Section, grid: Grid) -> Tokens | None:
    """``times``: when each row was measured."""
    values = grid.values(section, "times")
    if values is None:
        return None
    times: list[DateTime] = []
    for row, text in enumerate(values.texts):
        time = check_date_time(text, values.place(row), section.intake)
        if time is None:
            return None
        times.append(time)
    return Tokens(" ".join(times))
