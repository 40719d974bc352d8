"""What a certificate states of itself: number, type, laboratory, persons, dates, items, conclusion.

Which statement counts, which name, in which order, is said here and nowhere else. ``facts_of`` reads the
model; ``dcc.facts.elements`` reads the few facts needed of a tree, and makes the same values of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dcc.vocabulary import (
    CERTIFICATE_TYPE,
    INSTRUMENT_CODE,
    SERIAL_NUMBER,
    VALID_UNTIL,
    VERIFICATION_ID,
    CertificateType,
)

if TYPE_CHECKING:
    from dcc.model import (
        AdministrativeData,
        CalibrationLaboratory,
        Certificate,
        Date,
        Identification,
        Item,
        RespPerson,
        StatementMetaData,
        Text,
    )

WORST_FIRST: Final = ("fail", "noPass", "conditionalFail", "conditionalPass", "noFail", "pass")
"""Conformity as DCC 3.3.0 spells it, by how much a reader has to know of it."""

_DATE = re.compile(r"\s*(-?\d+)-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in several languages: pairs of a language code (ISO 639-1, or empty) and the text. A language
    may have several, which its readers read one after the other."""

    texts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, parts: Iterable[tuple[str | None, str]]) -> Wording:
        """The parts in their order, each once, white space single; empty ones say nothing."""
        lines = ((language or "", " ".join(text.split())) for language, text in parts)
        return cls(tuple(dict.fromkeys(line for line in lines if line[1])))

    def in_language(self, language: str) -> str:
        """The text in ``language``, else in English, else the first there is, else empty."""
        by_language = self.as_json()
        return by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), "")

    @property
    def in_every_language(self) -> str:
        """The text in each language once."""
        return " / ".join(dict.fromkeys(text for _, text in self.texts))

    def as_json(self) -> dict[str, str]:
        read: dict[str, str] = {}
        for language, text in self.texts:
            read[language] = f"{read[language]} {text}" if language in read else text
        return read


@dataclass(frozen=True, slots=True)
class StatedType:
    """What the certificate says of its type: the words of each statement of it, as they are written."""

    statements: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The different words. White space around a word is none of it; capital letters are."""
        stated = (word.strip() for words in self.statements for word in words)
        return tuple(dict.fromkeys(word for word in stated if word))

    @property
    def type(self) -> CertificateType | None:
        """The one type that is stated; None where none that is known is, or several: then it is undecided.

        A DCC that does not speak of its type is a calibration certificate, as its name says.
        """
        if not self.statements:
            return CertificateType.CALIBRATION
        words = self.words
        return CertificateType(words[0]) if len(words) == 1 and words[0] in set(CertificateType) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laboratory:
    """The laboratory that issues the certificate: its code, empty where it states none, and its name."""

    code: str = ""
    name: Wording = Wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who answers for the certificate; ``role`` is empty where none is stated."""

    name: Wording
    role: str = ""
    main_signer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """A calibrated item; texts are empty where they are not stated."""

    name: Wording
    manufacturer: Wording
    model: str
    serial_number: str
    instrument_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """What a certificate states. ``verification_id`` and instrument codes stand as they are written."""

    number: str
    stated_type: StatedType
    laboratory: Laboratory
    persons: tuple[Person, ...]
    customer: Wording
    verification_id: str | None
    received: Date | None
    begun: Date
    ended: Date
    issued: Date | None
    valid_until: Date | None
    conclusion: str | None
    items: tuple[ItemFacts, ...]

    @property
    def type(self) -> CertificateType | None:
        """The type; None where it is undecided."""
        return self.stated_type.type

    @property
    def instrument_code(self) -> str | None:
        """The code of the first item that has one."""
        return next((item.instrument_code for item in self.items if item.instrument_code), None)


