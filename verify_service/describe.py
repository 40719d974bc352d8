"""What the register takes from a certificate's own words, for pages and searches."""

from __future__ import annotations

from collections.abc import Iterable

from dcc import identifiers, vocabulary
from dcc.errors import DocumentError, UsageError
from dcc.model import CalibrationLaboratory, Certificate, Item, Text
from dcc.vocabulary import CertificateType
from verify_service.records import Description, ItemRecord, Wording, laboratory_id

_LONGEST = 200
"""Characters of a number or a laboratory's id at most: databases limit what they can hold unique."""

_WORST_FIRST = ("fail", "noPass", "conditionalFail", "conditionalPass", "noFail", "pass")
"""Conformity as DCC 3.3.0 spells it, by how much a reader has to know of it."""


def describe(certificate: Certificate) -> Description:
    """The part of a certificate that the register keeps beside its bytes.

    Raises ``DocumentError`` when it carries a verification id, an instrument code or a type that is not one,
    or names too long to be kept.
    """
    data = certificate.administrative_data
    laboratory = data.calibration_laboratory
    until = (statement.date for statement in vocabulary.statements(certificate, vocabulary.VALID_UNTIL))
    description = Description(
        verification_id=_checked(vocabulary.verification_id(certificate), vocabulary.VERIFICATION_ID),
        number=certificate.number.strip(),
        type=_type(certificate),
        laboratory=_wording(laboratory.contact.name),
        laboratory_code=_code(laboratory),
        customer=_in_every_language(data.customer.name),
        issue_date=data.core_data.issue_date.value if data.core_data.issue_date else None,
        valid_until=min((date.value for date in until if date), default=None),
        conclusion=_conclusion(certificate),
        items=tuple(_item(item) for item in data.items.item),
    )
    if max(len(description.number), len(description.laboratory_id)) > _LONGEST:
        raise DocumentError(
            f"the certificate's number or its laboratory's code or name has more than {_LONGEST} characters"
        )
    return description


def laboratory_id_of(certificate: Certificate) -> str:
    """By what certificates of the same laboratory are known."""
    laboratory = certificate.administrative_data.calibration_laboratory
    return laboratory_id(_wording(laboratory.contact.name), _code(laboratory))


def _code(laboratory: CalibrationLaboratory) -> str:
    return (laboratory.calibration_laboratory_code or "").strip()


def _type(certificate: Certificate) -> CertificateType:
    """The type that the certificate states; what states none is a calibration certificate.

    A type that is not understood is not passed over: it may say that the item was rejected.
    """
    stated = list(vocabulary.statements(certificate, vocabulary.CERTIFICATE_TYPE))
    if not stated:
        return CertificateType.CALIBRATION
    words = {word.strip() for statement in stated for word in statement.reference}
    match [each for each in CertificateType if each in words]:
        case [known]:
            return known
    raise DocumentError(
        f"the certificate states no type that is known, or several: {', '.join(sorted(words)) or 'no word'}",
        hint=f"The statement {vocabulary.CERTIFICATE_TYPE} has one of: {', '.join(CertificateType)}.",
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
