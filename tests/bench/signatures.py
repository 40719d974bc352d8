"""The cases of ``ours.py`` about signatures. Keys are made and documents signed before anybody measures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree
from measure import Call, NotMeasurableError

import signing
from signing.authority import Authority, Identity, Subject, found

FOUNDED, SIGNED, CHECKED = (datetime(*day, tzinfo=UTC) for day in ((2025, 1, 1), (2026, 3, 1), (2026, 3, 2)))


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A root, an issuing authority below it, and the revocation lists of both."""

    issuing: Authority
    policy: signing.Policy

    def person(self, role: signing.Role) -> Identity:
        """A signer with an RSA key of 3072 bits."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        subject = Subject(common_name=role.value, organization="Laboratory")
        return self.issuing.issue(subject, valid_from=FOUNDED, key=key)


def _world() -> World:
    root = found(Subject(common_name="Root", organization="Community"), valid_from=FOUNDED)
    issuing = root.issue_authority(
        Subject(common_name="Issuing", organization="Community"), valid_from=FOUNDED
    )
    files = {
        "anchors/root.pem": root.pem,
        "crls/root.crl": root.crl(at=SIGNED),
        "crls/issuing.crl": issuing.crl(at=SIGNED),
    }
    return World(issuing=issuing, policy=signing.Policy(trust=signing.load_trust(files)))


def verify_one(path: Path) -> Call:
    """A seal of level B, revocation required."""
    return _verify(path, [signing.Role.SEAL])


def verify_four(path: Path) -> Call:
    """Three persons' signatures and the seal over them."""
    return _verify(path, list(signing.Role))


def _verify(path: Path, roles: Sequence[signing.Role]) -> Call:
    world, document = _world(), path.read_bytes()
    for role in roles:
        document = signing.sign(document, world.person(role).signer(), at=SIGNED, role=role)
    verify = signing.verify

    def call() -> None:
        result = verify(document, world.policy, at=CHECKED)
        if result.verdict != "passed":
            raise NotMeasurableError(f"{path.name} is {result.verdict}")

    return call


def floor(path: Path) -> Call:
    """What no verifier can do without, by the libraries alone, on the same signed document."""
    world = _world()
    signer = world.person(signing.Role.SEAL)
    document = signing.sign(path.read_bytes(), signer.signer(), at=SIGNED, role=signing.Role.SEAL)
    key, message = signer.key, b"x" * 2_000
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError
    value, public = key.sign(message, padding.PKCS1v15(), hashes.SHA256()), key.public_key()

    def call() -> None:
        root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
        octets = etree.tostring(root, method="c14n", exclusive=True, with_comments=False)
        hashlib.sha256(octets).digest()
        public.verify(value, message, padding.PKCS1v15(), hashes.SHA256())

    return call


def signxml_one(path: Path) -> Call:
    """signxml's own XAdES signature and verifier; the signer's certificate is given, so no chain is sought
    and no revocation."""
    from signxml.xades import XAdESSigner, XAdESVerifier

    signer = _world().person(signing.Role.SEAL)
    made = XAdESSigner()  # with exclusive C14N it cannot verify what it made
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
    signed = made.sign(root, key=signer.key, cert=[signer.x509_cert])  # type: ignore[arg-type]
    document = etree.tostring(signed)
    verifier = XAdESVerifier()
    return lambda: verifier.verify(document, x509_cert=signer.x509_cert, expect_references=3)
