"""Data for a terminal: texts, formulas, files, and quantities as facts or tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from dcc.model import (
    ByteData,
    Data,
    Formula,
    PrimitiveQuantity,
    Quantity,
    QuantityList,
    RichContent,
    Xml,
)
from dcc.render.characters import clean
from dcc.render.layout import Layout
from dcc.render.quantity_text import (
    ELIDED,
    MOST_FORMS,
    column_name,
    fields_about,
    fields_of,
    region_lines,
    value_text,
)
from dcc.render.rich_text import file_line, foreign_line, formula_line
from dcc.render.text_table import Align, Field
from dcc.tabular import Column, Table, table_of
from dcc.tabular.tables import rows_of

About = Callable[[Quantity | QuantityList, Layout], None]
"""Shows what is said about a quantity or list: methods, conditions, statements."""


def show_data(data: Data, on: Layout, about: About) -> None:
    """Everything in ``data``, in order; quantities that follow each other stand together."""
    for kind, together in groupby(data.content, key=type):
        items = list(together)
        if kind is Quantity:
            show_quantities([item for item in items if isinstance(item, Quantity)], on, about)
            continue
        for item in items:
            match item:
                case RichContent():
                    on.paragraphs(on.rich(item))
                case Formula():
                    on.page.text(formula_line(item, on.labels))
                case ByteData():
                    on.page.text(file_line(item))
                case Xml():
                    on.page.text(foreign_line(item, on.labels))
                case QuantityList():
                    show_list(item, on, about)


def show_list(one: QuantityList, on: Layout, about: About) -> None:
    """A list of quantities as a table under its name; lists in it below each other or as rows."""
    name = on.line(one.name)
    if name:
        on.page.blank()
        on.page.text(name)
    with on.page.indented():
        on.paragraphs(on.rich(one.description))
        on.page.fact(on.labels.time, clean(one.date_time or ""))
        lists = [item for item in one.content if isinstance(item, QuantityList)]
        stacked = rows_of(lists) if lists and len(lists) == len(one.content) else None
        if stacked is not None:
            _show_table(stacked, (), on)
        else:
            times = one.date_time_xml_list.items if one.date_time_xml_list is not None else ()
            for kind, together in groupby(one.content, key=type):
                items = list(together)
                if kind is Quantity:
                    quantities = [item for item in items if isinstance(item, Quantity)]
                    show_quantities(quantities, on, about, times=times)
                else:
                    for inner in items:
                        if isinstance(inner, QuantityList):
                            show_list(inner, on, about)
        about(one, on)


def show_quantities(
    quantities: Sequence[Quantity | PrimitiveQuantity],
    on: Layout,
    about: About,
    *,
    times: tuple[str, ...] = (),
) -> None:
    """Quantities of one value as facts, those of several in a table; then what is said of them."""
    table = table_of(quantities)
    single = Table(columns=tuple(column for column in table.columns if len(column) == 1))
    several = Table(columns=tuple(column for column in table.columns if len(column) != 1))
    _show_facts(single, on)
    if several.columns:
        _show_table(several, times, on)
    else:
        on.page.fact(on.labels.time, [clean(time) for time in times])
    for quantity in quantities:
        if isinstance(quantity, Quantity):
            about(quantity, on)


def _show_facts(table: Table, on: Layout) -> None:
    for column in table.columns:
        lines = [
            *value_text(column, on.languages, on.labels),
            *region_lines(column, on.labels),
            *_about_one(column, on),
        ]
        if on.line(column.name) or len(table.columns) > 1:
            on.page.fact(column_name(column, on.languages), lines)
        else:
            on.paragraphs(lines)


def _about_one(column: Column, on: Layout) -> list[str]:
    """Relative uncertainty and verdicts of a single value."""
    return [
        f"{' '.join(field.header)}: {field.cells[0]}"
        for field in fields_about(column.quantity, range(1), on.labels)
    ]


def _show_table(table: Table, times: tuple[str, ...], on: Layout) -> None:
    count = len(table)
    rows = on.rows(count)
    numbers = tuple(ELIDED if row is None else str(row + 1) for row in rows)
    fields = [Field(header=(on.labels.row,), cells=numbers, align=Align.NUMBER)]
    if table.rows:
        names = tuple("" if row is None else on.line(table.rows[row]) for row in rows)
        fields.append(Field(header=("",), cells=names))
    if times:
        shown = tuple("" if row is None or row >= len(times) else clean(times[row]) for row in rows)
        fields.append(Field(header=(on.labels.time,), cells=shown))
    repeated = len(fields)
    for column in table.columns:
        fields += fields_of(column, rows, on.languages, on.labels)
    on.page.blank()
    on.page.table(fields, repeat=repeated)
    if None in rows:
        on.page.text(f"({on.labels.not_shown.format(count=count - len(rows) + 1)})")
    for column in table.columns:
        left = len(column.alternatives) - MOST_FORMS
        if left > 0:
            on.page.text(f"({on.labels.units_not_shown.format(count=left)})")
        for line in region_lines(column, on.labels):
            on.page.text(f"{column_name(column, on.languages)}: {line}", hanging=2)
    on.page.blank()
