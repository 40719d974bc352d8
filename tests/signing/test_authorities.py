"""What a certificate authority may and may not do: who is believed as an issuer, and which of its lists."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from signing import Policy, Revocation, Role, SubIndication, Verdict, load_trust
from signing.authority import Authority, Identity, Subject, found, key_usage, new_key
from signing.chains import find_chains
from signing.keys import PrivateKey
from signing.path import Judgement, Moment, judge
from signing.revocation import Evidence
from signing.x509_certs import UnreadableCertificateError, load
from tests.signing.forge import signed_as
from tests.signing.test_revocation import delegate, ocsp_response
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

HERE, ELSEWHERE = (x509.UniformResourceIdentifier(f"http://lists.example.org/{name}.crl") for name in "ab")


def der(x509_cert: x509.Certificate) -> bytes:
    return x509_cert.public_bytes(Encoding.DER)


def trusting(anchor: Authority, *lists: bytes, revocation: Revocation = Revocation.REQUIRE) -> Policy:
    """A policy with one anchor and some revocation lists."""
    files = {f"crls/{number}.crl": data for number, data in enumerate(lists)}
    return Policy(trust=load_trust({"anchors/a.pem": anchor.pem, **files}), revocation=revocation)


def authority(
    subject_name: x509.Name,
    issuer: Authority | None = None,
    *extensions: tuple[x509.ExtensionType, bool],
    key: PrivateKey | None = None,
) -> Authority:
    """An authority with exactly these extensions (and whether each is critical)."""
    key = key or new_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject_name)
        .issuer_name(issuer.identity.x509_cert.subject if issuer else subject_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FOUNDED)
        .not_valid_after(FOUNDED + 3000 * DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    x509_cert = builder.sign(issuer.identity.key if issuer else key, hashes.SHA256())
    return Authority(identity=Identity(key=key, x509_cert=x509_cert), is_root=issuer is None)


def may_issue_and_list() -> tuple[x509.ExtensionType, bool]:
    return key_usage(key_cert_sign=True, crl_sign=True), True


def is_ca(path_length: int | None = None) -> tuple[x509.ExtensionType, bool]:
    return x509.BasicConstraints(ca=True, path_length=path_length), True


# --- anchors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("revocation", list(Revocation))
def test_a_person_trusted_by_himself_cannot_vouch_for_others(revocation: Revocation) -> None:
    person = Authority(identity=world().people[Role.METROLOGIST], is_root=True)
    boss = person.issue(subject("Boss"), valid_from=FOUNDED)
    policy = trusting(person, person.crl(at=SIGNED), revocation=revocation)
    result = check(signed_as(boss), policy=policy)
    assert result.verdict is Verdict.INDETERMINATE
    assert "SIG-UNTRUSTED" in codes_of(result)


def test_a_person_trusted_by_himself_may_sign() -> None:
    person = Authority(identity=world().seal, is_root=True)
    assert check(sealed(), policy=trusting(person, revocation=Revocation.NONE)).verdict is Verdict.PASSED


def test_an_anchor_that_may_not_sign_certificates() -> None:
    usage = (key_usage(digital_signature=True, crl_sign=True), True)
    anchor = authority(subject("Archive").name, None, is_ca(), usage)
    identity = anchor.issue(subject("Boss"), valid_from=FOUNDED)
    result = check(signed_as(identity), policy=trusting(anchor, anchor.crl(at=SIGNED)))
    assert "SIG-UNTRUSTED" in codes_of(result)


def test_an_anchor_keeps_its_length_of_paths() -> None:
    below = world().intermediate.issue_authority(subject("Below"), valid_from=FOUNDED)
    identity = below.issue(subject("Boss"), valid_from=FOUNDED)
    own = Identity(key=identity.key, x509_cert=identity.x509_cert, issuers=(below.identity.x509_cert,))
    policy = trusting(world().intermediate, world().intermediate.crl(at=SIGNED), below.crl(at=SIGNED))
    assert "SIG-CHAIN" in codes_of(check(signed_as(own), policy=policy))
    direct = world().issue("Direct")
    assert check(signed_as(direct), policy=policy).verdict is Verdict.PASSED


def within(country: str) -> list[x509.DirectoryName]:
    return [x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COUNTRY_NAME, country)]))]


IN_CHINA = x509.NameConstraints(permitted_subtrees=within("CN"), excluded_subtrees=None)
NOT_IN_GERMANY = x509.NameConstraints(permitted_subtrees=None, excluded_subtrees=within("DE"))


@pytest.mark.parametrize("names", [IN_CHINA, NOT_IN_GERMANY], ids=["permitted", "excluded"])
@pytest.mark.parametrize("as_anchor", [True, False], ids=["anchor", "intermediate"])
@pytest.mark.parametrize(("country", "verdict"), [("CN", "passed"), ("DE", "indeterminate")])
def test_names_that_an_authority_may_not_give(
    as_anchor: bool, country: str, verdict: str, names: x509.NameConstraints
) -> None:
    usage = (key_usage(key_cert_sign=True, crl_sign=True), True)
    above = None if as_anchor else world().root
    issuing = authority(subject("Issuing in China").name, above, is_ca(), usage, (names, True))
    person = issuing.issue(Subject(common_name="Boss", organization="x", country=country), valid_from=FOUNDED)
    issuers = () if as_anchor else (issuing.identity.x509_cert,)
    signer = Identity(key=person.key, x509_cert=person.x509_cert, issuers=issuers)
    anchor = issuing if as_anchor else world().root
    policy = trusting(anchor, issuing.crl(at=SIGNED), world().root.crl(at=SIGNED))
    result = check(signed_as(signer), policy=policy)
    assert result.verdict == verdict
    assert ("SIG-CHAIN" in codes_of(result)) == (verdict != "passed")


def test_an_expired_anchor_vouches_for_nobody() -> None:
    old = found(subject("Old root"), valid_from=FOUNDED, lifetime=400 * DAY)
    identity = old.issue(subject("Boss"), valid_from=FOUNDED)
    result = check(signed_as(identity), policy=trusting(old, old.crl(at=SIGNED)))
    assert result.signatures[0].sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_an_anchor_vouches_for_nobody_before_its_own_time() -> None:
    young = found(subject("Young root"), valid_from=CHECKED + DAY)
    identity = young.issue(subject("Boss"), valid_from=FOUNDED)
    result = check(signed_as(identity), policy=trusting(young, young.crl(at=SIGNED)))
    assert "SIG-NOT-YET-VALID" in codes_of(result)


def test_an_expired_authority_in_between() -> None:
    issuing = world().root.issue_authority(subject("Old"), valid_from=FOUNDED, lifetime=400 * DAY)
    identity = issuing.issue(subject("Boss"), valid_from=FOUNDED)
    policy = trusting(world().root, world().root.crl(at=SIGNED), issuing.crl(at=SIGNED))
    result = check(signed_as(identity), policy=policy)
    assert result.signatures[0].sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_an_authority_that_may_not_sign_certificates() -> None:
    usage = (key_usage(digital_signature=True, crl_sign=True), True)
    issuing = authority(subject("Lists only").name, world().root, is_ca(), usage)
    person = issuing.issue(subject("Boss"), valid_from=FOUNDED)
    signer = Identity(key=person.key, x509_cert=person.x509_cert, issuers=(issuing.identity.x509_cert,))
    policy = trusting(world().root, world().root.crl(at=SIGNED), issuing.crl(at=SIGNED))
    assert "SIG-UNTRUSTED" in codes_of(check(signed_as(signer), policy=policy))


def test_an_extension_that_must_be_understood_and_is_not() -> None:
    strange = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)
    usage = (key_usage(key_cert_sign=True, crl_sign=True), True)
    issuing = authority(subject("Strange").name, world().root, is_ca(), usage, strange)
    person = issuing.issue(subject("Boss"), valid_from=FOUNDED)
    signer = Identity(key=person.key, x509_cert=person.x509_cert, issuers=(issuing.identity.x509_cert,))
    policy = trusting(world().root, world().root.crl(at=SIGNED), issuing.crl(at=SIGNED))
    assert "SIG-CHAIN" in codes_of(check(signed_as(signer), policy=policy))


@pytest.mark.parametrize("kind", ["rsa-1024", "rsa-2048-3", "secp256k1"])
def test_an_authority_with_a_weak_key(kind: str) -> None:
    weak = authority(subject("Weak").name, world().root, is_ca(), may_issue_and_list(), key=key(kind))
    person = weak.issue(subject("Boss"), valid_from=FOUNDED)
    signer = Identity(key=person.key, x509_cert=person.x509_cert, issuers=(weak.identity.x509_cert,))
    policy = trusting(world().root, world().root.crl(at=SIGNED), weak.crl(at=SIGNED))
    result = check(signed_as(signer), policy=policy)
    assert result.signatures[0].sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE
    assert "SIG-ALGORITHM" in codes_of(result)


@pytest.mark.parametrize("kind", ["rsa-1024", "rsa-2048-3", "secp256k1"])
def test_an_anchor_with_a_weak_key(kind: str) -> None:
    weak = authority(subject("Weak").name, None, is_ca(), may_issue_and_list(), key=key(kind))
    result = check(
        signed_as(weak.issue(subject("Boss"), valid_from=FOUNDED)), policy=trusting(weak, weak.crl(at=SIGNED))
    )
    assert result.signatures[0].sub_indication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE


def test_an_authority_on_a_curve_that_only_authorities_may_use() -> None:
    root = authority(subject("R").name, None, is_ca(), may_issue_and_list(), key=key("brainpoolP256r1"))
    policy = trusting(root, root.crl(at=SIGNED))
    signed = signed_as(root.issue(subject("Boss"), valid_from=FOUNDED))
    assert check(signed, policy=policy).verdict is Verdict.PASSED


def with_exponent(number: int) -> rsa.RSAPrivateKey:
    """An RSA key whose public exponent is the first possible one from ``number`` on."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_numbers()
    p, q, order = private.p, private.q, (private.p - 1) * (private.q - 1)
    exponent = next(each for each in itertools.count(number | 1, 2) if math.gcd(each, order) == 1)
    d = pow(exponent, -1, order)
    return rsa.RSAPrivateNumbers(
        *(p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)),
        public_numbers=rsa.RSAPublicNumbers(exponent, p * q),
    ).private_key()


