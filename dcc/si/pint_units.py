r"""Quantities to calculate on: D-SI values as pint quantities with exact ``Decimal`` magnitudes.

The only place that knows pint, which takes some tenths of a second to load and is therefore never loaded by
reading, writing or validating.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING

from dcc.errors import UsageError
from dcc.facts.quantities import Scale
from dcc.si.units import Term, UnitProblem, parse_unit, to_symbol

if TYPE_CHECKING:
    import pint

    from dcc.model import Number

_NAMES = {
    "astronomicalunit": "astronomical_unit",
    "atomicmassunit": "unified_atomic_mass_unit",
    "atomicunittime": "atomic_unit_of_time",
    "clight": "speed_of_light",
    "degreecelsius": "degree_Celsius",
    "electronmass": "electron_mass",
    "elementarycharge": "elementary_charge",
    "mmhg": "mmHg",
    "nauticalmile": "nautical_mile",
    "one": "dimensionless",
    "planckbar": "dirac_constant",
}
"""Where pint calls a unit of the D-SI by another name."""


def to_pint(value: Number, unit: str, *, scale: Scale | None = None) -> pint.Quantity[Decimal]:
    r"""``value`` in the D-SI ``unit`` (such as ``\milli\metre``) as a pint quantity, every digit kept.

    Quantities of one process share one registry, so they can be added and converted. A value in °C needs
    ``scale``: a difference, such as a measurement uncertainty, is in pint's ``delta_degree_Celsius``. Raises
    ``UsageError`` for °C without it, for a unit that does not follow the D-SI grammar, and for one that pint
    cannot calculate with.
    """
    return registry().Quantity(value.decimal, pint_unit(unit, scale))


def pint_unit(unit: str, scale: Scale | None) -> pint.Unit:
    """The D-SI ``unit`` as pint has it, for values that are what ``scale`` says. Raises ``UsageError``."""
    parsed = parse_unit(unit)
    if isinstance(parsed, UnitProblem):
        raise UsageError(f"{unit!r} is not a D-SI unit: {parsed.reason}")
    if parsed.non_si is not None or parsed.logarithmic:
        raise UsageError(f"values in {unit!r} cannot be converted by a factor")
    if parsed.offset and scale is None:
        raise UsageError(
            f"values in {to_symbol(parsed)} may be temperatures or differences, and nothing says which",
            hint="Pass scale=dcc.Scale.VALUE for temperatures, dcc.Scale.DIFFERENCE for errors and the like.",
        )
    counts_from_zero = bool(parsed.offset) and scale is Scale.VALUE
    result = registry().dimensionless
    for term in parsed.terms:
        exponent = Decimal(term.exponent.numerator) / term.exponent.denominator
        result = result * _unit(term, with_offset=counts_from_zero) ** exponent
    return result


@functools.cache
def registry() -> pint.UnitRegistry[Decimal]:
    """The registry that all quantities share; its numbers are ``Decimal``."""
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)


def _unit(term: Term, *, with_offset: bool) -> pint.Unit:
    """A unit of its own; in a product such as °C/min, and for differences, one of pint without offset."""
    import pint

    name = _NAMES.get(term.token.name, term.token.name)
    delta = "delta_" if term.token.offset and not with_offset else ""
    try:
        return registry().Unit(delta + (term.prefix.name if term.prefix else "") + name)
    except pint.UndefinedUnitError:
        raise UsageError(f"pint has no unit for the D-SI unit {term.token.name}") from None
