"""Administrative data: the laboratory, the customer, the items, the persons, the dates.

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
    Hash,
    IdentificationList,
    RichContent,
    SoftwareList,
    Text,
)
from dcc.model.lexical import Boolean, Date, Tokens
from dcc.model.node import Node
from dcc.model.results import PrimitiveQuantity, StatementMetaData


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class AdministrativeData(Node):
    """Everything about the certificate but the results (ISO/IEC 17025, 7.8.2.1)."""

    dcc_software: SoftwareList
    core_data: CoreData
    items: ItemList
    calibration_laboratory: CalibrationLaboratory
    resp_persons: RespPersonList
    customer: Contact
    ref_type_definitions: RefTypeDefinitionList | None = None
    statements: StatementList | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RefTypeDefinitionList(Node):
    """Where the words used in ``refType`` are defined."""

    ref_type_definition: tuple[RefTypeDefinition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RefTypeDefinition(Node):
    """One vocabulary for ``refType``: its namespace and where to read about it."""

    name: Text
    namespace: str
    link: str
    description: RichContent | None = None
    release: str | None = None
    value: str | None = None
    procedure: str | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CoreData(Node):
    """Number, languages, dates and place of the certificate (ISO/IEC 17025, 7.8.2.1 d, h, i, j)."""

    country_code_iso3166_1: str
    unique_identifier: str
    begin_performance_date: Date
    end_performance_date: Date
    used_lang_code_iso639_1: tuple[str, ...] = ()
    mandatory_lang_code_iso639_1: tuple[str, ...] = ()
    identifications: IdentificationList | None = None
    receipt_date: Date | None = None
    performance_location: PerformanceLocation | None = None
    issue_date: Date | None = None
    report_amended_substituted: ReportAmendedSubstituted | None = None
    previous_report: Hash | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PerformanceLocation(Node):
    """Where the calibration was performed: in the laboratory, at the customer's, elsewhere."""

    text: str
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ReportAmendedSubstituted(Node):
    """Which earlier certificate this one amends or substitutes (ISO/IEC 17025, 7.8.8)."""

    type_of_change: str
    replaced_unique_identifier: str
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ItemList(Node):
    """The items calibrated, with what all of them have in common."""

    name: Text | None = None
    equipment_class: tuple[EquipmentClass, ...] = ()
    description: RichContent | None = None
    owner: Contact | None = None
    manufacturer: ContactNotStrict | None = None
    identifications: IdentificationList | None = None
    item: tuple[Item, ...] = ()
    id: str | None = None
    ref_id: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Item(Node):
    """The item calibrated (ISO/IEC 17025, 7.8.2.1 g)."""

    name: Text
    identifications: IdentificationList
    equipment_class: tuple[EquipmentClass, ...] = ()
    descriptions: tuple[Text, ...] = ()
    description_data: tuple[ByteData, ...] = ()
    description: RichContent | None = None
    owner: Contact | None = None
    installed_softwares: SoftwareList | None = None
    manufacturer: ContactNotStrict | None = None
    model: str | None = None
    item_quantities: ItemQuantityList | None = None
    sub_items: ItemList | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ItemQuantityList(Node):
    """Quantities stated for an item, such as its nominal value."""

    item_quantity: tuple[PrimitiveQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CalibrationLaboratory(Node):
    """The laboratory that issues the certificate, with its code (ISO/IEC 17025, 7.8.2.1 b).

    ``further_contacts`` is for DCC 2.4.0, which allowed several.
    """

    contact: Contact
    calibration_laboratory_code: str | None = None
    further_contacts: tuple[Contact, ...] = ()
    crypt_electronic_seal: Boolean | None = None
    crypt_electronic_signature: Boolean | None = None
    crypt_electronic_time_stamp: Boolean | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RespPersonList(Node):
    """The persons who answer for the certificate."""

    resp_person: tuple[RespPerson, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RespPerson(Node):
    """A person who answers for the certificate, with role (ISO/IEC 17025, 7.8.2.1 o)."""

    person: ContactNotStrict
    description: RichContent | None = None
    role: str | None = None
    main_signer: Boolean | None = None
    crypt_electronic_seal: Boolean | None = None
    crypt_electronic_signature: Boolean | None = None
    crypt_electronic_time_stamp: Boolean | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StatementList(Node):
    """Statements about the whole certificate."""

    statement: tuple[StatementMetaData, ...] = ()
