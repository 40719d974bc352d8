"""Who signed: the certificate that the signed properties name, not the first that happens to be there."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509

from dcc.findings import Finding
from signing import codes
from signing.algorithms import Strength
from signing.properties import CertificateForm, CertificateReference, SignedProperties
from signing.report import Fault, Signer, SubIndication, fault
from signing.structure import Parts
from signing.x509_certs import SM2KeyError, UnreadableCertificateError, describe, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The signer's certificate, parsed and as DER; None with the faults that say why there is none.

    With a fault there may still be a certificate: the one whose key fits, to report on, not to believe.
    ``signer`` describes it; it is known too of a certificate whose key cannot be used.
    """

    der: bytes | None = None
    x509_cert: x509.Certificate | None = None
    signer: Signer | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Finding, ...] = ()


def identify(parts: Parts) -> Identity:
    """The signing certificate of a signature (EN 319 102-1, 5.2.3)."""
    if not parts.all_certificates:
        return Identity(faults=(_not_found("the signature contains no certificate"),))
    if parts.signed is None:
        message = "the signature has no XAdES properties, so it does not say which certificate made it"
        return _whose_key_fits(
            parts, fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_NOT_XADES, message)
        )
    if parts.signed.certificate is None:
        both = parts.signed.certificate_form is CertificateForm.BOTH
        message = (
            "the signer's certificate is named twice" if both else "the signer's certificate is not named"
        )
        return _whose_key_fits(
            parts, fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_CERTIFICATE, message)
        )
    return _named(parts, parts.signed, parts.signed.certificate)


def _named(parts: Parts, signed: SignedProperties, named: CertificateReference) -> Identity:
    if named.digest is None:
        message = f"the signer's certificate is named with {named.digest_uri!r}, which is not known here"
        return _whose_key_fits(
            parts, fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, message)
        )
    der = next((der for der in parts.all_certificates if named.digest.of(der) == named.expected), None)
    if der is None:
        return Identity(faults=(_not_found("the certificate named as the signer's is not in the signature"),))
    try:
        x509_cert = load(der)
    except SM2KeyError as error:
        signer = describe(error.x509_cert, der)
        message = f"the certificate of {signer.subject} has a key for SM2, which cannot be checked here"
        reason = fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_SM2, message)
        return Identity(signer=signer, faults=(reason,))
    except UnreadableCertificateError as error:
        return Identity(faults=(_not_found(f"the signer's certificate cannot be read: {error}"),))
    faults = []
    if named.digest.strength is Strength.WEAK:
        message = f"the signer's certificate is named with {named.digest.name}, which is not strong enough"
        faults.append(fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, message))
    if not _serial_fits(named, x509_cert, der):
        faults.append(_not_found("issuer and serial number named are not those of the signer's certificate"))
    older = signed.certificate_form is CertificateForm.V1
    return Identity(
        der=der,
        x509_cert=x509_cert,
        signer=describe(x509_cert, der),
        faults=tuple(faults),
        warnings=(
            (codes.SIG_CERTIFICATE_V1.finding("the signer's certificate is named by SigningCertificate"),)
            if older
            else ()
        ),
    )


def _whose_key_fits(parts: Parts, reason: Fault) -> Identity:
    for der in parts.all_certificates:
        try:
            x509_cert = load(der)
        except UnreadableCertificateError:
            continue
        signed_info, algorithm = parts.signed_info, parts.algorithm
        if signed_info is None or algorithm is None:
            break
        if algorithm.verifies(x509_cert.public_key(), parts.value, signed_info):
            return Identity(der=der, x509_cert=x509_cert, signer=describe(x509_cert, der), faults=(reason,))
    return Identity(faults=(reason,))


def _serial_fits(named: CertificateReference, x509_cert: x509.Certificate, der: bytes) -> bool:
    """IssuerSerialV2 is issuer and serial number in DER; of the older form only the number is compared,
    because its issuer is a text that every implementation writes differently."""
    if named.serial is not None:
        return named.serial == x509_cert.serial_number
    if named.issuer_serial is None or named.issuer_serial == _issuer_serial(x509_cert):
        return True
    from asn1crypto import tsp
    from asn1crypto import x509 as asn1_x509

    try:
        value = tsp.IssuerSerial.load(named.issuer_serial)
        issuer = asn1_x509.Certificate.load(der).issuer
        names = [name.chosen for name in value["issuer"] if name.name == "directory_name"]
        return value["serial_number"].native == x509_cert.serial_number and names == [issuer]
    except Exception:  # noqa: BLE001 - asn1crypto raises any kind of error on crafted input
        return False


def _issuer_serial(x509_cert: x509.Certificate) -> bytes:
    """IssuerSerial (RFC 5035) of the certificate in DER, as most write it."""
    serial = x509_cert.serial_number
    number = serial.to_bytes(serial.bit_length() // 8 + 1, signed=True)
    name = _tagged(0xA4, x509_cert.issuer.public_bytes())
    return _tagged(0x30, _tagged(0x30, name) + _tagged(0x02, number))


def _tagged(tag: int, value: bytes) -> bytes:
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8)
    head = bytes([len(value)]) if len(value) < 128 else bytes([128 + len(length)]) + length
    return bytes([tag]) + head + value


def _not_found(message: str) -> Fault:
    return fault(SubIndication.NO_SIGNING_CERTIFICATE_FOUND, codes.SIG_CERTIFICATE, message)
