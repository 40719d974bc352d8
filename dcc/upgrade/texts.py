"""Texts that may be neither empty nor padded with blanks since DCC 3.2.0 (its notEmptyStringType)."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from dcc.model import (
    ByteData,
    CalibrationLaboratory,
    Contact,
    ContactNotStrict,
    CoreData,
    EquipmentClass,
    Hash,
    Identification,
    Item,
    Location,
    MeasuringEquipment,
    Node,
    PositionCoordinates,
    RespPerson,
    RichContent,
    Software,
    StatementMetaData,
    UsedMethod,
)
from dcc.upgrade.changes import Action, Journal
from dcc.xml.description import Place
from dcc.xml.names import shown
from dcc.xml.plan import plan_for

NOT_STATED = "not stated"

_BLANKS = " \t\r\n"
_WHY = "since DCC 3.2.0 this text is neither empty nor padded with blanks"
_TEXTS: dict[type, tuple[str, ...]] = {
    ByteData: ("file_name", "mime_type"),
    CalibrationLaboratory: ("calibration_laboratory_code",),
    Contact: ("e_mail", "phone", "fax"),
    ContactNotStrict: ("e_mail", "phone", "fax"),
    CoreData: ("unique_identifier",),
    EquipmentClass: ("reference", "class_id"),
    Hash: ("referral_id", "procedure", "value"),
    Identification: ("value",),
    Item: ("model",),
    MeasuringEquipment: ("model",),
    PositionCoordinates: ("position_coordinate_system", "reference"),
    RespPerson: ("role",),
    Software: ("release",),
    StatementMetaData: ("convention", "norm", "reference", "non_si_definition", "non_si_unit"),
    UsedMethod: ("norm", "reference"),
}
_NEUTRAL = {"mime_type": "application/octet-stream"}


def repair_texts(node: Node, where: str, journal: Journal) -> Node:
    """``node`` without padding around such texts and without empty ones; where one must be there, it says
    that it is not stated."""
    if isinstance(node, Location):
        return _repair_location(node, where, journal)
    fields = _TEXTS.get(type(node))
    if not fields:
        return node
    changed: dict[str, Any] = {}
    for part in plan_for(cast(Any, type(node)), journal.version).parts:
        old = getattr(node, part.field)
        if part.field not in fields or old in (None, ()):
            continue
        place = f"{where}/{shown(part.name)}"
        if part.place is Place.MANY:
            new: Any = tuple(kept for text in old if (kept := _trim(text, place, journal)))
        elif part.place is Place.ONE:
            new = _trim(old, place, journal, otherwise=_NEUTRAL.get(part.field, NOT_STATED))
        else:
            new = _trim(old, place, journal) or None
        if new != old:
            changed[part.field] = new
    return dataclasses.replace(cast(Any, node), **changed) if changed else node


def _trim(text: str, place: str, journal: Journal, *, otherwise: str = "") -> str:
    """``text`` without padding; where nothing is left, ``otherwise``."""
    trimmed = text.strip(_BLANKS)
    if trimmed == text and text:
        return text
    if trimmed:
        journal.note(Action.TRIMMED, place, old=repr(str(text)), new=repr(trimmed), why=_WHY)
    elif otherwise:
        journal.note(
            Action.FILLED, place, old=repr(str(text)), new=otherwise, why=f"{_WHY}, and must be there"
        )
    else:
        journal.note(Action.DROPPED, place, old=repr(str(text)), why=_WHY)
    return trimmed or otherwise


def _repair_location(node: Location, where: str, journal: Journal) -> Node:
    """An address of which no entry is left keeps an entry that says nothing, for one must be there."""
    names = plan_for(cast(Any, Location), journal.version).choices
    entries: list[Any] = []
    for entry in node.content:
        if not isinstance(entry, str):
            entries.append(entry)
        elif kept := _trim(entry, f"{where}/{shown(names[type(entry)])}", journal):
            entries.append(type(entry)(kept))
    if not entries:
        entries.append(RichContent())
        journal.note(
            Action.FILLED, where, new="an empty dcc:further", why="an address holds at least one entry"
        )
    if tuple(entries) == node.content:
        return node
    return dataclasses.replace(node, content=tuple(entries))
