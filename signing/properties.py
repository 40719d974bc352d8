"""What the signer said besides the document (signed properties), and what others added (unsigned ones)."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml import etree

from dcc.xml.names import ds
from signing.algorithms import C14N, DIGESTS, Digest
from signing.canonical import CannotCanonicalizeError, Canonicalizer
from signing.content_added import UNSIGNED_SIGNATURE_PROPERTIES
from signing.names import XML_SPACE, xades, xades141
from signing.octets import identifier_of
from signing.references import read_canonicalization
from signing.report import Level
from signing.text import (
    MalformedError,
    children,
    decode_base64,
    local,
    only_child,
    optional_child,
    refuse_more_than,
    string_of,
    text_of,
)

MOST_EVIDENCE = 30
MOST_TIMESTAMPS = 8
LARGEST_CERTIFICATE = 16 * 1024
LARGEST_OCSP_RESPONSE = 64 * 1024
LARGEST_TOKEN = 64 * 1024
LARGEST_CRL = 10 * 1024 * 1024
"""Caps on evidence inside a signature, in numbers and bytes."""


class CertificateForm(enum.Enum):
    """In which property the signer's certificate is named."""

    V2 = enum.auto()
    V1 = enum.auto()
    BOTH = enum.auto()
    NEITHER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateReference:
    """The signer's certificate by its digest; ``issuer_serial`` (DER, V2) or ``serial`` (V1) where given."""

    digest: Digest | None
    digest_uri: str
    expected: bytes
    issuer_serial: bytes | None = None
    serial: int | None = None

    def names(self, der: bytes) -> bool:
        """Whether the certificate ``der`` has this digest."""
        return self.digest is not None and self.digest.of(der) == self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedProperties:
    """``element`` is the SignedProperties itself, which a reference must cover.

    ``further_certificates`` are those named besides the signer's, which limit its chain. ``policy`` is None
    without an explicit signature policy, empty when that has no name.
    """

    element: etree._Element
    signing_time: datetime | None
    certificate_form: CertificateForm
    certificate: CertificateReference | None
    further_certificates: tuple[CertificateReference, ...]
    role: str | None
    policy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An RFC 3161 token (DER) and the octets it must be about; ``broken`` says why it cannot be read."""

    der: bytes = b""
    octets: bytes = b""
    broken: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsignedProperties:
    """Evidence added after signing, none of it believed as it stands."""

    names: tuple[str, ...] = ()
    timestamps: tuple[Token, ...] = ()
    unchecked_timestamps: tuple[str, ...] = ()
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    @property
    def level(self) -> Level:
        """The baseline level whose evidence is there, good or not."""
        if any(name == "ArchiveTimeStamp" for name in self.names):
            return Level.LTA
        if {"CertificateValues", "RevocationValues", "AnyValidationData"} & set(self.names):
            return Level.LT
        return Level.T if self.timestamps else Level.B


def read_signed(qualifying: etree._Element) -> SignedProperties:
    """The signed properties of a QualifyingProperties. Raises ``MalformedError``."""
    element = only_child(qualifying, xades("SignedProperties"))
    if not identifier_of(element):
        raise MalformedError("SignedProperties has no Id, so no reference can cover it")
    signature_properties = optional_child(element, xades("SignedSignatureProperties"))
    if signature_properties is None:
        signature_properties = etree.Element(xades("SignedSignatureProperties"))
    form, certificates = _read_certificates(signature_properties)
    return SignedProperties(
        element=element,
        signing_time=_read_time(signature_properties),
        certificate_form=form,
        certificate=certificates[0] if certificates else None,
        further_certificates=certificates[1:],
        role=_read_role(signature_properties),
        policy=_read_policy(signature_properties),
    )


def _read_time(parent: etree._Element) -> datetime | None:
    element = optional_child(parent, xades("SigningTime"))
    if element is None:
        return None
    return read_time(text_of(element))


_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_END_OF_DAY = re.compile(r"24:00:00(\.0+)?")


def read_time(text: str) -> datetime | None:
    """An ``xs:dateTime``, in UTC where it names no zone; None when it is none.

    24:00:00 is the first moment of the next day (XML Schema 1.1, part 2, 3.3.7).
    """
    match = _DATE_TIME.fullmatch(text.strip(XML_SPACE))
    if match is None:
        return None
    day, clock, zone = match.groups()
    ends = _END_OF_DAY.fullmatch(clock) is not None
    try:
        time = datetime.fromisoformat(f"{day}T{'00:00:00' if ends else clock}{zone or 'Z'}")
        return (time + timedelta(days=ends)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read_certificates(
    parent: etree._Element,
) -> tuple[CertificateForm, tuple[CertificateReference, ...]]:
    """The first is the signer's own (EN 319 132-1, 5.2.2), others are its issuers'."""
    v2 = optional_child(parent, xades("SigningCertificateV2"))
    v1 = optional_child(parent, xades("SigningCertificate"))
    if v2 is not None and v1 is not None:
        return CertificateForm.BOTH, ()
    if v2 is not None:
        return CertificateForm.V2, _read_references(v2)
    if v1 is not None:
        return CertificateForm.V1, _read_references(v1)
    return CertificateForm.NEITHER, ()


def _read_references(parent: etree._Element) -> tuple[CertificateReference, ...]:
    certs = children(parent, xades("Cert"), at_most=10)
    if not certs:
        raise MalformedError(f"{local(parent)} names no certificate")
    return tuple(map(_read_reference, certs))


def _read_reference(cert: etree._Element) -> CertificateReference:
    digest = only_child(cert, xades("CertDigest"))
    uri = only_child(digest, ds("DigestMethod")).get("Algorithm") or ""
    v2 = optional_child(cert, xades("IssuerSerialV2"))
    v1 = optional_child(cert, xades("IssuerSerial"))
    serial = None
    if v1 is not None:
        text = text_of(only_child(v1, ds("X509SerialNumber"))).strip(XML_SPACE)
        if not text.isascii() or not text.removeprefix("-").isdigit() or len(text) > 100:
            raise MalformedError("X509SerialNumber is not a number")
        serial = int(text)
    return CertificateReference(
        digest=DIGESTS.get(uri),
        digest_uri=uri,
        expected=decode_base64(only_child(digest, ds("DigestValue")), at_most=128),
        issuer_serial=decode_base64(v2, at_most=4096) if v2 is not None else None,
        serial=serial,
    )


def _read_role(parent: etree._Element) -> str | None:
    """The claimed role; more than one is nobody's role, so it is given as written, joined."""
    roles = [
        string_of(role).strip(XML_SPACE)
        for name in ("SignerRoleV2", "SignerRole")
        for role in parent.iterfind(f"{xades(name)}/{xades('ClaimedRoles')}/{xades('ClaimedRole')}")
    ]
    return ", ".join(roles)[:200] or None


