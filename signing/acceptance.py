"""Would one accept such a signature? Times, keys, purposes, policies: EN 319 102-1, 5.2.8."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cryptography import x509

from dcc.findings import Finding, Severity
from signing import codes
from signing.algorithms import key_weakness
from signing.identity import Identity
from signing.inspection import Kind
from signing.policy import Policy
from signing.report import Fault, SubIndication, TimestampResult, Verdict, fault
from signing.structure import Parts
from signing.timestamps import CLOCK_SKEW
from signing.trust import Trust
from signing.x509_certs import is_der_sequence, is_readable, unfit_for_documents


def constraints(parts: Parts, identity: Identity, policy: Policy, *, at: datetime) -> Iterator[Fault]:
    """What speaks against the signature besides digests and chains."""
    if parts.signed is not None:
        yield from _time_constraints(parts.signed.signing_time, identity.x509_cert, at)
        policies = policy.trust.signature_policies
        if policies and parts.signed.policy not in policies:
            message = (
                f"the signature policy is {parts.signed.policy or 'not stated'}, not one of those required"
            )
            yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_POLICY, message)
        elif parts.signed.policy is not None and not policies:
            message = (
                f"the signature is made under the policy {parts.signed.policy or 'without a name'}, whose "
                "rules are not known here"
            )
            yield fault(SubIndication.SIGNATURE_POLICY_NOT_AVAILABLE, codes.SIG_NOT_EVALUATED, message)
    if identity.x509_cert is not None:
        weakness = key_weakness(identity.x509_cert.public_key(), policy.trust.curves)
        if weakness:
            message = f"the signer has {weakness}"
            yield fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_KEY, message)
        unfit = unfit_for_documents(identity.x509_cert)
        if unfit:
            message = f"the signer's certificate is not meant for documents: {unfit}"
            yield fault(SubIndication.CHAIN_CONSTRAINTS_FAILURE, codes.SIG_KEY_USAGE, message)
    yield from _pieces_against(parts)


def _pieces_against(parts: Parts) -> Iterator[Fault]:
    """What stands in the signature and keeps it from passing."""
    for piece in parts.pieces:
        if piece.kind is Kind.FOREIGN:
            message = f"{piece.what} stands there unsigned, and no standard foresees it"
            code = codes.SIG_UNSIGNED_CONTENT
        elif piece.kind is Kind.MAY_OBJECT:
            message = f"{piece.what} was not evaluated, and could speak against the signature"
            code = codes.SIG_NOT_EVALUATED
        else:
            continue
        yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, code, message, at=piece.at)


def _pieces_said(parts: Parts) -> Iterator[Finding]:
    """What stands in the signature and is only worth knowing."""
    for piece in parts.pieces:
        if piece.kind is Kind.NOT_EVALUATED:
            message = f"{piece.what} was not evaluated; the signature is judged as if it were not there"
            severity = Severity.WARNING
            yield codes.SIG_NOT_EVALUATED.finding(message, at=piece.at, severity=severity)
        elif piece.kind is Kind.SPELLING:
            message = f"{piece.what} is spelt in another way than usual; it stands for the same octets"
            yield codes.SIG_SPELLING.finding(message, at=piece.at)


def _time_constraints(
    claimed: datetime | None, x509_cert: x509.Certificate | None, at: datetime
) -> Iterator[Fault]:
    message = None
    if claimed is None:
        message = "the signature does not say when it was made"
    elif claimed > at + CLOCK_SKEW:
        message = (
            f"the claimed signing time {claimed:%Y-%m-%d %H:%M:%S} UTC is later than the time of checking"
        )
    elif x509_cert is not None and claimed + CLOCK_SKEW < x509_cert.not_valid_before_utc:
        message = (
            f"the claimed signing time {claimed:%Y-%m-%d %H:%M:%S} UTC is before the signer's certificate"
        )
    elif x509_cert is not None and claimed - CLOCK_SKEW > x509_cert.not_valid_after_utc:
        message = f"the claimed signing time {claimed:%Y-%m-%d %H:%M:%S} UTC is after the certificate's end"
    if message:
        yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_SIGNING_TIME, message)


def timestamp_faults(claimed: datetime | None, timestamps: tuple[TimestampResult, ...]) -> Iterator[Fault]:
    """A timestamp that is not genuine, or that is older than the signature claims to be, is a fault; one
    that proves nothing is only not used."""
    for timestamp in timestamps:
        if timestamp.verdict is Verdict.FAILED:
            message = f"a timestamp in the signature is not genuine: {timestamp.findings[0].message}"
            yield fault(SubIndication.SIG_CONSTRAINTS_FAILURE, codes.SIG_TIMESTAMP, message)
        elif (
            timestamp.verdict is Verdict.PASSED
            and timestamp.time is not None
            and claimed is not None
            and timestamp.time + CLOCK_SKEW < claimed
        ):
            message = (
                f"the timestamp of {timestamp.time:%Y-%m-%d %H:%M:%S} UTC is older than the claimed signing "
                f"time {claimed:%Y-%m-%d %H:%M:%S} UTC"
            )
            yield fault(SubIndication.TIMESTAMP_ORDER_FAILURE, codes.SIG_TIMESTAMP_ORDER, message)


def unused(timestamps: tuple[TimestampResult, ...]) -> Iterator[Finding]:
    """Timestamps that prove nothing are said at the signature too, because they change how it is judged."""
    for timestamp in timestamps:
        if timestamp.verdict is Verdict.INDETERMINATE:
            yield from timestamp.findings


def remarks(parts: Parts, identity: Identity, trust: Trust) -> Iterator[Finding]:
    """What is worth knowing about what the signature does not sign, or what of it is not evaluated."""
    if parts.unsigned.names:
        yield codes.SIG_UNSIGNED_PROPERTIES.finding(
            f"added after signing, not said by the signer: {', '.join(dict.fromkeys(parts.unsigned.names))}"
        )
    if parts.unsigned.unchecked_timestamps:
        yield codes.SIG_ARCHIVE_UNCHECKED.finding(
            f"not evaluated: {', '.join(dict.fromkeys(parts.unsigned.unchecked_timestamps))}"
        )
    yield from _pieces_said(parts)
    yield from _certificates_said(parts, trust)
    key = identity.x509_cert.public_key() if identity.x509_cert else None
    if key is not None and parts.algorithm is not None and parts.algorithm.is_upper_twin(key, parts.value):
        message = (
            "the signature value is the upper one of two that ECDSA takes for equal, (r, s) and (r, n - s)"
        )
        yield codes.SIG_SPELLING.finding(message)


def _certificates_said(parts: Parts, trust: Trust) -> Iterator[Finding]:
    """Certificates that are named and not there, or there and no certificates."""
    further = parts.signed.further_certificates if parts.signed else ()
    known = (*parts.all_certificates, *trust.intermediates, *trust.anchors) if further else ()
    unknown = sum(1 for each in further if not any(each.names(der) for der in known))
    if unknown:
        message = (
            f"the signer names {unknown} further certificate(s), which limit the chain and are neither in "
            "the signature nor in the trust folder, so this limit was not evaluated"
        )
        yield codes.SIG_NOT_EVALUATED.finding(message, severity=Severity.WARNING)
    unreadable = sum(1 for der in dict.fromkeys(parts.all_certificates) if not is_readable(der))
    if unreadable:
        message = (
            f"{unreadable} of the certificates in the signature cannot be read as X.509 and was not used"
        )
        yield codes.SIG_NOT_EVALUATED.finding(message, severity=Severity.WARNING)
    shapeless = sum(
        not is_der_sequence(der) for der in (*parts.crls, *parts.unsigned.crls, *parts.unsigned.ocsps)
    )
    if shapeless:
        message = (
            f"{shapeless} of the revocation lists and responses in the signature is none and was not used"
        )
        yield codes.SIG_NOT_EVALUATED.finding(message, severity=Severity.WARNING)