@pytest.mark.parametrize(("exponent", "expected"), [(65539, 1), (2**2040, 0)])
def test_a_key_that_takes_a_hundred_times_as_long_vouches_for_nobody(exponent: int, expected: int) -> None:
    """Anybody can bring along certificates with such keys, to be tried as issuers one after the other."""
    own = with_exponent(exponent)
    slow = authority(subject("Slow").name, world().root, is_ca(), may_issue_and_list(), key=own)
    leaf = slow.issue(subject("Boss"), valid_from=FOUNDED)
    chains = find_chains(
        der(leaf.x509_cert),
        anchors=[der(world().root.identity.x509_cert)],
        intermediates=[der(slow.identity.x509_cert)],
    )
    assert len(list(chains)) == expected


def test_a_chain_through_a_cross_certificate() -> None:
    """The signer's authority has a root of its own; the root that is trusted has certified its key."""
    other = found(subject("Other root"), valid_from=FOUNDED)
    person = other.issue(subject("Guest"), valid_from=FOUNDED)
    crossed = cross_certified(other, by=world().root)
    signer = Identity(key=person.key, x509_cert=person.x509_cert, issuers=(crossed,))
    lists = (world().root.crl(at=SIGNED), other.crl(at=SIGNED))
    assert check(signed_as(signer), policy=trusting(world().root, *lists)).verdict is Verdict.PASSED
    entry = (crossed, SIGNED - DAY, x509.ReasonFlags.cessation_of_operation)
    lists = (world().root.crl(at=SIGNED, revoked=[entry]), other.crl(at=SIGNED))
    result = check(signed_as(signer), policy=trusting(world().root, *lists))
    assert result.signatures[0].sub_indication is SubIndication.REVOKED_CA_NO_POE


