"""How the results came about: methods, software, equipment with its certificates, conditions."""

from __future__ import annotations

from functools import partial

from dcc.model import (
    Condition,
    Data,
    Date,
    InfluenceConditionList,
    MeasurementResult,
    MeasurementResultList,
    MeasuringEquipment,
    MeasuringEquipmentList,
    MeasuringEquipmentQuantityList,
    Quantity,
    ResultList,
    RichContent,
    Tokens,
    UsedMethod,
    UsedMethodList,
    UsedMethodQuantityList,
)
from dcc.source.contacts import read_classes, read_identifications, read_manufacturer, read_software
from dcc.source.quantities import read_plain_quantity, read_quantity_under, read_stated_quantity
from dcc.source.references import read_hash
from dcc.source.results import read_notes, read_result
from dcc.source.section import Section
from dcc.source.texts import need_text, plain_text, read_rich, rich_text
from dcc.source.values import Grid
from dcc.vocabulary import CertificateType

STATES = {
    "before_adjustment": {"zh": "调整前", "en": "Before adjustment", "de": "Vor der Justierung"},
    "after_adjustment": {"zh": "调整后", "en": "After adjustment", "de": "Nach der Justierung"},
    "before_repair": {"zh": "修理前", "en": "Before repair", "de": "Vor der Instandsetzung"},
    "after_repair": {"zh": "修理后", "en": "After repair", "de": "Nach der Instandsetzung"},
}

_BOUNDS = {
    "min": {"zh": "最小值", "en": "Minimum", "de": "Minimum"},
    "max": {"zh": "最大值", "en": "Maximum", "de": "Maximum"},
}


def read_measurements(
    section: Section, kind: CertificateType, used_until: Date | None
) -> MeasurementResultList:
    """``measurements``, with the methods, software, equipment and conditions they share."""
    section.need("measurements")
    return MeasurementResultList(
        used_methods=_read_methods(section),
        used_software=read_software(section),
        measuring_equipments=_read_equipment(section, used_until),
        influence_conditions=_read_conditions(section),
        measurement_meta_data=read_notes(section, kind),
        measurement_result=section.each(
            "measurements", partial(_read_measurement, kind=kind, used_until=used_until)
        ),
    )


def _read_measurement(section: Section, kind: CertificateType, used_until: Date | None) -> MeasurementResult:
    section.need("results")
    return MeasurementResult(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        used_methods=_read_methods(section),
        used_software=read_software(section),
        measuring_equipments=_read_equipment(section, used_until),
        influence_conditions=_read_conditions(section),
        results=ResultList(result=section.each("results", partial(read_result, kind=kind))),
        measurement_meta_data=read_notes(section, kind),
        **section.links(),
    )


def _read_methods(section: Section) -> UsedMethodList | None:
    methods = section.each("methods", _read_method)
    return UsedMethodList(used_method=methods) if methods else None


def _read_method(section: Section) -> UsedMethod:
    quantities = section.each("quantities", read_stated_quantity)
    return UsedMethod(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        norm=section.words("norm"),
        reference=section.words("clause"),
        link=section.words("link"),
        used_method_quantities=UsedMethodQuantityList(used_method_quantity=quantities)
        if quantities
        else None,
        **section.links(),
    )


def _read_equipment(section: Section, used_until: Date | None) -> MeasuringEquipmentList | None:
    equipment = section.each("equipment", partial(_read_one_equipment, used_until=used_until))
    return MeasuringEquipmentList(measuring_equipment=equipment) if equipment else None


def _read_one_equipment(section: Section, used_until: Date | None) -> MeasuringEquipment:
    quantities = section.each("quantities", read_stated_quantity)
    return MeasuringEquipment(
        name=need_text(section, "name"),
        equipment_class=read_classes(section),
        description=read_rich(section, "description"),
        certificate=section.one("certificate", partial(read_hash, used_until=used_until)),
        manufacturer=read_manufacturer(section),
        model=section.word("model"),
        identifications=read_identifications(section),
        measuring_equipment_quantities=MeasuringEquipmentQuantityList(measuring_equipment_quantity=quantities)
        if quantities
        else None,
        installed_software=read_software(section),
        **section.links("basic_standardUsed"),
    )


def _read_conditions(section: Section) -> InfluenceConditionList | None:
    """``conditions``, after the ``state`` of the item (before or after adjustment or repair)."""
    found = section.each("conditions", _read_condition)
    state = section.choice("state", STATES)
    if state is not None:
        when, what = state.split("_")
        text = plain_text(section.intake, STATES[state])
        condition = Condition(
            name=text,
            status=when + what.capitalize(),
            data=Data(content=(rich_text(text),)),
            ref_type=Tokens("basic_adjustment"),
        )
        found = (condition, *found)
    return InfluenceConditionList(influence_condition=found) if found else None


def _read_condition(section: Section) -> Condition:
    """A condition with one value, the least and greatest value, several quantities, or a text."""
    links = section.links()
    return Condition(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        data=Data(content=_condition_content(section, links["ref_type"])),
        **links,
    )


def _condition_content(section: Section, ref_type: Tokens | None) -> tuple[RichContent | Quantity, ...]:
    section.exclude("value", "min", "max", "text", "quantities")
    section.exclude("text", "min", "max", "quantities")
    section.exclude("quantities", "min", "max")
    if section.has("quantities"):
        return section.each("quantities", read_plain_quantity)
    text = read_rich(section, "text")
    if text is not None:
        return (text,)
    word = ref_type.items[0] if ref_type else None
    if section.has("value"):
        single = read_quantity_under(section, "value", Grid(), name=None, ref_type=word)
        return () if single is None else (single,)
    section.need("min", "max")
    bounds = [
        read_quantity_under(
            section,
            key,
            Grid(),
            name=plain_text(section.intake, name),
            ref_type=f"{word}{key.capitalize()}" if word else f"basic_{key}",
        )
        for key, name in _BOUNDS.items()
        if section.has(key)
    ]
    return tuple(bound for bound in bounds if bound is not None)
