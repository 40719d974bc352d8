"""Texts, files, contacts, places and references: what the rest of a certificate is made of.

One class for each complex type of the schemas; fields are named as the elements. What an older version
alone knows, and what a newer one brought, stands in ``dcc.xml.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass

from dcc.model.lexical import Base64, Boolean, ForeignXml, Tokens
from dcc.model.node import Node
from dcc.model.si import Real


class City(str):
    """A town or city."""

    __slots__ = ()


class CountryCode(str):
    """A country by its two letters (ISO 3166-1)."""

    __slots__ = ()


class PostCode(str):
    """A postal code."""

    __slots__ = ()


class PostOfficeBox(str):
    """A post-office box."""

    __slots__ = ()


class State(str):
    """A state or province."""

    __slots__ = ()


class Street(str):
    """A street."""

    __slots__ = ()


class StreetNo(str):
    """A house number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Software(Node):
    """A program and its release, with what kind of software it is."""

    name: Text
    release: str
    descriptions: tuple[Text, ...] = ()
    type: str | None = None
    description: RichContent | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SoftwareList(Node):
    """Software, one entry or more."""

    software: tuple[Software, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Text(Node):
    """The same short text in one language or several."""

    content: tuple[StringWithLang, ...] = ()
    id: str | None = None
    ref_id: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StringWithLang(Node):
    """A text in one language; without ``lang`` it is meant for every language."""

    text: str
    lang: str | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RichContent(Node):
    """Texts, files and formulas, in the order in which they stand."""

    name: Text | None = None
    content: tuple[StringWithLang | ByteData | Formula, ...] = ()
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ByteData(Node):
    """A file inside the certificate."""

    file_name: str
    mime_type: str
    data_base64: Base64
    name: Text | None = None
    description: RichContent | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Formula(Node):
    """A formula in LaTeX or MathML."""

    siunitx: str | None = None
    lang: str | None = None
    latex: str | None = None
    mathml: Xml | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Xml(Node):
    """At most one element of a language other than the certificate's."""

    element: ForeignXml | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Hash(Node):
    """A reference to another document, with a digest of it (or a word that there is none)."""

    referral: Text
    referral_id: str
    procedure: str
    value: str
    description: RichContent | None = None
    in_validity_range: Boolean | None = None
    traceable: Boolean | None = None
    linked_report: Hash | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Identification(Node):
    """A number or mark and who gave it."""

    issuer: str
    value: str
    name: Text | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class IdentificationList(Node):
    """Identifications, one or more."""

    identification: tuple[Identification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class EquipmentClass(Node):
    """A class of equipment in a classification that ``reference`` names."""

    reference: str
    class_id: str
    link: str | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Location(Node):
    """An address or a position: entries in the order in which they are written."""

    content: tuple[
        City
        | CountryCode
        | PostCode
        | PostOfficeBox
        | State
        | Street
        | StreetNo
        | RichContent
        | PositionCoordinates,
        ...,
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PositionCoordinates(Node):
    """A position in a named coordinate system."""

    position_coordinate_system: str
    position_coordinate1: Real
    position_coordinate2: Real
    reference: str | None = None
    declaration: RichContent | None = None
    position_coordinate3: Real | None = None
    link: str | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Contact(Node):
    """A person or organisation that can be reached: name and location are there."""

    name: Text
    location: Location
    e_mail: str | None = None
    phone: str | None = None
    fax: str | None = None
    link: str | None = None
    description_data: ByteData | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ContactNotStrict(Node):
    """A person or organisation of which perhaps only the name is known."""

    name: Text
    e_mail: str | None = None
    phone: str | None = None
    fax: str | None = None
    link: str | None = None
    location: Location | None = None
    description_data: ByteData | None = None
    id: str | None = None
    ref_id: Tokens | None = None
    ref_type: Tokens | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Comment(Node):
    """Anything a laboratory adds for machines of its own, outside the certificate's language."""

    elements: tuple[ForeignXml, ...] = ()
