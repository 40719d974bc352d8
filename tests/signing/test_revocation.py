"""Revocation: what is believed of lists and responses, and what a forger could try with them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core, keys
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing import Policy, Revocation, SubIndication, Verdict, VerificationResult, load_trust
from signing.authority import Authority, Identity, Subject, found, key_usage
from signing.chains import MOST_SIGNATURE_CHECKS, Links, find_chains
from signing.path import Judgement, Moment, judge
from signing.revocation import Evidence
from tests.signing.forge import tampered, unsigned_property
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import (
    CHECKED,
    DAY,
    FOUNDED,
    SIGNED,
    check,
    codes_of,
    cross_certified,
    key,
    sealed,
    subject,
    world,
)

GOOD, REVOKED = ocsp.OCSPCertStatus.GOOD, ocsp.OCSPCertStatus.REVOKED


def with_evidence(*, crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = ()) -> bytes:
    """The sealed certificate with evidence that anybody can put beside the signature."""

    def values(name: str, ders: Sequence[bytes]) -> Iterator[str]:
        for der in ders:
            yield f"<xades:{name}>{base64.b64encode(der).decode()}</xades:{name}>"

    inner = "".join(values("EncapsulatedCRLValue", crls)), "".join(values("EncapsulatedOCSPValue", ocsps))
    markup = (
        f"<xades:RevocationValues><xades:CRLValues>{inner[0]}</xades:CRLValues>"
        f"<xades:OCSPValues>{inner[1]}</xades:OCSPValues></xades:RevocationValues>"
    )
    return tampered(unsigned_property(markup))


def ocsp_response(
    issuer: Authority,
    about: x509.Certificate,
    *,
    status: ocsp.OCSPCertStatus = GOOD,
    at: datetime = SIGNED,
    responder: Identity | None = None,
    lifetime: timedelta = 30 * DAY,
    algorithm: hashes.HashAlgorithm | None = None,
) -> bytes:
    """What ``issuer``, or a ``responder`` in its name, says about a certificate."""
    by = responder or issuer.identity
    revoked_at = at if status is REVOKED else None
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=about,
        issuer=issuer.identity.x509_cert,
        algorithm=algorithm or hashes.SHA256(),
        cert_status=status,
        this_update=at,
        next_update=at + lifetime,
        revocation_time=revoked_at,
        revocation_reason=x509.ReasonFlags.key_compromise if revoked_at else None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, by.x509_cert)
    if responder is not None:
        builder = builder.certificates([responder.x509_cert])
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def trusting(**more: bytes) -> Policy:
    """A policy whose trust folder knows nothing about what the intermediate authority revoked."""
    files = {"anchors/root.pem": world().root.pem, "crls/root.crl": world().root.crl(at=SIGNED), **more}
    return Policy(trust=load_trust(files))


def assert_unknown(result: VerificationResult) -> None:
    assert result.verdict is Verdict.INDETERMINATE
    assert result.signatures[0].sub_indication is SubIndication.TRY_LATER
    assert "SIG-REVOCATION-UNKNOWN" in codes_of(result)


# --- what is believed ---------------------------------------------------------------------------------


def test_without_any_information_nothing_passes() -> None:
    assert_unknown(check(sealed(), policy=trusting()))


def test_a_list_inside_the_signature_is_believed_when_it_is_authentic_and_current() -> None:
    document = with_evidence(crls=[world().intermediate.crl(at=SIGNED)])
    assert check(document, policy=trusting()).verdict is Verdict.PASSED


def test_an_ocsp_response_is_believed_although_the_certificate_names_no_address() -> None:
    response = ocsp_response(world().intermediate, world().seal.x509_cert)
    assert check(with_evidence(ocsps=[response]), policy=trusting()).verdict is Verdict.PASSED


def test_a_response_signed_with_a_weak_hash_is_not_believed() -> None:
    response = asn1_ocsp.OCSPResponse.load(ocsp_response(world().intermediate, world().seal.x509_cert))
    basic = response["response_bytes"]["response"].parsed
    basic["signature_algorithm"] = {"algorithm": "sha1_ecdsa"}
    key = world().intermediate.identity.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    octets = basic["tbs_response_data"].dump()
    basic["signature"] = core.OctetBitString(key.sign(octets, ec.ECDSA(hashes.SHA1())))  # noqa: S303 - on purpose
    response["response_bytes"]["response"] = core.ParsableOctetString(basic.dump(force=True))
    assert_unknown(check(with_evidence(ocsps=[response.dump(force=True)]), policy=trusting()))


def test_a_response_made_later_tells_of_a_past_moment() -> None:
    later = ocsp_response(world().intermediate, world().seal.x509_cert, at=CHECKED + DAY)
    assert check(with_evidence(ocsps=[later]), policy=trusting()).verdict is Verdict.PASSED


def test_a_response_from_beyond_all_times_changes_nothing() -> None:
    beyond = datetime(9990, 1, 1, tzinfo=UTC)
    response = ocsp_response(world().intermediate, world().seal.x509_cert, at=beyond)
    assert check(with_evidence(ocsps=[response])).verdict is Verdict.PASSED


def delegate(
    *,
    purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.OCSP_SIGNING,
    extensions: Sequence[x509.ExtensionType] = (x509.OCSPNoCheck(),),
    kind: str = "secp256r1",
) -> Identity:
    """A responder that the intermediate authority lets speak for itself, unless it is made otherwise."""
    return world().issue("Responder", purposes=[purpose], extensions=extensions, key=key(kind))


def response_by(responder: Identity) -> bytes:
    return ocsp_response(world().intermediate, world().seal.x509_cert, responder=responder)


def test_a_delegated_responder_is_believed() -> None:
    assert check(with_evidence(ocsps=[response_by(delegate())]), policy=trusting()).verdict is Verdict.PASSED


def test_a_delegated_responder_whose_own_status_must_be_checked_and_is_not_known() -> None:
    responder = delegate(extensions=())
    assert_unknown(check(with_evidence(ocsps=[response_by(responder)]), policy=trusting()))


def test_a_delegated_responder_with_a_weak_key_is_not_believed() -> None:
    assert_unknown(check(with_evidence(ocsps=[response_by(delegate(kind="rsa-1024"))]), policy=trusting()))
    strong = response_by(delegate(kind="rsa-2048"))
    assert check(with_evidence(ocsps=[strong]), policy=trusting()).verdict is Verdict.PASSED


def test_a_responder_who_was_not_made_one_is_not_believed() -> None:
    responder = delegate(purpose=ExtendedKeyUsageOID.CLIENT_AUTH)
    assert_unknown(check(with_evidence(ocsps=[response_by(responder)]), policy=trusting()))


def test_a_revoked_certificate_is_found_by_ocsp_whatever_a_list_says() -> None:
    says_revoked = ocsp_response(world().intermediate, world().seal.x509_cert, status=REVOKED)
    document = with_evidence(ocsps=[says_revoked], crls=[world().intermediate.crl(at=SIGNED)])
    assert codes_of(check(document)) >= {"SIG-REVOKED"}


def test_a_revoked_certificate_is_found_in_a_list_whatever_ocsp_says() -> None:
    entry = (world().seal.x509_cert, SIGNED, x509.ReasonFlags.key_compromise)
    listed = world().intermediate.crl(at=SIGNED, revoked=[entry])
    document = with_evidence(ocsps=[ocsp_response(world().intermediate, world().seal.x509_cert)])
    assert codes_of(check(document, policy=trusting(**{"crls/i.crl": listed}))) >= {"SIG-REVOKED"}


def test_an_outdated_list_proves_nothing_good() -> None:
    old = world().intermediate.crl(at=SIGNED - 60 * DAY)
    assert_unknown(check(sealed(), policy=trusting(**{"crls/i.crl": old})))


def test_an_outdated_list_still_shows_who_was_revoked() -> None:
    entry = (world().seal.x509_cert, SIGNED - 61 * DAY, x509.ReasonFlags.key_compromise)
    old = world().intermediate.crl(at=SIGNED - 60 * DAY, revoked=[entry])
    for revocation in (Revocation.REQUIRE, Revocation.IF_AVAILABLE):
        policy = Policy(trust=trusting(**{"crls/i.crl": old}).trust, revocation=revocation)
        assert codes_of(check(sealed(), policy=policy)) >= {"SIG-REVOKED"}


def test_revoked_in_this_very_second_is_revoked() -> None:
    entry = (world().seal.x509_cert, CHECKED, x509.ReasonFlags.key_compromise)
    listed = world().intermediate.crl(at=CHECKED, revoked=[entry])
    assert codes_of(check(sealed(), policy=trusting(**{"crls/i.crl": listed}))) >= {"SIG-REVOKED"}


def test_revoked_in_this_very_second_by_a_response_is_revoked() -> None:
    says_revoked = ocsp_response(world().intermediate, world().seal.x509_cert, status=REVOKED, at=CHECKED)
    assert codes_of(check(with_evidence(ocsps=[says_revoked]))) >= {"SIG-REVOKED"}


def test_what_is_revoked_later_was_good_before_and_that_is_said() -> None:
    entry = (world().seal.x509_cert, CHECKED + DAY, x509.ReasonFlags.key_compromise)
    listed = world().intermediate.crl(at=CHECKED + DAY, revoked=[entry])
    result = check(sealed(), policy=trusting(**{"crls/i.crl": listed}))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-REVOKED-LATER"}


def test_a_list_made_after_a_certificate_expired_says_nothing_about_it() -> None:
    """Lists drop expired certificates, so that a revoked one would look good in it."""
    short = world().issue("Short", lifetime=DAY * 430)
    expired = short.x509_cert.not_valid_after_utc
    judged = judge_leaf(short, crls=[world().intermediate.crl(at=expired + DAY)], at=expired - DAY)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]
    judged = judge_leaf(short, crls=[world().intermediate.crl(at=expired - DAY)], at=expired - DAY)
    assert judged.faults == ()


def test_a_response_made_after_a_certificate_expired_says_nothing_about_it() -> None:
    short = world().issue("Short", lifetime=DAY * 430)
    expired = short.x509_cert.not_valid_after_utc
    late, timely = (
        ocsp_response(world().intermediate, short.x509_cert, at=at) for at in (expired + DAY, expired - DAY)
    )
    judged = judge_leaf(short, ocsps=[late], at=expired - DAY)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]
    assert judge_leaf(short, ocsps=[timely], at=expired - DAY).faults == ()


def judge_leaf(
    identity: Identity, *, crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = (), at: datetime
) -> Judgement:
    root_crl = world().root.crl(at=at)
    return judge(
        identity.x509_cert.public_bytes(Encoding.DER),
        anchors=[world().root.identity.x509_cert.public_bytes(Encoding.DER)],
        intermediates=[each.public_bytes(Encoding.DER) for each in identity.issuers],
        evidence=Evidence(crls=(root_crl, *crls), ocsps=tuple(ocsps)),
        at=at,
        moment=Moment.CHECKING,
        revocation=Revocation.REQUIRE,
    )


# --- the modes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("revocation", [Revocation.IF_AVAILABLE, Revocation.NONE])
def test_a_lack_of_information_is_said_in_the_lenient_modes(revocation: Revocation) -> None:
    policy = Policy(trust=trusting().trust, revocation=revocation)
    result = check(sealed(), policy=policy)
    assert result.verdict is Verdict.PASSED
    assert "SIG-REVOCATION-SKIPPED" in codes_of(result)


def test_only_the_mode_none_does_not_look() -> None:
    entry = (world().seal.x509_cert, SIGNED, x509.ReasonFlags.key_compromise)
    listed = world().intermediate.crl(at=SIGNED, revoked=[entry])
    trust = trusting(**{"crls/i.crl": listed}).trust
    verdicts = {
        revocation: check(sealed(), policy=Policy(trust=trust, revocation=revocation)).verdict
        for revocation in Revocation
    }
    assert verdicts == {
        Revocation.REQUIRE: Verdict.INDETERMINATE,
        Revocation.IF_AVAILABLE: Verdict.INDETERMINATE,
        Revocation.NONE: Verdict.PASSED,
    }


def test_a_self_signed_anchor_that_signs_by_itself_can_never_be_known_to_be_unrevoked() -> None:
    alone = lone_signer()
    judged = {
        revocation: judge(
            alone,
            anchors=[alone],
            intermediates=[],
            evidence=Evidence(),
            at=SIGNED,
            moment=Moment.CHECKING,
            revocation=revocation,
        )
        for revocation in Revocation
    }
    assert [each.sub_indication for each in judged[Revocation.REQUIRE].faults] == [SubIndication.TRY_LATER]
    assert judged[Revocation.NONE].faults == ()
    assert [each.code for each in judged[Revocation.IF_AVAILABLE].warnings] == ["SIG-REVOCATION-SKIPPED"]


@pytest.mark.parametrize("moment", [FOUNDED - DAY, FOUNDED + 30 * 365 * DAY], ids=["before", "after"])
def test_a_self_signed_anchor_that_signs_by_itself_has_its_time(moment: datetime) -> None:
    alone = lone_signer()
    judged = judge(
        alone,
        anchors=[alone],
        intermediates=[],
        evidence=Evidence(),
        at=moment,
        moment=Moment.CHECKING,
        revocation=Revocation.NONE,
    )
    assert [each.sub_indication for each in judged.faults] == [SubIndication.OUT_OF_BOUNDS_NO_POE]


def lone_signer() -> bytes:
    alone = found(Subject(common_name="Alone", organization="x"), valid_from=FOUNDED)
    return alone.identity.x509_cert.public_bytes(Encoding.DER)


# --- forged evidence ----------------------------------------------------------------------------------


def stranger() -> Authority:
    """Somebody else who calls himself like the intermediate authority."""
    return found(Subject(common_name="Issuing", organization="Community"), valid_from=FOUNDED)


def test_a_list_by_somebody_of_the_same_name() -> None:
    assert_unknown(check(with_evidence(crls=[stranger().crl(at=SIGNED)]), policy=trusting()))


def test_a_response_by_somebody_of_the_same_name() -> None:
    forger = stranger()
    response = ocsp_response(world().intermediate, world().seal.x509_cert, responder=forger.identity)
    assert_unknown(check(with_evidence(ocsps=[response]), policy=trusting()))


def test_a_list_that_carries_the_signature_of_an_older_one() -> None:
    """A verifier that remembers lists by their signature value takes the second for verified."""
    old = world().intermediate.crl(at=SIGNED - 60 * DAY)
    forged = asn1_crl.CertificateList.load(old).copy()
    forged["tbs_cert_list"]["this_update"] = x509_time(SIGNED - 61 * DAY)
    forged["tbs_cert_list"]["next_update"] = x509_time(SIGNED + 900 * DAY)
    document = with_evidence(crls=[old, forged.dump(force=True)])
    assert_unknown(check(document, policy=trusting()))


def x509_time(time: datetime) -> asn1_crl.Time:
    return asn1_crl.Time({"utc_time": time})


def test_a_response_signed_with_a_copy_of_the_authoritys_certificate() -> None:
    """The copy has the authority's names, number and signature value, but the forger's key."""
    forger = Identity(key=ec.generate_private_key(ec.SECP256R1()), x509_cert=world().seal.x509_cert)
    genuine = ocsp_response(world().intermediate, world().seal.x509_cert, responder=delegate())
    response = asn1_ocsp.OCSPResponse.load(genuine)
    basic = response["response_bytes"]["response"].parsed
    issuer = asn1_x509.Certificate.load(world().intermediate.identity.x509_cert.public_bytes(Encoding.DER))
    copy = issuer.copy()
    public = forger.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    copy["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo.load(public)
    basic["certs"] = [copy]
    basic["tbs_response_data"]["responder_id"] = asn1_ocsp.ResponderId("by_name", issuer.subject)
    basic["signature"] = core.OctetBitString(
        forger.key.sign(basic["tbs_response_data"].dump(force=True), ec.ECDSA(hashes.SHA256()))
    )
    response["response_bytes"]["response"] = core.ParsableOctetString(basic.dump(force=True))
    assert_unknown(check(with_evidence(ocsps=[response.dump(force=True)]), policy=trusting()))


def test_a_list_for_the_root_whose_signer_comes_along_in_an_ocsp_response() -> None:
    """The stranger's certificate bears the root's name; a response is a place to bring it along."""
    forger = found(Subject(common_name="Root", organization="Community"), valid_from=FOUNDED)
    carrier = ocsp_response(world().intermediate, world().seal.x509_cert, responder=forger.identity)
    files = {"anchors/root.pem": world().root.pem, "crls/i.crl": world().intermediate.crl(at=SIGNED)}
    document = with_evidence(crls=[forger.crl(at=SIGNED)], ocsps=[carrier])
    assert_unknown(check(document, policy=Policy(trust=load_trust(files))))


def padded(*, responses: int = 1, certificates: int = 0) -> bytes:
    """A response of the issuer's with more in it than any issuer puts there."""
    response = asn1_ocsp.OCSPResponse.load(ocsp_response(world().intermediate, world().seal.x509_cert))
    basic = response["response_bytes"]["response"].parsed
    issuer = asn1_x509.Certificate.load(world().intermediate.identity.x509_cert.public_bytes(Encoding.DER))
    basic["certs"] = [issuer] * certificates
    content = basic["tbs_response_data"]
    content["responses"] = [content["responses"][0].copy() for _ in range(responses)]
    key = world().intermediate.identity.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    octets = content.dump(force=True)
    basic["signature"] = core.OctetBitString(key.sign(octets, ec.ECDSA(hashes.SHA256())))
    response["response_bytes"]["response"] = core.ParsableOctetString(basic.dump(force=True))
    again: bytes = response.dump(force=True)
    return again


