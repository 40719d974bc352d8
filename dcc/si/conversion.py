"""Numbers of one unit in another, exactly or not at all."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DecimalException, Inexact, InvalidOperation
from fractions import Fraction

from dcc.model import Number
from dcc.si.units import Unit, same_dimension

_EXACT = Context(prec=200, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation])
"""Refuses what 200 digits cannot hold exactly."""

_PLAIN = 40
"""Up to this power of ten a converted number is written without exponent."""


def convert(text: str, source: Unit, target: Unit, *, offset: Fraction) -> Number | None:
    """The number ``text`` of ``source`` in ``target``, exactly; None where it has no finite decimal form.

    ``offset`` is what is added before the factor: ``scale_offset`` for values, 0 for differences such as
    a measurement uncertainty. Trailing zeros stay, so a value keeps its decimals.
    """
    if text == "NaN":
        return Number(text)
    ratio = _decimal(source.factor / target.factor)
    shift = _decimal(offset)
    if ratio is None or shift is None:
        return None
    try:
        value = _EXACT.add(Decimal(text), shift) if shift else Decimal(text)
        if ratio.normalize().as_tuple().digits == (1,):
            value = value.scaleb(ratio.adjusted(), _EXACT)
        else:
            value = _EXACT.multiply(value, ratio)
    except DecimalException:
        return None
    return Number(f"{value:f}" if abs(value.adjusted()) < _PLAIN else str(value))


def scale_offset(source: Unit, target: Unit) -> Fraction:
    """What to add to a value in ``source`` so that a factor alone leads to ``target``."""
    return source.offset - target.offset * target.factor / source.factor


def convertible(source: Unit, target: Unit) -> bool:
    """Whether a factor and an offset lead from one unit to the other."""
    return same_dimension(source, target) and not source.logarithmic


def is_coherent(unit: Unit) -> bool:
    """Whether the unit is a coherent one of the SI: no factor, no offset."""
    return unit.factor == 1 and not unit.offset and unit.non_si is None


def _decimal(value: Fraction) -> Decimal | None:
    """``value`` as a finite decimal number, or None."""
    try:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except DecimalException:
        return None
