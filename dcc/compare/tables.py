"""Tables of two certificates: which columns and rows correspond, and how each value changed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dcc.compare.naming import Naming
from dcc.compare.pairing import Pair, nearest, paired
from dcc.compare.values import Change, Stated, agree, change_of, in_si, scale_between
from dcc.facts.quantities import Role, Scale
from dcc.model import Quantity
from dcc.render.rich_text import plain_text
from dcc.render.units import unit_symbol
from dcc.tabular import Column, Series, Table, series_of, word_at

Row = tuple[int | None, int | None]

_REPEATED = Fraction("0.01")
"""Reference values that differ by less, relative to the largest, are taken for one point measured again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnComparison:
    """How the values of one column changed; ``same`` counts those that did not."""

    name: str
    changes: tuple[Change, ...]
    same: int

    def as_json(self) -> dict[str, object]:
        changes = [change.as_json() for change in self.changes]
        return {"name": self.name, "same": self.same, "changes": changes}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableComparison:
    """Columns that correspond. ``where``: the names of measurement result, result and lists it stands in."""

    where: tuple[str, ...]
    columns: tuple[ColumnComparison, ...]

    def as_json(self) -> dict[str, object]:
        return {"where": list(self.where), "columns": [column.as_json() for column in self.columns]}


def paired_columns(old: Table, new: Table, naming: Naming) -> list[Pair[Column]]:
    """The columns of two tables as they correspond: by vocabulary and name, else by what they measure."""
    keys: list[Callable[[Column], Hashable]] = [_of_component(key) for key in naming.ways()]
    return paired(old.columns, new.columns, [*keys, _measured])


def compare_tables(
    old: Table, new: Table, columns: Sequence[Pair[Column]], *, where: tuple[str, ...], naming: Naming
) -> TableComparison:
    """How the values of the columns that correspond changed, row by row."""
    both = [(before, after) for before, after in columns if before is not None and after is not None]
    rows = _paired_rows(old, new, both)
    labels = [_label(old, new, row, both, naming) for row in rows]
    compared = (_compare_columns(before, after, rows, labels, naming) for before, after in both)
    return TableComparison(where=where, columns=tuple(compared))


def _of_component(key: Callable[[Any], Hashable]) -> Callable[[Column], Hashable]:
    """The real parts of a complex quantity correspond to real parts, one list in it to a list of its name."""

    def with_component(column: Column) -> Hashable:
        found = key(column)
        if not found or not column.alternatives:
            return found
        return found, column.alternatives[0].component, column.alternatives[0].name

    return with_component


def _measured(column: Column) -> Hashable:
    """The dimension of the values of a column, or that it holds words."""
    if not column.alternatives:
        return "words" if column.words else "prose"
    series = column.alternatives[0]
    return series.component, in_si("1", word_at(series.units, 0))[1]


# --- rows -------------------------------------------------------------------------------------------------


def _paired_rows(old: Table, new: Table, columns: Sequence[tuple[Column, Column]]) -> list[Row]:
    """Rows with the same words and nominal values; among those with the same, by their reference values;
    where there are none, in order."""
    naming = [pair for pair in columns if _names_rows(*pair)]
    before = _grouped(len(old), [pair[0] for pair in naming])
    after = _grouped(len(new), [pair[1] for pair in naming])
    reference = next(
        (pair for pair in columns if all(Role.REFERENCE_VALUE in column.roles for column in pair)), None
    )
    rows: list[Row] = []
    for key, places in after.items():
        rows += _paired_alike(before.pop(key, []), places, reference)
    rows += [(place, None) for places in before.values() for place in places]
    return sorted(rows, key=lambda row: (row[1] is None, row[1] or 0, row[0] or 0))


def _names_rows(old: Column, new: Column) -> bool:
    """Whether two columns tell rows apart: by words, or by nominal values."""
    return all(column.words or Role.NOMINAL_VALUE in column.roles for column in (old, new))


