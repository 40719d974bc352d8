"""A small certification authority: for demonstrations, tests and first steps, never for real certificates.

Pure: everything comes in as arguments, everything goes out as values; nothing is written or remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from signing.algorithms import Scheme, algorithm_for
from signing.keys import LocalSigner, PrivateKey

YEAR = timedelta(days=365)
ORGANIZATION_IDENTIFIER = NameOID.ORGANIZATION_IDENTIFIER


def new_key() -> PrivateKey:
    """A fresh P-256 key, which is quick to make."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a certificate is about. Given name and surname are a person's in Latin letters, where the common
    name is in others."""

    common_name: str
    organization: str
    country: str = "CN"
    organization_identifier: str | None = None
    given_name: str | None = None
    surname: str | None = None

    @property
    def name(self) -> x509.Name:
        parts = [
            (NameOID.COUNTRY_NAME, self.country),
            (NameOID.ORGANIZATION_NAME, self.organization),
            (ORGANIZATION_IDENTIFIER, self.organization_identifier),
            (NameOID.SURNAME, self.surname),
            (NameOID.GIVEN_NAME, self.given_name),
            (NameOID.COMMON_NAME, self.common_name),
        ]
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A key with its certificate and those of its issuers below the root."""

    key: PrivateKey = field(repr=False)
    x509_cert: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    def signer(self, scheme: Scheme = Scheme.RSA_PKCS1) -> LocalSigner:
        """What ``signing.sign`` signs with."""
        chain = (self.x509_cert, *self.issuers)
        return LocalSigner(
            chain=tuple(each.public_bytes(Encoding.DER) for each in chain),
            algorithm=algorithm_for(self.x509_cert.public_key(), scheme),
            key=self.key,
        )

    def key_pem(self, password: str | None = None) -> bytes:
        """The key as PKCS#8 in PEM, encrypted when there is a password."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _encryption(password))

    def chain_pem(self) -> bytes:
        """The certificate and those of its issuers in PEM."""
        return b"".join(each.public_bytes(Encoding.PEM) for each in (self.x509_cert, *self.issuers))

    def pkcs12(self, password: str | None = None) -> bytes:
        """Key, certificate and issuers in one PKCS#12 container."""
        return pkcs12.serialize_key_and_certificates(
            None, self.key, self.x509_cert, self.issuers, _encryption(password)
        )


def _encryption(password: str | None) -> KeySerializationEncryption:
    return BestAvailableEncryption(password.encode()) if password else NoEncryption()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A root or intermediate authority; ``is_root`` tells which."""

    identity: Identity
    is_root: bool

    @property
    def pem(self) -> bytes:
        """Its certificate, to lie in anchors/ or intermediates/ of a trust folder."""
        return self.identity.x509_cert.public_bytes(Encoding.PEM)

    def issue_authority(
        self, subject: Subject, *, valid_from: datetime, lifetime: timedelta = 10 * YEAR
    ) -> Authority:
        """An intermediate authority below this one."""
        key = new_key()
        builder = _builder(subject, key, valid_from, lifetime)
        x509_cert = self._sign(_with_authority_extensions(builder, path_length=0))
        issuers = () if self.is_root else (self.identity.x509_cert, *self.identity.issuers)
        return Authority(identity=Identity(key=key, x509_cert=x509_cert, issuers=issuers), is_root=False)

    def issue(
        self,
        subject: Subject,
        *,
        valid_from: datetime,
        lifetime: timedelta = 2 * YEAR,
        key: PrivateKey | None = None,
        usage: x509.KeyUsage | None = None,
        purposes: Iterable[x509.ObjectIdentifier] = (),
        extensions: Iterable[x509.ExtensionType] = (),
    ) -> Identity:
        """A certificate for a person, a seal or, with the purpose timestamping, a timestamp authority."""
        key = key or new_key()
        builder = _builder(subject, key, valid_from, lifetime)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(usage or SIGNS_DOCUMENTS, critical=True)
        purposes = list(purposes)
        if purposes:
            only = purposes == [ExtendedKeyUsageOID.TIME_STAMPING]
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=only)
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        issuers = () if self.is_root else (self.identity.x509_cert, *self.identity.issuers)
        return Identity(key=key, x509_cert=self._sign(builder), issuers=issuers)

    def crl(
        self,
        *,
        at: datetime,
        lifetime: timedelta = timedelta(days=30),
        revoked: Iterable[tuple[x509.Certificate, datetime, x509.ReasonFlags]] = (),
    ) -> bytes:
        """The revocation list of this authority, issued at ``at``; DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.identity.x509_cert.subject)
            .last_update(at)
            .next_update(at + lifetime)
            .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
            .add_extension(_authority_key(self.identity), critical=False)
        )
        for x509_cert, time, reason in revoked:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(x509_cert.serial_number)
                .revocation_date(time)
                .add_extension(x509.CRLReason(reason), critical=False)
                .build()
            )
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.identity.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _sign(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        builder = builder.issuer_name(self.identity.x509_cert.subject)
        builder = builder.add_extension(_authority_key(self.identity), critical=False)
        return builder.sign(self.identity.key, hashes.SHA256())


def key_usage(**allowed: bool) -> x509.KeyUsage:
    """A key usage that allows what is named, and nothing else."""
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


SIGNS_DOCUMENTS = key_usage(digital_signature=True, content_commitment=True)
_SIGNS_CERTIFICATES = key_usage(key_cert_sign=True, crl_sign=True)


def found(subject: Subject, *, valid_from: datetime, lifetime: timedelta = 20 * YEAR) -> Authority:
    """A root authority with a fresh key."""
    key = new_key()
    builder = _with_authority_extensions(_builder(subject, key, valid_from, lifetime), path_length=None)
    x509_cert = builder.issuer_name(subject.name).sign(key, hashes.SHA256())
    return Authority(identity=Identity(key=key, x509_cert=x509_cert), is_root=True)


def _builder(
    subject: Subject, key: PrivateKey, valid_from: datetime, lifetime: timedelta
) -> x509.CertificateBuilder:
    public = key.public_key()
    number = hashlib.sha256(
        f"{subject}{valid_from}".encode() + x509.SubjectKeyIdentifier.from_public_key(public).digest
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject.name)
        .public_key(public)
        .serial_number(int.from_bytes(number.digest()[:16]) >> 1 or 1)
        .not_valid_before(valid_from.astimezone(UTC))
        .not_valid_after((valid_from + lifetime).astimezone(UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _with_authority_extensions(
    builder: x509.CertificateBuilder, *, path_length: int | None
) -> x509.CertificateBuilder:
    constraints = x509.BasicConstraints(ca=True, path_length=path_length)
    return builder.add_extension(constraints, critical=True).add_extension(_SIGNS_CERTIFICATES, critical=True)


def _authority_key(identity: Identity) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(identity.key.public_key())
