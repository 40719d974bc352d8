"""Statements about the certificate or a measurement, and about the conformity of values with their limits."""

from __future__ import annotations

import re

from dcc import codes
from dcc.model import Boolean, Data, Duration, StatementMetaData, Tokens
from dcc.nearest import suggestion
from dcc.source.contacts import read_contact, read_location
from dcc.source.nodes import Fields
from dcc.source.quantities import read_plain_quantity, read_quantity_under
from dcc.source.section import Section
from dcc.source.sentences import REF_TYPES, STANDARD, standard_sentence
from dcc.source.texts import plain_text, read_rich, read_text, rich_text
from dcc.source.values import Grid
from dcc.vocabulary import CertificateType

VERDICTS = {
    "pass": "pass",
    "fail": "fail",
    "conditionalPass": "conditionalPass",
    "conditionalFail": "conditionalFail",
    "noPass": "noPass",
    "noFail": "noFail",
    "合格": "pass",
    "不合格": "fail",
}

_LIMITS = {
    "tolerance_lower": (
        "basic_toleranceLimitLower",
        {"zh": "允许下限", "en": "Lower tolerance limit", "de": "Untere Toleranzgrenze"},
    ),
    "tolerance_upper": (
        "basic_toleranceLimitUpper",
        {"zh": "允许上限", "en": "Upper tolerance limit", "de": "Obere Toleranzgrenze"},
    ),
    "acceptance_lower": (
        "basic_acceptanceLimitLower",
        {"zh": "接受下限", "en": "Lower acceptance limit", "de": "Untere Annahmegrenze"},
    ),
    "acceptance_upper": (
        "basic_acceptanceLimitUpper",
        {"zh": "接受上限", "en": "Upper acceptance limit", "de": "Obere Annahmegrenze"},
    ),
}


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


def read_conformity(owner: Section, grid: Grid) -> StatementMetaData | None:
    """``conformity`` of the quantity or column that ``owner`` describes."""
    return owner.one("conformity", lambda section: _read_conformity(section, owner, grid))


def _read_conformity(section: Section, owner: Section, grid: Grid) -> StatementMetaData:
    section.need("verdict")
    verdicts = _verdicts(section, grid)
    limits = [
        read_quantity_under(
            _with_unit(section, key, owner),
            key,
            grid,
            name=plain_text(section.intake, name),
            ref_type=ref_type,
        )
        for key, (ref_type, name) in _LIMITS.items()
        if section.has(key)
    ]
    stated = tuple(limit for limit in limits if limit is not None)
    return StatementMetaData(
        name=read_text(section, "name"),
        description=read_rich(section, "description"),
        norm=section.words("norm"),
        reference=section.words("clause"),
        link=section.words("link"),
        declaration=read_rich(section, "decision_rule"),
        conformity=verdicts[0] if verdicts and grid.rows is None else None,
        conformity_xml_list=Tokens.of(*verdicts) if verdicts and grid.rows is not None else None,
        data=Data(content=stated) if stated else None,
        **section.links("basic_conformity"),
    )


def _verdicts(section: Section, grid: Grid) -> tuple[str, ...]:
    values = grid.values(section, "verdict")
    if values is None:
        return ()
    for row, text in enumerate(values.texts):
        if text not in VERDICTS:
            section.intake.say(
                codes.SOURCE_VALUE,
                f"{text!r} is not a verdict",
                values.place(row),
                hint=suggestion(text, VERDICTS),
            )
            return ()
    verdicts = tuple(VERDICTS[text] for text in values.texts)
    return verdicts if values.many or not grid.rows else verdicts * grid.rows


def _with_unit(section: Section, key: str, owner: Section) -> Section:
    """A section of the limit alone, in the unit of the quantity that it limits."""
    fields = {name: node for name, node in ((key, section.node(key)), ("unit", owner.node("unit"))) if node}
    return Section(Fields(fields=fields, at=section.place(key)), section.intake)


def _period(section: Section) -> Duration | None:
    word = section.word("period")
    if word is None or re.fullmatch(r"P(?!$)([0-9]+Y)?([0-9]+M)?([0-9]+D)?", word):
        return None if word is None else Duration(word)
    section.wrong("period", f"{word!r} is not a period", hint="Write P1Y for a year, P6M for six months.")
    return None
