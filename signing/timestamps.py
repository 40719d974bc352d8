"""RFC 3161 timestamps: is the token genuine, whose is it, and does it prove when a signature existed?"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from dcc.findings import Finding
from signing import codes, sm2
from signing.algorithms import DIGESTS_BY_NAME, HASHES, NIST_CURVES, Digest, Strength, key_weakness
from signing.path import Judgement
from signing.policy import Revocation
from signing.properties import Token
from signing.report import Signer, SubIndication, TimestampResult, Verdict, decisive
from signing.x509_certs import SM2KeyError, UnreadableCertificateError, describe, load, unfit_for_timestamps

CLOCK_SKEW = timedelta(minutes=2)
"""How far two honest clocks may differ: so much older than the claimed signing time may a timestamp be."""


class Timestamper(Protocol):
    """A timestamp authority: what the levels from T upwards are made with."""

    def timestamp(self, digest: bytes, *, algorithm: str) -> bytes:
        """An RFC 3161 token (DER) over ``digest``, which was made with ``algorithm`` (``sha256``)."""
        ...


class NotGenuineError(Exception):
    """The token is not what it should be; the message says how."""

    sub_indication = SubIndication.SIG_CRYPTO_FAILURE
    code = codes.SIG_TIMESTAMP


class UnprovenError(NotGenuineError):
    """The token may be genuine, but what it says proves nothing."""

    sub_indication = SubIndication.SIG_CONSTRAINTS_FAILURE
    code = codes.SIG_TIMESTAMP_UNPROVEN


class TooWeakError(UnprovenError):
    """The token may be genuine, but is made with means that do not prove it."""

    sub_indication = SubIndication.CRYPTO_CONSTRAINTS_FAILURE


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToken:
    """A genuine token: when, by whom (DER), and the certificates it brings along."""

    time: datetime
    signer: Signer
    certificates: tuple[bytes, ...]


ChainJudge = Callable[[OpenToken, datetime, Revocation], Judgement]
"""Judges the chain of a timestamp authority at a time, with what must be known about its revocation."""


def check(token: Token, *, at: datetime, revocation: Revocation, judge: ChainJudge) -> TimestampResult:
    """Whether ``token`` proves that what it covers existed at its time, as far as is known at ``at``.

    The authority must have been good at that time, and nothing may have become of it since: a certificate
    that expired or was revoked makes a back-dated token possible (EN 319 102-1, 5.6.2.2).
    """
    try:
        opened = open_token(token)
    except NotGenuineError as error:
        return _result(None, error.sub_indication, error.code.finding(str(error)))
    if opened.time > at + CLOCK_SKEW:
        message = f"the timestamp is of {opened.time:%Y-%m-%d %H:%M:%S} UTC, later than the time of checking"
        return _unproven(opened, SubIndication.SIG_CONSTRAINTS_FAILURE, message)
    then = judge(opened, opened.time, revocation)
    reason = decisive(then.faults)
    if reason is not None:
        return _unproven(opened, reason.sub_indication, f"timestamp authority: {reason.finding.message}")
    since = revocation if revocation is Revocation.NONE else Revocation.IF_AVAILABLE
    reason = decisive(judge(opened, at, since).faults)
    if reason is not None:
        message = (
            f"timestamp authority, since the timestamp: {reason.finding.message}; no archive timestamp "
            "carries the proof on, so there is no proof of existence (time sliding)"
        )
        return _unproven(opened, reason.sub_indication, message)
    return _result(opened, None, *then.warnings)


def _unproven(opened: OpenToken, sub_indication: SubIndication, message: str) -> TimestampResult:
    return _result(opened, sub_indication, codes.SIG_TIMESTAMP_UNPROVEN.finding(message))


def _result(
    opened: OpenToken | None, sub_indication: SubIndication | None, *findings: Finding
) -> TimestampResult:
    return TimestampResult(
        kind="signature",
        verdict=sub_indication.verdict if sub_indication else Verdict.PASSED,
        sub_indication=sub_indication,
        time=opened.time if opened else None,
        signer=opened.signer if opened else None,
        findings=findings,
    )


def open_token(token: Token) -> OpenToken:
    """The token's content, after everything cryptographic about it was checked.

    Source: RFC 3161, 2.4.2; RFC 5652, 5.6. Raises ``NotGenuineError``.
    """
    if token.broken is not None:
        raise NotGenuineError(token.broken)
    try:
        return _open(token)
    except NotGenuineError:
        raise
    except Exception as error:  # noqa: BLE001 - asn1crypto raises any kind of error on crafted input
        raise NotGenuineError(f"the timestamp cannot be read ({type(error).__name__})") from None


def _open(token: Token) -> OpenToken:
    from asn1crypto import cms, tsp

    content = cms.ContentInfo.load(token.der, strict=True)
    if content["content_type"].native != "signed_data":
        raise NotGenuineError("the timestamp is not signed data")
    signed = content["content"]
    info_octets = bytes(signed["encap_content_info"]["content"])
    if signed["encap_content_info"]["content_type"].native != "tst_info" or not info_octets:
        raise NotGenuineError("the timestamp has no timestamp information")
    if len(signed["signer_infos"]) != 1:
        raise NotGenuineError("the timestamp does not have exactly one signer")
    info = tsp.TSTInfo.load(info_octets, strict=True)
    imprint = info["message_imprint"]
    imprint_digest = DIGESTS_BY_NAME.get(imprint["hash_algorithm"]["algorithm"].native)
    if imprint_digest and imprint_digest.of(token.octets) != imprint["hashed_message"].native:
        raise NotGenuineError("the timestamp was made over something else than this signature")
    _digest(imprint["hash_algorithm"])
    ders = tuple(each.chosen.dump() for each in signed["certificates"] if each.name == "certificate")
    signer_info = signed["signer_infos"][0]
    der = _signer_der(signer_info, ders)
    x509_cert = _load_authority(der)
    _check_attributes(signer_info, info_octets, der)
    _check_signature(signer_info, x509_cert)
    _check_information(info)
    time: datetime = info["gen_time"].native
    if time.tzinfo is None:
        raise NotGenuineError("the timestamp does not say in which zone its time is")
    return OpenToken(
        time=time.astimezone(UTC),
        signer=describe(x509_cert, der),
        certificates=ders,
    )


def _check_information(info: Any) -> None:
    """RFC 3161, 2.4.2: what a critical extension asks for must be understood, and none is; the time may be
    no coarser than clocks may differ, or it is no time."""
    for extension in info["extensions"] or ():
        if extension["critical"].native:
            name = str(extension["extn_id"].native)[:100]
            raise UnprovenError(f"the timestamp has a critical extension ({name}) that is not known here")
    accuracy = info["accuracy"]
    if accuracy.native is None:
        return
    parts = {name: accuracy[name].native or 0 for name in ("seconds", "millis", "micros")}
    micros = (parts["seconds"] * 1000 + parts["millis"]) * 1000 + parts["micros"]
    if not 0 <= micros <= CLOCK_SKEW // timedelta(microseconds=1):
        known = abs(parts["seconds"]) < 10**12
        said = f"accurate to {parts['seconds']:,} s" if known else "of no accuracy at all"
        limit = f"{CLOCK_SKEW.total_seconds():.0f} s"
        raise UnprovenError(f"the timestamp's time is {said}; at most {limit} are accepted")


def _digest(algorithm: Any) -> Digest:
    return _strong(algorithm["algorithm"].native)


def _strong(name: str) -> Digest:
    digest = DIGESTS_BY_NAME.get(name)
    if digest is None and sm2.is_named_by(name):
        raise UnprovenError("the timestamp uses SM2 or SM3, which cannot be checked here")
    if digest is None or digest.strength is Strength.WEAK:
        raise TooWeakError(f"the timestamp uses {name[:100]}, which is not strong enough")
    return digest


def _signer_der(signer_info: Any, ders: Sequence[bytes]) -> bytes:
    from asn1crypto import x509 as asn1_x509

    sid = signer_info["sid"]
    for der in ders:
        each = asn1_x509.Certificate.load(der)
        if sid.name == "issuer_and_serial_number":
            wanted = sid.chosen
            if each.issuer == wanted["issuer"] and each.serial_number == wanted["serial_number"].native:
                return der
        elif each.key_identifier == sid.chosen.native:
            return der
    raise NotGenuineError("the timestamp does not contain its authority's certificate")


def _load_authority(der: bytes) -> x509.Certificate:
    try:
        x509_cert = load(der)
    except SM2KeyError as error:
        raise UnprovenError(f"the timestamp authority's certificate will not do: {error}") from None
    except UnreadableCertificateError as error:
        raise NotGenuineError(f"the timestamp authority's certificate cannot be read: {error}") from None
    unfit = unfit_for_timestamps(x509_cert) or key_weakness(x509_cert.public_key(), NIST_CURVES)
    if unfit:
        raise TooWeakError(f"the timestamp authority's certificate will not do: {unfit}")
    return x509_cert


class _Ess(enum.StrEnum):
    """The attributes that name the authority's certificate (RFC 5816)."""

    V1 = "signing_certificate"
    V2 = "signing_certificate_v2"


