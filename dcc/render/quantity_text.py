"""Values with units and measurement uncertainties in words and as columns of a text table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dcc.model import PrimitiveQuantity, Quantity
from dcc.render.characters import clean
from dcc.render.labels import Labels
from dcc.render.languages import Languages
from dcc.render.rich_text import rich_lines
from dcc.render.text_table import Align, Field
from dcc.render.units import unit_symbol
from dcc.render.value_text import component_word, conditions_of, in_words
from dcc.tabular import Column, Region, Series, Uncertainty, Words, series_of, word_at

ELIDED = "..."
"""Stands in every column where rows are left out."""

Rows = Sequence[int | None]
"""Places of the values to show; ``None`` where some are left out."""


def column_name(column: Column, languages: Languages) -> str:
    """The name of a column; without one, the last word of its ``refType``."""
    name = languages.line(column.name)
    return name or (clean(column.ref_type[-1]) if column.ref_type else "")


def value_text(column: Column, languages: Languages, labels: Labels) -> list[str]:
    """The one value of a column in words: a line for each unit it is stated in, or its prose."""
    if column.words:
        return [" ".join(map(clean, column.words))]
    if not column.alternatives:
        return rich_lines(column.quantity.no_quantity, languages, labels)
    return [in_words(series, labels) for series in column.alternatives]


def region_lines(column: Column, labels: Labels) -> list[str]:
    """The coverage regions of a column, with every covariance."""
    return [_region(region, labels) for series in column.alternatives for region in series.regions]


def _region(region: Region, labels: Labels) -> str:
    kind = labels.rectangular if region.rectangular else labels.ellipsoidal
    conditions = conditions_of(
        Uncertainty(factor=region.factor, probability=region.probability, distribution=region.distribution)
    )
    columns = "; ".join(", ".join(_covariance(*element) for element in column) for column in region.matrix)
    return f"{kind} ({', '.join(conditions)}), {labels.covariance}: {columns}"


def _covariance(values: Words, units: Words) -> str:
    return " ".join([*map(clean, values), *filter(None, map(unit_symbol, dict.fromkeys(units)))])


MOST_FORMS = 100
"""So many units of one quantity are columns of a table: there are not as many for anything."""


def fields_of(column: Column, rows: Rows, languages: Languages, labels: Labels) -> Iterator[Field]:
    """``column`` as fields of a text table: each unit's values, each followed by their uncertainties."""
    name = column_name(column, languages)
    if not column.alternatives:
        words = column.words or (" ".join(value_text(column, languages, labels)),)
        yield _field((name,), words, rows, align=Align.TEXT)
    for place, series in enumerate(column.alternatives[:MOST_FORMS]):
        yield from _fields_of_series(series, name, rows, labels, joined=place > 0)
    yield from fields_about(column.quantity, rows, labels)


def _fields_of_series(
    series: Series, name: str, rows: Rows, labels: Labels, *, joined: bool
) -> Iterator[Field]:
    symbols = tuple(unit_symbol(unit) for unit in series.units)
    same = len(set(symbols)) == 1
    title = " ".join(filter(None, (name, clean(series.name or ""), component_word(series.component, labels))))
    unit = f"[{symbols[0]}]" if same and symbols[0] else ""
    header = tuple(filter(None, ("" if joined and unit else title, unit))) or ("",)
    yield _field(header, series.values, rows, joined=joined)
    if len(set(symbols)) > 1:
        yield _field((labels.unit,), symbols, rows, joined=True, align=Align.TEXT)
    yield from _fields_of_uncertainty(series.uncertainty, rows, labels)
    for title, words in ((labels.label, series.labels), (labels.time, series.times)):
        if any(words):
            yield _field((title,), words, rows, joined=True, align=Align.TEXT)


def _fields_of_uncertainty(stated: Uncertainty, rows: Rows, labels: Labels) -> Iterator[Field]:
    conditions = tuple(conditions_of(stated))
    if any(stated.expanded):
        yield _field((labels.expanded, *conditions), stated.expanded, rows, joined=True)
    elif any(stated.standard):
        yield _field((labels.standard,), stated.standard, rows, joined=True)
    if any(stated.lower):
        for limit in (stated.lower, stated.upper):
            yield _field((labels.interval, *conditions), limit, rows, joined=True)
    stands = any(stated.expanded) or any(stated.lower)
    for title, words in (("k", stated.factor), ("p", stated.probability)):
        if len(set(words)) > 1 or (words and not stands):
            yield _field((title,), words, rows, joined=True)


def fields_about(quantity: Quantity | PrimitiveQuantity, rows: Rows, labels: Labels) -> Iterator[Field]:
    """Relative uncertainties and verdicts of a quantity, value by value."""
    if not isinstance(quantity, Quantity):
        return
    relative = quantity.relative_uncertainty
    if relative is not None:
        stated = relative.relative_uncertainty_xml_list or relative.relative_uncertainty_single
        for series in series_of(stated):
            unit = unit_symbol(word_at(series.units, 0))
            header = (labels.relative, f"[{unit}]") if unit else (labels.relative,)
            yield _field(header, series.values, rows, joined=True)
    for metadata in quantity.measurement_meta_data.meta_data if quantity.measurement_meta_data else ():
        if metadata.conformity_xml_list is not None:
            verdicts = tuple(labels.conform.get(word, word) for word in metadata.conformity_xml_list.items)
            yield _field((labels.conformity,), verdicts, rows, joined=True, align=Align.TEXT)
        if metadata.valid_xml_list is not None:
            words = tuple(
                labels.valid if word in ("true", "1") else labels.not_valid
                for word in metadata.valid_xml_list.items
            )
            yield _field((labels.valid,), words, rows, joined=True, align=Align.TEXT)


def _field(
    header: tuple[str, ...], words: Words, rows: Rows, *, joined: bool = False, align: Align = Align.NUMBER
) -> Field:
    cells = tuple(ELIDED if row is None else clean(word_at(words, row)) for row in rows)
    return Field(header=header, cells=cells, joined=joined, align=align)
