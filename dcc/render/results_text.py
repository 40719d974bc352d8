"""Measurement results for a terminal: methods, equipment, conditions, statements, and the results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dcc.model import (
    Condition,
    Hash,
    MeasurementResult,
    MeasurementResultList,
    MeasuringEquipment,
    MeasuringEquipmentList,
    Quantity,
    QuantityList,
    Software,
    SoftwareList,
    StatementMetaData,
    UsedMethod,
)
from dcc.render.characters import clean
from dcc.render.data_text import show_data, show_quantities
from dcc.render.layout import Layout
from dcc.render.rich_text import location_lines


def show_results(results: MeasurementResultList, on: Layout) -> None:
    """Everything about the results: first what all of them share, then one after the other."""
    _show_circumstances(results, on)
    for measurement_result in results.measurement_result:
        _show_measurement_result(measurement_result, on)


def _show_measurement_result(one: MeasurementResult, on: Layout) -> None:
    on.page.section(on.line(one.name) or on.labels.results)
    on.paragraphs(on.rich(one.description))
    _show_circumstances(one, on)
    for result in one.results.result:
        on.page.blank()
        on.page.text(f"{on.labels.results}: {on.line(result.name)}")
        with on.page.indented():
            on.paragraphs(on.rich(result.description))
            show_data(result.data, on, show_about)


def _show_circumstances(holder: Any, on: Layout) -> None:
    """Methods, software, equipment, conditions and remarks of a result or of all of them."""
    if holder.used_methods:
        on.page.blank()
        on.page.text(on.labels.methods)
        with on.page.indented():
            for method in holder.used_methods.used_method:
                _show_method(method, on)
    if holder.used_software:
        on.page.blank()
        on.page.text(on.labels.software)
        with on.page.indented():
            on.paragraphs(software_lines(holder.used_software, on))
    if holder.measuring_equipments:
        on.page.blank()
        _show_equipment_list(holder.measuring_equipments, on)
    if holder.influence_conditions:
        on.page.blank()
        on.page.text(on.labels.conditions)
        with on.page.indented():
            for condition in holder.influence_conditions.influence_condition:
                _show_condition(condition, on)
    if holder.measurement_meta_data:
        on.page.blank()
        on.page.text(on.labels.remarks)
        with on.page.indented():
            for metadata in holder.measurement_meta_data.meta_data:
                show_statement(metadata, on)


def show_about(one: Quantity | QuantityList, on: Layout) -> None:
    """What is said about a quantity or a list beside its values, under its name."""
    description = one.description if isinstance(one, Quantity) else None
    said = (
        one.used_methods,
        one.used_software,
        one.measuring_equipments,
        one.influence_conditions,
        one.measurement_meta_data,
    )
    if description is None and not any(said):
        return
    on.page.blank()
    if isinstance(one, Quantity):
        on.page.text(on.line(one.name) or " ".join(map(clean, one.ref_type.items if one.ref_type else ())))
    with on.page.indented():
        on.paragraphs(on.rich(description))
        _show_circumstances(one, on)
    on.page.blank()


def _show_method(method: UsedMethod, on: Layout) -> None:
    on.page.entry("-", on.line(method.name))
    with on.page.indented():
        on.paragraphs(on.rich(method.description))
        for description in method.descriptions:
            on.paragraphs(on.languages.lines(description))
        on.page.fact(on.labels.norm, _clean(method.norm))
        on.page.fact(on.labels.reference, _clean((*method.reference, *method.link)))
        if method.used_method_quantities:
            on.values(method.used_method_quantities.used_method_quantity)


def software_lines(software: SoftwareList, on: Layout) -> list[str]:
    """Each program with its release, and what is said about it."""
    return [line for one in software.software for line in _software_lines(one, on)]


def _software_lines(one: Software, on: Layout) -> list[str]:
    described = [line for text in one.descriptions for line in on.languages.lines(text)]
    kind = f" ({clean(one.type)})" if one.type else ""
    return [f"{on.line(one.name)} {clean(one.release)}{kind}", *on.rich(one.description), *described]


def _show_equipment_list(equipment: MeasuringEquipmentList, on: Layout) -> None:
    name = on.line(equipment.name)
    on.page.text(f"{on.labels.equipment}: {name}" if name else on.labels.equipment)
    with on.page.indented():
        on.paragraphs(on.rich(equipment.description))
        on.page.fact(on.labels.equipment_class, equipment_classes(equipment.equipment_class))
        on.contact(on.labels.owner, equipment.owner)
        on.identifications(equipment.identifications)
        for one in equipment.measuring_equipment:
            _show_equipment(one, on)


def _show_equipment(one: MeasuringEquipment, on: Layout) -> None:
    on.page.entry("-", on.line(one.name))
    with on.page.indented():
        on.paragraphs(on.rich(one.description))
        for description in one.descriptions:
            on.paragraphs(on.languages.lines(description))
        on.page.fact(on.labels.equipment_class, equipment_classes(one.equipment_class))
        on.contact(on.labels.manufacturer, one.manufacturer)
        on.page.fact(on.labels.model, clean(one.model or ""))
        on.identifications(one.identifications)
        show_reference(on.labels.certificate, one.certificate, on)
        if one.measuring_equipment_quantities:
            show_quantities(one.measuring_equipment_quantities.measuring_equipment_quantity, on, show_about)
        if one.installed_software:
            on.page.fact(on.labels.software, software_lines(one.installed_software, on))


def equipment_classes(classes: Sequence[Any]) -> list[str]:
    """Each class with the classification it is one of."""
    return [clean(f"{one.class_id} ({one.reference})") for one in classes]


def show_reference(label: str, reference: Hash | None, on: Layout) -> None:
    """Another document that is referred to, with what is said about it."""
    if reference is None:
        return
    lines = [" ".join(filter(None, (on.line(reference.referral), clean(reference.referral_id))))]
    digest = f"{clean(reference.procedure)}: {clean(reference.value)}"
    if reference.procedure.strip() != reference.value.strip():  # not "analogue", a word for no digest
        lines.append(digest)
    for stated, yes, no in (
        (reference.traceable, on.labels.traceable, on.labels.not_traceable),
        (reference.in_validity_range, on.labels.in_validity_range, on.labels.not_in_validity_range),
    ):
        if stated is not None:
            lines.append(yes if stated.value else no)
    on.page.fact(label, [*lines, *on.rich(reference.description)])
    show_reference(on.labels.linked, reference.linked_report, on)


def _show_condition(condition: Condition, on: Layout) -> None:
    status = on.labels.status.get(condition.status or "", clean(condition.status or ""))
    name = on.line(condition.name)
    on.page.entry("-", f"{name} ({status})" if status and status.lower() != name.lower() else name)
    with on.page.indented():
        on.paragraphs(on.rich(condition.description))
        show_data(condition.data, on, show_about)
        show_reference(on.labels.certificate, condition.certificate, on)


def show_statement(one: StatementMetaData, on: Layout) -> None:
    """A statement: its name, or what it rests on or declares, then everything else it says."""
    convention, norm = clean(one.convention or ""), ", ".join(_clean(one.norm))
    said = [*on.rich(one.description), *on.rich(one.declaration)]
    title = on.line(one.name) or convention or norm
    if not title:
        title = said.pop(0) if said else " ".join(map(clean, one.ref_type.items if one.ref_type else ()))
    on.page.entry("-", title)
    with on.page.indented():
        on.paragraphs(said)
        _show_verdicts(one, on)
        on.page.fact(on.labels.convention, convention if convention != title else "")
        on.page.fact(on.labels.norm, norm if norm != title else "")
        on.page.fact(on.labels.reference, ", ".join(_clean((*one.reference, *one.link))))
        on.page.fact(on.labels.date, clean(one.date or ""))
        on.page.fact(on.labels.period, clean(one.period or ""))
        on.page.fact(on.labels.countries, ", ".join(_clean(one.country_code_iso3166_1)))
        unit = _clean((one.non_si_unit or "", one.non_si_definition or ""))
        on.page.fact(on.labels.non_si, " = ".join(unit))
        on.contact(on.labels.authority, one.resp_authority)
        if one.location is not None:
            on.page.fact(on.labels.location, location_lines(one.location, on.languages, on.labels))
        if one.data is not None:
            show_data(one.data, on, show_about)


def _show_verdicts(one: StatementMetaData, on: Layout) -> None:
    """What it says with one word; verdicts value by value stand in the table of the values."""
    labels = on.labels
    if one.conformity is not None:
        on.page.fact(labels.conformity, clean(labels.conform.get(one.conformity, one.conformity)))
    for stated, yes, no in (
        (one.valid, labels.valid, labels.not_valid),
        (one.traceable, labels.traceable, labels.not_traceable),
    ):
        if stated is not None:
            on.page.text(yes if stated.value else no)


def _clean(texts: Sequence[str]) -> list[str]:
    return [text for text in map(clean, texts) if text]
