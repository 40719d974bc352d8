"""Chains of certificates to a trusted root, and the revocation of what is in them.

The only user of pyhanko-certvalidator, which walks RFC 5280's path validation, CRLs and OCSP for us. What
it would decide by itself is decided here instead: docs/decisions/pyhanko-certvalidator.md says why.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography import x509

from dcc.findings import Finding
from signing import codes
from signing.chains import Chain, find_chains
from signing.policy import Revocation
from signing.report import Fault, SubIndication, fault
from signing.revocation import Evidence
from signing.x509_certs import load, name_of

if TYPE_CHECKING:
    from asn1crypto import x509 as asn1_x509
    from pyhanko_certvalidator.context import ValidationContext
    from pyhanko_certvalidator.errors import PathValidationError
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy

_Result = TypeVar("_Result")
_FOR_EVER = timedelta(days=365 * 200)
_MOMENT = timedelta(seconds=1)


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
    chains = list(find_chains(leaf, anchors=anchors, intermediates=intermediates))
    evidence = evidence.readable()
    if not chains:
        return Judgement(
            faults=(
                fault(
                    SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
                    codes.SIG_UNTRUSTED,
                    "no chain of certificates leads to an anchor of the trust folder",
                ),
            )
        )
    judgements = []
    for chain in chains:
        judged = _judge_chain(workspace, chain, evidence, at, moment, revocation)
        if not judged.faults:
            return judged
        judgements.append(judged)
    return judgements[0]


# --- one chain ----------------------------------------------------------------------------------------


def _judge_chain(
    workspace: Workspace,
    chain: Chain,
    evidence: Evidence,
    at: datetime,
    moment: Moment,
    revocation: Revocation,
) -> Judgement:
    try:
        faults = _validate(workspace, chain, at, moment)
        warnings: tuple[Finding, ...] = ()
        if not faults:
            faults, warnings = _judge_revocation(workspace, chain, evidence, at, revocation)
    except Exception as error:  # noqa: BLE001 - asn1crypto raises any kind of error on crafted input
        message = f"the chain of certificates cannot be evaluated ({type(error).__name__}: {error})"
        faults = (fault(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, codes.SIG_CHAIN, message),)
        warnings = ()
    return Judgement(anchor=chain.anchor, faults=faults, warnings=warnings)


def _validate(workspace: Workspace, chain: Chain, at: datetime, moment: Moment) -> tuple[Fault, ...]:
    """RFC 5280, 6.1, without revocation."""
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy
    from pyhanko_certvalidator.validate import async_validate_path

    if len(chain.ders) == 1:
        return _validate_anchor(load(chain.anchor), at, moment)
    policy = CertRevTrustPolicy(revocation_checking_policy=NO_REVOCATION)
    try:
        context = workspace.context(chain, Evidence(), at, policy)
        _finish(async_validate_path(context, workspace.path(chain.ders)))
    except errors.ExpiredError as error:
        return (_expired(f"{_subject(chain, error)} expired {error.expired_dt:%Y-%m-%d %H:%M} UTC"),)
    except errors.NotYetValidError as error:
        text = f"{_subject(chain, error)} is not valid until {error.valid_from:%Y-%m-%d %H:%M} UTC"
        return (_not_yet_valid(text, moment),)
    except errors.DisallowedAlgorithmError as error:
        return (fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, str(error)),)
    except errors.ValidationError as error:
        return (fault(SubIndication.CHAIN_CONSTRAINTS_FAILURE, codes.SIG_CHAIN, str(error)),)
    return ()


def _subject(chain: Chain, error: PathValidationError) -> str:
    if error.is_ee_cert:
        return f"the certificate of {name_of(load(chain.ders[0]).subject)}"
    return "the certificate of an issuing authority"


def _validate_anchor(anchor: x509.Certificate, at: datetime, moment: Moment) -> tuple[Fault, ...]:
    """An anchor that signs itself has no path to validate, but it still has a time."""
    if at > anchor.not_valid_after_utc:
        return (_expired(f"the certificate of the anchor expired {anchor.not_valid_after_utc:%Y-%m-%d}"),)
    if at < anchor.not_valid_before_utc:
        text = f"the certificate of the anchor is not valid until {anchor.not_valid_before_utc:%Y-%m-%d}"
        return (_not_yet_valid(text, moment),)
    return ()


def _expired(message: str) -> Fault:
    return fault(SubIndication.OUT_OF_BOUNDS_NO_POE, codes.SIG_EXPIRED, message)


def _not_yet_valid(message: str, moment: Moment) -> Fault:
    """Only a timestamp proves that the signature is older than the certificate (EN 319 102-1, 5.5.4)."""
    proven = moment is Moment.TIMESTAMPED
    indication = SubIndication.NOT_YET_VALID if proven else SubIndication.OUT_OF_BOUNDS_NO_POE
    return fault(indication, codes.SIG_NOT_YET_VALID, message)


# --- revocation ---------------------------------------------------------------------------------------


class _Status(enum.Enum):
    GOOD = enum.auto()
    REVOKED = enum.auto()
    UNKNOWN = enum.auto()


def _judge_revocation(
    workspace: Workspace, chain: Chain, evidence: Evidence, at: datetime, revocation: Revocation
) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    """The status at ``at`` of each certificate below the anchor, from the root down."""
    if revocation is Revocation.NONE:
        return (), (codes.SIG_REVOCATION_SKIPPED.finding("revocation was not looked at, as asked"),)
    subjects = range(len(chain.ders) - 2, -1, -1)
    if len(chain.ders) == 1:
        return _unknown(revocation, "a certificate trusted by itself has no issuer who could revoke it")
    warnings: list[Finding] = []
    for index in subjects:
        below = Chain(ders=chain.ders[index:])
        status, message = workspace.status(below, evidence, at)
        if status is _Status.REVOKED:
            indication = SubIndication.REVOKED_NO_POE if index == 0 else SubIndication.REVOKED_CA_NO_POE
            return (fault(indication, codes.SIG_REVOKED, message),), ()
        if status is _Status.UNKNOWN:
            faults, more = _unknown(revocation, message)
            if faults:
                return faults, ()
            warnings += more
    return (), tuple(warnings)


def _unknown(revocation: Revocation, message: str) -> tuple[tuple[Fault, ...], tuple[Finding, ...]]:
    if revocation is Revocation.REQUIRE:
        return (fault(SubIndication.TRY_LATER, codes.SIG_REVOCATION_UNKNOWN, message),), ()
    return (), (codes.SIG_REVOCATION_SKIPPED.finding(message),)


def _status(workspace: Workspace, chain: Chain, evidence: Evidence, at: datetime) -> tuple[_Status, str]:
    """Whether the first certificate of ``chain`` was revoked before ``at``, and how that is known.

    Any authentic statement that it was revoked counts, however old and whatever others say. That it was not
    is only believed of a statement that was current at ``at`` or came later, and that was made before the
    certificate expired: lists drop expired certificates (RFC 5280, 5).
    """
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.policy_decl import (
        NO_REVOCATION,
        CertRevTrustPolicy,
        FreshnessReqType,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    subject = load(chain.ders[0])
    name = name_of(subject.subject)
    if subject.subject == subject.issuer:
        return _Status.UNKNOWN, f"{name} bears its issuer's name, so it could issue its own revocation list"
    at_any_age = CertRevTrustPolicy(
        revocation_checking_policy=NO_REVOCATION,
        freshness=_FOR_EVER,
        freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
    )
    current = CertRevTrustPolicy(
        revocation_checking_policy=RevocationCheckingPolicy(
            ee_certificate_rule=RevocationCheckingRule.CRL_OR_OCSP_REQUIRED,
            intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK,
        ),
        retroactive_revinfo=True,
    )
    evidence = evidence.by(chain.ders[1:])
    if not evidence.crls and not evidence.ocsps:
        return _Status.UNKNOWN, f"there is no revocation information for {name}"
    try:
        _ask(workspace, chain, evidence, at + _MOMENT, at_any_age)
        current_evidence = evidence.issued_by(subject.not_valid_after_utc)
        reasons = _ask(workspace, chain, current_evidence, at, current)
    except errors.RevokedError as error:
        when = f"{error.revocation_dt:%Y-%m-%d %H:%M:%S} UTC"
        return _Status.REVOKED, f"{name} was revoked at {when} ({error.reason.human_friendly})"
    if reasons is None:
        return _Status.GOOD, ""
    because = f": {'; '.join(reasons)}" if reasons else ""
    return _Status.UNKNOWN, f"there is no usable revocation information for {name} at {at:%Y-%m-%d}{because}"


def _ask(
    workspace: Workspace, chain: Chain, evidence: Evidence, at: datetime, policy: CertRevTrustPolicy
) -> tuple[str, ...] | None:
    """None when OCSP or CRLs say that the first certificate is not revoked, else what is wrong with them.

    Raises ``RevokedError`` when either says that it is. Both are asked, whatever addresses it names.
    """
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
    from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

    context, path = workspace.context(chain, evidence, at, policy), workspace.path(chain.ders)
    for index in range(1, len(chain.ders)):
        issuer = workspace.path(chain.ders[index:])
        context.record_validation(issuer.last, issuer)  # type: ignore[no-untyped-call]
    good = False
    reasons: list[str] = []
    asking: tuple[Callable[..., Coroutine[Any, Any, None]], ...] = (verify_ocsp_response, verify_crl)
    for ask in asking:
        try:
            _finish(ask(path.last, path, context))
            good = True
        except (errors.CRLNoMatchesError, errors.OCSPNoMatchesError):
            continue
        except (errors.CRLValidationIndeterminateError, errors.OCSPValidationIndeterminateError) as error:
            reasons += [str(failure[0]) for failure in error.failures]
        except (errors.CRLValidationError, errors.OCSPValidationError) as error:
            reasons.append(str(error))
    return None if good else tuple(dict.fromkeys(reasons))


# --- pyhanko-certvalidator's types --------------------------------------------------------------------


class Workspace:
    """What is parsed and found out during one verification: signatures by one authority share most of it."""

    def __init__(self) -> None:
        self._certificates: dict[bytes, asn1_x509.Certificate] = {}
        self._statuses: dict[tuple[Chain, Evidence, datetime], tuple[_Status, str]] = {}

    def status(self, chain: Chain, evidence: Evidence, at: datetime) -> tuple[_Status, str]:
        """Whether the first certificate of ``chain`` was revoked before ``at``."""
        key = (chain, evidence, at)
        if key not in self._statuses:
            self._statuses[key] = _status(self, chain, evidence, at)
        return self._statuses[key]

    def certificate(self, der: bytes) -> asn1_x509.Certificate:
        from asn1crypto import x509 as asn1_x509

        if der not in self._certificates:
            self._certificates[der] = asn1_x509.Certificate.load(der)
        return self._certificates[der]

    def context(
        self, chain: Chain, evidence: Evidence, at: datetime, policy: CertRevTrustPolicy
    ) -> ValidationContext:
        """Everything that the library may know: the chain, the evidence, the time. Nothing is fetched."""
        from pyhanko_certvalidator.context import ValidationContext

        return ValidationContext(
            trust_roots=[self.certificate(chain.anchor)],
            other_certs=[self.certificate(der) for der in chain.ders[:-1]],
            moment=at,
            allow_fetching=False,
            crls=list(evidence.crls),
            ocsps=list(evidence.ocsps),
            revinfo_policy=policy,
        )

    def path(self, ders: Sequence[bytes]) -> ValidationPath:
        """A chain as a path. An anchor need not be self-signed to be the issuer of a list; left to itself
        the library would look for the anchor's own issuer."""
        from pyhanko_certvalidator.authority import CertTrustAnchor
        from pyhanko_certvalidator.path import ValidationPath

        class AnchoredPath(ValidationPath):
            def truncate_to_issuer_and_append(self, cert: asn1_x509.Certificate) -> ValidationPath:
                if cert.dump() == ders[-1]:
                    return ValidationPath(self.trust_anchor, interm=[], leaf=None)
                return super().truncate_to_issuer_and_append(cert)  # type: ignore[no-any-return]

        issuers = [self.certificate(der) for der in reversed(ders[1:-1])]
        leaf = self.certificate(ders[0]) if len(ders) > 1 else None
        return AnchoredPath(CertTrustAnchor(self.certificate(ders[-1])), interm=issuers, leaf=leaf)


def _finish(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a coroutine that never waits, as none does without fetching: no event loop, so that this works
    inside one too (a notebook, an asynchronous service)."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    coroutine.close()
    raise RuntimeError("path validation tried to wait for something")
