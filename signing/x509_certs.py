"""Reading X.509 certificates: who they are about, and whether they may sign documents."""

from __future__ import annotations

import functools
import hashlib
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from signing import sm2
from signing.report import Signer

_Kind = TypeVar("_Kind", bound=x509.ExtensionType)
_MAY_SIGN_DOCUMENTS = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # documentSigning, RFC 9336
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # the same by Microsoft
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # the same by Adobe
    }
)
_FURTHER_NAMES = {
    NameOID.ORGANIZATION_IDENTIFIER: "organizationIdentifier",
    NameOID.GIVEN_NAME: "givenName",
    NameOID.SURNAME: "surname",
}
"""What RFC 4514 has no short names for."""
_SERVES_ANOTHER_PURPOSE = frozenset({ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.OCSP_SIGNING})


class UnreadableCertificateError(Exception):
    """The octets are not an X.509 certificate that can be read."""


class SM2KeyError(UnreadableCertificateError):
    """The certificate can be read, but its key is for SM2; ``x509_cert`` has everything but the key."""

    def __init__(self, x509_cert: x509.Certificate) -> None:
        super().__init__("its key is for SM2, which cannot be checked here")
        self.x509_cert = x509_cert


@functools.lru_cache(maxsize=128)  # of the octets alone; the same authorities stand behind every signature
def load(der: bytes) -> x509.Certificate:
    """The certificate in ``der``, with its key and names known to be readable."""
    try:
        x509_cert = x509.load_der_x509_certificate(der)
        _ = x509_cert.subject, x509_cert.issuer
        try:
            x509_cert.public_key()
        except UnsupportedAlgorithm:
            if sm2.has_key(x509_cert, der):
                raise SM2KeyError(x509_cert) from None
            raise
    except SM2KeyError:
        raise
    except Exception as error:  # noqa: BLE001 - cryptography raises half a dozen kinds on crafted input
        raise UnreadableCertificateError(str(error) or type(error).__name__) from None
    return x509_cert


def is_readable(der: bytes) -> bool:
    """Whether it is an X.509 certificate, be it with a key that cannot be used here."""
    try:
        load(der)
    except SM2KeyError:
        return True
    except UnreadableCertificateError:
        return False
    return True


_SEQUENCE = 0x30
_LONG_FORM = 0x80


def is_der_sequence(data: bytes) -> bool:
    """Whether the octets are one DER SEQUENCE from the first to the last, whatever is in it."""
    if len(data) < 2 or data[0] != _SEQUENCE:
        return False
    length, header = data[1], 2
    if length >= _LONG_FORM:
        header += length - _LONG_FORM
        length = int.from_bytes(data[2:header])
    return len(data) == header + length


def describe(x509_cert: x509.Certificate, der: bytes) -> Signer:
    """Subject and issuer as RFC 4514 writes them, serial number and SHA-256 in hexadecimal."""
    return Signer(
        subject=name_of(x509_cert.subject),
        common_name=_part_of(x509_cert.subject, NameOID.COMMON_NAME),
        organization=_part_of(x509_cert.subject, NameOID.ORGANIZATION_NAME),
        issuer=name_of(x509_cert.issuer),
        serial=f"{x509_cert.serial_number:x}",
        sha256=hashlib.sha256(der).hexdigest(),
        der=der,
    )


def name_of(name: x509.Name) -> str:
    """A distinguished name as RFC 4514 writes it."""
    return name.rfc4514_string(_FURTHER_NAMES)


def _part_of(name: x509.Name, oid: ObjectIdentifier) -> str | None:
    return ", ".join(str(part.value) for part in name.get_attributes_for_oid(oid)) or None


def unfit_for_documents(x509_cert: x509.Certificate) -> str | None:
    """Why the certificate is not meant to sign documents, or None (RFC 5280, 4.2.1.3 and 4.2.1.12)."""
    try:
        usage = find_extension(x509_cert, x509.KeyUsage)
        extended = find_extension(x509_cert, x509.ExtendedKeyUsage)
    except UnreadableCertificateError:
        return _UNREADABLE
    if usage and not (usage.value.digital_signature or usage.value.content_commitment):
        return "its key usage allows neither digital signatures nor commitments to content"
    if extended:
        purposes = set(extended.value)
        if purposes & _SERVES_ANOTHER_PURPOSE:
            return "it belongs to a timestamp authority or an OCSP responder"
        if not purposes & _MAY_SIGN_DOCUMENTS:
            return "its extended key usage is for another purpose than documents"
    return None


def unfit_for_timestamps(x509_cert: x509.Certificate) -> str | None:
    """Why the certificate may not make timestamps, or None (RFC 3161, 2.3; RFC 5280, 4.2.1.12)."""
    try:
        usage = find_extension(x509_cert, x509.KeyUsage)
        extended = find_extension(x509_cert, x509.ExtendedKeyUsage)
    except UnreadableCertificateError:
        return _UNREADABLE
    if usage and not (usage.value.digital_signature or usage.value.content_commitment):
        return "its key usage allows neither digital signatures nor commitments to content"
    if not extended or list(extended.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not extended.critical:
        return "timestamping is not its only purpose, marked critical"
    return None


def is_authority(x509_cert: x509.Certificate) -> bool:
    """Whether the certificate is an authority's (RFC 5280, 4.2.1.9)."""
    constraints = find_extension(x509_cert, x509.BasicConstraints)
    return constraints is not None and constraints.value.ca


def may_issue(x509_cert: x509.Certificate) -> bool:
    """Whether the certificate's owner may issue others (RFC 5280, 6.1.4 k and n)."""
    try:
        usage = find_extension(x509_cert, x509.KeyUsage)
        return is_authority(x509_cert) and (usage is None or usage.value.key_cert_sign)
    except UnreadableCertificateError:
        return False


def may_sign_lists(x509_cert: x509.Certificate) -> bool:
    """Whether an authority may sign revocation lists (RFC 5280, 6.3.3 f)."""
    usage = find_extension(x509_cert, x509.KeyUsage)
    return usage is None or usage.value.crl_sign


_UNREADABLE = "its extensions cannot be read"


def find_extension(x509_cert: x509.Certificate, kind: type[_Kind]) -> x509.Extension[_Kind] | None:
    """The extension of that kind. Raises ``UnreadableCertificateError`` when any of them cannot be read."""
    try:
        return x509_cert.extensions.get_extension_for_class(kind)
    except x509.ExtensionNotFound:
        return None
    except Exception as error:  # noqa: BLE001 - cryptography raises half a dozen kinds on crafted input
        raise UnreadableCertificateError(str(error)) from None
