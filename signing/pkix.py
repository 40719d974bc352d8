"""Path validation (RFC 5280, 6.1) and OCSP responses (RFC 6960).

The only user of pyhanko-certvalidator. What it would decide by itself is decided elsewhere instead:
docs/decisions/pyhanko-certvalidator.md says why.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from signing import codes
from signing.algorithms import AUTHORITY_CURVES, key_weakness
from signing.chains import Chain
from signing.report import Fault, SubIndication, fault
from signing.revocation import Statement, Status
from signing.x509_certs import load, name_of

if TYPE_CHECKING:
    from asn1crypto import x509 as asn1_x509
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.context import ValidationContext
    from pyhanko_certvalidator.errors import PathValidationError
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy

_Result = TypeVar("_Result")
_FOR_EVER = timedelta(days=365 * 200)
_MOST_DELEGATES = 4
_LAST_YEAR = 9000
"""Later times are no times; adding to them overflows."""


class Parsed:
    """Certificates in the library's own form, each parsed once for all that is asked in one verification."""

    def __init__(self) -> None:
        self._certificates: dict[bytes, asn1_x509.Certificate] = {}

    def certificate(self, der: bytes) -> asn1_x509.Certificate:
        if der not in self._certificates:
            self._certificates[der] = _of_this_thread.certificate(der)
        return self._certificates[der]


class _Certificates(threading.local):
    """The last certificates in the library's form. Each reads itself bit by bit as it is asked, which two
    threads must not make it do at once."""

    def __init__(self) -> None:
        self.certificate = functools.lru_cache(maxsize=64)(_parse)


def _parse(der: bytes) -> asn1_x509.Certificate:
    from asn1crypto import x509 as asn1_x509

    return asn1_x509.Certificate.load(der)


_of_this_thread = _Certificates()


def validate(parsed: Parsed, chain: Chain, *, at: datetime) -> Fault | None:
    """What breaks RFC 5280's rules in a chain of at least two at the time ``at``, revocation apart.

    What the anchor's certificate says of itself counts too: its time, its names, its length of paths. That a
    signature may be older than the certificates is left to the caller: not yet valid is out of bounds.
    """
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy
    from pyhanko_certvalidator.validate import async_validate_path

    policy = CertRevTrustPolicy(revocation_checking_policy=NO_REVOCATION)
    try:
        _finish(async_validate_path(_context(parsed, chain, (), at, policy), _path(parsed, chain.ders)))
    except errors.ExpiredError as error:
        message = f"{_subject(chain, error)} expired {error.expired_dt:%Y-%m-%d %H:%M} UTC"
        return fault(SubIndication.OUT_OF_BOUNDS_NO_POE, codes.SIG_EXPIRED, message)
    except errors.NotYetValidError as error:
        message = f"{_subject(chain, error)} is not valid until {error.valid_from:%Y-%m-%d %H:%M} UTC"
        return fault(SubIndication.OUT_OF_BOUNDS_NO_POE, codes.SIG_NOT_YET_VALID, message)
    except errors.DisallowedAlgorithmError as error:
        return fault(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, codes.SIG_ALGORITHM, str(error))
    except errors.ValidationError as error:
        return fault(SubIndication.CHAIN_CONSTRAINTS_FAILURE, codes.SIG_CHAIN, str(error))
    return None


def _subject(chain: Chain, error: PathValidationError) -> str:
    if error.is_ee_cert:
        return f"the certificate of {name_of(load(chain.ders[0]).subject)}"
    return "the certificate of an issuing authority"


# --- OCSP ---------------------------------------------------------------------------------------------


