"""Lists of quantities as tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from dcc.model import PrimitiveQuantity, Quantity, QuantityList, Text
from dcc.tabular.columns import Column, columns_of
from dcc.tabular.series import Series
from dcc.tabular.uncertainty import Uncertainty
from dcc.tabular.words import Words, word_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns of equal meaning per row. ``rows`` are the names of the rows, if they have any."""

    columns: tuple[Column, ...]
    rows: tuple[Text | None, ...] = ()

    def __len__(self) -> int:
        return max((len(column) for column in self.columns), default=0)


def table_of(quantities: Sequence[Quantity | PrimitiveQuantity]) -> Table:
    """The columns of several quantities side by side."""
    return Table(columns=tuple(column for quantity in quantities for column in columns_of(quantity)))


def rows_of(lists: Sequence[QuantityList]) -> Table | None:
    """Lists that state the same quantities, one value each, as the rows of one table; ``None`` where they
    are something else."""
    tables = []
    for inner in lists:
        quantities = [item for item in inner.content if isinstance(item, Quantity)]
        if len(quantities) != len(inner.content) or _says_more(inner, quantities):
            return None
        tables.append(table_of(quantities))
    if len(tables) < 2 or any(len(table) != 1 or _shape(table) != _shape(tables[0]) for table in tables):
        return None
    columns = zip(*(table.columns for table in tables), strict=True)
    names = tuple(inner.name for inner in lists)
    return Table(columns=tuple(map(_stacked, columns)), rows=names if any(names) else ())


_SAID = (
    "description",
    "used_methods",
    "used_software",
    "measuring_equipments",
    "influence_conditions",
    "measurement_meta_data",
)


def _says_more(inner: QuantityList, quantities: Sequence[Quantity]) -> bool:
    """Whether something is said of the list or its quantities that has no place in a row."""
    return (
        inner.date_time is not None
        or any(getattr(node, field) is not None for node in (inner, *quantities) for field in _SAID)
        or any(quantity.no_quantity or quantity.relative_uncertainty for quantity in quantities)
    )


def _shape(table: Table) -> tuple[object, ...]:
    """What must be alike so that tables of one row can stand under each other."""
    return tuple(
        (
            column.name,
            column.ref_type,
            bool(column.words),
            tuple((series.component, series.units, series.regions) for series in column.alternatives),
        )
        for column in table.columns
    )


def _stacked(columns: Sequence[Column]) -> Column:
    """Columns of one value each as one column."""
    first = columns[0]
    return Column(
        quantity=first.quantity,
        words=tuple(word for column in columns for word in column.words),
        alternatives=tuple(
            _series([column.alternatives[place] for column in columns])
            for place in range(len(first.alternatives))
        ),
    )


def _series(parts: Sequence[Series]) -> Series:
    return dataclasses.replace(
        parts[0],
        values=tuple(part.values[0] for part in parts),
        labels=_words([part.labels for part in parts]),
        times=_words([part.times for part in parts]),
        uncertainty=Uncertainty(
            **{
                field.name: _words([getattr(part.uncertainty, field.name) for part in parts])
                for field in dataclasses.fields(Uncertainty)
            }
        ),
    )


def _words(words: Sequence[Words]) -> Words:
    return tuple(word_at(one, 0) for one in words) if any(words) else ()
