"""Revocation lists and OCSP responses as they come: which are readable, which authentic, how old they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from signing.x509_certs import load

_WEAK = (hashes.MD5, hashes.SHA1)
_LAST_YEAR = 9000
"""Later times are no times; adding to them overflows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Revocation lists and OCSP responses (DER), from wherever they come; each is checked before use."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def issued_by(self, end: datetime) -> Evidence:
        """The part that was issued no later than ``end``; all of it must be readable."""
        return Evidence(
            crls=tuple(der for der in self.crls if _crl_time(der) <= end),
            ocsps=tuple(der for der in self.ocsps if _ocsp_time(der) <= end),
        )

    def readable(self) -> Evidence:
        """The part that is what it should be; the rest says nothing about anybody."""
        return Evidence(
            crls=tuple(der for der in self.crls if _is_readable(_crl_time, der)),
            ocsps=tuple(der for der in self.ocsps if _is_readable(_ocsp_time, der)),
        )

    def by(self, chain: Sequence[bytes]) -> Evidence:
        """The part that the first authority of ``chain`` (DER) signed, itself or by its own delegate.

        Checked here and not left to others, because the certificates and values that a forger chooses
        must never decide whether his own evidence is believed.
        """
        issuer = load(chain[0])
        return Evidence(
            crls=tuple(der for der in self.crls if _is_crl_by(issuer, der)),
            ocsps=tuple(der for der in self.ocsps if _is_ocsp_by(issuer, chain, der)),
        )


def _is_readable(time_of: Callable[[bytes], datetime], der: bytes) -> bool:
    try:
        return time_of(der).year < _LAST_YEAR
    except Exception:  # noqa: BLE001 - asn1crypto raises any kind of error on crafted input
        return False


def _crl_time(der: bytes) -> datetime:
    from asn1crypto import crl

    time: datetime = crl.CertificateList.load(der)["tbs_cert_list"]["this_update"].native
    return time


def _ocsp_time(der: bytes) -> datetime:
    from asn1crypto import ocsp

    basic = ocsp.OCSPResponse.load(der)["response_bytes"]["response"].parsed
    time: datetime = max(each["this_update"].native for each in basic["tbs_response_data"]["responses"])
    return time


def _is_crl_by(issuer: x509.Certificate, der: bytes) -> bool:
    try:
        crl = x509.load_der_x509_crl(der)
        if isinstance(crl.signature_hash_algorithm, _WEAK) or crl.issuer != issuer.subject:
            return False
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - whatever goes wrong with it, it is not authentic
        return False


def _is_ocsp_by(issuer: x509.Certificate, chain: Sequence[bytes], der: bytes) -> bool:
    """Every certificate that the response brings along is of the chain or directly issued by the issuer."""
    from asn1crypto import ocsp

    try:
        basic = ocsp.OCSPResponse.load(der)["response_bytes"]["response"].parsed
        if basic["signature_algorithm"].hash_algo in ("md5", "sha1"):
            return False
        for each in basic["certs"] or ():
            if each.dump() not in chain:
                x509.load_der_x509_certificate(each.dump()).verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - whatever goes wrong with it, it is not authentic
        return False
    return True