# --- revocation lists ---------------------------------------------------------------------------------


def judge_seal(
    *lists: bytes, at: datetime = CHECKED, seal: Identity | None = None, ocsps: Sequence[bytes] = ()
) -> Judgement:
    """What these lists of the intermediate authority mean for the seal."""
    return judge(
        der((seal or world().seal).x509_cert),
        anchors=[der(world().intermediate.identity.x509_cert)],
        intermediates=[],
        evidence=Evidence(crls=lists, ocsps=tuple(ocsps)),
        at=at,
        moment=Moment.CHECKING,
        revocation=Revocation.REQUIRE,
    )


def revocation_list(
    *extensions: tuple[x509.ExtensionType, bool],
    revoked: Sequence[x509.Certificate] = (),
    issuer: Authority | None = None,
    at: datetime = SIGNED,
    reason: x509.ReasonFlags | None = None,
) -> bytes:
    """A list with exactly these extensions besides its number."""
    by = issuer or world().intermediate
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.identity.x509_cert.subject)
        .last_update(at)
        .next_update(at + 30 * DAY)
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    for x509_cert in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(x509_cert.serial_number)
        entry = entry.revocation_date(at - DAY)
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(by.identity.key, hashes.SHA256()).public_bytes(Encoding.DER)


def scope(**options: Any) -> tuple[x509.ExtensionType, bool]:
    defaults: dict[str, Any] = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**{**defaults, **options}), True


