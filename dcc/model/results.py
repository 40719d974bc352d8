"""Measurement results with their methods, equipment and conditions.

One class for each complex type of the schemas; fields are named as the elements. What an older version
alone knows, and what a newer one brought, stands in ``dcc.xml.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass

from dcc.model.content import (
    ByteData,
    Contact,
    ContactNotStrict,
    EquipmentClass,
    Formula,
    Hash,
    IdentificationList,
    Location,
    RichContent,
    SoftwareList,
    Text,
    Xml,
)
from dcc.model.lexical import Boolean, Date, DateTime, Duration, Tokens
from dcc.model.node import Node
from dcc.model.si import Complex, ComplexListXmlList, Constant, Hybrid, Real, RealListXmlList, SiList


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasuringEquipmentList(Node):
    """The measuring equipment used, with what all of it has in common."""

    name: Text | None = None
    equipment_class: tuple[EquipmentClass, ...] = ()
    description: RichContent | None = None
    owner: Contact | None = None
    identifications: IdentificationList | None = None
    measuring_equipment: tuple[MeasuringEquipment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasuringEquipment(Node):
    """A measurement standard or instrument used, with the certificate that makes it traceable."""

    name: Text
    equipment_class: tuple[EquipmentClass, ...] = ()
    descriptions: tuple[Text, ...] = ()
    description_data: tuple[ByteData, ...] = ()
    description: RichContent | None = None
    certificate: Hash | None = None
    manufacturer: ContactNotStrict | None = None
    model: str | None = None
    identifications: IdentificationList | None = None
    measuring_equipment_quantities: MeasuringEquipmentQuantityList | None = None
    installed_software: SoftwareList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementResultList(Node):
    """All measurement results, with the methods, equipment and conditions they share."""

    used_methods: UsedMethodList | None = None
    used_software: SoftwareList | None = None
    measuring_equipments: MeasuringEquipmentList | None = None
    influence_conditions: InfluenceConditionList | None = None
    measurement_meta_data: MeasurementMetaDataList | None = None
    measurement_result: tuple[MeasurementResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementResult(Node):
    """Results that belong together, with their methods, equipment and conditions."""

    results: ResultList
    name: Text | None = None
    description: RichContent | None = None
    used_methods: UsedMethodList | None = None
    used_software: SoftwareList | None = None
    measuring_equipments: MeasuringEquipmentList | None = None
    influence_conditions: InfluenceConditionList | None = None
    measurement_meta_data: MeasurementMetaDataList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class UsedMethodList(Node):
    """The methods used."""

    used_method: tuple[UsedMethod, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class UsedMethod(Node):
    """A method: its name, the standards it follows and its parameters (ISO/IEC 17025, 7.8.2.1 f)."""

    name: Text
    descriptions: tuple[Text, ...] = ()
    description: RichContent | None = None
    norm: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    used_method_quantities: UsedMethodQuantityList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class InfluenceConditionList(Node):
    """The conditions under which the results were obtained."""

    influence_condition: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Condition(Node):
    """One influence quantity or condition (ISO/IEC 17025, 7.8.4.1 b), before or after adjustment."""

    name: Text
    data: Data
    description: RichContent | None = None
    status: str | None = None
    certificate: Hash | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Result(Node):
    """One result: text, numbers, tables or files."""

    name: Text
    data: Data
    description: RichContent | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ResultList(Node):
    """The results."""

    result: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Data(Node):
    """Texts, formulas, files, foreign XML, quantities and lists, in the order in which they stand."""

    content: tuple[RichContent | Formula | ByteData | Xml | Quantity | QuantityList, ...] = ()
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Quantity(Node):
    """A measured or stated value with its uncertainty, methods, equipment and conditions."""

    name: Text | None = None
    description: RichContent | None = None
    no_quantity: RichContent | None = None
    chars_xml_list: Tokens | None = None
    real: Real | None = None
    si_list: SiList | None = None
    hybrid: Hybrid | None = None
    complex: Complex | None = None
    constant: Constant | None = None
    real_list_xml_list: RealListXmlList | None = None
    complex_list_xml_list: ComplexListXmlList | None = None
    relative_uncertainty: RelativeUncertainty | None = None
    used_methods: UsedMethodList | None = None
    used_software: SoftwareList | None = None
    measuring_equipments: MeasuringEquipmentList | None = None
    influence_conditions: InfluenceConditionList | None = None
    measurement_meta_data: MeasurementMetaDataList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class QuantityList(Node):
    """A list of quantities, such as the columns of a result table, or of further lists."""

    name: Text | None = None
    description: RichContent | None = None
    date_time: DateTime | None = None
    date_time_xml_list: Tokens | None = None
    content: tuple[QuantityList | Quantity, ...] = ()
    used_methods: UsedMethodList | None = None
    used_software: SoftwareList | None = None
    measuring_equipments: MeasuringEquipmentList | None = None
    influence_conditions: InfluenceConditionList | None = None
    measurement_meta_data: MeasurementMetaDataList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasurementMetaDataList(Node):
    """What is to be said about results, value by value or as a whole."""

    meta_data: tuple[StatementMetaData, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StatementMetaData(Node):
    """A statement: conformity, traceability, validity, a convention (ISO/IEC 17025, 7.8.3 to 7.8.7)."""

    name: Text | None = None
    description: RichContent | None = None
    country_code_iso3166_1: tuple[str, ...] = ()
    convention: str | None = None
    traceable: Boolean | None = None
    norm: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    declaration: RichContent | None = None
    valid: Boolean | None = None
    ref_id: Tokens | None = None
    valid_xml_list: Tokens | None = None
    date: Date | None = None
    period: Duration | None = None
    resp_authority: Contact | None = None
    conformity: str | None = None
    conformity_xml_list: Tokens | None = None
    data: Data | None = None
    non_si_definition: str | None = None
    non_si_unit: str | None = None
    location: Location | None = None
    id: str | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MeasuringEquipmentQuantityList(Node):
    """Quantities stated for measuring equipment."""

    measuring_equipment_quantity: tuple[PrimitiveQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PrimitiveQuantity(Node):
    """A named value without methods or conditions of its own: of an item, equipment or method."""

    name: Text | None = None
    description: RichContent | None = None
    no_quantity: RichContent | None = None
    chars_xml_list: Tokens | None = None
    real: Real | None = None
    hybrid: Hybrid | None = None
    complex: Complex | None = None
    constant: Constant | None = None
    real_list_xml_list: RealListXmlList | None = None
    complex_list_xml_list: ComplexListXmlList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RelativeUncertainty(Node):
    """The relative expanded measurement uncertainty of a value or of each value of a list."""

    relative_uncertainty_xml_list: RealListXmlList | None = None
    relative_uncertainty_single: Real | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class UsedMethodQuantityList(Node):
    """Quantities stated for a method."""

    used_method_quantity: tuple[PrimitiveQuantity, ...] = ()
