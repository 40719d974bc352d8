"""Other certificates: those of the equipment, and the one that this certificate supplements or replaces."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dcc import codes
from dcc.model import Boolean, Date, Hash, ReportAmendedSubstituted, RichContent, StatementMetaData, Tokens
from dcc.source.intake import Intake
from dcc.source.section import Section
from dcc.source.sentences import replacement_sentence, supplement_sentence
from dcc.source.texts import plain_text, read_rich, read_text, rich_text
from dcc.vocabulary import REPLACEMENT, SUPPLEMENT, CertificateType

NO_DIGEST = "analogue"
"""Procedure and value of the digest of a certificate that is known on paper only."""

_CERTIFICATE = {"zh": "校准/检定证书", "en": "Calibration certificate", "de": "Kalibrierschein"}
_VALID_UNTIL = {"zh": "有效期至 {}", "en": "Valid until {}", "de": "Gültig bis {}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """An earlier certificate that this one supplements or replaces, and what it says of it."""

    change: ReportAmendedSubstituted
    previous: Hash
    statement: StatementMetaData


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


def read_hash(
    section: Section, used_until: Date | None = None, name: Mapping[str, str] = _CERTIFICATE
) -> Hash:
    """A reference to another certificate, with its SHA-256 where the file or the digest is given.

    ``valid_until`` is stated in words, and says whether the certificate was valid on ``used_until``.
    ``name`` says what kind of document it is where the source does not.
    """
    section.need("number")
    section.exclude("sha256", "file")
    digest = _digest(section)
    until = section.date("valid_until")
    valid = section.boolean("in_validity_range")
    if valid is None and used_until is not None and until is not None:
        valid = _in_range(used_until, until, section)
    return Hash(
        referral=read_text(section, "name") or plain_text(section.intake, name),
        referral_id=section.word("number") or "",
        procedure=NO_DIGEST if digest is None else "SHA-256",
        value=NO_DIGEST if digest is None else digest,
        description=read_rich(section, "description")
        or (None if until is None else _until(until, section.intake)),
        in_validity_range=valid,
        traceable=section.boolean("traceable"),
        linked_report=section.one("based_on", read_hash),
        **section.links(),
    )


def _digest(section: Section) -> str | None:
    word = section.word("sha256")
    if word is not None:
        digest = word.lower()
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            section.wrong(
                "sha256", "a SHA-256 has 64 hexadecimal digits", hint="Copy it as sha256sum prints it."
            )
        return digest
    name = section.word("file")
    data = None if name is None else section.intake.read(name, section.place("file"))
    return None if data is None else hashlib.sha256(data).hexdigest()


def _until(until: Date, intake: Intake) -> RichContent:
    return rich_text(
        plain_text(intake, {language: text.format(until) for language, text in _VALID_UNTIL.items()})
    )


def _in_range(used: Date, until: Date, section: Section) -> Boolean:
    """Whether the certificate was still valid on the last day of the measurements; if not, a warning."""
    if datetime.date.fromisoformat(used) <= datetime.date.fromisoformat(until):
        return Boolean("true")
    message = f"the certificate was valid until {until}, and the measurements ended on {used}"
    section.intake.say(codes.SOURCE_EXPIRED, message, section.place("valid_until"))
    return Boolean("false")
