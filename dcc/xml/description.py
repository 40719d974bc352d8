"""The one description of how the model stands in XML, and the words it is written in.

``dcc.xml.tables`` lists, for each class of ``dcc.model``, its parts in the order in which they stand and the
DCC versions that know them. Reading, writing and JSON all follow from it; nothing else knows element names.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from dcc.xml import names

VERSIONS = ("2.4.0", "3.0.0", "3.1.0", "3.1.1", "3.1.2", "3.2.0", "3.2.1", "3.3.0")
"""The DCC versions that can be read and written, oldest first."""
BEGINNING, LATEST = VERSIONS[0], VERSIONS[-1]


class Place(enum.Enum):
    """What a part of a type is in XML."""

    ONE = "element that must stand once"
    OPTIONAL = "element that may stand once"
    MANY = "element that may be repeated"
    CHOICE = "one of several elements that may be repeated in any order"
    ATTRIBUTE = "attribute"
    TEXT = "text of the element itself"
    FOREIGN = "an element of another language"
    FOREIGN_MANY = "elements of another language"


ELEMENTS = frozenset({Place.ONE, Place.OPTIONAL, Place.MANY, Place.CHOICE})
REPEATED = frozenset({Place.MANY, Place.CHOICE, Place.FOREIGN_MANY})
"""The places whose fields hold tuples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a type. ``name`` is the name in XML as lxml writes it, ``field`` the model's.

    ``type`` is the class of one value: another described class or a ``str`` with a meaning.
    ``since`` and ``until`` are indices into ``VERSIONS``.
    """

    place: Place
    name: str
    field: str
    type: type
    since: int
    until: int

    @property
    def described(self) -> bool:
        """Whether its values are made of parts, rather than being a text with a meaning."""
        return not issubclass(self.type, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How one class of the model stands in XML. ``any_order``: its elements may stand in any order."""

    cls: type
    parts: tuple[Part, ...]
    any_order: bool = False


def describe(cls: type, *parts: Part, any_order: bool = False) -> Description:
    """The description of ``cls``, its parts in the order in which they stand."""
    return Description(cls=cls, parts=parts, any_order=any_order)


def one(
    name: str, type_: type, *, field: str | None = None, since: str = BEGINNING, until: str = LATEST
) -> Part:
    """An element that must be there in every version that knows it."""
    return _part(Place.ONE, name, type_, field, since, until)


def opt(
    name: str, type_: type, *, field: str | None = None, since: str = BEGINNING, until: str = LATEST
) -> Part:
    """An element that may be left out, in some version at least."""
    return _part(Place.OPTIONAL, name, type_, field, since, until)


def many(
    name: str, type_: type, *, field: str | None = None, since: str = BEGINNING, until: str = LATEST
) -> Part:
    """An element that may be repeated, in some version at least; its field holds a tuple."""
    return _part(Place.MANY, name, type_, field, since, until)


def choice(name: str, type_: type, *, since: str = BEGINNING, until: str = LATEST) -> Part:
    """One kind of item of the field ``content``, which keeps the order in which items stand."""
    return _part(Place.CHOICE, name, type_, "content", since, until)


def attribute(name: str, type_: type = str, *, since: str = BEGINNING, until: str = LATEST) -> Part:
    """An attribute, optional as all but ``schemaVersion`` are."""
    return Part(
        place=Place.ATTRIBUTE,
        name=name,
        field=field_name(name),
        type=type_,
        since=VERSIONS.index(since),
        until=VERSIONS.index(until),
    )


def linked(*, id: str | None = None, ref_id: str | None = None, ref_type: str | None = None) -> list[Part]:  # noqa: A002
    """The attributes by which parts of a certificate point to each other; each since the version given."""
    from dcc.model.lexical import Tokens

    parts = []
    if id:
        parts.append(attribute("id", since=id))
    if ref_id:
        parts.append(attribute("refId", Tokens, since=ref_id))
    if ref_type:
        parts.append(attribute("refType", Tokens, since=ref_type))
    return parts


def text_value() -> Part:
    """The element's own text, in the field ``text``."""
    return Part(place=Place.TEXT, name="", field="text", type=str, since=0, until=len(VERSIONS) - 1)


def foreign(field: str, place: Place = Place.FOREIGN) -> Part:
    """One element of another language, or any number of them, kept as their text."""
    from dcc.model.lexical import ForeignXml

    return Part(place=place, name="", field=field, type=ForeignXml, since=0, until=len(VERSIONS) - 1)


