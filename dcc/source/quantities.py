"""Quantities: values with unit and measurement uncertainty, one or a list, and their forms in the D-SI."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypedDict

from dcc.facts.quantities import Scale
from dcc.findings import Location
from dcc.model import (
    DateTime,
    Hybrid,
    Number,
    NumberList,
    PrimitiveQuantity,
    Quantity,
    Real,
    RealListXmlList,
    RelativeUncertainty,
    Text,
    Tokens,
)
from dcc.si.conversion import is_coherent
from dcc.si.units import Unit
from dcc.source.conversions import convert, ways_between
from dcc.source.intake import Intake
from dcc.source.kinds import Kind, read_kind
from dcc.source.nodes import Fields, Items, Scalar
from dcc.source.numbers import DECIMAL, UNSIGNED
from dcc.source.section import Section
from dcc.source.texts import read_rich, read_text
from dcc.source.uncertainty import MeasurementUncertainty, read_uncertainty
from dcc.source.values import Grid, read_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Numbers as written, in one unit or one for each, with their measurement uncertainty."""

    numbers: tuple[str, ...]
    units: tuple[Unit, ...]
    uncertainty: MeasurementUncertainty | None = None

    def as_real(self, *, label: str | None = None, time: DateTime | None = None) -> Real:
        """The first number as a D-SI real."""
        return Real(
            label=label,
            value=Number(self.numbers[0]),
            unit=self.units[0].text,
            date_time=time,
            measurement_uncertainty_univariate=None
            if self.uncertainty is None
            else self.uncertainty.of_one(),
        )

    def as_list(self) -> RealListXmlList:
        """All numbers as a D-SI list."""
        units = [unit.text for unit in self.units]
        return RealListXmlList(
            value_xml_list=NumberList(" ".join(self.numbers)),
            unit_xml_list=Tokens.of(*(units[:1] if len(set(units)) == 1 else units)),
            measurement_uncertainty_univariate_xml_list=None
            if self.uncertainty is None
            else self.uncertainty.of_list(),
        )


class Form(TypedDict):
    """The one of a quantity's forms that its values take; the others are None."""

    real: Real | None
    hybrid: Hybrid | None
    real_list_xml_list: RealListXmlList | None


