"""What the register takes from a certificate's own words, for pages and searches."""

from __future__ import annotations

from datetime import date

from dcc import identifiers, vocabulary
from dcc.errors import DocumentError, UsageError
from dcc.facts.certificate import CertificateFacts, ItemFacts, Laboratory, facts_of
from dcc.model import Certificate, Date
from dcc.vocabulary import CertificateType
from verify_service.records import Description, ItemRecord, laboratory_id

_LONGEST = 200
"""Characters of a number or a laboratory's id at most: databases limit what they can hold unique."""


def describe(certificate: Certificate) -> Description:
    """The part of a certificate that the register keeps beside its bytes.

    Raises ``DocumentError`` when it carries a verification id, an instrument code, a type or a date that is
    not one, or names too long to be kept.
    """
    facts = facts_of(certificate)
    description = Description(
        verification_id=_checked(facts.verification_id, vocabulary.VERIFICATION_ID),
        number=facts.number,
        type=_type(facts),
        laboratory=facts.laboratory.name,
        laboratory_code=facts.laboratory.code,
        customer=facts.customer.in_every_language,
        issue_date=_day(facts.issued),
        valid_until=_day(facts.valid_until),
        conclusion=facts.conclusion,
        items=tuple(_item(item) for item in facts.items),
    )
    if max(len(description.number), len(description.laboratory_id)) > _LONGEST:
        raise DocumentError(
            f"the certificate's number or its laboratory's code or name has more than {_LONGEST} characters"
        )
    return description


def laboratory_id_of(laboratory: Laboratory) -> str:
    """By what certificates of the same laboratory are known."""
    return laboratory_id(laboratory.name, laboratory.code)


def _type(facts: CertificateFacts) -> CertificateType:
    """A type that is undecided is not passed over: it may say that the item was rejected."""
    if facts.type is None:
        words = ", ".join(facts.stated_type.words[:5]) or "no word"
        raise DocumentError(
            f"the certificate states no type that is known, or several: {words}",
            hint=f"The statement {vocabulary.CERTIFICATE_TYPE} has one of: {', '.join(CertificateType)}.",
        )
    return facts.type


def _item(item: ItemFacts) -> ItemRecord:
    return ItemRecord(
        kind=item.name,
        manufacturer=item.manufacturer.in_every_language,
        model=item.model,
        serial=item.serial_number,
        instrument_code=_checked(item.instrument_code, vocabulary.INSTRUMENT_CODE),
    )


def _checked(code: str | None, word: str) -> str | None:
    if code is None:
        return None
    try:
        return identifiers.parse(code)
    except UsageError as error:
        raise DocumentError(f"the certificate's {word} is not one: {error}", hint=error.hint) from None


def _day(stated: Date | None) -> date | None:
    try:
        return stated.value if stated is not None else None
    except ValueError:
        raise DocumentError(
            f"the certificate names the date {stated}, which a register cannot keep",
            hint="Years have four digits.",
        ) from None
