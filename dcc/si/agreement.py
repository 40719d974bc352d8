"""Whether numbers in one unit and numbers in another say the same, up to a step of their last digits."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from dcc.facts.quantities import Scale
from dcc.si.conversion import as_fraction, in_coherent
from dcc.si.units import Unit, parse_unit, same_dimension

_FEW_DIGITS = 13
"""Numbers of up to so many characters have steps that a float still tells apart."""

_SMALLEST = 1e-290
"""Below it floats lose digits, and then become nothing."""

_SIXTY_DIGITS = Context(prec=60, traps=[])
"""Of a longer number so many count; what is no number becomes NaN."""


class Way(NamedTuple):
    """From one unit to the other; ``value * factor + term`` is about the same value there."""

    units: tuple[Unit, Unit]
    factor: float
    term: float


@functools.lru_cache(maxsize=1024)
def ways_between(first: str, other: str) -> tuple[Way, ...] | None:
    """How values convert and, where the zero points differ, how differences do; ``None`` when the units
    measure different things. Levels in decibel or neper are left alone."""
    one, two = parse_unit(first), parse_unit(other)
    if not isinstance(one, Unit) or not isinstance(two, Unit) or not same_dimension(one, two):
        return None
    if one.logarithmic:
        return ()
    if not one.offset and not two.offset:
        return (_way(one, two),)
    without = (replace(unit, offset=Fraction(0)) for unit in (one, two))
    return _way(one, two), _way(*without)


def fitting(ways: tuple[Way, ...], scale: Scale | None) -> tuple[Way, ...]:
    """Of the ways of values and of differences the one for what the numbers are; both where nobody knows."""
    if scale is None or len(ways) < 2:
        return ways
    return ways[1:] if scale is Scale.DIFFERENCE else ways[:1]


def _way(one: Unit, two: Unit) -> Way:
    ratio = one.factor / two.factor
    return Way((one, two), _as_float(ratio), _as_float(one.offset * ratio - two.offset))


def conflicts(first: list[str], other: list[str], way: Way) -> list[int]:
    """Where the two differ by more than a step of the last digit of each."""
    doubtful = [
        i
        for i, (one, two) in enumerate(zip(first, other, strict=True))
        if not agree_exactly(one, two, way.factor, way.term)
    ]
    if not doubtful:
        return []
    one, two = way.units
    tolerance = _step(first) * one.factor + _step(other) * two.factor
    nearly = _as_float(tolerance / two.factor)
    found = []
    for i in doubtful:
        apart = _is_beyond(first[i], other[i], way, nearly)
        if apart is None:
            value, same = _exact(first[i]), _exact(other[i])
            if value is not None and same is not None:
                apart = abs(in_coherent(value, one) - in_coherent(same, two)) > tolerance
        if apart:
            found.append(i)
    return found


def agree_exactly(one: str, two: str, factor: float, term: float) -> bool:
    """Whether two short numbers convert into each other exactly, as far as a float tells."""
    if len(one) > _FEW_DIGITS or len(two) > _FEW_DIGITS:
        return False
    try:
        converted = float(one) * factor
        return abs(converted + term - float(two)) <= 1e-14 * (abs(converted) + abs(term)) < math.inf
    except ValueError:
        return False


def _is_beyond(one: str, two: str, way: Way, tolerance: float) -> bool | None:
    """Whether two short numbers are further apart than ``tolerance``, which is in the unit of the second;
    ``None`` where a float cannot tell, so that exact numbers must, at ten times the cost."""
    if len(one) > _FEW_DIGITS or len(two) > _FEW_DIGITS:
        return None
    try:
        converted, same = float(one) * way.factor, float(two)
    except ValueError:
        return None
    distance = abs(converted + way.term - same)
    doubt = 1e-14 * (abs(converted) + abs(way.term) + abs(same) + tolerance)
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
