"""Core data: number, ids, languages, dates, place, and the certificate that this one takes the place of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from dcc import codes
from dcc.model import (
    CoreData,
    Date,
    Hash,
    Identification,
    IdentificationList,
    Number,
    PerformanceLocation,
    ReportAmendedSubstituted,
    StatementMetaData,
    Tokens,
)
from dcc.source.contacts import read_code, read_identification, read_location
from dcc.source.intake import Coverage
from dcc.source.measurements import read_hash
from dcc.source.nodes import Fields
from dcc.source.section import Section
from dcc.source.sentences import replacement_sentence, supplement_sentence
from dcc.source.texts import plain_text, read_rich, read_text, rich_text
from dcc.source.values import FACTOR, PROBABILITY, Grid
from dcc.vocabulary import (
    PERFORMANCE_LOCATION,
    RECORD_NUMBER,
    REPLACEMENT,
    SUPPLEMENT,
    VALID_UNTIL,
    VERIFICATION_ID,
    CertificateType,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """An earlier certificate that this one supplements or replaces, and what it says of it."""

    change: ReportAmendedSubstituted
    previous: Hash
    statement: StatementMetaData


def read_languages(section: Section) -> None:
    """``languages`` and ``binding_languages``: must be known before any text is read."""
    section.need("languages")
    intake = section.intake
    for key in ("languages", "binding_languages"):
        for scalar in section.scalars(key):
            if not re.fullmatch("[a-z]{2}", scalar.text):
                intake.say(
                    codes.SOURCE_LANGUAGE, f"{scalar.text!r} is not a language", scalar.at,
                    hint="Write the two small letters of ISO 639-1: zh, en, de.",
                )  # fmt: skip
    intake.languages = section.words("languages")
    intake.binding_languages = section.words("binding_languages") or intake.languages[:1]
    for language in intake.binding_languages:
        if language not in intake.languages:
            intake.say(
                codes.SOURCE_LANGUAGE,
                f"the binding language {language} is not among the languages",
                section.place("binding_languages"),
                hint=f"Add {language} to languages.",
            )


def read_coverage(section: Section) -> Coverage:
    """``coverage``: k, p and distribution of every U that does not state its own."""
    k = Grid().numbers(section, "k", FACTOR)
    p = Grid().numbers(section, "p", PROBABILITY)
    return Coverage(
        k=Number(k[0]) if k else None,
        p=Number(p[0]) if p else None,
        distribution=section.word("distribution"),
    )


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


def read_predecessor(section: Section, kind: CertificateType) -> Predecessor | None:
    """``supplements`` or ``replaces``: the earlier certificate, and why there is a new one."""
    section.exclude("replaces", "supplements")
    return section.one("replaces", partial(_read_predecessor, kind=kind, key="replaces")) or section.one(
        "supplements", partial(_read_predecessor, kind=kind, key="supplements")
    )


def _read_predecessor(section: Section, kind: CertificateType, key: str) -> Predecessor:
    section.need("number", "reason")
    number = section.word("number") or ""
    old = CertificateType(section.choice("type", tuple(CertificateType)) or kind)
    replaced = key == "replaces"
    sentence = replacement_sentence(old, number) if replaced else supplement_sentence(old, number)
    return Predecessor(
        change=ReportAmendedSubstituted(
            type_of_change="substituted" if replaced else "amended", replaced_unique_identifier=number
        ),
        previous=read_hash(section, name=old.titles),
        statement=StatementMetaData(
            declaration=rich_text(plain_text(section.intake, sentence)),
            description=read_rich(section, "reason"),
            ref_type=Tokens(REPLACEMENT if replaced else SUPPLEMENT),
        ),
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
