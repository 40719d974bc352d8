"""The tables made ready for one DCC version: what reading, writing and JSON look things up in."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from dcc.xml.description import ELEMENTS, REPEATED, Description, Part, Place
from dcc.xml.names import VERSIONS
from dcc.xml.tables import ALL


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