PART = x509.RelativeDistinguishedName([x509.NameAttribute(x509.NameOID.COMMON_NAME, "part")])
SOME_REASONS = frozenset({x509.ReasonFlags.key_compromise})
STRANGE = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
INCOMPLETE = {
    "for authorities only": scope(only_contains_ca_certs=True),
    "for attribute certificates only": scope(only_contains_attribute_certs=True),
    "for some reasons only": scope(only_some_reasons=SOME_REASONS),
    "for another part of the certificates": scope(full_name=[ELSEWHERE]),
    "for a part that is named in a way not understood here": scope(relative_name=PART),
    "about certificates of other authorities": scope(indirect_crl=True),
    "only of changes": (x509.DeltaCRLIndicator(1), True),
    "only of changes, badly marked": (x509.DeltaCRLIndicator(1), False),
    "with an extension that must be understood": (STRANGE, True),
}


@pytest.mark.parametrize("extension", INCOMPLETE.values(), ids=INCOMPLETE)
def test_the_silence_of_a_list_that_is_not_complete_means_nothing(
    extension: tuple[x509.ExtensionType, bool],
) -> None:
    judged = judge_seal(revocation_list(extension))
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]


def test_complete_lists_are_believed() -> None:
    whole = x509.DirectoryName(world().seal.x509_cert.issuer)
    for extension in (scope(only_contains_user_certs=True), scope(full_name=[whole]), (STRANGE, False)):
        assert judge_seal(revocation_list(extension)).faults == ()


def test_a_list_for_persons_says_nothing_about_an_authority() -> None:
    of_root = revocation_list(scope(only_contains_user_certs=True), issuer=world().root)
    policy = trusting(world().root, of_root, world().intermediate.crl(at=SIGNED))
    result = check(sealed(), policy=policy)
    assert result.signatures[0].sub_indication is SubIndication.TRY_LATER
    assert "for other certificates" in result.signatures[0].findings[0].message


def test_who_stands_on_an_incomplete_list_is_revoked() -> None:
    complete = revocation_list()
    for extension in (scope(only_some_reasons=SOME_REASONS), (x509.DeltaCRLIndicator(1), True)):
        listed = revocation_list(extension, revoked=[world().seal.x509_cert])
        judged = judge_seal(complete, listed)
        assert [each.sub_indication for each in judged.faults] == [SubIndication.REVOKED_NO_POE]


def test_a_number_on_a_list_about_other_authorities_certificates_is_theirs() -> None:
    listed = revocation_list(scope(indirect_crl=True), revoked=[world().seal.x509_cert])
    assert judge_seal(revocation_list(), listed).faults == ()


def test_taken_off_the_list_again() -> None:
    removed = revocation_list(
        (x509.DeltaCRLIndicator(1), True),
        revoked=[world().seal.x509_cert],
        reason=x509.ReasonFlags.remove_from_crl,
    )
    assert judge_seal(revocation_list(), removed).faults == ()


def test_a_complete_list_takes_nobody_off() -> None:
    listed = revocation_list(revoked=[world().seal.x509_cert], reason=x509.ReasonFlags.remove_from_crl)
    judged = judge_seal(listed)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.REVOKED_NO_POE]


def test_the_part_of_the_list_that_the_certificate_names() -> None:
    points = x509.CRLDistributionPoints([x509.DistributionPoint([HERE], None, None, None)])
    seal = world().issue("Partitioned", extensions=[points])
    here, elsewhere = (revocation_list(scope(full_name=[name])) for name in (HERE, ELSEWHERE))
    assert judge_seal(here, seal=seal).faults == ()
    judged = judge_seal(elsewhere, seal=seal)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]
    assert "for other certificates" in judged.faults[0].finding.message


