"""Rules on hybrid quantities: one quantity in several units says the same in each of them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from lxml import etree

from dcc import codes
from dcc.rules.facts import Facts, text_of
from dcc.rules.lists import length_of
from dcc.rules.rule import Remark, Rule
from dcc.si.conversion import as_fraction, in_coherent
from dcc.si.units import Unit, parse_unit, same_dimension, to_symbol
from dcc.xml.names import si

_COMPARED = 10_000
"""How many values of a long list are converted and compared, from its beginning."""

_FEW_DIGITS = 13
"""Numbers of up to so many characters have steps that a float still tells apart."""

_SMALLEST = 1e-290
"""Below it floats lose digits, and then become nothing."""

_SIXTY_DIGITS = Context(prec=60, traps=[])
"""Of a longer number so many count; what is no number becomes NaN."""

_REAL, _CONSTANT, _REAL_LIST, _XML_LIST = (
    si(name) for name in ("real", "constant", "realList", "realListXMLList")
)
_SINGLE = (_REAL, _CONSTANT)
_VALUE, _UNIT = si("value"), si("unit")
_VALUES, _UNITS = si("valueXMLList"), si("unitXMLList")


class _Form(NamedTuple):
    """One form of the quantity: its values as written, all in one unit of the SI language."""

    element: etree._Element
    values: list[str]
    unit: str


def check_hybrid(hybrid: etree._Element, facts: Facts) -> Iterable[Remark]:
    """All forms have as many values, units of one dimension, and values that convert into each other."""
    return () if _is_plain_pair(hybrid) else _judge(hybrid, facts)


def _is_plain_pair(hybrid: etree._Element) -> bool:
    """The quick answer for the usual hybrid: two single values that convert into each other exactly."""
    if len(hybrid) != 2:
        return False
    one, unit = _two_texts(hybrid[0], _VALUE, _UNIT)
    two, other_unit = _two_texts(hybrid[1], _VALUE, _UNIT)
    conversions = _conversions(unit, other_unit) or ()
    return any(_equal(one, two, conversion.factor, conversion.term) for conversion in conversions)


def _judge(hybrid: etree._Element, facts: Facts) -> Iterator[Remark]:
    forms = [form for element in hybrid if (form := _read(element, facts)) is not None]
    if len(hybrid) and hybrid[0].tag not in _SINGLE:
        yield from _check_lengths(hybrid, facts)
    for form in forms[1:]:
        conversions = _conversions(forms[0].unit, form.unit)
        if conversions is None:
            yield _not_the_same(forms[0], form)
        elif len(form.values) == len(forms[0].values):
            yield from _compare(forms[0], form, conversions)


def _not_the_same(first: _Form, form: _Form) -> Remark:
    return Remark(
        code=codes.HYBRID_DIMENSION,
        element=form.element,
        message=f"{_shown(form.unit)} does not measure what {_shown(first.unit)} measures",
    )


@functools.lru_cache(maxsize=1024)
def _shown(unit: str) -> str:
    read = parse_unit(unit)
    return to_symbol(read) if isinstance(read, Unit) else unit


def _check_lengths(hybrid: etree._Element, facts: Facts) -> Iterator[Remark]:
    lengths = [(element, length) for element in hybrid if (length := length_of(element, facts)) is not None]
    for element, length in lengths[1:]:
        if length != lengths[0][1]:
            yield Remark(
                code=codes.HYBRID_LENGTH,
                element=element,
                message=f"this form has {length} values, the first one {lengths[0][1]}",
            )


def _read(element: etree._Element, facts: Facts) -> _Form | None:
    """A form whose values and single unit can be read; ``None`` for others, which are not compared."""
    tag = element.tag
    if tag in _SINGLE:
        value, unit = _two_texts(element, _VALUE, _UNIT)
        found = [value]
    elif tag == _XML_LIST:
        values, unit = _two_texts(element, _VALUES, _UNITS)
        found = values.split(None, _COMPARED)[:_COMPARED]
    elif tag == _REAL_LIST:
        reals = element.findall(_REAL)
        if any(real.find(_UNIT) is not None for real in reals):
            return None
        unit = text_of(element.find(si("listUnit")))
        found = [text_of(real.find(_VALUE)) for real in islice(reals, _COMPARED)]
    else:
        return None
    read = facts.unit(unit)
    return _Form(element, found, read.text) if isinstance(read, Unit) and read.non_si is None else None


def _two_texts(parent: etree._Element, one: str, other: str) -> tuple[str, str]:
    first = second = ""
    for child in parent:
        if child.tag == one:
            first = child.text or ""
        elif child.tag == other:
            second = child.text or ""
            break
    return first, second


class _Conversion(NamedTuple):
    """From one unit to the other; ``value * factor + term`` is about the same value there."""

    units: tuple[Unit, Unit]
    factor: float
    term: float


def _compare(first: _Form, other: _Form, conversions: tuple[_Conversion, ...]) -> Iterator[Remark]:
    """The first value that fits neither as a value nor, where zero points differ, as a difference."""
    fewest: list[int] | None = None
    for conversion in conversions:
        conflicts = _conflicts(first.values, other.values, conversion)
        if not conflicts:
            return
        if fewest is None or len(conflicts) < len(fewest):
            fewest = conflicts
    if fewest:
        one, two = (f"{form.values[fewest[0]]} {_shown(form.unit)}" for form in (first, other))
        more = f", and {len(fewest) - 1} more" if len(fewest) > 1 else ""
        yield Remark(code=codes.HYBRID_VALUES, element=other.element, message=f"{two} is not {one}{more}")


@functools.lru_cache(maxsize=1024)
def _conversions(first: str, other: str) -> tuple[_Conversion, ...] | None:
    """How values convert and, where the zero points differ, how differences do; ``None`` when the units
    measure different things. Levels in decibel or neper are left alone."""
    one, two = parse_unit(first), parse_unit(other)
    if not isinstance(one, Unit) or not isinstance(two, Unit) or not same_dimension(one, two):
        return None
    if one.logarithmic:
        return ()
    if not one.offset and not two.offset:
        return (_conversion(one, two),)
    without = (replace(unit, offset=Fraction(0)) for unit in (one, two))
    return _conversion(one, two), _conversion(*without)


def _conversion(one: Unit, two: Unit) -> _Conversion:
    ratio = one.factor / two.factor
    return _Conversion((one, two), _as_float(ratio), _as_float(one.offset * ratio - two.offset))


def _conflicts(first: list[str], other: list[str], conversion: _Conversion) -> list[int]:
    """Where the two differ by more than a step of the last digit of each."""
    doubtful = [
        i
        for i, (one, two) in enumerate(zip(first, other, strict=True))
        if not _equal(one, two, conversion.factor, conversion.term)
    ]
    if not doubtful:
        return []
    one, two = conversion.units
    tolerance = _step(first) * one.factor + _step(other) * two.factor
    nearly = _as_float(tolerance / two.factor)
    found = []
    for i in doubtful:
        apart = _is_beyond(first[i], other[i], conversion, nearly)
        if apart is None:
            value, same = _exact(first[i]), _exact(other[i])
            if value is not None and same is not None:
                apart = abs(in_coherent(value, one) - in_coherent(same, two)) > tolerance
        if apart:
            found.append(i)
    return found


def _equal(one: str, two: str, factor: float, term: float) -> bool:
    """Whether two short numbers convert into each other exactly, as far as a float tells."""
    if len(one) > _FEW_DIGITS or len(two) > _FEW_DIGITS:
        return False
    try:
        converted = float(one) * factor
        return abs(converted + term - float(two)) <= 1e-14 * (abs(converted) + abs(term)) < math.inf
    except ValueError:
        return False


def _is_beyond(one: str, two: str, conversion: _Conversion, tolerance: float) -> bool | None:
    """Whether two short numbers are further apart than ``tolerance``, which is in the unit of the second;
    ``None`` where a float cannot tell, so that exact numbers must, at ten times the cost."""
    if len(one) > _FEW_DIGITS or len(two) > _FEW_DIGITS:
        return None
    try:
        converted, same = float(one) * conversion.factor, float(two)
    except ValueError:
        return None
    distance = abs(converted + conversion.term - same)
    doubt = 1e-14 * (abs(converted) + abs(conversion.term) + abs(same) + tolerance)
    if _SMALLEST < doubt < math.inf and abs(distance - tolerance) > doubt:
        return distance > tolerance
    return None


def _as_float(number: Fraction) -> float:
    """About ``number``; infinity, with which no float can tell anything, for high powers of prefixes."""
    try:
        return float(number) if not number or abs(number) > _SMALLEST else math.inf
    except OverflowError:
        return math.inf


def _exact(text: str) -> Fraction | None:
    """The number that ``text`` writes; ``None`` for NaN and for a size beyond all reason."""
    value = _SIXTY_DIGITS.create_decimal(text)
    return as_fraction(value) if value.is_finite() else None


def _step(values: list[str]) -> Fraction:
    """A step of the last digit that any value shows; zeros that end a whole number are not counted."""
    exponents = [
        _last_place(_SIXTY_DIGITS.create_decimal(text)) for text in values if _exact(text) is not None
    ]
    return Fraction(10) ** min(exponents, default=0)


def _last_place(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if exponent == 0 and value:
        exponent = value.normalize(_SIXTY_DIGITS).as_tuple().exponent
    return int(exponent)


RULES = (
    Rule(
        check=check_hybrid,
        tags=(si("hybrid"),),
        codes=(codes.HYBRID_LENGTH, codes.HYBRID_DIMENSION, codes.HYBRID_VALUES),
    ),
)
