"""What each kind of part needs so that DCC 3.3.0 has a place for it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote

from dcc.model import (
    AdministrativeData,
    AsWritten,
    ComplexList,
    Contact,
    CoreData,
    Formula,
    Item,
    MeasurementResult,
    MeasuringEquipment,
    Node,
    PerformanceLocation,
    RealList,
    RefTypeDefinition,
    RichContent,
    SiList,
    Software,
    StatementList,
    StatementMetaData,
    StringWithLang,
    Text,
    UsedMethod,
)
from dcc.upgrade.changes import Action, Journal, PerformancePlace
from dcc.upgrade.texts import repair_texts
from dcc.xml import names

Repair = Callable[[Any, str, Journal], Node]

_XSI_TYPE = f"{{{names.XSI}}}type"
_CONTACT = {
    "en": "Further contact of the calibration laboratory",
    "de": "Weiterer Kontakt des Kalibrierlaboratoriums",
    "zh": "校准实验室的其他联系方式",
}


def repair(node: Node, where: str, journal: Journal) -> Node:
    """``node``, whose parts are as the newest version wants them, itself as that version wants it."""
    node = _repair_attributes(repair_texts(node, where, journal), where, journal)
    special = _REPAIRS.get(type(node))
    return special(node, where, journal) if special else node


def _repair_attributes(node: Node, where: str, journal: Journal) -> Node:
    ref_type = getattr(node, "ref_type", None)
    if ref_type is not None and not ref_type.items:
        journal.note(
            Action.DROPPED,
            f"{where}/@refType",
            old=repr(str(ref_type)),
            why="since DCC 3.1.0 it holds a word",
        )
        node = dataclasses.replace(cast(Any, node), ref_type=None)
    if node.as_written and where.count("/") > 1:
        return _without_types(node, node.as_written, where, journal)
    return node


def _without_types(node: Node, written: AsWritten, where: str, journal: Journal) -> Node:
    """``node`` without ``xsi:type``: types have other names now; and without notes on the texts in it."""
    kept = tuple(pair for pair in written.attributes if pair[0] != _XSI_TYPE)
    dropped = [pair for pair in written.attributes if pair[0] == _XSI_TYPE]
    dropped += [attribute for _, _, how in written.texts for attribute in how.attributes]
    for name, value in dropped:
        local = name.removeprefix(f"{{{names.XSI}}}")
        why = "types have other names now" if local == "type" else "schemas are stated once, for the whole"
        journal.note(Action.DROPPED, f"{where}//@xsi:{local}", old=value, why=why)
    if kept == written.attributes and not written.texts:
        return node
    return dataclasses.replace(node, as_written=dataclasses.replace(written, attributes=kept, texts=()))


def _repair_description(node: Any, where: str, journal: Journal) -> Node:
    """Descriptions and files beside them become the one description that DCC 3.0.0 and later have."""
    files = getattr(node, "description_data", ())
    if not node.descriptions and not files:
        return cast(Node, node)
    if len(node.descriptions) == 1 and not files:
        only = node.descriptions[0]
        rich = RichContent(content=only.content, id=only.id, as_written=only.as_written)
        return cast(Node, dataclasses.replace(node, descriptions=(), description=rich))
    contents = [
        content
        for number, text in enumerate(node.descriptions, start=1)
        for content in _contents(text, number, where, journal)
    ]
    rich = RichContent(content=(*contents, *files), id=node.descriptions[0].id if node.descriptions else None)
    parts = [several(len(node.descriptions), "description")] if node.descriptions else []
    parts += [f"the file {file.file_name}" for file in files]
    journal.note(
        Action.MERGED,
        f"{where}/dcc:description",
        old=" and ".join(parts),
        new="one description that holds all of it, in the same order",
        why="since DCC 3.0.0 there is one description, which can hold several texts and files",
    )
    emptied = {"descriptions": (), "description": rich}
    if files:
        emptied["description_data"] = ()
    return cast(Node, dataclasses.replace(node, **emptied))


def several(count: int, word: str) -> str:
    """``1 value``, ``2 values``."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _contents(text: Text, number: int, where: str, journal: Journal) -> tuple[StringWithLang, ...]:
    """The texts of one of several descriptions; its id, but for the first's, moves to the first text."""
    if number == 1 or text.id is None or not text.content:
        return text.content
    first, *others = text.content
    place = f"{where}/dcc:description[{number}]/@id"
    why = "the description is one of several texts now"
    if first.id is None:
        journal.note(Action.MOVED, place, old=text.id, new=f"id of its first text, {text.id}", why=why)
        return (dataclasses.replace(first, id=text.id), *others)
    journal.renamed_ids[text.id] = first.id
    journal.note(
        Action.DROPPED,
        place,
        old=text.id,
        new=f"references to it point to {first.id}, its first text",
        why=why,
    )
    return text.content


def _repair_core_data(node: CoreData, where: str, journal: Journal) -> Node:
    if node.performance_location is not None:
        return node
    place = journal.performed_at or PerformancePlace.OTHER
    journal.note(
        Action.FILLED,
        f"{where}/dcc:performanceLocation",
        new=place.value,
        why="DCC 3.0.0 and later demand the place, which the document does not tell"
        + ("; this is what you said" if journal.performed_at else "; 'other' is the standard's neutral word"),
    )
    return dataclasses.replace(node, performance_location=PerformanceLocation(text=place.value))


