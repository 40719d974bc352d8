"""What XML Signature and XAdES put into a signature, as tables: EN 319 132-1 and -2, TS 119 132-3, RFC 6283.

Only what is the same for every reader is here. Where a schema leaves room for anything (``xsd:any``), the
tables have nothing: whatever stands there is not evaluated, so it is said wherever it is found.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dcc.xml.names import ds
from signing.names import BASE64_TRANSFORM, EXC_C14N, FILTER2, dsig11, more_2007, xades

_SPACE = r"[ \t\r\n]*"
ID = re.compile(r"[^\W\d][\w.-]*")
URI = re.compile(r"[^\s<>\"]+")
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
NUMBER = re.compile(r"-?\d+", re.ASCII)
_ENCODING = re.compile(r"http://uri\.etsi\.org/01903/v1\.2\.2#(DER|BER|CER|PER|XER)")
_OID_QUALIFIER = re.compile(r"OIDAs(URI|URN)")
_BASE64_URI = re.compile(re.escape(BASE64_TRANSFORM))
_FRAGMENT = re.compile(r"#\S+")
BOOLEAN = re.compile(r"true|false|0|1")
ANY = re.compile(r".*", re.DOTALL)
NAME = re.compile(r"[\w.-]+")
VERSION = re.compile(r"\d+\.\d+", re.ASCII)
BASE64 = re.compile(r"[A-Za-z0-9+/= \t\r\n]*")
_TIME = re.compile(
    rf"{_SPACE}-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?{_SPACE}", re.ASCII
)
_WHOLE_NUMBER = re.compile(rf"{_SPACE}-?\d+{_SPACE}", re.ASCII)
NO_TEXT = re.compile(_SPACE)


class Reading(enum.Enum):
    """What is made of an element besides holding it against its table."""

    EVALUATED = enum.auto()
    NOT_EVALUATED = enum.auto()
    ELSEWHERE = enum.auto()
    """Looked at by others, and not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What may stand in an element: attributes with the form of their values, text, and other elements.

    ``children`` are in the order of the schema, which they must keep where ``ordered``.
    """

    children: Mapping[str, Child] = field(default_factory=dict)
    attributes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    text: re.Pattern[str] = NO_TEXT
    ordered: bool = True
    reading: Reading = Reading.EVALUATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """An element inside another: what is in it, its place, and how often it is there (``most`` None: any)."""

    model: Model
    place: int
    least: int
    most: int | None


def sequence(*parts: tuple[str, str, Model], **more: Any) -> Model:
    """Children in order, each as name, ``?``, ``*``, ``+`` or ``1`` for how often, and what is in it."""
    how_often = {"1": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
    children = {
        name: Child(model=model, place=place, least=how_often[often][0], most=how_often[often][1])
        for place, (name, often, model) in enumerate(parts)
    }
    return Model(children=children, **more)


def choice(*parts: tuple[str, Model], **more: Any) -> Model:
    """Children in any order and number."""
    return sequence(*((name, "*", model) for name, model in parts), ordered=False, **more)


def some_of(*parts: tuple[str, Model], **more: Any) -> Model:
    """Children in any order, each at most once."""
    return sequence(*((name, "?", model) for name, model in parts), ordered=False, **more)


def several(name: str, model: Model, **more: Any) -> Model:
    """At least one child, all of one kind."""
    return sequence((name, "+", model), **more)


WITH_ID = {"Id": ID}
EMPTY = Model()
STRING = Model(text=ANY)
OCTETS = Model(text=BASE64)
CAPSULE = Model(text=BASE64, attributes={"Id": ID, "Encoding": _ENCODING})
ELSEWHERE = Model(reading=Reading.ELSEWHERE)
MOMENT = Model(text=_TIME)
INTEGER = Model(text=_WHOLE_NUMBER)


def unread(model: Model) -> Model:
    """The same, not evaluated."""
    return replace(model, reading=Reading.NOT_EVALUATED)


# --- XML Signature: algorithms, references, keys ------------------------------------------------------

DIGEST_METHOD = Model(attributes={"Algorithm": URI})
_PREFIXES = Model(attributes={"PrefixList": ANY})
CANONICALIZATION = sequence(
    (f"{{{EXC_C14N}}}InclusiveNamespaces", "?", _PREFIXES), attributes={"Algorithm": URI}
)
_TRANSFORM = choice(
    (f"{{{EXC_C14N}}}InclusiveNamespaces", _PREFIXES),
    (f"{{{FILTER2}}}XPath", Model(text=ANY, attributes={"Filter": ANY})),
    (ds("XPath"), STRING),
    attributes={"Algorithm": URI},
)
_TRANSFORMS = several(ds("Transform"), _TRANSFORM)


_PSS_PARAMETERS = sequence(
    (ds("DigestMethod"), "?", DIGEST_METHOD),
    (
        more_2007("MaskGenerationFunction"),
        "?",
        sequence((ds("DigestMethod"), "?", DIGEST_METHOD), attributes={"Algorithm": URI}),
    ),
    (more_2007("SaltLength"), "?", INTEGER),
    (more_2007("TrailerField"), "?", INTEGER),
)
_REFERENCE = sequence(
    (ds("Transforms"), "?", _TRANSFORMS),
    (ds("DigestMethod"), "1", DIGEST_METHOD),
    (ds("DigestValue"), "1", OCTETS),
    attributes={"Id": ID, "URI": ANY, "Type": ANY},
)
SIGNED_INFO = sequence(
    (ds("CanonicalizationMethod"), "1", CANONICALIZATION),
    (
        ds("SignatureMethod"),
        "1",
        sequence((more_2007("RSAPSSParams"), "?", _PSS_PARAMETERS), attributes={"Algorithm": URI}),
    ),
    (ds("Reference"), "+", _REFERENCE),
    attributes=WITH_ID,
)
SIGNATURE_VALUE = Model(text=BASE64, attributes=WITH_ID)

ISSUER_SERIAL = sequence((ds("X509IssuerName"), "1", STRING), (ds("X509SerialNumber"), "1", INTEGER))
_KEY_VALUE = choice(
    (ds("RSAKeyValue"), sequence((ds("Modulus"), "1", OCTETS), (ds("Exponent"), "1", OCTETS))),
    (
        dsig11("ECKeyValue"),
        sequence(
            (dsig11("NamedCurve"), "1", Model(attributes={"URI": URI})),
            (dsig11("PublicKey"), "1", OCTETS),
            attributes=WITH_ID,
        ),
    ),
    reading=Reading.NOT_EVALUATED,
)
KEY_INFO = choice(
    (ds("KeyName"), unread(STRING)),
    (ds("KeyValue"), _KEY_VALUE),
    (
        ds("X509Data"),
        choice(
            (ds("X509Certificate"), OCTETS),
            (ds("X509CRL"), OCTETS),
            (ds("X509IssuerSerial"), unread(ISSUER_SERIAL)),
            (ds("X509SubjectName"), unread(STRING)),
            (ds("X509SKI"), unread(OCTETS)),
            (dsig11("X509Digest"), unread(Model(text=BASE64, attributes={"Algorithm": URI}))),
        ),
    ),
    attributes=WITH_ID,
)
"""Without RetrievalMethod, PGPData, SPKIData and MgmtData: nothing is fetched, and those are no X.509."""

_OBJECT_ATTRIBUTES = {"Id": ID, "MimeType": _MIME, "Encoding": _BASE64_URI}
BASE64_OBJECT = Model(text=BASE64, attributes=_OBJECT_ATTRIBUTES)
"""A ds:Object of which only the decoded text is signed, not what stands around it."""

# --- XAdES: signed properties -------------------------------------------------------------------------

DIGEST = sequence((ds("DigestMethod"), "1", DIGEST_METHOD), (ds("DigestValue"), "1", OCTETS))
OBJECT_IDENTIFIER = sequence(
    (xades("Identifier"), "1", Model(text=ANY, attributes={"Qualifier": _OID_QUALIFIER})),
    (xades("Description"), "?", unread(STRING)),
    (xades("DocumentationReferences"), "?", unread(EMPTY)),
)
CERT_V1 = sequence(
    (xades("CertDigest"), "1", DIGEST),
    (xades("IssuerSerial"), "1", ISSUER_SERIAL),
    attributes={"URI": URI},
)
CERT_V2 = sequence(
    (xades("CertDigest"), "1", DIGEST),
    (xades("IssuerSerialV2"), "?", OCTETS),
    attributes={"URI": URI},
)
_CLAIMED_ROLES = several(xades("ClaimedRole"), STRING)
_SIGNED_SIGNATURE_PROPERTIES = some_of(
    (xades("SigningTime"), MOMENT),
    (xades("SigningCertificate"), several(xades("Cert"), CERT_V1)),
    (xades("SigningCertificateV2"), several(xades("Cert"), CERT_V2)),
    (
        xades("SignaturePolicyIdentifier"),
        some_of(
            (
                xades("SignaturePolicyId"),
                sequence(
                    (xades("SigPolicyId"), "1", OBJECT_IDENTIFIER),
                    (ds("Transforms"), "?", unread(EMPTY)),
                    (xades("SigPolicyHash"), "1", unread(DIGEST)),
                    (xades("SigPolicyQualifiers"), "?", unread(EMPTY)),
                ),
            ),
            (xades("SignaturePolicyImplied"), unread(EMPTY)),
        ),
    ),
    (xades("SignatureProductionPlace"), unread(EMPTY)),
    (xades("SignatureProductionPlaceV2"), unread(EMPTY)),
    (xades("SignerRole"), some_of((xades("ClaimedRoles"), _CLAIMED_ROLES))),
    (xades("SignerRoleV2"), some_of((xades("ClaimedRoles"), _CLAIMED_ROLES))),
    attributes=WITH_ID,
)
_DATA_OBJECT_FORMAT = sequence(
    (xades("Description"), "?", unread(STRING)),
    (xades("ObjectIdentifier"), "?", unread(EMPTY)),
    (xades("MimeType"), "?", Model(text=re.compile(r"(text|application)/xml"))),
    (xades("Encoding"), "?", unread(STRING)),
    attributes={"ObjectReference": URI},
)
SIGNED_PROPERTIES = sequence(
    (xades("SignedSignatureProperties"), "?", _SIGNED_SIGNATURE_PROPERTIES),
    (
        xades("SignedDataObjectProperties"),
        "?",
        choice((xades("DataObjectFormat"), _DATA_OBJECT_FORMAT), attributes=WITH_ID),
    ),
    attributes=WITH_ID,
)
"""Only what is evaluated: other signed properties are said not to be, whatever is in them."""

# --- what only holds others, each of which is looked at by itself -------------------------------------

_PART = ELSEWHERE
SIGNATURE = choice(
    (ds("SignedInfo"), _PART),
    (ds("SignatureValue"), _PART),
    (ds("KeyInfo"), _PART),
    (ds("Object"), _PART),
    attributes=WITH_ID,
)
PROPERTIES_OBJECT = sequence((xades("QualifyingProperties"), "1", _PART), attributes=_OBJECT_ATTRIBUTES)
QUALIFYING_PROPERTIES = sequence(
    (xades("SignedProperties"), "?", _PART),
    (xades("UnsignedProperties"), "?", _PART),
    attributes={"Id": ID, "Target": _FRAGMENT},
)
