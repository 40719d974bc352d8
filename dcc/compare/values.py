"""One value in two certificates: by how much it changed, and whether their uncertainties explain it."""

from __future__ import annotations

import decimal
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import MAX_EMAX, MIN_EMIN, Decimal
from fractions import Fraction

from dcc.facts.quantities import Scale
from dcc.si.agreement import conflicts, fitting, ways_between
from dcc.si.conversion import (
    SAME,
    Conversion,
    as_fraction,
    conversion,
    convertible,
    in_coherent,
    subtract,
    written,
)
from dcc.si.units import Unit, parse_unit

_WIDE = decimal.Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN)
_ALIKE = Decimal("0.01")
"""Coverage probabilities that differ by less are about the same: 0.95 and 0.9545."""
_LARGEST_EN = 15
"""Up to this power of ten an En number is stated with two decimals."""


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
            "drift": None if self.drift is None else written(self.drift),
            "en": None if self.en is None else str(rounded(self.en)),
        }


def change_of(old: Stated, new: Stated, *, at: str, scale: Conversion | None) -> Change:
    """The change from ``old`` to ``new``; ``scale`` leads from the old unit to the new one, where it can."""
    if scale is None:
        return Change(at=at, old=old, new=new)
    before, after = number(scale.value(old.value)), number(new.value)
    drift = None if before is None or after is None else subtract(after, before)
    if drift is None:
        return Change(at=at, old=old, new=new)
    en = _en_of(drift, old, new, scale)
    return Change(at=at, old=old, new=new, unit=new.unit, drift=drift, en=en)


def _en_of(drift: Decimal, old: Stated, new: Stated, scale: Conversion) -> Decimal | None:
    """The En number of two values, where both have an expanded uncertainty for about the same probability."""
    first, second = number(scale.difference(old.expanded)), number(new.expanded)
    p_first, p_second = number(old.probability), number(new.probability)
    if first is None or second is None:
        return None
    if p_first is not None and p_second is not None and abs(p_first - p_second) >= _ALIKE:
        return None
    return en_number(drift, first, second)


def en_number(difference: Decimal, first: Decimal, second: Decimal) -> Decimal | None:
    """The normalised error |x1 - x2| / sqrt(U1² + U2²) (ISO/IEC 17043) of two values whose expanded
    uncertainties are ``first`` and ``second``; ``None`` where both are zero."""
    smaller, larger = sorted((first.copy_abs(), second.copy_abs()))
    if not larger:
        return None
    with decimal.localcontext(_WIDE):
        try:
            ratio = smaller / larger  # and not the squares, which may be too small or large to be held
            return abs(difference) / larger / (1 + ratio * ratio).sqrt()
        except decimal.Overflow:
            return None


def rounded(en: Decimal) -> Decimal:
    """An En number as it is stated: with two decimals, and above 1.00 where it is above 1."""
    with decimal.localcontext(_WIDE) as context:
        if en and en.adjusted() >= _LARGEST_EN:
            context.prec = 3
            return +en
        near = en.quantize(Decimal("0.01"))
        return near if near != 1 or en <= 1 else Decimal("1.01")


def number(text: str | None) -> Decimal | None:
    """The number written, if it is one and finite."""
    try:
        value = Decimal((text or "").strip(" \t\r\n"))
    except decimal.InvalidOperation:
        return None
    return value if value.is_finite() else None


def scale_between(old: str, new: str, *, scale: Scale | None) -> Conversion | None:
    """How values in the unit ``old`` become values in ``new``; ``None`` where that is not possible exactly.

    Between kelvin and degree Celsius it depends on whether the values are differences of temperatures;
    where nobody knows (``None``), it is not possible.
    """
    if old.strip() == new.strip():
        return SAME
    before, after = parse_unit(old), parse_unit(new)
    if not isinstance(before, Unit) or not isinstance(after, Unit) or not convertible(before, after):
        return None
    found = conversion(before, after)
    if found is None or (found.shift and scale is None):
        return None
    return replace(found, shift=Decimal(0)) if scale is Scale.DIFFERENCE else found


def agree(forms: Sequence[Stated], *, scale: Scale | None) -> bool:
    """Whether the forms in which a certificate states one value say the same, as far as units tell."""
    for other in forms[1:]:
        ways = ways_between(forms[0].unit, other.unit) or ()
        if ways and all(conflicts([forms[0].value], [other.value], way) for way in fitting(ways, scale)):
            return False
    return True


def in_si(value: str, unit: str, *, scale: Scale | None = None) -> tuple[Fraction | str, Hashable]:
    """A value and the dimension of its unit, so that equal values in different units are equal; what is no
    number, or in an unknown unit, as it is written. Differences have no offset."""
    read, known = number(value), parse_unit(unit)
    exact = None if read is None else as_fraction(read)
    if not isinstance(known, Unit) or known.non_si is not None or known.logarithmic:
        return value if exact is None else exact, unit.strip()
    if exact is None:
        return value, known.dimension
    return (
        exact * known.factor if scale is Scale.DIFFERENCE else in_coherent(exact, known),
        known.dimension,
    )
