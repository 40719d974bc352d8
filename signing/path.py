"""Is a signer's certificate good at a moment? Its chains to a trusted root, and what was revoked in them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509

from dcc.findings import Finding
from signing import codes, sm2
from signing.algorithms import AUTHORITY_CURVES, key_weakness
from signing.chains import Chain, Links, find_chains, follow
from signing.pkix import Parsed, ask_responses, validate
from signing.policy import Revocation
from signing.report import Fault, SubIndication, fault
from signing.revocation import Evidence, Statement, Status, ask_lists, combined
from signing.x509_certs import load, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """``anchor`` is the root (DER) that the chain leads to; without faults the chain is good."""

    anchor: bytes | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Finding, ...] = ()


class Moment(enum.Enum):
    """How it is known that the signature existed at the moment for which its chain is judged."""

    CHECKING = enum.auto()
    TIMESTAMPED = enum.auto()


class Workspace:
    """What is parsed and found out during one verification: signatures by one authority share most of it."""

    def __init__(self) -> None:
        self.parsed, self.links = Parsed(), Links()
        self._statements: dict[tuple[Chain, Evidence, datetime], Statement] = {}

    def status(self, chain: Chain, evidence: Evidence, at: datetime) -> Statement:
        """Whether the first certificate of ``chain`` was revoked before ``at``, and how that is known."""
        key = (chain, evidence, at)
        if key not in self._statements:
            subject, issuer = load(chain.ders[0]), load(chain.ders[1])
            said = (
                ask_lists(subject, issuer, evidence.crls, at=at),
                ask_responses(self.parsed, chain, evidence.ocsps, at=at),
            )
            self._statements[key] = combined(said)
        return self._statements[key]


def judge(
    leaf: bytes,
    *,
    anchors: Sequence[bytes],
    intermediates: Sequence[bytes],
    evidence: Evidence,
    at: datetime,
    moment: Moment,
    revocation: Revocation,
    workspace: Workspace | None = None,
) -> Judgement:
    """Whether ``leaf`` (DER) chains to an anchor at the time ``at`` and nothing in between was revoked.

    Calls for one verification share a ``workspace``, so that each certificate is parsed once.
    """
    workspace = workspace or Workspace()
    judgements = []
    for chain in find_chains(leaf, anchors=anchors, intermediates=intermediates, links=workspace.links):
        judged = _judge_chain(workspace, chain, evidence, at, revocation)
        if not judged.faults:
            return judged
        judgements.append(judged)
    if not judgements:
        found = [load(der) for der in follow(leaf, intermediates, workspace.links)]
        return Judgement(faults=(_nobody_vouches(found, trusting=bool(anchors)),))
    return _proven_too_early(judgements[0]) if moment is Moment.TIMESTAMPED else judgements[0]


def nobody_trusted() -> Fault:
    """For a signer of whom not even a chain can be told, where there is nobody to trust."""
    message = "no trust was given, so nobody vouches for the signer"
    return fault(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, codes.SIG_NO_TRUST, message)


def _nobody_vouches(found: Sequence[x509.Certificate], *, trusting: bool) -> Fault:
    """Why no chain leads to an anchor; ``found`` are the signer's certificate and issuers in the document."""
    last = found[-1]
    if sm2.is_signed_by(last):
        message = (
            f"the certificate of {name_of(last.subject)} is signed with SM2, which cannot be checked here"
        )
        return fault(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, codes.SIG_SM2, message)
    if trusting:
        message = "no chain of certificates leads to an anchor of the trust folder"
        return fault(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, codes.SIG_UNTRUSTED, message)
    issuers = "".join(f", issued by {name_of(each.issuer)}" for each in found if each.issuer != each.subject)
    end = "" if last.issuer == last.subject else ", whose certificate is not in the file"
    message = (
        "no trust was given, so nobody vouches for the signer; the chain in the file is: "
        f"{name_of(found[0].subject)}{issuers or ', issued by itself'}{end}"
    )
    return fault(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, codes.SIG_NO_TRUST, message)