def facts_of(certificate: Certificate) -> CertificateFacts:
    """The facts of a certificate that has been read."""
    data = certificate.administrative_data
    core = data.core_data
    until = (one.date for one in statements(certificate, VALID_UNTIL) if one.date is not None)
    own = core.identifications.identification if core.identifications else ()
    return CertificateFacts(
        number=core.unique_identifier.strip(),
        stated_type=StatedType(tuple(one.reference for one in statements(certificate, CERTIFICATE_TYPE))),
        laboratory=_laboratory(data.calibration_laboratory),
        persons=tuple(person_of(one) for one in data.resp_persons.resp_person),
        customer=_wording(data.customer.name),
        verification_id=_marked(own, VERIFICATION_ID),
        received=core.receipt_date,
        begun=core.begin_performance_date,
        ended=core.end_performance_date,
        issued=core.issue_date,
        valid_until=min(until, key=_order, default=None),
        conclusion=_conclusion(data),
        items=tuple(_item(item) for item in data.items.item),
    )


def statements(certificate: Certificate, ref_type: str) -> Iterator[StatementMetaData]:
    """The statements about the whole certificate that are marked with ``ref_type``.

    What stands elsewhere, as in a result or in an item's description, is about a part and does not count.
    """
    stated = certificate.administrative_data.statements
    for statement in stated.statement if stated else ():
        if statement.ref_type is not None and statement.ref_type.has(ref_type):
            yield statement


def is_about_type_alone(statement: StatementMetaData) -> bool:
    """Whether the statement says nothing but the certificate's type, which its title says already."""
    if statement.ref_type is None or statement.ref_type.items != (CERTIFICATE_TYPE,):
        return False
    bare = replace(statement, name=None, reference=(), ref_type=None, id=None)
    return bare == type(statement)()


def person_of(person: RespPerson) -> Person:
    """One of the responsible persons."""
    return Person(
        name=_wording(person.person.name),
        role=(person.role or "").strip(),
        main_signer=person.main_signer is not None and person.main_signer.value,
    )


def _laboratory(laboratory: CalibrationLaboratory) -> Laboratory:
    """Its name is that of every contact: a reader of DCC 2.4.0 sees several."""
    contacts = (laboratory.contact, *laboratory.further_contacts)
    return Laboratory(
        code=(laboratory.calibration_laboratory_code or "").strip(),
        name=Wording.of((one.lang, one.text) for contact in contacts for one in contact.name.content),
    )


def _item(item: Item) -> ItemFacts:
    marks = item.identifications.identification
    return ItemFacts(
        name=_wording(item.name),
        manufacturer=_wording(item.manufacturer.name) if item.manufacturer else Wording(),
        model=(item.model or "").strip(),
        serial_number=_serial_number(marks),
        instrument_code=_marked(marks, INSTRUMENT_CODE),
    )


def _serial_number(marks: Iterable[Identification]) -> str:
    """What is marked as one, else the manufacturer's first mark, else the first but for instrument codes."""
    marks = [mark for mark in marks if not _is(mark, INSTRUMENT_CODE)]
    named = [mark for mark in marks if _is(mark, SERIAL_NUMBER)]
    manufacturers = [mark for mark in marks if mark.issuer == "manufacturer"]
    return next((mark.value.strip() for mark in (*named, *manufacturers, *marks)), "")


def _conclusion(data: AdministrativeData) -> str | None:
    """The worst statement of conformity about the whole certificate; None where it makes none."""
    said: set[str | None] = set()
    for statement in data.statements.statement if data.statements else ():
        said.add(statement.conformity)
        said.update(statement.conformity_xml_list.items if statement.conformity_xml_list else ())
    return next((conformity for conformity in WORST_FIRST if conformity in said), None)


def _marked(identifications: Iterable[Identification], ref_type: str) -> str | None:
    """The first identification of that kind."""
    return next((one.value.strip() for one in identifications if _is(one, ref_type)), None)


def _is(identification: Identification, ref_type: str) -> bool:
    return identification.ref_type is not None and identification.ref_type.has(ref_type)


def _order(date: Date) -> tuple[int, ...]:
    """By the calendar, in years of any number of digits; what is no date comes last and is not the end."""
    found = _DATE.match(date)
    return (0, *map(int, found.groups())) if found else (1,)


def _wording(text: Text | None) -> Wording:
    return Wording.of((one.lang, one.text) for one in text.content) if text else Wording()
