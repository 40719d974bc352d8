"""What verification says: verdicts in the words of ETSI EN 319 102-1, and the shape of their JSON."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dcc.findings import NOWHERE, Code, Finding, Location


class Verdict(enum.StrEnum):
    """EN 319 102-1, 5.1.3: there is no fourth word, and no bool."""

    PASSED = "passed"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"


class SubIndication(enum.StrEnum):
    """Why a verdict is not ``passed``, by the standard's names (EN 319 102-1, 5.1.3, tables 5 and 6)."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    SIGNATURE_POLICY_NOT_AVAILABLE = "SIGNATURE_POLICY_NOT_AVAILABLE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    TRY_LATER = "TRY_LATER"

    @property
    def verdict(self) -> Verdict:
        """``failed`` where the standard says TOTAL-FAILED, ``indeterminate`` for all others."""
        return Verdict.FAILED if self in _FAILURES else Verdict.INDETERMINATE


_FAILURES = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
        SubIndication.NOT_YET_VALID,
    }
)


class Integrity(enum.StrEnum):
    """Do the digests and the signature value hold, whoever signed?"""

    INTACT = "intact"
    BROKEN = "broken"
    UNCHECKED = "unchecked"


class Covers(enum.StrEnum):
    """What of the document an intact signature covers."""

    DOCUMENT = "document"
    PART = "part"
    NONE = "none"


class Level(enum.StrEnum):
    """The XAdES baseline level (EN 319 132-1, 6): each adds evidence to the one before."""

    B = "B"
    T = "T"
    LT = "LT"
    LTA = "LTA"


class Role(enum.StrEnum):
    """Who signs a certificate, as one ClaimedRole in SignerRoleV2: three people, then the institution."""

    METROLOGIST = "metrologist"
    CHECKER = "checker"
    APPROVER = "approver"
    SEAL = "seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that keeps a signature from passing: what to say, and what it does to the verdict."""

    sub_indication: SubIndication
    finding: Finding

    @property
    def verdict(self) -> Verdict:
        return self.sub_indication.verdict


LONGEST_MESSAGE = 500
"""Messages repeat names from the document, which may be of any length."""


def fault(sub_indication: SubIndication, code: Code, message: str, *, at: Location = NOWHERE) -> Fault:
    """A fault with its finding."""
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}…"
    return Fault(sub_indication=sub_indication, finding=code.finding(message, at=at))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """``failed`` before ``indeterminate`` before ``passed``; ``passed`` when there is nothing to judge."""
    return max(verdicts, key=list(Verdict).index, default=Verdict.PASSED)


def decisive(faults: Iterable[Fault]) -> Fault | None:
    """The first of the gravest faults: the one whose sub-indication stands for all."""
    faults = list(faults)
    verdict = worst(each.verdict for each in faults)
    return next((each for each in faults if each.verdict is verdict), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose X.509 certificate it is; ``serial`` and ``sha256`` in hexadecimal, ``der`` the certificate.

    ``common_name`` and ``organization`` are those of the subject, None where it has none.
    """

    subject: str
    common_name: str | None
    organization: str | None
    issuer: str
    serial: str
    sha256: str
    der: bytes

    def as_json(self) -> dict[str, str | None]:
        return {
            "subject": self.subject,
            "common_name": self.common_name,
            "organization": self.organization,
            "issuer": self.issuer,
            "serial": self.serial,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampResult:
    """One timestamp token: ``time`` is what it says, proven only when it ``passed``."""

    kind: str
    verdict: Verdict
    sub_indication: SubIndication | None
    time: datetime | None
    signer: Signer | None
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "verdict": self.verdict.value,
            "sub_indication": _value(self.sub_indication),
            "time": iso(self.time),
            "signer": self.signer.as_json() if self.signer else None,
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureResult:
    """One signature. ``role`` is claimed, ``claimed_signing_time`` too; ``anchor`` is the root (DER) to which
    the chain leads, None when it leads to none. ``level`` is what the signature contains, not what of it
    was found valid; None for a signature that is not XAdES."""

    id: str | None
    verdict: Verdict
    sub_indication: SubIndication | None
    integrity: Integrity
    level: Level | None
    covers: Covers
    role: str | None
    claimed_signing_time: datetime | None
    best_signature_time: datetime
    signer: Signer | None
    anchor: bytes | None
    timestamps: tuple[TimestampResult, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "verdict": self.verdict.value,
            "sub_indication": _value(self.sub_indication),
            "integrity": self.integrity.value,
            "level": _value(self.level),
            "covers": self.covers.value,
            "role": self.role,
            "claimed_signing_time": iso(self.claimed_signing_time),
            "best_signature_time": iso(self.best_signature_time),
            "signer": self.signer.as_json() if self.signer else None,
            "timestamps": [timestamp.as_json() for timestamp in self.timestamps],
            "findings": [finding.as_json() for finding in self.findings],
        }


def unchecked_signature(identifier: str | None, reason: Fault, *, at: datetime) -> SignatureResult:
    """The result for a signature that was found and not computed, for the reason given."""
    return SignatureResult(
        id=identifier,
        verdict=reason.verdict,
        sub_indication=reason.sub_indication,
        integrity=Integrity.UNCHECKED,
        level=None,
        covers=Covers.NONE,
        role=None,
        claimed_signing_time=None,
        best_signature_time=at,
        signer=None,
        anchor=None,
        timestamps=(),
        findings=(reason.finding,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationResult:
    """What ``verify`` says of one XML document.

    ``signed_xml`` are the very octets that an intact signature covers, the only ones to read values from;
    None when no signature covers the document. ``content_sha256`` (hexadecimal) identifies what the document
    says without its signatures; None when the document cannot be parsed.
    """

    verdict: Verdict
    checked_at: datetime
    findings: tuple[Finding, ...]
    signatures: tuple[SignatureResult, ...]
    signed_xml: bytes | None
    content_sha256: str | None

    def as_json(self, *, file: str) -> dict[str, Any]:
        """The shape of ``dcc verify --format json``, but for ``document``, which only a certificate has."""
        return {
            "file": file,
            "verdict": self.verdict.value,
            "checked_at": iso(self.checked_at),
            "findings": [finding.as_json() for finding in self.findings],
            "signatures": [signature.as_json() for signature in self.signatures],
        }


def unreadable_result(findings: Iterable[Finding], *, at: datetime) -> VerificationResult:
    """The result for a document that could not even be parsed, for the reasons given."""
    return VerificationResult(
        verdict=Verdict.FAILED,
        checked_at=at,
        findings=tuple(findings),
        signatures=(),
        signed_xml=None,
        content_sha256=None,
    )


def iso(time: datetime | None) -> str | None:
    """``2026-11-20T08:00:00Z``, to the second."""
    if time is None:
        return None
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _value(member: enum.StrEnum | None) -> str | None:
    return member.value if member is not None else None
