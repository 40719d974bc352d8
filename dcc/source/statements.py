"""Statements about the whole certificate or about a measurement."""

from __future__ import annotations

import re

from dcc.model import Boolean, Data, Duration, StatementMetaData
from dcc.source.conformity import VERDICTS
from dcc.source.contacts import read_contact, read_location
from dcc.source.quantities import read_plain_quantity
from dcc.source.section import Section
from dcc.source.sentences import REF_TYPES, STANDARD, standard_sentence
from dcc.source.texts import plain_text, read_rich, read_text, rich_text
from dcc.vocabulary import CertificateType


def read_statement(section: Section, kind: CertificateType) -> StatementMetaData:
    """A standard sentence, a conclusion, or anything else that is to be declared."""
    section.exclude("decision_rule", "declaration")
    standard = section.choice("standard", STANDARD)
    declaration = read_rich(section, "decision_rule") or read_rich(section, "declaration")
    if standard is not None and declaration is None:
        declaration = rich_text(plain_text(section.intake, standard_sentence(standard, kind)))
    traceable = section.boolean("traceable") or (Boolean("true") if standard == "traceable" else None)
    conformity = section.choice("conformity", VERDICTS)
    quantities = section.each("quantities", read_plain_quantity)
    return StatementMetaData(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        country_code_iso3166_1=section.words("countries"),
        convention=section.word("convention"),
        traceable=traceable,
        norm=section.words("norm"),
        reference=section.words("clause"),
        link=section.words("link"),
        declaration=declaration,
        valid=section.boolean("valid"),
        date=section.date("date"),
        period=_period(section),
        resp_authority=section.one("responsible", read_contact),
        conformity=None if conformity is None else VERDICTS[conformity],
        data=Data(content=quantities) if quantities else None,
        non_si_definition=section.word("non_si_definition"),
        non_si_unit=section.word("non_si_unit"),
        location=section.one("address", read_location),
        **section.links(REF_TYPES[standard] if standard else "basic_conformity" if conformity else ""),
    )


def _period(section: Section) -> Duration | None:
    word = section.word("period")
    if word is None or re.fullmatch(r"P(?!$)(\d+Y)?(\d+M)?(\d+D)?", word):
        return None if word is None else Duration(word)
    section.wrong("period", f"{word!r} is not a period", hint="Write P1Y for a year, P6M for six months.")
    return None
