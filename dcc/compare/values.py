"""One value in two certificates: by how much it changed, and whether their uncertainties explain it."""

from __future__ import annotations

import decimal
from collections.abc import Hashable
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from dcc.si.units import Unit, parse_unit, same_dimension

_EXACT = decimal.Context(prec=60, traps=[decimal.InvalidOperation, decimal.Inexact])
_WIDE = decimal.Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a certificate states for one value, as written; an empty text where it states nothing.

    ``expanded`` is the expanded measurement uncertainty in the unit of the value, with its coverage
    ``factor`` and ``probability``; ``standard`` a standard one; ``lower`` and ``upper`` limit a coverage
    interval; ``relative`` is a relative expanded uncertainty; ``verdict`` the statement of conformity.
    """

    value: str
    unit: str = ""
    expanded: str = ""
    standard: str = ""
    lower: str = ""
    upper: str = ""
    factor: str = ""
    probability: str = ""
    distribution: str = ""
    relative: str = ""
    verdict: str = ""
    label: str = ""

    def as_json(self) -> dict[str, str]:
        return {field.name: text for field in fields(self) if (text := getattr(self, field.name))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value before and after (``None``: not there). ``drift`` is new minus old in ``unit``, the unit of
    the new value; ``en`` the normalised error of the two."""

    at: str
    old: Stated | None
    new: Stated | None
    unit: str = ""
    drift: Decimal | None = None
    en: Decimal | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "at": self.at,
            "old": self.old.as_json() if self.old else None,
            "new": self.new.as_json() if self.new else None,
            "unit": self.unit,
            "drift": None if self.drift is None else str(self.drift),
            "en": None if self.en is None else str(rounded(self.en)),
        }


def change_of(old: Stated, new: Stated, *, at: str, scale: Scale | None) -> Change:
    """The change from ``old`` to ``new``; ``scale`` leads from the old unit to the new one, where it can."""
    drift = en = None
    before, after = number(old.value), number(new.value)
    if scale is not None and before is not None and after is not None:
        with decimal.localcontext(_WIDE):
            drift = after - scale.value(before)
            en = _en_of(drift, number(old.expanded), number(new.expanded), scale)
    return Change(at=at, old=old, new=new, unit=new.unit if drift is not None else "", drift=drift, en=en)


def _en_of(drift: Decimal, old: Decimal | None, new: Decimal | None, scale: Scale) -> Decimal | None:
    return None if old is None or new is None else en_number(drift, scale.difference(old), new)


def en_number(difference: Decimal, first: Decimal, second: Decimal) -> Decimal | None:
    """The normalised error |x1 - x2| / sqrt(U1² + U2²) (ISO/IEC 17043) of two values whose expanded
    uncertainties are ``first`` and ``second``; ``None`` where both are zero."""
    with decimal.localcontext(_WIDE):
        together = (first * first + second * second).sqrt()
        return None if together == 0 else abs(difference) / together


def rounded(en: Decimal) -> Decimal:
    """An En number as it is stated: with two decimals, and above 1.00 where it is above 1."""
    with decimal.localcontext(_WIDE):
        near = en.quantize(Decimal("0.01"))
        return near if near != 1 or en <= 1 else Decimal("1.01")


def number(text: str) -> Decimal | None:
    """The number written, if it is one and finite."""
    try:
        value = Decimal(text.strip(" \t\r\n"))
    except decimal.InvalidOperation:
        return None
    return value if value.is_finite() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How values of one unit become values of another, exactly."""

    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)

    def value(self, value: Decimal) -> Decimal:
        return value * self.factor + self.offset

    def difference(self, value: Decimal) -> Decimal:
        return value * self.factor


def scale_between(old: str, new: str, *, of_differences: bool | None) -> Scale | None:
    """How values in the unit ``old`` become values in ``new``; ``None`` where that is not possible exactly.

    Between kelvin and degree Celsius it depends on whether the values are differences of temperatures;
    where nobody knows (``None``), it is not possible.
    """
    if old.strip() == new.strip():
        return Scale()
    before, after = parse_unit(old), parse_unit(new)
    if not isinstance(before, Unit) or not isinstance(after, Unit) or not same_dimension(before, after):
        return None
    if before.logarithmic and before.factor != after.factor:
        return None
    factor = _decimal(before.factor / after.factor)
    offset = _decimal(before.offset * before.factor / after.factor - after.offset)
    if factor is None or offset is None or (offset and of_differences is None):
        return None
    return Scale(factor=factor, offset=Decimal(0) if of_differences else offset)


def _decimal(value: Fraction) -> Decimal | None:
    """``value`` exactly, if it has a finite decimal form."""
    try:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except decimal.Inexact:
        return None


def in_si(value: str, unit: str) -> tuple[Decimal | str, Hashable]:
    """A value and the dimension of its unit, so that equal values in different units are equal; what is no
    number, or in an unknown unit, as it is written."""
    read, known = number(value), parse_unit(unit)
    if not isinstance(known, Unit) or known.non_si is not None or known.logarithmic:
        return (read if read is not None else value), unit.strip()
    if read is None:
        return value, known.dimension
    coherent = (Fraction(read) + known.offset) * known.factor
    exactly = _decimal(coherent)
    return (exactly if exactly is not None else f"{read} {unit}"), known.dimension
