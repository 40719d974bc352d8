"""Numbers of quantities as written, and how two of them compare, exactly, whatever their units."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from fractions import Fraction
from itertools import islice

from lxml import etree

from dcc.rules.facts import Facts, text_of
from dcc.si.conversion import as_fraction
from dcc.si.units import Unit, same_dimension, to_symbol
from dcc.xml.names import si

COMPARED = 100_000
"""How many values of a list are compared, from its beginning."""

_FORMS = 10
_VALUE, _UNIT = si("value"), si("unit")
_VALUES, _UNITS, _REAL = si("valueXMLList"), si("unitXMLList"), si("real")
_SINGLE = (_REAL, si("constant"))
_XML_LIST, _REAL_LIST, _HYBRID = si("realListXMLList"), si("realList"), si("hybrid")

Measure = tuple[str, str]
"""A number as written and its unit in the words of the D-SI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Numbers of one form of a quantity as written, in one unit or each in its own."""

    numbers: tuple[str, ...]
    units: tuple[str, ...]

    def row(self, index: int) -> Measure | None:
        """Number and unit; one number or unit holds for all rows."""
        number, unit = _spread(self.numbers, index), _spread(self.units, index)
        return None if number is None or unit is None else (number, unit)


def columns_of(quantity: etree._Element) -> tuple[Column, ...]:
    """The forms of a ``dcc:quantity``: one, or those of its hybrid; none where it has no real numbers."""
    for child in quantity:
        if child.tag == _HYBRID:
            forms = (_column(form) for form in islice(child, _FORMS))
            return tuple(form for form in forms if form is not None)
        column = _column(child)
        if column is not None:
            return (column,)
    return ()


def compared(one: Measure, two: Measure, *, difference: bool | None, facts: Facts) -> int | None:
    """1, 0 or -1 where the first is greater, equal or less; None where the two cannot be compared.

    ``difference`` tells how °C and K convert; where it is None and only that would decide, so is the answer.
    """
    first, second = _decimal(one[0]), _decimal(two[0])
    if first is None or second is None:
        return None
    if one[1] == two[1]:
        return (first > second) - (first < second)
    ways = (True, False) if difference is None else (difference,)
    answers = {_converted(first, one[1], second, two[1], way, facts) for way in ways}
    return answers.pop() if len(answers) == 1 else None


def _converted(
    one: Decimal, unit: str, two: Decimal, other: str, difference: bool, facts: Facts
) -> int | None:
    first, second = facts.unit(unit), facts.unit(other)
    if not isinstance(first, Unit) or not isinstance(second, Unit) or not same_dimension(first, second):
        return None
    if first.factor != second.factor and (first.logarithmic or not (first.exact and second.exact)):
        return None
    value, limit = as_fraction(one), as_fraction(two)
    if value is None or limit is None:
        return None
    zero = Fraction(0)
    value = (value + (zero if difference else first.offset)) * first.factor
    limit = (limit + (zero if difference else second.offset)) * second.factor
    return (value > limit) - (value < limit)


def shown(measure: Measure, facts: Facts) -> str:
    """A number with the symbol of its unit, for people."""
    unit = facts.unit(measure[1])
    symbol = to_symbol(unit) if isinstance(unit, Unit) else measure[1]
    return measure[0] if symbol in ("1", "") else f"{measure[0]} {symbol}"


@functools.lru_cache(maxsize=1024)
def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except DecimalException:
        return None
    return number if number.is_finite() else None


def _column(form: etree._Element) -> Column | None:
    if form.tag in _SINGLE:
        return Column(numbers=(_text(form, _VALUE),), units=(_text(form, _UNIT),))
    if form.tag == _XML_LIST:
        return Column(numbers=_items(form, _VALUES), units=_items(form, _UNITS))
    if form.tag == _REAL_LIST:
        shared = _text(form, si("listUnit"))
        reals = list(islice(form.iterchildren(_REAL), COMPARED))
        return Column(
            numbers=tuple(_text(real, _VALUE) for real in reals),
            units=tuple(_text(real, _UNIT) or shared for real in reals),
        )
    return None


def _items(parent: etree._Element, tag: str) -> tuple[str, ...]:
    return tuple(islice(_text(parent, tag).split(None, COMPARED), COMPARED))


def _text(parent: etree._Element, tag: str) -> str:
    return text_of(next(parent.iterchildren(tag), None))


def _spread(items: tuple[str, ...], row: int) -> str | None:
    if len(items) == 1:
        return items[0]
    return items[row] if row < len(items) else None