@pytest.mark.parametrize(
    ("options", "read"),
    [({}, True), ({"certificates": 1}, True), ({"certificates": 60}, False), ({"responses": 300}, False)],
)
def test_a_response_that_takes_long_to_read_is_not_read(options: dict[str, int], *, read: bool) -> None:
    """Before it is known whose it is, a response must not cost much; a signature may hold thirty of them."""
    judged = judge_leaf(world().seal, ocsps=[padded(**options)], at=CHECKED)
    expected = [] if read else [SubIndication.TRY_LATER]
    assert [each.sub_indication for each in judged.faults] == expected
    assert read or "there is no revocation information" in judged.faults[0].finding.message


@pytest.mark.parametrize("der", [b"", b"garbage", b"\x30\x00", b"\x30\x80" * 50])
def test_garbage_for_evidence_changes_nothing(der: bytes) -> None:
    document = with_evidence(crls=[der], ocsps=[der])
    assert check(document).verdict is Verdict.PASSED
    assert_unknown(check(document, policy=trusting()))


def test_a_response_that_names_its_issuer_by_an_unusual_hash_changes_nothing() -> None:
    response = ocsp_response(world().intermediate, world().seal.x509_cert, algorithm=hashes.SHA512())
    assert check(with_evidence(ocsps=[response])).verdict is Verdict.PASSED


