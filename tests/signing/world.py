"""A small world to test in: a community with its authorities, a laboratory with its people, a certificate.

All keys are made when a test run first asks for them and forgotten with it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from dcc.xml.names import ds
from signing import Policy, Revocation, Role, VerificationResult, load_trust, sign, verify
from signing.authority import Authority, Identity, Subject, found
from signing.keys import PrivateKey
from tests.documents import minimal

FOUNDED = datetime(2025, 1, 1, tzinfo=UTC)
SIGNED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
CHECKED = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)

ORGANIZATION = "Example Calibration Laboratory"
"""As in the certificate."""
IDENTIFIER = "NTRCN-12100000400000000X"
LABORATORY = "CNAS L0001"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Root, intermediate authority, the four who sign, and a timestamp authority under a root of its own."""

    root: Authority
    intermediate: Authority
    people: Mapping[Role, Identity]
    tsa_root: Authority
    tsa: Identity

    @property
    def seal(self) -> Identity:
        return self.people[Role.SEAL]

    def files(self, *, at: datetime = SIGNED, **more: bytes) -> dict[str, bytes]:
        """The trust folder, with revocation lists issued at ``at``."""
        return {
            "anchors/root.pem": self.root.pem,
            "tsa/root.pem": self.tsa_root.pem,
            "crls/root.crl": self.root.crl(at=at),
            "crls/intermediate.crl": self.intermediate.crl(at=at),
            "crls/tsa.crl": self.tsa_root.crl(at=at),
            **more,
        }

    def policy(self, revocation: Revocation = Revocation.REQUIRE, **more: Any) -> Policy:
        return Policy(trust=load_trust(self.files(**more)), revocation=revocation)

    def issue(self, name: str, **options: Any) -> Identity:
        """A certificate of the laboratory's from the intermediate authority."""
        return self.intermediate.issue(subject(name), **{"valid_from": FOUNDED, **options})


def subject(name: str) -> Subject:
    return Subject(common_name=name, organization=ORGANIZATION, organization_identifier=IDENTIFIER)


@functools.cache
def world() -> World:
    """The one world of this test run."""
    root = found(Subject(common_name="Root", organization="Community"), valid_from=FOUNDED)
    intermediate = root.issue_authority(
        Subject(common_name="Issuing", organization="Community"), valid_from=FOUNDED
    )
    tsa_root = found(Subject(common_name="Time Root", organization="Clockwork"), valid_from=FOUNDED)
    return World(
        root=root,
        intermediate=intermediate,
        people={role: intermediate.issue(subject(role.value), valid_from=FOUNDED) for role in Role},
        tsa_root=tsa_root,
        tsa=tsa_root.issue(
            Subject(common_name="Clock", organization="Clockwork"),
            valid_from=FOUNDED,
            purposes=[ExtendedKeyUsageOID.TIME_STAMPING],
        ),
    )


def cross_certified(other: Authority, *, by: Authority) -> x509.Certificate:
    """A certificate by one authority for the name and key of another one."""
    theirs = other.identity.x509_cert
    return (
        x509.CertificateBuilder()
        .subject_name(theirs.subject)
        .issuer_name(by.identity.x509_cert.subject)
        .public_key(theirs.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(theirs.not_valid_before_utc)
        .not_valid_after(theirs.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(by.identity.key, hashes.SHA256())
    )


@functools.cache
def key(kind: str) -> PrivateKey:
    """A key of a kind, made once: ``rsa-2048``, ``rsa-2048-3`` with its exponent, ``secp384r1``, …"""
    if kind.startswith("rsa-"):
        bits, _, exponent = kind.removeprefix("rsa-").partition("-")
        return rsa.generate_private_key(public_exponent=int(exponent or 65537), key_size=int(bits))
    curves: dict[str, Callable[[], ec.EllipticCurve]] = {
        "secp256r1": ec.SECP256R1,
        "secp384r1": ec.SECP384R1,
        "secp521r1": ec.SECP521R1,
        "brainpoolP256r1": ec.BrainpoolP256R1,
        "secp256k1": ec.SECP256K1,
    }
    return ec.generate_private_key(curves[kind]())


@functools.cache
def certificate() -> bytes:
    """An unsigned, valid certificate in DCC 3.3.0 that names its laboratory's code and the three who sign."""
    opening = b"<dcc:calibrationLaboratory>"
    code = f"<dcc:calibrationLaboratoryCode>{LABORATORY}</dcc:calibrationLaboratoryCode>".encode()
    people = (Role.METROLOGIST, Role.CHECKER, Role.APPROVER)
    document = minimal(persons="".join(person(role.value, role=role) for role in people))
    assert document.count(opening) == 1
    return document.replace(opening, opening + code)


def person(*names: str, role: str) -> str:
    """A responsible person, who is called the same in every language or has a name in each."""
    contents = "".join(f"<dcc:content>{name}</dcc:content>" for name in names)
    main = "<dcc:mainSigner>true</dcc:mainSigner>" if role == Role.APPROVER else ""
    return (
        f"<dcc:respPerson><dcc:person><dcc:name>{contents}</dcc:name></dcc:person>"
        f"<dcc:role>{role}</dcc:role>{main}</dcc:respPerson>"
    )


@functools.cache
def sealed() -> bytes:
    """The certificate with the institution's seal alone."""
    return sign(certificate(), world().seal.signer(), at=SIGNED, role=Role.SEAL)


@functools.cache
def signed_by_all() -> bytes:
    """The certificate with three personal signatures and the seal over them."""
    document = certificate()
    for role in Role:
        document = sign(document, world().people[role].signer(), at=SIGNED, role=role)
    return document


def check(
    document: bytes,
    *,
    at: datetime = CHECKED,
    revocation: Revocation = Revocation.REQUIRE,
    policy: Policy | None = None,
) -> VerificationResult:
    """The verdict of this world on ``document``."""
    return verify(document, policy or world().policy(revocation), at=at)


def tree(document: bytes) -> etree._Element:
    return etree.fromstring(document, etree.XMLParser(huge_tree=True))


def text(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")


def signatures(root: etree._Element) -> list[etree._Element]:
    return list(root.iterchildren(ds("Signature")))


def codes_of(result: VerificationResult) -> set[str]:
    """The codes of all findings, those of the document and those of its signatures."""
    return {
        finding.code
        for findings in (result.findings, *(signature.findings for signature in result.signatures))
        for finding in findings
    }
