"""The words in which ``dcc.xml.tables`` describes how the model stands in XML.

The tables list, for each class of ``dcc.model``, its parts in the order in which they stand and the DCC
versions that know them. Reading, writing and JSON all follow from them (``dcc.xml.plan``); nothing else
knows element names.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from dcc.xml import names
from dcc.xml.names import VERSIONS

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


def linked(
    *,
    id: str | None = None,  # noqa: A002 - the attribute's name
    ref_id: str | None = None,
    ref_type: str | None = None,
) -> list[Part]:
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
