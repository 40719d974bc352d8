"""Administrative data: core data, items, laboratory, persons, customer and statements."""

from __future__ import annotations

from functools import partial

from dcc import codes
from dcc._version import __version__
from dcc.model import (
    AdministrativeData,
    CalibrationLaboratory,
    CountryCode,
    IdentificationList,
    Item,
    ItemList,
    ItemQuantityList,
    RefTypeDefinition,
    RefTypeDefinitionList,
    RespPerson,
    RespPersonList,
    Software,
    SoftwareList,
    StatementList,
    StatementMetaData,
    StringWithLang,
    Text,
    Tokens,
)
from dcc.source.contacts import (
    read_classes,
    read_contact,
    read_identifications,
    read_manufacturer,
    read_person,
    read_program,
    read_software,
)
from dcc.source.core import Dates, read_core, read_place, valid_until_statement
from dcc.source.nodes import Fields
from dcc.source.quantities import read_stated_quantity
from dcc.source.references import read_predecessor
from dcc.source.section import Section
from dcc.source.statements import read_statement
from dcc.source.texts import need_text, plain_text, read_rich, read_text, rich_text
from dcc.vocabulary import CERTIFICATE_TYPE, LINK, NAMESPACE, CertificateType

ROLES = ("metrologist", "checker", "approver", "seal")

_VOCABULARY = {
    "zh": "数字校准证书工具链词汇",
    "en": "Vocabulary of the DCC toolchain",
    "de": "Vokabular der DCC-Werkzeuge",
}


def read_administration(
    section: Section, kind: CertificateType, dates: Dates, verification_id: str | None
) -> AdministrativeData:
    """Everything but the results. The statements that follow from other keys come first."""
    section.need("items", "persons")
    laboratory = section.required("laboratory", _read_laboratory)
    country = _country(section, laboratory)
    place, place_statement = read_place(section)
    predecessor = read_predecessor(section, kind)
    statements = [
        _type_statement(section, kind),
        predecessor and predecessor.statement,
        place_statement,
        dates.valid_until and valid_until_statement(section, dates.valid_until),
        *section.each("statements", partial(read_statement, kind=kind)),
    ]
    return AdministrativeData(
        dcc_software=_read_dcc_software(section),
        ref_type_definitions=_read_definitions(section),
        core_data=read_core(
            section,
            country=country,
            dates=dates,
            place=place,
            predecessor=predecessor,
            verification_id=verification_id,
        ),
        items=ItemList(item=section.each("items", _read_item)),
        calibration_laboratory=laboratory,
        resp_persons=section.intake.made(
            RespPersonList(resp_person=section.each("persons", _read_person)), section.place("persons")
        ),
        customer=section.required("customer", read_contact),
        statements=StatementList(statement=tuple(found for found in statements if found)),
    )


def _type_statement(section: Section, kind: CertificateType) -> StatementMetaData:
    return StatementMetaData(
        name=plain_text(section.intake, kind.titles),
        reference=(kind.value,),
        ref_type=Tokens(CERTIFICATE_TYPE),
    )


def _read_dcc_software(section: Section) -> SoftwareList:
    """This program, and whatever ``dcc_software`` adds."""
    own = Software(
        name=Text(content=(StringWithLang(text="dcc-toolchain"),)),
        release=f"v{__version__}",
        type="application",
    )
    return SoftwareList(software=(own, *section.each("dcc_software", read_program)))


def _read_definitions(section: Section) -> RefTypeDefinitionList:
    """The ``dcct`` vocabulary, and whatever ``ref_type_definitions`` adds."""
    own = RefTypeDefinition(name=plain_text(section.intake, _VOCABULARY), namespace=NAMESPACE, link=LINK)
    return RefTypeDefinitionList(
        ref_type_definition=(own, *section.each("ref_type_definitions", _read_definition))
    )


def _read_definition(section: Section) -> RefTypeDefinition:
    section.need("namespace", "link")
    return RefTypeDefinition(
        name=need_text(section, "name"),
        description=read_rich(section, "description"),
        namespace=section.word("namespace") or "",
        link=section.word("link") or "",
        release=section.word("release"),
        value=section.word("value"),
        procedure=section.word("procedure"),
        ref_type=section.links()["ref_type"],
    )


def _read_laboratory(section: Section) -> CalibrationLaboratory:
    return CalibrationLaboratory(
        calibration_laboratory_code=section.word("code"),
        contact=read_contact(section),
        crypt_electronic_seal=section.boolean("electronic_seal"),
        crypt_electronic_signature=section.boolean("electronic_signature"),
        crypt_electronic_time_stamp=section.boolean("electronic_time_stamp"),
    )


def _country(section: Section, laboratory: CalibrationLaboratory) -> str:
    """The country of the certificate is that of the laboratory."""
    for entry in laboratory.contact.location.content:
        if isinstance(entry, CountryCode):
            return str(entry)
    written = section.node("laboratory")
    address = written.fields.get("address") if isinstance(written, Fields) else None
    if isinstance(address, Fields) and "country" not in address.fields:
        message = "country is missing in laboratory.address"
        section.intake.say(codes.SOURCE_MISSING, message, address.at)
    return ""


def _read_item(section: Section) -> Item:
    quantities = section.each("quantities", read_stated_quantity)
    parts = section.each("parts", _read_item)
    identifications = read_identifications(section)
    if identifications is None:
        section.need("serial_number")
    return Item(
        name=need_text(section, "name"),
        equipment_class=read_classes(section),
        description=read_rich(section, "description"),
        owner=section.one("owner", read_contact),
        installed_softwares=read_software(section),
        manufacturer=read_manufacturer(section),
        model=section.word("model"),
        identifications=identifications or IdentificationList(),
        item_quantities=ItemQuantityList(item_quantity=quantities) if quantities else None,
        sub_items=ItemList(item=parts) if parts else None,
        **section.links(),
    )


def _read_person(section: Section) -> RespPerson:
    section.need("role")
    title = read_text(section, "title")
    return RespPerson(
        person=read_person(section),
        description=None if title is None else rich_text(title),
        role=section.choice("role", ROLES),
        main_signer=section.boolean("main_signer"),
        crypt_electronic_seal=section.boolean("electronic_seal"),
        crypt_electronic_signature=section.boolean("electronic_signature"),
        crypt_electronic_time_stamp=section.boolean("electronic_time_stamp"),
        **section.links(),
    )
