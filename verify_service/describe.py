"""What the register takes from a certificate's own words, for pages and searches."""

from __future__ import annotations

from collections.abc import Iterable

from dcc import identifiers, vocabulary
from dcc.errors import DocumentError, UsageError
from dcc.model import Certificate, Item, Text
from verify_service.records import Description, ItemRecord, Wording

_WORST_FIRST = ("fail", "noPass", "conditionalFail", "conditionalPass", "noFail", "pass")
"""Conformity as DCC 3.3.0 spells it, by how much a reader has to know of it."""


def describe(certificate: Certificate) -> Description:
    """The part of a certificate that the register keeps beside its bytes.

    Raises ``DocumentError`` when it carries a verification id or instrument code that is not one.
    """
    data = certificate.administrative_data
    laboratory = data.calibration_laboratory
    until = (statement.date for statement in vocabulary.statements(certificate, vocabulary.VALID_UNTIL))
    return Description(
        verification_id=_checked(vocabulary.verification_id(certificate), vocabulary.VERIFICATION_ID),
        number=certificate.number.strip(),
        type=vocabulary.certificate_type(certificate) or vocabulary.CertificateType.CALIBRATION,
        laboratory=_wording(laboratory.contact.name),
        laboratory_code=(laboratory.calibration_laboratory_code or "").strip(),
        customer=_in_every_language(data.customer.name),
        issue_date=data.core_data.issue_date.value if data.core_data.issue_date else None,
        valid_until=next((date.value for date in until if date), None),
        conclusion=_conclusion(certificate),
        items=tuple(_item(item) for item in data.items.item),
    )


def _item(item: Item) -> ItemRecord:
    return ItemRecord(
        kind=_wording(item.name),
        manufacturer=_in_every_language(item.manufacturer.name) if item.manufacturer else "",
        model=(item.model or "").strip(),
        serial=_serial(item),
        instrument_code=_checked(vocabulary.instrument_code(item), vocabulary.INSTRUMENT_CODE),
    )


def _serial(item: Item) -> str:
    """The serial number: what is marked as one, else the manufacturer's first mark, else the first."""
    marks = [
        mark
        for mark in item.identifications.identification
        if not (mark.ref_type and mark.ref_type.has(vocabulary.INSTRUMENT_CODE))
    ]
    named = [mark for mark in marks if mark.ref_type and mark.ref_type.has(vocabulary.SERIAL_NUMBER)]
    manufacturers = [mark for mark in marks if mark.issuer == "manufacturer"]
    return next((mark.value.strip() for mark in (*named, *manufacturers, *marks)), "")


def _checked(code: str | None, word: str) -> str | None:
    if code is None:
        return None
    try:
        return identifiers.parse(code.strip())
    except UsageError as error:
        raise DocumentError(f"the certificate's {word} is not one: {error}", hint=error.hint) from None


def _conclusion(certificate: Certificate) -> str | None:
    stated = certificate.administrative_data.statements
    said: Iterable[str | None] = {statement.conformity for statement in stated.statement} if stated else ()
    return next((conformity for conformity in _WORST_FIRST if conformity in said), None)


def _in_every_language(name: Text) -> str:
    """A name as its owner writes it, in each language once."""
    return " / ".join(dict.fromkeys(text for _, text in _wording(name).texts))


def _wording(text: Text) -> Wording:
    texts: dict[str, str] = {}
    for content in text.content:
        texts.setdefault(content.lang or "", " ".join(content.text.split()))
    return Wording(tuple(texts.items()))