NO_FORM = Form(real=None, hybrid=None, real_list_xml_list=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The same values in one unit or several, the coherent SI unit first, and their relative uncertainty;
    ``ref_type`` is the word that says what they are where the refType of the quantity does not."""

    measures: tuple[Measure, ...]
    relative: RelativeUncertainty | None = None
    ref_type: str = ""

    def of_one(self, *, label: str | None = None, time: DateTime | None = None) -> Form:
        """One value as D-SI real, or as hybrid when it is stated in several units."""
        reals = tuple(measure.as_real(label=label, time=time) for measure in self.measures)
        hybrid = Hybrid(content=reals) if len(reals) > 1 else None
        return Form(real=None if hybrid else reals[0], hybrid=hybrid, real_list_xml_list=None)

    def of_list(self) -> Form:
        """A list of values likewise."""
        lists = tuple(measure.as_list() for measure in self.measures)
        hybrid = Hybrid(content=lists) if len(lists) > 1 else None
        return Form(real=None, hybrid=hybrid, real_list_xml_list=None if hybrid else lists[0])


def read_plain_quantity(section: Section) -> Quantity:
    """A value with unit and measurement uncertainty, or a ``text`` where there is no number."""
    section.exclude("text", "value")
    label, time = section.word("label"), section.date_time("time")
    text = read_rich(section, "text")
    measured = None if text is not None else read_measured(section, "value", Grid())
    return Quantity(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        no_quantity=text,
        relative_uncertainty=None if measured is None else measured.relative,
        **(NO_FORM if measured is None else measured.of_one(label=label, time=time)),
        **section.links(also="" if measured is None else measured.ref_type),
    )


def read_stated_quantity(section: Section) -> PrimitiveQuantity:
    """A quantity that is stated of an item, of equipment or of a method, not measured."""
    section.exclude("text", "value")
    text = read_rich(section, "text")
    measured = None if text is not None else read_measured(section, "value", Grid())
    return PrimitiveQuantity(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        no_quantity=text,
        **(NO_FORM if measured is None else measured.of_one()),
        **section.links(also="" if measured is None else measured.ref_type),
    )


def read_quantity_under(
    section: Section, key: str, grid: Grid, *, name: Text | None, ref_type: str | None
) -> Quantity | None:
    """The value or values under ``key`` of a section that has ``unit`` too, as a quantity of its own."""
    measured = read_measured(section, key, grid, ref_type=ref_type or "")
    if measured is None:
        return None
    form = measured.of_one() if grid.rows is None else measured.of_list()
    words = f"{ref_type or ''} {measured.ref_type}".split()
    return Quantity(name=name, ref_type=Tokens.of(*words) if words else None, **form)


def read_measured(section: Section, key: str, grid: Grid, *, ref_type: str | None = None) -> Measured | None:
    """The numbers under ``key`` with ``unit``, uncertainty and ``also_in``; None after reporting.
    ``ref_type`` is what the quantity gets where it is not what the section says."""
    section.need(key, "unit")
    numbers = _one_for_each(grid.numbers(section, key, DECIMAL), section, key, grid)
    units = read_units(section, grid)
    uncertainty, relative = read_uncertainty(section, grid, numbers)
    kind = read_kind(section, " ".join(section.words("ref_type")) if ref_type is None else ref_type, units)
    if not numbers or not units:
        section.has("also_in")
        return None
    stated = Measure(numbers=numbers, units=units, uncertainty=uncertainty)
    others = _read_others(section, key, stated, kind, grid)
    measures = sorted((stated, *others), key=lambda measure: not all(map(is_coherent, measure.units)))
    return Measured(
        measures=tuple(measures),
        relative=None if relative is None else relative.as_element(),
        ref_type=kind.ref_type,
    )


def _one_for_each(numbers: tuple[str, ...], section: Section, key: str, grid: Grid) -> tuple[str, ...]:
    """A value that is the same in all rows of a table, as often as there are rows."""
    if grid.rows is None or len(numbers) != 1:
        return numbers
    if grid.rows == 0:
        section.wrong(key, f"{key} of the first column is a list or a column", hint="Write [1.0, 2.0].")
    return numbers * grid.rows


def read_units(section: Section, grid: Grid) -> tuple[Unit, ...]:
    """The unit, or the units of each row; empty after reporting one that is not known."""
    values = grid.values(section, "unit")
    if values is None:
        return ()
    known: dict[str, Unit | None] = {}
    for row, text in enumerate(values.texts):
        if text not in known:
            known[text] = read_unit(text, values.place(row), section.intake)
    units = tuple(unit for text in values.texts if (unit := known[text]) is not None)
    return units if len(units) == len(values.texts) else ()


def _read_others(section: Section, key: str, stated: Measure, kind: Kind, grid: Grid) -> tuple[Measure, ...]:
    """The entries of ``also_in``: a unit to convert to, or a unit with values of its own."""
    node = section.node("also_in")
    nodes = node.items if isinstance(node, Items) else () if node is None else (node,)
    found: list[Measure | None] = []
    for item in nodes:
        if isinstance(item, Scalar):
            unit = read_unit(item.text, item.at, section.intake)
            found.append(None if unit is None else _converted(stated, unit, kind, item.at, section.intake))
        elif isinstance(item, Fields):
            inner = Section(item, section.intake)
            found.append(_read_other(inner, key, stated, grid))
            inner.finish()
        else:
            section.wrong("also_in", "also_in is a unit or a list of units")
    return tuple(measure for measure in found if measure is not None)


def _read_other(inner: Section, key: str, stated: Measure, grid: Grid) -> Measure | None:
    inner.need(key, "unit")
    numbers = grid.numbers(inner, key, DECIMAL)
    units = read_units(inner, grid)
    uncertainty = stated.uncertainty
    if inner.has("U") and uncertainty is not None:
        uncertainty = replace(uncertainty, values=grid.numbers(inner, "U", UNSIGNED))
    elif inner.has("U"):
        inner.wrong("U", "U stands here but not beside the first unit", hint="State U, k and p there too.")
    elif uncertainty is not None and units:
        uncertainty = _uncertainty_in(units[0], stated, inner.place("unit"), inner.intake)
    if not numbers or not units:
        return None
    return Measure(numbers=numbers, units=units, uncertainty=uncertainty)


def _converted(measure: Measure, unit: Unit, kind: Kind, at: Location, intake: Intake) -> Measure | None:
    """``measure`` in another unit, exactly; None after reporting why that cannot be."""
    ways = ways_between(measure.units, unit, at, intake)
    numbers = None if ways is None else convert(measure.numbers, ways, kind, unit, at, intake)
    if numbers is None:
        return None
    if measure.uncertainty is None:
        return Measure(numbers=numbers, units=(unit,))
    uncertainty = _uncertainty_in(unit, measure, at, intake)
    if uncertainty is None:
        return None
    return Measure(numbers=numbers, units=(unit,), uncertainty=uncertainty)


def _uncertainty_in(
    unit: Unit, measure: Measure, at: Location, intake: Intake
) -> MeasurementUncertainty | None:
    """The measurement uncertainty of ``measure`` in another unit: always a difference."""
    ways = ways_between(measure.units, unit, at, intake)
    if ways is None or measure.uncertainty is None:
        return None
    values = convert(measure.uncertainty.values, ways, Kind(scale=Scale.DIFFERENCE), unit, at, intake)
    return None if values is None else replace(measure.uncertainty, values=values)