def _grouped(count: int, columns: Sequence[Column]) -> dict[Hashable, list[int]]:
    """Places of rows by their words and nominal values."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place in range(count):
        groups[tuple(_identity(column, place) for column in columns)].append(place)
    return groups


def _identity(column: Column, place: int) -> Hashable:
    if not column.alternatives:
        return word_at(column.words, place).casefold()
    series = column.alternatives[0]
    return in_si(word_at(series.values, place), word_at(series.units, place), scale=column.scale)


def _paired_alike(olds: list[int], news: list[int], reference: tuple[Column, Column] | None) -> Iterator[Row]:
    """Rows that nothing but their reference values tells apart."""
    values = _references(reference, olds, news) if reference and (len(olds), len(news)) != (1, 1) else None
    in_order = list(zip(range(len(olds)), range(len(news)), strict=False))
    pairs = _by_reference(*values) if values else in_order
    used_before, used_after = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    yield from ((olds[before], news[after]) for before, after in pairs)
    yield from ((place, None) for at, place in enumerate(olds) if at not in used_before)
    yield from ((None, place) for at, place in enumerate(news) if at not in used_after)


def _by_reference(olds: list[Fraction], news: list[Fraction]) -> list[tuple[int, int]]:
    """Places with the nearest reference values; repeated measurements at one point in order."""
    pairs = nearest(olds, news)
    if len(pairs) < len(olds) == len(news) and _one_point((*olds, *news)):
        return list(zip(range(len(olds)), range(len(news)), strict=True))
    return pairs


def _one_point(values: Sequence[Fraction]) -> bool:
    """Whether values lie as close together as those of repeated measurements do."""
    return max(values) - min(values) <= abs(max(values, key=abs)) * _REPEATED


def _references(
    reference: tuple[Column, Column], olds: list[int], news: list[int]
) -> tuple[list[Fraction], list[Fraction]] | None:
    """The reference values of rows in one unit, where all of them are numbers in units that allow it."""
    before = [_in_si(reference[0], place) for place in olds]
    after = [_in_si(reference[1], place) for place in news]
    if len({dimension for _, dimension in (*before, *after)}) != 1:
        return None
    old = [value for value, _ in before if isinstance(value, Fraction)]
    new = [value for value, _ in after if isinstance(value, Fraction)]
    return (old, new) if len(old) == len(olds) and len(new) == len(news) else None


def _in_si(column: Column, place: int) -> tuple[Fraction | str, Hashable]:
    if not column.alternatives:
        return "", None
    series = column.alternatives[0]
    return in_si(word_at(series.values, place), word_at(series.units, place), scale=column.scale)


def _label(old: Table, new: Table, row: Row, columns: Sequence[tuple[Column, Column]], naming: Naming) -> str:
    """What tells a row from the others: its name, its words, its nominal or reference value, its number."""
    before, after = row
    table, side, place = (new, 1, after) if after is not None else (old, 0, before or 0)
    name = table.rows[place] if place is not None and place < len(table.rows) else None
    words = [naming.languages.line(name)]
    chosen = [pair[side] for pair in columns]
    words += [word_at(column.words, place or 0) for column in chosen if column.words]
    for role in (Role.NOMINAL_VALUE, Role.REFERENCE_VALUE):
        values = [column.alternatives[0] for column in chosen if column.alternatives and role in column.roles]
        if values:
            words.append(_with_unit(values[0], place or 0))
            break
    found = " ".join(filter(None, words))
    return found or (str((place or 0) + 1) if len(table) > 1 else "")


def _with_unit(series: Series, place: int) -> str:
    return f"{word_at(series.values, place)} {unit_symbol(word_at(series.units, place))}".strip()


# --- values -----------------------------------------------------------------------------------------------


def _compare_columns(
    old: Column, new: Column, rows: Sequence[Row], labels: Sequence[str], naming: Naming
) -> ColumnComparison:
    same = 0
    changes = []
    names_rows = _names_rows(old, new)
    for (before, after), at in zip(rows, labels, strict=True):
        if names_rows and (before is None or after is None):
            continue
        olds = _stated(old, before, naming) if before is not None else ()
        news = _stated(new, after, naming) if after is not None else ()
        change = _change(olds, news, at=at, roles=old.roles | new.roles, scale=_scale(old, new))
        if change is None:
            same += bool(olds or news)
        else:
            changes.append(change)
    return ColumnComparison(name=naming.shown(new), changes=tuple(changes), same=same)


def _change(
    olds: Sequence[Stated], news: Sequence[Stated], *, at: str, roles: frozenset[Role], scale: Scale | None
) -> Change | None:
    """How one value changed, said in the first unit that both certificates state it in and in which it did;
    ``None`` where it did not. Where a certificate contradicts itself no number can be told."""
    if not olds or not news:
        if not olds and not news:
            return None
        return Change(at=at, old=olds[0] if olds else None, new=news[0] if news else None)
    by_unit = paired(olds, news, [lambda stated: (stated.unit,)])
    shared = [(old, new) for old, new in by_unit if old is not None and new is not None]
    different = [(old, new) for old, new in shared if old != new]
    if shared and not different:
        return None
    old, new = different[0] if different else (olds[0], news[0])
    certain = agree(olds, scale=scale) and agree(news, scale=scale)
    way = scale_between(old.unit, new.unit, scale=scale) if certain else None
    change = change_of(old, new, at=at, scale=way)
    # two set points are chosen, not measured: that they differ needs no explaining
    given = roles & {Role.NOMINAL_VALUE, Role.REFERENCE_VALUE}
    return dataclasses.replace(change, en=None) if given else change


def _scale(old: Column, new: Column) -> Scale | None:
    """What the values of two columns are: by one refType or both, which must not contradict each other."""
    scales = {scale for scale in (old.scale, new.scale) if scale is not None}
    return scales.pop() if len(scales) == 1 else None


def _stated(column: Column, place: int, naming: Naming) -> tuple[Stated, ...]:
    """What a column states in a row, in each of its units."""
    verdict = _verdict(column, place)
    if not column.alternatives:
        prose = plain_text(column.quantity.no_quantity, naming.languages)
        text = word_at(column.words, place) if column.words else prose
        return (Stated(value=text, verdict=verdict),) if place < len(column) else ()
    return tuple(
        _stated_in(series, place, verdict, _relative(column, place))
        for series in column.alternatives
        if place < len(series.values)
    )


def _stated_in(series: Series, place: int, verdict: str, relative: str) -> Stated:
    stated = series.uncertainty
    return Stated(
        value=series.values[place],
        unit=word_at(series.units, place),
        expanded=word_at(stated.expanded, place),
        standard=word_at(stated.standard, place),
        lower=word_at(stated.lower, place),
        upper=word_at(stated.upper, place),
        factor=word_at(stated.factor, place),
        probability=word_at(stated.probability, place),
        distribution=word_at(stated.distribution, place),
        label=word_at(series.labels, place),
        verdict=verdict,
        relative=relative,
    )


def _verdict(column: Column, place: int) -> str:
    """The statement of conformity of the value at ``place``."""
    quantity = column.quantity
    metadata = quantity.measurement_meta_data if isinstance(quantity, Quantity) else None
    for one in metadata.meta_data if metadata else ():
        if one.conformity_xml_list is not None:
            return word_at(one.conformity_xml_list.items, place)
        if one.conformity is not None:
            return one.conformity
    return ""


def _relative(column: Column, place: int) -> str:
    """The relative uncertainty of the value at ``place``."""
    relative = column.quantity.relative_uncertainty if isinstance(column.quantity, Quantity) else None
    if relative is None:
        return ""
    stated = relative.relative_uncertainty_xml_list or relative.relative_uncertainty_single
    return _with_unit(series_of(stated)[0], place)