def test_a_response_that_is_an_error_changes_nothing() -> None:
    error = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    assert check(with_evidence(ocsps=[error.public_bytes(Encoding.DER)])).verdict is Verdict.PASSED


def test_the_timestamp_authority_needs_a_status_too() -> None:
    document = timestamped(token(value_octets(sealed()), at=SIGNED))
    files = {name: data for name, data in world().files().items() if name != "crls/tsa.crl"}
    result = check(document, policy=Policy(trust=load_trust(files)))
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].best_signature_time == CHECKED
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)


# --- chains -------------------------------------------------------------------------------------------


def test_a_certificate_that_bears_its_issuers_name_does_not_speak_for_itself() -> None:
    twin = world().intermediate.issue(
        Subject(common_name="Issuing", organization="Community"),
        valid_from=FOUNDED,
        usage=key_usage(digital_signature=True, crl_sign=True),
    )
    own_list = Authority(identity=twin, is_root=False).crl(at=SIGNED)
    judged = judge_leaf(twin, crls=[own_list], at=SIGNED)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]
    assert judge_leaf(twin, crls=[world().intermediate.crl(at=SIGNED)], at=SIGNED).faults == ()


def test_chains_end_at_an_anchor_and_each_link_verifies() -> None:
    leaf = world().seal.x509_cert.public_bytes(Encoding.DER)
    root = world().root.identity.x509_cert.public_bytes(Encoding.DER)
    intermediate = world().intermediate.identity.x509_cert.public_bytes(Encoding.DER)
    impostor = stranger().identity.x509_cert.public_bytes(Encoding.DER)
    chains = list(find_chains(leaf, anchors=[root], intermediates=[impostor, intermediate]))
    assert [chain.ders for chain in chains] == [(leaf, intermediate, root)]


