"""Core data: number, ids, dates and place."""

from __future__ import annotations

from dataclasses import dataclass

from dcc.model import (
    CoreData,
    Date,
    Identification,
    IdentificationList,
    PerformanceLocation,
    StatementMetaData,
    Tokens,
)
from dcc.source.contacts import read_code, read_identification, read_location
from dcc.source.nodes import Fields
from dcc.source.references import Predecessor
from dcc.source.section import Section
from dcc.source.texts import plain_text, read_text, rich_text
from dcc.vocabulary import (
    PERFORMANCE_LOCATION,
    RECORD_NUMBER,
    VALID_UNTIL,
    VERIFICATION_ID,
)

PLACES = ("laboratory", "customer", "laboratoryBranch", "customerBranch", "other")

_NAMES = {
    "verification_id": {"zh": "证书验证码", "en": "Verification id", "de": "Prüfkennung"},
    "record_number": {"zh": "原始记录号", "en": "Record number", "de": "Protokollnummer"},
    "order_number": {"zh": "委托单号", "en": "Order number", "de": "Auftragsnummer"},
    "valid_until": {"zh": "有效期至", "en": "Valid until", "de": "Gültig bis"},
    "place": {"zh": "地点", "en": "Place of the activity", "de": "Ort der Tätigkeit"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When the item came, the work was done, the certificate was issued, and how long it is valid."""

    received: Date | None
    begin: Date
    end: Date
    issued: Date | None
    valid_until: Date | None


def read_dates(section: Section) -> Dates:
    """``dates``: begin is needed; end is begin where it is not written."""
    section.need("begin")
    begin = section.date("begin") or Date("")
    return Dates(
        received=section.date("received"),
        begin=begin,
        end=section.date("end") or begin,
        issued=section.date("issued"),
        valid_until=section.date("valid_until"),
    )


def read_place(section: Section) -> tuple[PerformanceLocation, StatementMetaData | None]:
    """``place``: one of ``PLACES``, or a mapping with ``kind``, a name and an address; the latter two become
    a statement, since the certificate language has no place for them."""
    node = section.node("place")
    if not isinstance(node, Fields):
        return PerformanceLocation(text=section.choice("place", PLACES) or PLACES[0]), None
    return section.required("place", _read_place)


def _read_place(section: Section) -> tuple[PerformanceLocation, StatementMetaData]:
    section.need("kind", "address")
    name = read_text(section, "name")
    location = PerformanceLocation(text=section.choice("kind", PLACES) or PLACES[0])
    return location, StatementMetaData(
        name=plain_text(section.intake, _NAMES["place"]),
        declaration=None if name is None else rich_text(name),
        location=section.one("address", read_location),
        ref_type=Tokens(PERFORMANCE_LOCATION),
    )


def valid_until_statement(section: Section, until: Date) -> StatementMetaData:
    """The statement of the last day of validity."""
    name = plain_text(section.intake, _NAMES["valid_until"])
    return StatementMetaData(name=name, date=until, ref_type=Tokens(VALID_UNTIL))


def read_core(
    section: Section,
    *,
    country: str,
    dates: Dates,
    place: PerformanceLocation,
    predecessor: Predecessor | None,
    verification_id: str | None,
) -> CoreData:
    """Core data. ``verification_id`` is used where the source gives none."""
    section.need("number")
    identifications = _read_identifications(section, verification_id)
    return CoreData(
        country_code_iso3166_1=country,
        used_lang_code_iso639_1=section.intake.languages,
        mandatory_lang_code_iso639_1=section.intake.binding_languages,
        unique_identifier=section.word("number") or "",
        identifications=IdentificationList(identification=identifications) if identifications else None,
        receipt_date=dates.received,
        begin_performance_date=dates.begin,
        end_performance_date=dates.end,
        performance_location=place,
        issue_date=dates.issued,
        report_amended_substituted=None if predecessor is None else predecessor.change,
        previous_report=None if predecessor is None else predecessor.previous,
    )


def _read_identifications(section: Section, verification_id: str | None) -> tuple[Identification, ...]:
    own = (
        ("verification_id", VERIFICATION_ID, read_code(section, "verification_id") or verification_id),
        ("record_number", RECORD_NUMBER, section.word("record_number")),
        ("order_number", "basic_orderNo", section.word("order_number")),
    )
    found = [
        Identification(
            issuer="calibrationLaboratory",
            value=value,
            name=plain_text(section.intake, _NAMES[key]),
            ref_type=Tokens(ref_type),
        )
        for key, ref_type, value in own
        if value is not None
    ]
    return (*found, *section.each("identifications", read_identification))
