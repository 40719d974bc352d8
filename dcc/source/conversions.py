"""Numbers of a source in a further unit, for ``also_in``: exactly, or not without a report."""

from __future__ import annotations

from dcc import codes
from dcc.facts.quantities import Scale
from dcc.findings import Location
from dcc.si.conversion import Conversion, conversion, convertible
from dcc.si.units import Unit, to_symbol
from dcc.source.intake import Intake
from dcc.source.kinds import Kind

Ways = tuple[tuple[Unit, Conversion | None], ...]
"""The unit of each number, or of all, and how numbers in it convert; None where that is not exact."""


def ways_between(units: tuple[Unit, ...], unit: Unit, at: Location, intake: Intake) -> Ways | None:
    """How numbers in ``units`` become numbers in ``unit``; None after reporting that they cannot."""
    known: dict[str, Conversion | None] = {}
    for source in units:
        if source.text not in known:
            if not convertible(source, unit):
                intake.say(codes.SOURCE_CONVERSION, f"{source.text} cannot be converted to {unit.text}", at)
                return None
            known[source.text] = conversion(source, unit)
    each = units if len(known) > 1 else units[:1]
    return tuple((source, known[source.text]) for source in each)


def convert(
    numbers: tuple[str, ...], ways: Ways, kind: Kind, unit: Unit, at: Location, intake: Intake
) -> tuple[str, ...] | None:
    """Each number converted as what it is; None after reporting why that cannot be."""
    many = max(len(numbers), len(ways))
    pairs = list(zip(numbers * (many // len(numbers)), ways * (many // len(ways)), strict=True))
    if kind.scale is None:
        for number, (source, way) in pairs:
            if way is not None and way.shift:
                _ask(number, source, way, kind, unit, at, intake)
                return None
    of_differences = kind.scale is Scale.DIFFERENCE
    made = [
        None if way is None else way.difference(number) if of_differences else way.value(number)
        for number, (_, way) in pairs
    ]
    found = tuple(number for number in made if number is not None)
    if len(found) < len(made):
        intake.say(codes.SOURCE_CONVERSION, f"in {unit.text} the values have no finite decimal form", at)
        return None
    return found


def _ask(
    number: str, source: Unit, way: Conversion, kind: Kind, unit: Unit, at: Location, intake: Intake
) -> None:
    there = to_symbol(unit)
    intake.say(
        codes.SOURCE_KIND,
        f"{number} {to_symbol(source)} as a temperature is {way.value(number)} {there}, as a difference "
        f"{way.difference(number)} {there}; the source does not say which it is",
        at,
        hint=kind.proposal(),
    )
