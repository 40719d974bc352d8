"""Numbers of one unit in another, exactly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DecimalException, Inexact, InvalidOperation
from fractions import Fraction

from dcc.si.units import Unit, same_dimension

_EXACT = Context(prec=200, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation])
"""Refuses what 200 digits cannot hold exactly."""

_PLAIN = 40
"""Up to this power of ten a number that was calculated is written without exponent."""

_REASONABLE = 1000
"""Beyond this power of ten, which no unit reaches, a number is not made into a fraction: it would fill the
memory with zeros."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """How numbers of one unit become numbers of another: ``shift`` is added, then ``factor`` multiplies.

    Trailing zeros stay, so a number keeps its decimals. What has no finite decimal form is None.
    """

    factor: Decimal
    shift: Decimal

    def value(self, text: str) -> str | None:
        """A value on the scale of the other unit."""
        return self._convert(text, self.shift)

    def difference(self, text: str) -> str | None:
        """A difference of two values, such as a measurement uncertainty."""
        return self._convert(text, Decimal(0))

    def _convert(self, text: str, shift: Decimal) -> str | None:
        if text == "NaN":
            return text
        try:
            value = _EXACT.add(Decimal(text), shift) if shift else Decimal(text)
            if self.factor.normalize().as_tuple().digits == (1,):
                value = value.scaleb(self.factor.adjusted(), _EXACT)
            else:
                value = _EXACT.multiply(value, self.factor)
        except DecimalException:
            return None
        return written(value)


SAME = Conversion(factor=Decimal(1), shift=Decimal(0))
"""From a unit to itself, also where nobody knows what it measures."""


def conversion(source: Unit, target: Unit) -> Conversion | None:
    """How numbers in ``source`` become numbers in ``target``, two ``convertible`` units; None where the
    factor between them has no finite decimal form, or is a root."""
    if source.factor != target.factor and not (source.exact and target.exact):
        return None
    factor = _decimal(source.factor / target.factor)
    shift = _decimal(source.offset - target.offset * target.factor / source.factor)
    return None if factor is None or shift is None else Conversion(factor=factor, shift=shift)


def convertible(source: Unit, target: Unit) -> bool:
    """Whether a factor and an offset lead from one unit to the other."""
    return same_dimension(source, target) and (not source.logarithmic or source.factor == target.factor)


def is_coherent(unit: Unit) -> bool:
    """Whether the unit is a coherent one of the SI: no factor, no offset."""
    return unit.factor == 1 and not unit.offset and unit.non_si is None


def in_coherent(value: Fraction, unit: Unit) -> Fraction:
    """``value`` in the coherent SI unit of its dimension; ``unit`` is one of the SI and not logarithmic."""
    return (value + unit.offset) * unit.factor


def as_fraction(value: Decimal) -> Fraction | None:
    """``value`` exactly; None for one of a size, or with as many digits, as no measurement has."""
    exponent = value.as_tuple().exponent
    if value and (abs(value.adjusted()) > _REASONABLE or abs(int(exponent)) > _REASONABLE):
        return None
    return Fraction(value)


def subtract(first: Decimal, second: Decimal) -> Decimal | None:
    """The difference of two numbers exactly, with the decimals of the one that has more; None where 200
    digits do not hold it."""
    try:
        return _EXACT.subtract(first, second)
    except DecimalException:
        return None


def written(value: Decimal) -> str:
    """A number that was calculated, with its decimals; without exponent unless it is very large or small."""
    return f"{value:f}" if abs(value.adjusted()) < _PLAIN else str(value)


def _decimal(value: Fraction) -> Decimal | None:
    """``value`` as a finite decimal number, or None."""
    try:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except DecimalException:
        return None
