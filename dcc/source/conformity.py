"""Conformity of a value, or of each value of a column, with the limits it was judged by."""

from __future__ import annotations

from dcc import codes
from dcc.model import Data, StatementMetaData, Tokens
from dcc.source.nodes import Fields
from dcc.source.quantities import read_quantity_under
from dcc.source.section import Section
from dcc.source.texts import plain_text, read_rich, read_text
from dcc.source.values import Grid

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


def read_conformity(owner: Section, grid: Grid) -> StatementMetaData | None:
    """``conformity`` of the quantity or column that ``owner`` describes."""
    return owner.one("conformity", lambda section: _read(section, owner, grid))


def _read(section: Section, owner: Section, grid: Grid) -> StatementMetaData:
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
                hint=f"Write one of {', '.join(VERDICTS)}.",
            )
            return ()
    verdicts = tuple(VERDICTS[text] for text in values.texts)
    return verdicts if values.many or not grid.rows else verdicts * grid.rows


def _with_unit(section: Section, key: str, owner: Section) -> Section:
    """A section of the limit alone, in the unit of the quantity that it limits."""
    fields = {name: node for name, node in ((key, section.node(key)), ("unit", owner.node("unit"))) if node}
    return Section(Fields(fields=fields, at=section.place(key)), section.intake)
