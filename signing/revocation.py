"""Revocation lists and OCSP responses as they come: which can be read at all, and when each was issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