def _proven_too_early(judged: Judgement) -> Judgement:
    """Only a timestamp proves that a signature is older than its certificate (EN 319 102-1, 5.5.4)."""
    early = codes.SIG_NOT_YET_VALID.name
    return replace(
        judged,
        faults=tuple(
            replace(each, sub_indication=SubIndication.NOT_YET_VALID) if each.finding.code == early else each
            for each in judged.faults
        ),
    )


def _judge_chain(
    workspace: Workspace, chain: Chain, evidence: Evidence, at: datetime, revocation: Revocation
) -> Judgement:
    warnings: tuple[Finding, ...] = ()
    try:
        if len(chain.ders) == 1:
            reason = _validate_anchor(load(chain.anchor), at)
        else:
            reason = _weak_authority(chain) or validate(workspace.parsed, chain, at=at)
        faults: tuple[Fault, ...] = (reason,) if reason else ()
        if not faults:
            faults, warnings = _judge_revocation(workspace, chain, evidence, at, revocation)
    except Exception as error:  # noqa: BLE001 - asn1crypto raises any kind of error on crafted input
        message = f"the chain of certificates cannot be evaluated ({type(error).__name__}: {error})"
        faults = (fault(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, codes.SIG_CHAIN, message),)
    return Judgement(anchor=chain.anchor, faults=faults, warnings=warnings)


def _weak_authority(chain: Chain) -> Fault | None:
    """Whoever breaks an authority's key issues certificates in anybody's name."""
    for issuer in map(load, chain.ders[1:]):
        weakness = key_weakness(issuer.public_key(), AUTHORITY_CURVES)
        if weakness:
            message = f"the authority {name_of(issuer.subject)} has {weakness}"
            return fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, message)
    return None


def _validate_anchor(anchor: x509.Certificate, at: datetime) -> Fault | None:
    """A signer whose own certificate is an anchor has no path to validate, but still a time."""
    begin, end = anchor.not_valid_before_utc, anchor.not_valid_after_utc
    if at > end:
        message = f"the certificate of the anchor expired {end:%Y-%m-%d}"
        return fault(SubIndication.OUT_OF_BOUNDS_NO_POE, codes.SIG_EXPIRED, message)
    if at < begin:
        message = f"the certificate of the anchor is not valid until {begin:%Y-%m-%d}"
        return fault(SubIndication.OUT_OF_BOUNDS_NO_POE, codes.SIG_NOT_YET_VALID, message)
    return None


def _judge_revocation(
    workspace: Workspace, chain: Chain, evidence: Evidence, at: datetime, revocation: Revocation
) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    """The status at ``at`` of each certificate below the anchor, from the root down."""
    if revocation is Revocation.NONE:
        return (), (codes.SIG_REVOCATION_SKIPPED.finding("revocation was not looked at, as asked"),)
    if len(chain.ders) == 1:
        return _unknown(revocation, "a certificate trusted by itself has no issuer who could revoke it")
    warnings: list[Finding] = []
    for index in range(len(chain.ders) - 2, -1, -1):
        below = Chain(ders=chain.ders[index:])
        statement = workspace.status(below, evidence, at)
        if statement.status is Status.REVOKED:
            indication = SubIndication.REVOKED_NO_POE if index == 0 else SubIndication.REVOKED_CA_NO_POE
            return (fault(indication, codes.SIG_REVOKED, statement.reasons[0]),), ()
        if statement.status is Status.GOOD:
            warnings += map(codes.SIG_REVOKED_LATER.finding, statement.reasons)
        if statement.status is Status.UNKNOWN:
            faults, more = _unknown(revocation, _lack(below, statement, at))
            if faults:
                return faults, ()
            warnings += more
    return (), tuple(warnings)


def _lack(chain: Chain, statement: Statement, at: datetime) -> str:
    name = name_of(load(chain.ders[0]).subject)
    if not statement.reasons:
        return f"there is no revocation information for {name}"
    because = "; ".join(statement.reasons)
    return f"there is no usable revocation information for {name} at {at:%Y-%m-%d}: {because}"


def _unknown(revocation: Revocation, message: str) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    if revocation is Revocation.REQUIRE:
        return (fault(SubIndication.TRY_LATER, codes.SIG_REVOCATION_UNKNOWN, message),), ()
    return (), (codes.SIG_REVOCATION_SKIPPED.finding(message),)
