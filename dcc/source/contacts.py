"""Organisations, persons and addresses, and the numbers and marks by which things are identified."""

from __future__ import annotations

import re
from dataclasses import replace

from dcc import codes, identifiers
from dcc.errors import UsageError
from dcc.model import (
    City,
    Contact,
    ContactNotStrict,
    CountryCode,
    EquipmentClass,
    Identification,
    IdentificationList,
    Location,
    PostCode,
    PostOfficeBox,
    RichContent,
    Software,
    SoftwareList,
    State,
    Street,
    StreetNo,
    Text,
    Tokens,
)
from dcc.source.nodes import Fields
from dcc.source.section import Section
from dcc.source.texts import need_text, plain_text, read_file, read_rich, read_text
from dcc.vocabulary import INSTRUMENT_CODE, SERIAL_NUMBER

ISSUERS = ("manufacturer", "calibrationLaboratory", "customer", "owner", "other")
SOFTWARE_TYPES = ("application", "bios", "driver", "editor", "firmware", "library", "os", "other")


_PARTS = {
    "street": Street,
    "street_no": StreetNo,
    "post_office_box": PostOfficeBox,
    "post_code": PostCode,
    "city": City,
    "state": State,
}
_SERIAL = {"zh": "出厂编号", "en": "Serial number", "de": "Seriennummer"}
_CODE = {"zh": "器具码", "en": "Instrument code", "de": "Messgerätecode"}


def read_contact(section: Section) -> Contact:
    """An organisation or person with an address."""
    section.need("name", "address")
    return Contact(
        name=read_text(section, "name") or Text(),
        e_mail=section.word("email"),
        phone=section.word("phone"),
        fax=section.word("fax"),
        link=section.word("link"),
        location=section.one("address", read_location) or Location(),
        description_data=section.one("logo", read_file),
        **section.links(),
    )


def read_contact_loosely(section: Section) -> ContactNotStrict:
    """An organisation or person of which only the name must be known."""
    return replace(read_person(section), **section.links())


def read_person(section: Section) -> ContactNotStrict:
    """A person, in a section whose id belongs to something else."""
    return ContactNotStrict(
        name=need_text(section, "name"),
        e_mail=section.word("email"),
        phone=section.word("phone"),
        fax=section.word("fax"),
        link=section.word("link"),
        location=section.one("address", read_location),
        description_data=section.one("logo", read_file),
    )


def read_manufacturer(section: Section) -> ContactNotStrict | None:
    """``manufacturer``: a name, or a mapping with more about it."""
    node = section.node("manufacturer")
    if node is None:
        return None
    if isinstance(node, Fields) and "name" in node.fields:
        return section.one("manufacturer", read_contact_loosely)
    name = read_text(section, "manufacturer")
    return None if name is None else ContactNotStrict(name=name)


def read_location(section: Section) -> Location:
    """An address, its entries in the order written."""
    content: list[
        City | CountryCode | PostCode | PostOfficeBox | State | Street | StreetNo | RichContent
    ] = []
    country = read_country(section)
    further = read_rich(section, "further")
    for key in section.order():
        if key in _PARTS and (word := section.word(key)) is not None:
            content.append(_PARTS[key](word))
        elif key == "country" and country is not None:
            content.append(CountryCode(country))
        elif key == "further" and further is not None:
            content.append(further)
    section.has(*_PARTS)
    return Location(content=tuple(content))


def read_country(section: Section) -> str | None:
    """``country`` by its two letters."""
    scalar = section.scalar("country")
    if scalar is None or re.fullmatch("[A-Z]{2}", scalar.text):
        return None if scalar is None else scalar.text
    section.wrong(
        "country",
        f"{scalar.text!r} is not a country",
        hint="Write the two capital letters of ISO 3166-1: CN, DE.",
    )
    return None


def read_identifications(section: Section) -> IdentificationList | None:
    """``serial_number``, ``instrument_code`` and whatever else stands under ``identifications``."""
    found = []
    serial = section.word("serial_number")
    if serial is not None:
        found.append(_own(section, "manufacturer", serial, _SERIAL, SERIAL_NUMBER))
    code = read_code(section, "instrument_code")
    if code is not None:
        found.append(_own(section, "calibrationLaboratory", code, _CODE, INSTRUMENT_CODE))
    found += section.each("identifications", read_identification)
    return IdentificationList(identification=tuple(found)) if found else None


def read_identification(section: Section) -> Identification:
    """A number or mark and who gave it."""
    section.need("value", "issuer")
    return Identification(
        issuer=section.choice("issuer", ISSUERS) or "",
        value=section.word("value") or "",
        name=read_text(section, "name"),
        **section.links(),
    )


def read_code(section: Section, key: str) -> str | None:
    """A verification id or instrument code in its canonical form."""
    word = section.word(key)
    if word is None:
        return None
    try:
        return identifiers.parse(word)
    except UsageError as error:
        section.intake.say(codes.SOURCE_VALUE, f"{key}: {error}", section.place(key), hint=error.hint)
        return None


def read_classes(section: Section) -> tuple[EquipmentClass, ...]:
    """``class``: the class of an item or of equipment in a classification."""
    return section.each("class", _read_class)


def read_software(section: Section) -> SoftwareList | None:
    """``software``: programs with their releases."""
    software = section.each("software", read_program)
    return SoftwareList(software=software) if software else None


def read_program(section: Section) -> Software:
    """A program with its release."""
    section.need("release")
    return Software(
        name=need_text(section, "name"),
        release=section.word("release") or "",
        type=section.choice("type", SOFTWARE_TYPES),
        description=read_rich(section, "description"),
        **section.links(),
    )


def _own(section: Section, issuer: str, value: str, name: dict[str, str], ref_type: str) -> Identification:
    return Identification(
        issuer=issuer, value=value, name=plain_text(section.intake, name), ref_type=Tokens(ref_type)
    )


def _read_class(section: Section) -> EquipmentClass:
    section.need("reference", "class")
    return EquipmentClass(
        reference=section.word("reference") or "",
        class_id=section.word("class") or "",
        link=section.word("link"),
    )