def _part(place: Place, name: str, type_: type, field: str | None, since: str, until: str) -> Part:
    prefix, _, local = name.rpartition(":")
    return Part(
        place=place,
        name=f"{{{names.PREFIXES[prefix or 'dcc']}}}{local}",
        field=field or field_name(local),
        type=type_,
        since=VERSIONS.index(since),
        until=VERSIONS.index(until),
    )


_SPELLED = {
    "measurementUncertaintyUnivaraite": "measurement_uncertainty_univariate",  # misspelt in D-SI 2.2
    "listsignificantDigit": "list_significant_digit",
    "refId": "ref_id",
}
_RUNS = (("XMLList", "XmlList"), ("ISO", "Iso"), ("QUDT", "Qudt"), ("SI", "Si"), ("ID", "Id"), ("MU", "Mu"))


def field_name(local: str) -> str:
    """The model's field for an element or attribute: ``coverageFactor`` is ``coverage_factor``."""
    if local in _SPELLED:
        return _SPELLED[local]
    for run, word in _RUNS:
        local = local.replace(run, word)
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in local).lstrip("_")


class Slot(NamedTuple):
    """Where an element stands in its type: its ``position`` there, and what reading asks of its part."""

    position: int
    part: Part
    repeated: bool
    described: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A description made ready for one version: what reading and writing look things up in.

    ``parts`` are those the version knows; in ``fields`` attributes come first and the parts of ``content``
    count as one; ``values_of`` takes the values of these from a value. ``elements`` holds the slot of each
    element by its name in XML; ``missing`` the fields of the class that this version has no word for;
    ``overflow`` the parts that take what a first part of the same name has no room for; ``choices`` the
    names of the items of ``content`` by their class.
    """

    cls: type
    parts: tuple[Part, ...]
    fields: tuple[Part, ...]
    values_of: Callable[[Any], tuple[Any, ...]]
    elements: dict[str, Slot]
    overflow: dict[str, Part]
    attributes: dict[str, Part]
    required: tuple[Part, ...]
    text: Part | None
    foreign: Part | None
    any_order: bool
    missing: tuple[str, ...]
    choices: dict[type, str]

    def unplaced(self, node: Any) -> str | None:
        """The first field in which ``node`` holds something that the version has no word for."""
        return next((field for field in self.missing if getattr(node, field) not in (None, ())), None)


@functools.cache
def descriptions() -> dict[type, Description]:
    """Every described class of the model."""
    from dcc.xml.tables import ALL

    return {description.cls: description for description in ALL}


@functools.cache
def plan_for(cls: type[Any], version: str) -> Plan:
    """The plan for ``cls`` in a DCC version. Raises ``KeyError`` for a class that is not described."""
    description = descriptions()[cls]
    at = VERSIONS.index(version)
    parts = tuple(part for part in description.parts if part.since <= at <= part.until)
    firsts = list({part.field: part for part in reversed(parts)}.values())[::-1]
    fields = tuple(sorted(firsts, key=lambda part: part.place is not Place.ATTRIBUTE))
    elements, overflow = _slots(parts)
    known = {part.field for part in parts}
    of_class: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(cls)
    return Plan(
        cls=cls,
        parts=parts,
        fields=fields,
        values_of=_values_of(fields),
        elements=elements,
        overflow=overflow,
        attributes={part.name: part for part in parts if part.place is Place.ATTRIBUTE},
        required=tuple(part for part in parts if part.place is Place.ONE),
        text=next((part for part in parts if part.place is Place.TEXT), None),
        foreign=next((part for part in parts if part.place in (Place.FOREIGN, Place.FOREIGN_MANY)), None),
        any_order=description.any_order,
        missing=tuple(f.name for f in of_class if f.name not in known and f.name != "as_written"),
        choices={part.type: part.name for part in parts if part.place is Place.CHOICE},
    )


def _slots(parts: tuple[Part, ...]) -> tuple[dict[str, Slot], dict[str, Part]]:
    """The slot of each element, and the parts whose name an earlier one has."""
    slots: dict[str, Slot] = {}
    overflow: dict[str, Part] = {}
    # choices stand in any order among themselves, so all of them share one position
    shared = next((i for i, part in enumerate(parts) if part.place is Place.CHOICE), -1)
    for position, part in enumerate(parts):
        if part.place not in ELEMENTS:
            continue
        if part.name in slots:
            overflow[part.name] = part
        else:
            at = shared if part.place is Place.CHOICE else position
            slots[part.name] = Slot(at, part, part.place in REPEATED, part.described)
    return slots, overflow


def _values_of(parts: tuple[Part, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the fields of ``parts`` from a value at once."""
    get = operator.attrgetter(*(part.field for part in parts))
    return get if len(parts) > 1 else lambda node: (get(node),)