def test_the_part_of_the_list_that_somebody_else_is_to_make() -> None:
    maker = [x509.DirectoryName(subject("Lists").name)]
    points = x509.CRLDistributionPoints([x509.DistributionPoint([HERE], None, None, maker)])
    seal = world().issue("Partitioned", extensions=[points])
    judged = judge_seal(revocation_list(scope(full_name=[HERE])), seal=seal)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]


def test_a_list_by_an_authority_that_may_not_sign_lists() -> None:
    usage = (key_usage(key_cert_sign=True), True)
    issuing = authority(subject("No lists").name, None, is_ca(), usage)
    identity = issuing.issue(subject("Boss"), valid_from=FOUNDED)
    result = check(signed_as(identity), policy=trusting(issuing, issuing.crl(at=SIGNED)))
    assert result.signatures[0].sub_indication is SubIndication.TRY_LATER


def signed_again(
    data: bytes, change: Callable[[asn1_crl.CertificateList], Any], digest: hashes.HashAlgorithm
) -> bytes:
    """The list with something changed, signed by the intermediate authority."""
    parsed = asn1_crl.CertificateList.load(data).copy()
    change(parsed)
    octets = parsed["tbs_cert_list"].dump(force=True)
    key = world().intermediate.identity.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    parsed["signature"] = key.sign(octets, ec.ECDSA(digest))
    again: bytes = parsed.dump(force=True)
    return again


def without_end(data: bytes) -> bytes:
    """The list without saying until when it is current."""

    def change(parsed: asn1_crl.CertificateList) -> None:
        del parsed["tbs_cert_list"]["next_update"]

    return signed_again(data, change, hashes.SHA256())


def test_a_list_signed_with_a_weak_hash() -> None:
    def change(parsed: asn1_crl.CertificateList) -> None:
        parsed["signature_algorithm"] = parsed["tbs_cert_list"]["signature"] = {"algorithm": "sha1_ecdsa"}

    weak = signed_again(revocation_list(), change, hashes.SHA1())  # noqa: S303 - on purpose
    assert [each.sub_indication for each in judge_seal(weak).faults] == [SubIndication.TRY_LATER]


def test_a_list_under_another_name_of_the_same_key() -> None:
    own = world().intermediate
    renamed = cross_certified(found(subject("Renamed"), valid_from=FOUNDED), by=world().root)
    other = Authority(identity=Identity(key=own.identity.key, x509_cert=renamed), is_root=False)
    judged = judge_seal(revocation_list(issuer=other))
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]


def test_a_list_that_does_not_say_until_when_it_is_current() -> None:
    assert judge_seal(without_end(revocation_list()), at=SIGNED).faults == ()
    judged = judge_seal(without_end(revocation_list()), at=SIGNED + DAY)
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]


def test_a_list_of_many_thousand_certificates() -> None:
    """Long lists are common; they are searched, not read."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(world().intermediate.identity.x509_cert.subject)
        .last_update(SIGNED)
        .next_update(SIGNED + 30 * DAY)
    )
    single = x509.RevokedCertificateBuilder().revocation_date(FOUNDED)
    for number in range(20_000):
        builder = builder.add_revoked_certificate(single.serial_number(10**30 + number).build())
    long = builder.sign(world().intermediate.identity.key, hashes.SHA256()).public_bytes(Encoding.DER)
    assert judge_seal(long).faults == ()


def test_a_responder_of_an_anchor_that_is_not_self_signed() -> None:
    response = ocsp_response(world().intermediate, world().seal.x509_cert, responder=delegate())
    assert judge_seal(ocsps=[response]).faults == ()
    response = ocsp_response(world().intermediate, world().seal.x509_cert)
    assert judge_seal(ocsps=[response]).faults == ()


def test_a_response_about_another_certificate_means_nothing() -> None:
    response = ocsp_response(world().intermediate, world().issue("Another").x509_cert)
    judged = judge_seal(ocsps=[response])
    assert [each.sub_indication for each in judged.faults] == [SubIndication.TRY_LATER]


def test_a_key_with_the_exponent_one_is_not_read() -> None:
    """Every value is its own signature under such a key."""
    made = asn1_x509.Certificate.load(der(world().issue("Rsa").x509_cert)).copy()
    public = keys.RSAPublicKey({"modulus": 2**2048 + 981, "public_exponent": 1})
    made["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo.wrap(public, "rsa")
    with pytest.raises(UnreadableCertificateError):
        load(made.dump(force=True))