def test_all_searches_of_a_verification_together_look_at_a_bounded_number_of_certificates() -> None:
    """Every signature and every timestamp may bring along certificates that all name each other."""

    def search(ders: Sequence[bytes], links: Links) -> int:
        return len(list(find_chains(ders[0], anchors=ders[-1:], intermediates=ders[1:], links=links)))

    certificates = (world().seal.x509_cert, *world().seal.issuers, world().root.identity.x509_cert)
    good = [each.public_bytes(Encoding.DER) for each in certificates]
    circle = found(subject("Circle"), valid_from=FOUNDED)
    crossed = [cross_certified(circle, by=circle).public_bytes(Encoding.DER) for _ in range(14)]
    links = Links()
    assert search(good, links) == 1
    while len(links._known) < MOST_SIGNATURE_CHECKS:
        assert search([*crossed, good[-1]], links) == 0
        crossed = [cross_certified(circle, by=circle).public_bytes(Encoding.DER) for _ in range(14)]
    assert search(good, links) == 1
    other = world().issue("Late").x509_cert.public_bytes(Encoding.DER)
    assert search([other, *good[1:]], links) == 0
    assert search([other, *good[1:]], Links()) == 1
    assert len(links._known) == MOST_SIGNATURE_CHECKS


def test_a_name_that_belongs_to_no_anchor() -> None:
    nobody = found(subject("Nobody"), valid_from=FOUNDED).identity.x509_cert.public_bytes(Encoding.DER)
    assert list(find_chains(nobody, anchors=[], intermediates=[])) == []