def _read_policy(parent: etree._Element) -> str | None:
    explicit = parent.find(f"{xades('SignaturePolicyIdentifier')}/{xades('SignaturePolicyId')}")
    if explicit is None:
        return None
    identifier = explicit.find(f"{xades('SigPolicyId')}/{xades('Identifier')}")
    return string_of(identifier).strip(XML_SPACE)[:200] if identifier is not None else ""


def read_unsigned(
    qualifying: etree._Element, value: etree._Element, canonicalizer: Canonicalizer
) -> UnsignedProperties:
    """The unsigned properties; ``value`` is the SignatureValue that a signature timestamp is about."""
    container = optional_child(qualifying, xades("UnsignedProperties"))
    if container is None:
        return UnsignedProperties()
    elements = [
        element
        for group in container.iterchildren(xades("UnsignedSignatureProperties"))
        for element in group.iterchildren("*")
        if element.tag in UNSIGNED_SIGNATURE_PROPERTIES.children
    ]
    tokens = [
        token
        for element in elements
        if element.tag == xades("SignatureTimeStamp")
        for token in _read_tokens(element, value, canonicalizer)
    ]
    refuse_more_than(MOST_TIMESTAMPS, len(tokens), "timestamps in a signature")
    names = [local(element) for element in elements]
    evidence = [element for element in elements if element.tag in _EVIDENCE]
    return UnsignedProperties(
        names=tuple(names),
        timestamps=tuple(tokens),
        unchecked_timestamps=tuple(
            name for name in names if "TimeStamp" in name and name not in _NOT_UNCHECKED
        ),
        certificates=_read_evidence(evidence, "EncapsulatedX509Certificate", LARGEST_CERTIFICATE),
        crls=_read_evidence(evidence, "EncapsulatedCRLValue", LARGEST_CRL),
        ocsps=_read_evidence(evidence, "EncapsulatedOCSPValue", LARGEST_OCSP_RESPONSE),
    )


_NOT_UNCHECKED = frozenset({"SignatureTimeStamp", "TimeStampValidationData"})
_EVIDENCE = frozenset(
    {
        xades("CertificateValues"),
        xades("RevocationValues"),
        xades141("TimeStampValidationData"),
        xades141("AnyValidationData"),
    }
)


def _read_evidence(parents: list[etree._Element], name: str, largest: int) -> tuple[bytes, ...]:
    found = [element for parent in parents for element in parent.iter(xades(name))]
    refuse_more_than(MOST_EVIDENCE, len(found), f"{name} in a signature")
    return tuple(decode_base64(element, at_most=largest) for element in found)


def _read_tokens(
    timestamp: etree._Element, value: etree._Element, canonicalizer: Canonicalizer
) -> Iterator[Token]:
    """A timestamp that cannot be read is broken by itself; the signature it hangs on is not."""
    method = timestamp.find(ds("CanonicalizationMethod"))
    chosen = read_canonicalization(method) if method is not None else (C14N, ())
    encapsulated = list(timestamp.iterchildren(xades("EncapsulatedTimeStamp")))
    others = {local(child) for child in timestamp.iterchildren("*")} - {
        "CanonicalizationMethod",
        "EncapsulatedTimeStamp",
    }
    if chosen is None or others or not encapsulated:
        yield Token(broken="the timestamp selects what it covers in a way that is not accepted")
        return
    for element in encapsulated:
        try:
            der = decode_base64(element, at_most=LARGEST_TOKEN)
            yield Token(der=der, octets=canonicalizer.element(value, *chosen))
        except MalformedError as error:
            if error.code.name == "SIG-TOO-MUCH":
                raise
            yield Token(broken=error.message)
        except CannotCanonicalizeError as error:
            yield Token(broken=str(error))
