"""Revocation lists: which are authentic, whom they list, and for whom their silence means something.

Any authentic statement that a certificate was revoked counts, however old and whatever others say. That it
was not is only believed of a list that is complete for it, and that was current at the time in question or
was made later, but before the certificate expired: lists drop expired certificates (RFC 5280, 5).
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from signing.x509_certs import find_extension, is_authority, may_sign_lists, name_of

_WEAK = (hashes.MD5, hashes.SHA1)
_Extension = TypeVar("_Extension", bound=x509.ExtensionType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Revocation lists and OCSP responses (DER), from wherever they come; each is checked before use."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


class Status(enum.Enum):
    """What is known of a certificate at a moment."""

    GOOD = enum.auto()
    REVOKED = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What evidence says of a certificate: when and why it was revoked, or why its status is not known; of
    one that was good, that it was revoked later."""

    status: Status
    reasons: tuple[str, ...] = ()


def combined(statements: Sequence[Statement]) -> Statement:
    """Revoked when any says so, else good when any does."""
    for status in (Status.REVOKED, Status.GOOD):
        for statement in statements:
            if statement.status is status:
                return statement
    reasons = (reason for statement in statements for reason in statement.reasons)
    return Statement(status=Status.UNKNOWN, reasons=tuple(dict.fromkeys(reasons)))


def ask_lists(
    subject: x509.Certificate, issuer: x509.Certificate, lists: Sequence[bytes], *, at: datetime
) -> Statement:
    """What the revocation lists (DER) that ``issuer`` itself signed say of ``subject`` at the time ``at``."""
    authentic = list(_authentic(issuer, lists))
    revocations = sorted(found for crl in authentic for found in _revocations(crl, subject))
    reasons = tuple(dict.fromkeys(reason for _, reason in revocations))
    if revocations and revocations[0][0] <= at:
        return Statement(status=Status.REVOKED, reasons=reasons)
    doubts = [_doubt(crl, subject, at) for crl in authentic]
    if None in doubts:
        return Statement(status=Status.GOOD, reasons=reasons)
    return Statement(status=Status.UNKNOWN, reasons=tuple(doubt for doubt in doubts if doubt))


def _authentic(issuer: x509.Certificate, lists: Sequence[bytes]) -> Iterator[x509.CertificateRevocationList]:
    """Those that can be read and that the issuer signed. Lists about others' certificates (indirect ones) and
    lists by a delegate are left aside."""
    if not may_sign_lists(issuer):
        return
    for der in lists:
        crl = _kept_list(issuer, der) if len(der) <= _SHORT else _list_by(issuer, der)
        if crl is not None:
            yield crl


def _list_by(issuer: x509.Certificate, der: bytes) -> x509.CertificateRevocationList | None:
    try:
        crl = x509.load_der_x509_crl(der)
        weak = isinstance(crl.signature_hash_algorithm, _WEAK)
        if weak or crl.issuer != issuer.subject or not crl.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
            return None
        scope = _find(crl, x509.IssuingDistributionPoint)
    except Exception:  # noqa: BLE001 - whatever goes wrong with it, it says nothing about anybody
        return None
    return crl if scope is None or not scope.indirect_crl else None


_SHORT = 2**16
_kept_list = functools.lru_cache(maxsize=64)(_list_by)
"""Of the octets alone, and of short lists: the trust folder's are asked for every signature."""


def _revocations(
    crl: x509.CertificateRevocationList, subject: x509.Certificate
) -> Iterator[tuple[datetime, str]]:
    """When ``subject`` was revoked and what is to be said of it, when it stands on the list."""
    entry = crl.get_revoked_certificate_by_serial_number(subject.serial_number)
    if entry is None:
        return
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        reason = x509.ReasonFlags.unspecified
    if reason is not x509.ReasonFlags.remove_from_crl or not _is_delta(crl):
        when = f"{entry.revocation_date_utc:%Y-%m-%d %H:%M:%S} UTC"
        said = f"{name_of(subject.subject)} was revoked at {when} ({reason.name.replace('_', ' ')})"
        yield entry.revocation_date_utc, said


_UNDERSTOOD = (
    x509.CRLNumber,
    x509.AuthorityKeyIdentifier,
    x509.IssuerAlternativeName,
    x509.IssuingDistributionPoint,
    x509.FreshestCRL,
    x509.AuthorityInformationAccess,
)


def _doubt(crl: x509.CertificateRevocationList, subject: x509.Certificate, at: datetime) -> str | None:
    """Why the silence of an authentic list means nothing for ``subject``, or None when it means that it was
    not revoked (RFC 5280, 5.2.5 and 6.3.3)."""
    if at > (crl.next_update_utc or crl.last_update_utc):
        return f"the revocation list of {crl.last_update_utc:%Y-%m-%d} is out of date"
    if crl.last_update_utc > subject.not_valid_after_utc:
        return "the revocation list was made after the certificate had expired"
    if _is_delta(crl) or any(
        each.critical and not isinstance(each.value, _UNDERSTOOD) for each in crl.extensions
    ):
        return "the revocation list is not a complete one"
    scope = _find(crl, x509.IssuingDistributionPoint)
    if scope is not None and not _is_for(scope, subject):
        return "the revocation list is for other certificates"
    return None


def _is_delta(crl: x509.CertificateRevocationList) -> bool:
    """Whether the list has only what changed; nowhere else is a certificate taken off (RFC 5280, 5.3.1)."""
    return any(isinstance(each.value, x509.DeltaCRLIndicator) for each in crl.extensions)


def _is_for(scope: x509.IssuingDistributionPoint, subject: x509.Certificate) -> bool:
    """Whether a list that covers a part of an authority's certificates covers this one, for every reason."""
    if scope.only_some_reasons or scope.only_contains_attribute_certs or scope.relative_name:
        return False
    if scope.only_contains_ca_certs if not is_authority(subject) else scope.only_contains_user_certs:
        return False
    return not scope.full_name or bool(set(scope.full_name) & _distribution_points(subject))


def _distribution_points(subject: x509.Certificate) -> set[x509.GeneralName]:
    """Where the certificate says that its revocation list is; the issuer's own name when it says nothing."""
    points = find_extension(subject, x509.CRLDistributionPoints)
    if points is None:
        return {x509.DirectoryName(subject.issuer)}
    return {name for point in points.value if not point.crl_issuer for name in point.full_name or ()}


def _find(crl: x509.CertificateRevocationList, kind: type[_Extension]) -> _Extension | None:
    try:
        return crl.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