def ask_responses(parsed: Parsed, chain: Chain, responses: Sequence[bytes], *, at: datetime) -> Statement:
    """What OCSP responses (DER) by the issuer of ``chain``'s first certificate, or by its own delegates, say
    of that certificate at the time ``at``."""
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.policy_decl import (
        NO_REVOCATION,
        CertRevTrustPolicy,
        FreshnessReqType,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    subject = load(chain.ders[0])
    authentic = tuple(der for der in responses if _is_about(subject, der) and _is_by_issuer(chain, der))
    if not authentic:
        return Statement(status=Status.UNKNOWN)
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
    in_time = tuple(der for der in authentic if _made_at(der) <= subject.not_valid_after_utc)
    try:
        _ask(_context(parsed, chain, authentic, at, at_any_age), _path(parsed, chain.ders))
        return _ask(_context(parsed, chain, in_time, at, current), _path(parsed, chain.ders))
    except errors.RevokedError as error:
        when = f"{error.revocation_dt:%Y-%m-%d %H:%M:%S} UTC"
        said = f"{name_of(subject.subject)} was revoked at {when} ({error.reason.human_friendly})"
        return Statement(status=Status.REVOKED, reasons=(said,))


def _ask(context: ValidationContext, path: ValidationPath) -> Statement:
    """Good when a response says so, else what is wrong with them. Raises ``RevokedError``."""
    from pyhanko_certvalidator import errors
    from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

    try:
        _finish(verify_ocsp_response(path.last, path, context))
    except errors.OCSPNoMatchesError:
        return Statement(status=Status.UNKNOWN)
    except errors.OCSPValidationIndeterminateError as error:
        reasons = tuple(str(failure[0]) for failure in error.failures)
        return Statement(status=Status.UNKNOWN, reasons=reasons)
    except errors.OCSPValidationError as error:
        return Statement(status=Status.UNKNOWN, reasons=(str(error),))
    return Statement(status=Status.GOOD)


def _is_about(subject: x509.Certificate, der: bytes) -> bool:
    """Whether the response is about the certificate alone, in a form that the library can tell, too: it
    stumbles over hashes of names other than these."""
    try:
        response = ocsp.load_der_ocsp_response(der)
        known = isinstance(response.hash_algorithm, hashes.SHA1 | hashes.SHA256)
        return known and response.serial_number == subject.serial_number
    except Exception:  # noqa: BLE001 - whatever goes wrong with it, it says nothing about anybody
        return False


def _is_by_issuer(chain: Chain, der: bytes) -> bool:
    """Every certificate that the response brings along is of the chain or directly issued by the issuer, and
    then for a strong key.

    Checked here and not left to the library, because the certificates and values that a forger chooses must
    never decide whether his own evidence is believed; nor how long it takes to find that out.
    """
    from asn1crypto import ocsp as asn1_ocsp

    issuer = load(chain.ders[1])
    try:
        delegates = ocsp.load_der_ocsp_response(der).certificates
        if len(delegates) > _MOST_DELEGATES or _made_at(der).year >= _LAST_YEAR:
            return False
        basic = asn1_ocsp.OCSPResponse.load(der)["response_bytes"]["response"].parsed
        if basic["signature_algorithm"].hash_algo in ("md5", "sha1"):
            return False
        for each in delegates:
            if each.public_bytes(Encoding.DER) not in chain.ders[1:]:
                each.verify_directly_issued_by(issuer)
                if key_weakness(each.public_key(), AUTHORITY_CURVES):
                    return False
    except Exception:  # noqa: BLE001 - whatever goes wrong with it, it is not authentic
        return False
    return True


def _made_at(der: bytes) -> datetime:
    return ocsp.load_der_ocsp_response(der).this_update_utc


# --- the library's own types --------------------------------------------------------------------------


def _context(
    parsed: Parsed, chain: Chain, responses: Sequence[bytes], at: datetime, policy: CertRevTrustPolicy
) -> ValidationContext:
    """Everything that the library may know: the chain, the evidence, the time. Nothing is fetched."""
    from pyhanko_certvalidator.context import ValidationContext

    return ValidationContext(
        trust_roots=[_anchor(parsed, chain.anchor)],
        other_certs=[parsed.certificate(der) for der in chain.ders[:-1]],
        moment=at,
        allow_fetching=False,
        ocsps=list(responses),
        revinfo_policy=policy,
    )


def _anchor(parsed: Parsed, der: bytes) -> CertTrustAnchor:
    """An anchor with the limits that its own certificate sets (RFC 5937), but not its policies: few leaves
    repeat them."""
    from pyhanko_certvalidator.authority import CertTrustAnchor, TrustQualifiers, derive_quals_from_cert
    from pyhanko_certvalidator.policy_decl import PKIXValidationParams

    x509_cert = parsed.certificate(der)
    own = derive_quals_from_cert(x509_cert)
    names = own.standard_parameters or PKIXValidationParams()
    return CertTrustAnchor(
        x509_cert,
        TrustQualifiers(
            valid_from=own.valid_from,
            valid_until=own.valid_until,
            max_path_length=own.max_path_length,
            max_aa_path_length=own.max_path_length,  # the library subtracts from it whenever the other is set
            standard_parameters=PKIXValidationParams(
                initial_permitted_subtrees=names.initial_permitted_subtrees,
                initial_excluded_subtrees=names.initial_excluded_subtrees,
            ),
        ),
    )


def _path(parsed: Parsed, ders: Sequence[bytes]) -> ValidationPath:
    from pyhanko_certvalidator.path import ValidationPath

    issuers = [parsed.certificate(der) for der in reversed(ders[1:-1])]
    return ValidationPath(_anchor(parsed, ders[-1]), interm=issuers, leaf=parsed.certificate(ders[0]))


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
