"""What two certificates say differently beside their values: persons, dates, equipment, methods."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dcc.compare.naming import Naming
from dcc.compare.pairing import paired
from dcc.compare.wording import TECHNICAL, Wording, everything
from dcc.model import (
    ByteData,
    Certificate,
    Condition,
    Data,
    EquipmentClass,
    Formula,
    Identification,
    IdentificationList,
    InfluenceConditionList,
    Item,
    Location,
    MeasurementMetaDataList,
    MeasuringEquipment,
    MeasuringEquipmentList,
    Node,
    PrimitiveQuantity,
    RespPerson,
    RichContent,
    Software,
    SoftwareList,
    StatementList,
    StatementMetaData,
    Text,
    UsedMethod,
    UsedMethodList,
)


class Area(enum.StrEnum):
    """The part of a certificate in which something differs."""

    CERTIFICATE = "certificate"
    LABORATORY = "laboratory"
    CUSTOMER = "customer"
    ITEMS = "items"
    PERSONS = "persons"
    STATEMENTS = "statements"
    SOFTWARE = "software"
    METHODS = "methods"
    EQUIPMENT = "equipment"
    CONDITIONS = "conditions"
    RESULTS = "results"
    ATTACHMENTS = "attachments"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that two certificates say differently. ``subject`` names the part it belongs to, such as the
    person or the piece of equipment; ``what`` is the model's path in it, empty where the subject itself was
    added or removed; ``old`` and ``new`` are empty where nothing is said."""

    area: Area
    subject: str
    what: str
    old: str
    new: str

    def as_json(self) -> dict[str, str]:
        return {
            "area": self.area.value,
            "subject": self.subject,
            "what": self.what,
            "old": self.old,
            "new": self.new,
        }


_AREAS = {
    "used_methods": Area.METHODS,
    "used_software": Area.SOFTWARE,
    "measuring_equipments": Area.EQUIPMENT,
    "influence_conditions": Area.CONDITIONS,
    "measurement_meta_data": Area.STATEMENTS,
}
_NAMED = (Condition, Item, MeasuringEquipment, RespPerson, Software, StatementMetaData, UsedMethod)
"""Parts that are subjects of their own."""

_LEAVES = (
    ByteData,
    Data,
    EquipmentClass,
    Formula,
    Identification,
    Location,
    PrimitiveQuantity,
    RichContent,
    Text,
)
"""Parts that are shown as a whole."""

_LISTS = (
    IdentificationList,
    InfluenceConditionList,
    MeasurementMetaDataList,
    MeasuringEquipmentList,
    SoftwareList,
    StatementList,
    UsedMethodList,
)
"""Parts that only hold others: without them there is none of these."""


_DESCRIPTIONS = ("description", "descriptions")


