"""Values of the D-SI as series: lists of numbers with their units and measurement uncertainties."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dcc.model import (
    Complex,
    ComplexInList,
    ComplexList,
    ComplexListXmlList,
    Constant,
    Real,
    RealInList,
    RealList,
    RealListXmlList,
    SiList,
)
from dcc.tabular.uncertainty import (
    NO_UNCERTAINTY,
    Region,
    Uncertainty,
    of_one,
    of_whole_list,
    of_xml_list,
    regions_of,
    side_by_side,
)
from dcc.tabular.words import Words, each, each_or_all, items, one


class Component(enum.Enum):
    """What of a quantity a series holds: the value itself, or one part of a complex one."""

    VALUE = "value"
    REAL = "real part"
    IMAGINARY = "imaginary part"
    MAGNITUDE = "magnitude"
    PHASE = "phase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values of one quantity, as written, with their units and uncertainties. ``regions`` of several
    components stand with the last of them; ``name`` is that of the list the values stand in."""

    values: Words
    units: Words = ()
    uncertainty: Uncertainty = NO_UNCERTAINTY
    labels: Words = ()
    times: Words = ()
    component: Component = Component.VALUE
    regions: tuple[Region, ...] = ()
    name: str | None = None


def series_of(value: Any) -> tuple[Series, ...]:
    """The series that a value of the D-SI holds: one, two for a complex value, more for lists of lists.

    Raises ``TypeError`` for anything else.
    """
    match value:
        case Real() | Constant():
            return (_of_single(value),)
        case RealList():
            return (_of_reals(value.real, value),)
        case RealListXmlList():
            return (_of_numbers(value),)
        case Complex():
            return _of_complexes((value,), value)
        case ComplexList():
            return _of_complexes(value.complex, value)
        case ComplexListXmlList():
            return _of_complex_numbers(value)
        case SiList():
            return _of_list(value)
    raise TypeError(f"a {type(value).__name__} is no value of the D-SI")


def _of_list(value: SiList) -> tuple[Series, ...]:
    found = [series for item in value.content for series in series_of(item)]
    if value.real:  # D-SI 1.3 kept values in the list itself
        found.append(_of_reals(value.real, value))
    if value.complex:
        found.extend(_of_complexes(value.complex, value))
    return tuple(
        dataclasses.replace(
            series, name=series.name or value.label, times=series.times or one(value.date_time)
        )
        for series in found
    )


def _of_single(value: Real | Constant) -> Series:
    return Series(
        values=one(value.value),
        units=one(value.unit),
        uncertainty=side_by_side([of_one(value)]),
        labels=one(value.label),
        times=one(value.date_time),
    )


def _of_reals(reals: tuple[RealInList, ...], shared: RealList | SiList) -> Series:
    of_all = of_whole_list(shared)
    return Series(
        values=each([real.value for real in reals]),
        units=each_or_all([real.unit for real in reals], shared.list_unit),
        uncertainty=side_by_side([of_one(real) or of_all for real in reals]),
        labels=each([real.label for real in reals]),
        times=each_or_all([real.date_time for real in reals], shared.date_time),
        regions=regions_of(shared),
        name=shared.label,
    )


def _of_numbers(value: RealListXmlList) -> Series:
    return Series(
        values=value.value_xml_list.items,
        units=value.unit_xml_list.items,
        uncertainty=of_xml_list(value),
        labels=items(value.label_xml_list),
        times=items(value.date_time_xml_list),
        regions=regions_of(value),
    )


def _of_complexes(
    values: Sequence[Complex | ComplexInList], shared: Complex | ComplexList | SiList
) -> tuple[Series, ...]:
    own = [region for value in values if value is not shared for region in regions_of(value)]
    common = None if isinstance(shared, Complex) else shared
    units = each_or_all([value.unit for value in values], common.list_unit if common else None)
    phase_units = each_or_all([v.unit_phase for v in values], common.list_unit_phase if common else None)
    return _components(
        {
            Component.REAL: each([value.value_real for value in values]),
            Component.IMAGINARY: each([value.value_imag for value in values]),
            Component.MAGNITUDE: each([value.value_magnitude for value in values]),
            Component.PHASE: each([value.value_phase for value in values]),
        },
        units=units,
        phase_units=phase_units,
        labels=each([value.label for value in values]),
        times=each_or_all([value.date_time for value in values], common.date_time if common else None),
        regions=(*regions_of(shared), *own),
        name=common.label if common else None,
    )


def _of_complex_numbers(value: ComplexListXmlList) -> tuple[Series, ...]:
    return _components(
        {
            Component.REAL: items(value.value_real_xml_list),
            Component.IMAGINARY: items(value.value_imag_xml_list),
            Component.MAGNITUDE: items(value.value_magnitude_xml_list),
            Component.PHASE: items(value.value_phase_xml_list),
        },
        units=items(value.unit_xml_list),
        phase_units=items(value.unit_phase_xml_list),
        labels=items(value.label_xml_list),
        times=items(value.date_time_xml_list),
        regions=regions_of(value),
        name=None,
    )


def _components(
    numbers: dict[Component, Words],
    *,
    units: Words,
    phase_units: Words,
    labels: Words,
    times: Words,
    regions: tuple[Region, ...],
    name: str | None,
) -> tuple[Series, ...]:
    """The components that are stated; the coverage regions stand with the last."""
    stated = [component for component, values in numbers.items() if values]
    return tuple(
        Series(
            values=numbers[component],
            units=phase_units if component is Component.PHASE else units,
            labels=labels,
            times=times,
            component=component,
            regions=regions if component is stated[-1] else (),
            name=name,
        )
        for component in stated
    )