def _check_attributes(signer_info: Any, info_octets: bytes, der: bytes) -> None:
    attributes = {each["type"].native: each["values"] for each in signer_info["signed_attrs"]}
    if len(attributes) != len(signer_info["signed_attrs"]):
        raise NotGenuineError("the timestamp's signed attributes are not unique")
    if attributes["content_type"][0].native != "tst_info":
        raise NotGenuineError("the timestamp's signed content type is another")
    digest = _digest(signer_info["digest_algorithm"])
    if attributes["message_digest"][0].native != digest.of(info_octets):
        raise NotGenuineError("the timestamp's information was changed")
    if _Ess.V2 in attributes:
        named = attributes[_Ess.V2][0]["certs"][0]
        digest = _digest(named["hash_algorithm"])
    elif _Ess.V1 in attributes:
        named = attributes[_Ess.V1][0]["certs"][0]
        digest = DIGESTS_BY_NAME["sha1"]
    else:
        raise NotGenuineError("the timestamp does not name its authority's certificate")
    if named["cert_hash"].native != digest.of(der):
        raise NotGenuineError("the timestamp names another certificate than the one it brings along")


def _check_signature(signer_info: Any, x509_cert: x509.Certificate) -> None:
    """RFC 5652, 5.4: the signature is over the attributes as a SET, whatever their tag in the message."""
    signed = b"\x31" + signer_info["signed_attrs"].dump()[1:]
    value = signer_info["signature"].native
    algorithm = signer_info["signature_algorithm"]
    function = HASHES[_signature_digest(signer_info).name]()
    key, kind = x509_cert.public_key(), algorithm.signature_algo
    try:
        if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
            key.verify(value, signed, padding.PKCS1v15(), function)
        elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
            parameters = algorithm["parameters"]
            mask = _digest(parameters["mask_gen_algorithm"]["parameters"])
            scheme = padding.PSS(padding.MGF1(HASHES[mask.name]()), parameters["salt_length"].native)
            key.verify(value, signed, scheme, function)
        elif isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            key.verify(value, signed, ec.ECDSA(function))
        else:
            raise NotGenuineError(f"the timestamp is signed with {kind}, which is not known here")
    except InvalidSignature:
        raise NotGenuineError("the timestamp's signature is not that of its authority") from None


def _signature_digest(signer_info: Any) -> Digest:
    """The hash that the signature algorithm names, or the message's own where it names none."""
    try:
        name = signer_info["signature_algorithm"].hash_algo
    except ValueError:
        return _digest(signer_info["digest_algorithm"])
    return _strong(name)