class Comparer:
    """Finds what differs between corresponding parts."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._wording = Wording(naming)

    def differences(
        self, old: Any, new: Any, area: Area, *, subject: str = "", what: str = "", leave: Sequence[str] = ()
    ) -> Iterator[Difference]:
        """What differs between two parts of one kind, field by field, but for the fields to ``leave``."""
        if old == new:
            return
        if isinstance(old, _LISTS) or isinstance(new, _LISTS):
            old, new = (part if part is not None else type(old or new)() for part in (old, new))
        if old is None or new is None or isinstance(new, (str, *_LEAVES)):
            yield from self._difference(old, new, area, subject, what)
            return
        for field in dataclasses.fields(new):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if field.name in TECHNICAL or field.name in leave or before == after:
                continue
            if field.name in _DESCRIPTIONS and self._described_alike(old, new):
                continue
            inner = _AREAS.get(field.name, area)
            path = f"{what}.{field.name}" if what else field.name
            if isinstance(before or after, tuple):
                yield from self._of_many(before, after, inner, subject, path, leave)
            else:
                yield from self.differences(before, after, inner, subject=subject, what=path, leave=leave)

    def _described_alike(self, old: Any, new: Any) -> bool:
        """Whether one describes in several texts, as up to DCC 2.4.0, what the other does in a rich one."""
        if bool(getattr(old, "descriptions", ())) == bool(getattr(new, "descriptions", ())):
            return False
        said = [
            " ".join(filter(None, map(self._wording.shown, (part.description, *part.descriptions))))
            for part in (old, new)
        ]
        return said[0] == said[1]

    def _of_many(
        self,
        olds: tuple[Any, ...],
        news: tuple[Any, ...],
        area: Area,
        subject: str,
        what: str,
        leave: Sequence[str],
    ) -> Iterator[Difference]:
        """Parts that are repeated: those that correspond are compared, the others were added or removed."""
        for old, new in paired(olds, news, self._ways((*olds, *news)[0])):
            part = new if new is not None else old
            if old == new:
                continue
            if isinstance(part, _NAMED):
                named = " / ".join(filter(None, (subject, self._wording.name(part))))
                if old is None or new is None:
                    yield from self._difference(old, new, area, named, "")
                else:
                    yield from self.differences(old, new, area, subject=named, leave=leave)
            else:
                name = (
                    self._wording.name(part) if isinstance(part, Identification | PrimitiveQuantity) else ""
                )
                path = f"{what}[{name}]" if name else what
                yield from self.differences(old, new, area, subject=subject, what=path, leave=leave)

    def _ways(self, part: Any) -> list[Callable[[Any], Hashable]]:
        """How parts of this kind are recognised."""
        ways = self._naming.ways()
        match part:
            case Item():
                return [identity_of, *ways, _in_order]
            case MeasuringEquipment():
                return [identity_of, *ways]
            case RespPerson():
                return self._naming.by_name(lambda person: person.person.name)
            case Identification():
                return [*ways, lambda one: one.value, lambda one: one.issuer]
            case Condition():
                return [_with_status(way) for way in ways]
            case StatementMetaData():
                return [*ways, _rests_on]
            case Software() | UsedMethod():
                return ways
            case ByteData():
                return [lambda file: file.file_name]
            case str():
                return [lambda text: text]
        return [*ways, _in_order] if hasattr(part, "name") else [lambda one: one, _in_order]

    def _difference(self, old: Any, new: Any, area: Area, subject: str, what: str) -> Iterator[Difference]:
        before, after = self._wording.shown(old), self._wording.shown(new)
        if before == after:  # it differs in a language or detail that the reader does not see, if at all
            before, after = everything(old), everything(new)
        if before != after:
            yield Difference(area=area, subject=subject, what=what, old=before, new=after)


def identity_of(part: Item | MeasuringEquipment) -> Hashable:
    """The numbers by which an instrument is known: its maker's if it has one, else all."""
    given = part.identifications.identification if part.identifications else ()
    makers = frozenset(one.value.strip() for one in given if one.issuer == "manufacturer")
    return makers or frozenset(one.value.strip() for one in given) or None


def _rests_on(statement: StatementMetaData) -> Hashable:
    """What a statement rests on, if it says."""
    found = (statement.norm, statement.reference, statement.convention)
    return found if any(found) else None


def _in_order(_: Any) -> Hashable:
    """Whatever is left corresponds in order."""
    return True


def _with_status(key: Callable[[Any], Hashable]) -> Callable[[Any], Hashable]:
    return lambda condition: (condition.status, found) if (found := key(condition)) else None


def technical(old: Certificate, new: Certificate) -> Iterator[Difference]:
    """Where two certificates that certify the same still differ: ids, references, vocabulary and the like."""
    old = dataclasses.replace(old, signature=new.signature)
    for path, before, after in _leaves(old, new, ""):
        yield Difference(
            area=Area.OTHER, subject="", what=path, old=everything(before), new=everything(after)
        )


def _leaves(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if old == new:
        return
    if isinstance(old, Node) and type(old) is type(new):
        for field in dataclasses.fields(old):
            if field.name != "as_written":
                inner = f"{path}.{field.name}" if path else field.name
                yield from _leaves(getattr(old, field.name), getattr(new, field.name), inner)
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _leaves(before, after, f"{path}[{place}]")
    else:
        yield path, old, new