def _repair_measurement_result(node: MeasurementResult, where: str, journal: Journal) -> Node:
    if node.name is not None:
        return node
    texts = [result.name for result in node.results.result]
    languages = dict.fromkeys(content.lang for text in texts for content in text.content)
    name = Text(
        content=tuple(StringWithLang(text=_joined(texts, lang), lang=lang) for lang in languages)
        or (StringWithLang(text=""),)
    )
    journal.note(
        Action.FILLED,
        f"{where}/dcc:name",
        new=" / ".join(content.text for content in name.content),
        why="DCC 3.0.0 and later demand a name; it is made of the names of the results it holds",
    )
    return dataclasses.replace(node, name=name)


def _joined(texts: list[Text], lang: str | None) -> str:
    found = [content.text for text in texts for content in text.content if content.lang == lang]
    return ", ".join(dict.fromkeys(text.strip() for text in found))


def _repair_formula(node: Formula, where: str, journal: Journal) -> Node:
    if node.siunitx is None:
        return node
    journal.note(
        Action.RENAMED,
        f"{where}/dcc:siunitx",
        old="element dcc:siunitx",
        new="element dcc:latex, text unchanged",
        why="since DCC 3.0.0 formulas are LaTeX or MathML; siunitx is a LaTeX package",
    )
    if node.lang is not None:
        journal.note(
            Action.DROPPED, f"{where}/@lang", old=node.lang, why="since DCC 3.0.0 a formula has no language"
        )
    return dataclasses.replace(node, latex=node.siunitx, siunitx=None, lang=None)


_OF_LISTS: dict[type[RealList | ComplexList], tuple[str, ...]] = {
    RealList: ("real", "list_unit", "list_univariate_unc", "ellipsoidal_region", "rectangular_region"),
    ComplexList: (
        "complex",
        "list_unit",
        "list_unit_phase",
        "list_bivariate_unc",
        "ellipsoidal_region",
        "rectangular_region",
    ),
}
"""What of an si:list of D-SI 1.3 stands in the list of one kind now, its values first."""


def _repair_list(node: SiList, where: str, journal: Journal) -> Node:
    """Values that stood in si:list itself stand in a list of their own kind since D-SI 2.0."""
    cls = RealList if node.real else ComplexList if node.complex else None
    if cls is None:
        return node
    moved: dict[str, Any] = {field: getattr(node, field) for field in _OF_LISTS[cls]}
    values = moved[_OF_LISTS[cls][0]]
    journal.note(
        Action.MOVED,
        where,
        old=f"{several(len(values), 'value')} in si:list",
        new=f"the same in {'si:realList' if node.real else 'si:complexList'} in si:list",
        why="D-SI 2.0 and later keep values in a list of their own kind",
    )
    emptied: dict[str, Any] = {field: () if isinstance(old, tuple) else None for field, old in moved.items()}
    return dataclasses.replace(node, **{**emptied, "content": (cls(**moved), *node.content)})


def _repair_definition(node: RefTypeDefinition, where: str, journal: Journal) -> Node:
    link = as_uri(node.link)
    if link == node.link:
        return node
    journal.note(
        Action.CHANGED,
        f"{where}/dcc:link",
        old=node.link,
        new=link,
        why="since DCC 3.3.0 a link is a URI, so characters without a place in one are percent-encoded",
    )
    return dataclasses.replace(node, link=link)


_SEGMENTS = r"[A-Za-z0-9\-._~!$&'()*+,;=@%/]"
_URI = re.compile(
    rf"([A-Za-z][A-Za-z0-9+.\-]*:({_SEGMENTS}|:)*|{_SEGMENTS}*)(\?({_SEGMENTS}|[:?])*)?(#({_SEGMENTS}|[:?])*)?"
)
_HEX = re.compile(r"%(?![0-9A-Fa-f]{2})")


def as_uri(text: str) -> str:
    """``text`` as a URI reference (RFC 3986): as it is, or with what is not allowed percent-encoded."""
    if _URI.fullmatch(text) and not _HEX.search(text):
        return text
    encoded = quote(_HEX.sub("%25", text), safe="-._~!$&'()*+,;=@%/:?#")
    return encoded if _URI.fullmatch(encoded) else quote(text, safe="")


def _repair_administrative_data(node: AdministrativeData, where: str, journal: Journal) -> Node:
    """Of several contacts of the laboratory, which DCC 2.4.0 allowed, all but the first become statements."""
    further = node.calibration_laboratory.further_contacts
    if not further:
        return node
    statements = tuple(
        _contact_statement(contact, number, where, journal) for number, contact in enumerate(further, start=2)
    )
    before = node.statements.statement if node.statements else ()
    written = node.statements.as_written if node.statements else None
    return dataclasses.replace(
        node,
        calibration_laboratory=dataclasses.replace(node.calibration_laboratory, further_contacts=()),
        statements=StatementList(statement=(*before, *statements), as_written=written),
    )


def _contact_statement(contact: Contact, number: int, where: str, journal: Journal) -> StatementMetaData:
    journal.note(
        Action.MOVED,
        f"{where}/dcc:calibrationLaboratory/dcc:contact[{number}]",
        old=contact.name.content[0].text if contact.name.content else "",
        new="a statement that names it as respAuthority",
        why="since DCC 3.0.0 a laboratory has one contact",
    )
    known = [StringWithLang(text=_CONTACT[lang], lang=lang) for lang in journal.languages if lang in _CONTACT]
    name = Text(content=tuple(known) or (StringWithLang(text=_CONTACT["en"]),))
    return StatementMetaData(name=name, resp_authority=contact)


_REPAIRS: dict[type, Repair] = {
    AdministrativeData: _repair_administrative_data,
    CoreData: _repair_core_data,
    Formula: _repair_formula,
    Item: _repair_description,
    MeasurementResult: _repair_measurement_result,
    MeasuringEquipment: _repair_description,
    RefTypeDefinition: _repair_definition,
    SiList: _repair_list,
    Software: _repair_description,
    UsedMethod: _repair_description,
}
