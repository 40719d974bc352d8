"""Texts with files and formulas in them, contacts and addresses, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dcc.model import (
    ByteData,
    City,
    Contact,
    ContactNotStrict,
    CountryCode,
    Formula,
    IdentificationList,
    Location,
    PositionCoordinates,
    PostCode,
    PostOfficeBox,
    RichContent,
    State,
    Street,
    StreetNo,
    StringWithLang,
    Xml,
)
from dcc.render.characters import clean, paragraphs
from dcc.render.labels import Labels
from dcc.render.languages import Languages
from dcc.render.value_text import in_words
from dcc.tabular import series_of


def rich_lines(rich: RichContent | None, languages: Languages, labels: Labels) -> list[str]:
    """The text line by line; files by their names, formulas in LaTeX."""
    if rich is None:
        return []
    lines = languages.lines(rich.name)
    chosen = languages.chosen([part for part in rich.content if isinstance(part, StringWithLang)])
    shown = {id(content) for content in chosen}
    for part in rich.content:
        if isinstance(part, ByteData):
            lines.append(file_line(part))
        elif isinstance(part, Formula):
            lines.append(formula_line(part, labels))
        elif id(part) in shown:
            lines += paragraphs(part.text)
    return lines


def plain_text(rich: RichContent | None, languages: Languages) -> str:
    """The words of it alone, on one line."""
    contents = [part for part in rich.content if isinstance(part, StringWithLang)] if rich else []
    return " ".join(clean(content.text) for content in languages.chosen(contents))


def file_line(file: ByteData) -> str:
    """A file by its name and kind."""
    return f"[{clean(file.file_name)}, {clean(file.mime_type)}]"


def formula_line(formula: Formula, labels: Labels) -> str:
    """A formula as the LaTeX it is written in; MathML by its name only."""
    written = formula.latex if formula.latex is not None else formula.siunitx
    if written is not None:
        return f"{labels.formula}: {clean(written)}"
    return f"{labels.formula}: {foreign_line(formula.mathml, labels)}"


def foreign_line(xml: Xml | None, labels: Labels) -> str:
    """XML in another language by the name of its element."""
    name = re.match(r"<([^\s/>]+)", xml.element) if xml is not None and xml.element else None
    return f"[{labels.foreign}: {clean(name.group(1))}]" if name else f"[{labels.foreign}]"


def contact_lines(contact: Contact | ContactNotStrict, languages: Languages, labels: Labels) -> list[str]:
    """Name, address and ways to reach a person or organisation."""
    lines = languages.lines(contact.name)
    if contact.location is not None:
        lines += location_lines(contact.location, languages, labels)
    reached = (contact.e_mail, contact.phone, contact.fax, contact.link)
    reach = ", ".join(clean(way) for way in reached if way and way.strip())
    return [*lines, reach] if reach else lines


def location_lines(location: Location, languages: Languages, labels: Labels) -> list[str]:
    """An address on one line, in the order of the reader's language; further lines before it."""
    further: list[str] = []
    entries: dict[type, list[str]] = {}
    for entry in location.content:
        if isinstance(entry, RichContent):
            further += rich_lines(entry, languages, labels)
        elif isinstance(entry, PositionCoordinates):
            further += _position_lines(entry, languages, labels)
        else:
            entries.setdefault(type(entry), []).append(clean(entry))
    order = _LARGE_FIRST if labels.large_first else _SMALL_FIRST
    groups = (" ".join(text for cls in group for text in entries.get(cls, ()) if text) for group in order)
    address = ", ".join(filter(None, groups))
    return [*further, address] if address else further


_SMALL_FIRST = ((Street, StreetNo), (PostOfficeBox,), (PostCode, City), (State,), (CountryCode,))
_LARGE_FIRST = ((CountryCode,), (State,), (City,), (Street, StreetNo), (PostOfficeBox,), (PostCode,))


def _position_lines(position: PositionCoordinates, languages: Languages, labels: Labels) -> Iterator[str]:
    coordinates = (
        position.position_coordinate1,
        position.position_coordinate2,
        position.position_coordinate3,
    )
    values = [
        in_words(series, labels) for real in coordinates if real is not None for series in series_of(real)
    ]
    yield f"{clean(position.position_coordinate_system)}: {'; '.join(values)}"
    yield from (clean(text) for text in (position.reference, position.link) if text)
    yield from rich_lines(position.declaration, languages, labels)


def identification_facts(
    identifications: IdentificationList | None, languages: Languages, labels: Labels
) -> Iterator[tuple[str, str]]:
    """Each identification as its name, or as a number with who gave it, and its value."""
    for one in identifications.identification if identifications else ():
        issuer = clean(labels.issuer.get(one.issuer, one.issuer))
        yield languages.line(one.name) or f"{labels.number} ({issuer})", clean(one.value)
