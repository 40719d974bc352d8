"""Where a certificate states the limits of a quantity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from dcc.facts.quantities import LimitKind, LimitRole, Role, Scale, Side, limit_of, role_of, scale_of
from dcc.rules.columns import Column, Measure, columns_of, compared
from dcc.rules.facts import Facts
from dcc.xml.names import dcc

_QUANTITY, _LIST, _DATA = dcc("quantity"), dcc("list"), dcc("data")
_META_DATA = f"{dcc('measurementMetaData')}/{dcc('metaData')}"
_VERDICTS = tuple(f"{_META_DATA}/{dcc(name)}" for name in ("conformity", "conformityXMLList"))
_ERRORS = (Role.ERROR, Role.DEVIATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit with each of its forms: one number for all rows of what it limits, or one for each."""

    kind: LimitKind
    side: Side
    columns: tuple[Column, ...]

    def paired(self, columns: tuple[Column, ...]) -> tuple[Column, Column]:
        """The form of the value and that of the limit to compare: two in the same unit, where there are."""
        for column in columns:
            for own in self.columns:
                if column.units[:1] == own.units[:1]:
                    return column, own
        return columns[0], self.columns[0]

    def excludes(
        self, value: Measure, bound: Measure, *, difference: bool | None, facts: Facts
    ) -> bool | None:
        """Whether ``value`` lies beyond ``bound``, a number of this limit; None where nobody can tell."""
        order = compared(value, bound, difference=difference, facts=facts)
        return None if order is None else order == (1 if self.side is Side.UPPER else -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedTable:
    """A table of quantities side by side: the limits that are columns of it, and the column they limit,
    which is that of the measurement errors, or else the only one; None where it may be any."""

    limits: tuple[Limit, ...]
    errors: int
    subject: etree._Element | None


def is_limit(quantity: etree._Element) -> bool:
    """Whether a quantity is a limit of another one, by its refType."""
    return limit_of(quantity.get("refType", "")) is not None


def limits_of(quantity: etree._Element, statement: etree._Element, facts: Facts) -> tuple[Limit, ...]:
    """The limits in the data of the statement, else in the quantity's own statements, else beside it."""
    if statement not in facts.limits:
        facts.limits[statement] = _limits_among(_data(statement))
    if facts.limits[statement]:
        return facts.limits[statement]
    if quantity not in facts.limits:
        own = (each for place in quantity.iterfind(_META_DATA) for each in _data(place))
        facts.limits[quantity] = _limits_among(own) or _limits_beside(quantity, facts)
    return facts.limits[quantity]


def table_of(table: etree._Element, facts: Facts) -> LimitedTable:
    """What a ``dcc:list`` has of limits; looked through once."""
    if table not in facts.limited:
        columns = list(table.iterchildren(_QUANTITY))
        others = [column for column in columns if not is_limit(column)]
        errors = [column for column in others if _is_error(column)]
        roles = {column.get("refType", "") for column in others if _has_verdict(column)}
        candidates = errors or others
        facts.limited[table] = LimitedTable(
            limits=_limits_among(columns) if len(roles) <= 1 else (),
            errors=len(errors),
            subject=candidates[0] if len(candidates) == 1 else None,
        )
    return facts.limited[table]


def is_difference(quantity: etree._Element) -> bool | None:
    """Whether the quantity is a difference, which converts between °C and K without the offset; None where
    its refType does not tell."""
    scale = scale_of(quantity.get("refType", ""))
    return None if scale is None else scale is Scale.DIFFERENCE


def _is_error(quantity: etree._Element) -> bool:
    return role_of(quantity.get("refType", "")) in _ERRORS


def _limits_beside(quantity: etree._Element, facts: Facts) -> tuple[Limit, ...]:
    """Columns of the same table that are limits; none where they may be those of another column."""
    table = quantity.getparent()
    if table is None or table.tag != _LIST:
        return ()
    found = table_of(table, facts)
    return found.limits if _is_error(quantity) or not found.errors else ()


def _has_verdict(quantity: etree._Element) -> bool:
    return any(quantity.find(path) is not None for path in _VERDICTS)


def _data(statement: etree._Element) -> Iterator[etree._Element]:
    """The quantities in the data of a statement, single or as columns of a table."""
    for data in statement.iterchildren(_DATA):
        yield from data.iterchildren(_QUANTITY)
        yield from data.iterfind(f"{_LIST}/{_QUANTITY}")


def _limits_among(quantities: Iterable[etree._Element]) -> tuple[Limit, ...]:
    """The limits that these quantities are by their refType; none where two are the same limit."""
    found: dict[LimitRole, Limit] = {}
    for quantity in quantities:
        role = limit_of(quantity.get("refType", ""))
        columns = columns_of(quantity) if role else ()
        if role and columns:
            if role in found:
                return ()
            found[role] = Limit(kind=role.kind, side=role.side, columns=columns)
    return tuple(found.values())
