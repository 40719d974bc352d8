"""What a signature timestamp proves, and under which conditions."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing import Level, Verdict
from signing.algorithms import HASHES
from signing.authority import Identity
from signing.names import EXC_C14N
from signing.timestamps import CLOCK_SKEW
from tests.signing.forge import forged, present_as, tampered, unsigned_property
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import CHECKED, DAY, FOUNDED, SIGNED, check, codes_of, key, sealed, subject, world

YEAR = 365 * DAY


def authority(kind: str = "secp256r1", **options: object) -> Identity:
    """Another timestamp authority below the trusted root for timestamps."""
    purposes = [ExtendedKeyUsageOID.TIME_STAMPING]
    given = {"valid_from": FOUNDED, "purposes": purposes, "key": key(kind), **options}
    return world().tsa_root.issue(subject("Other clock"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["secp256r1", "secp384r1", "rsa-2048"])
def test_authorities_with_each_kind_of_key(kind: str) -> None:
    result = check(timestamped(token(value_octets(sealed()), at=SIGNED, authority=authority(kind))))
    (timestamp,) = result.signatures[0].timestamps
    assert timestamp.verdict is Verdict.PASSED
    assert timestamp.time == SIGNED
    assert timestamp.signer is not None
    assert timestamp.signer.subject.startswith("CN=Other clock")


def test_a_timestamp_keeps_a_signature_good_after_its_certificate_expired() -> None:
    short = world().issue("Short", lifetime=timedelta(days=430))
    plain = forged(present_as(short), identity=short)
    later = SIGNED + 30 * DAY
    assert "SIG-EXPIRED" in codes_of(check(plain, at=later))
    document = timestamped(token(value_octets(plain), at=SIGNED), document=plain)
    result = check(document, at=later, policy=world().policy())
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].best_signature_time == SIGNED


def test_a_timestamp_proves_nothing_once_its_authoritys_certificate_has_expired() -> None:
    short = authority(lifetime=timedelta(days=430))
    document = timestamped(token(value_octets(sealed()), at=SIGNED, authority=short))
    (timestamp,) = check(document, at=SIGNED + 30 * DAY).signatures[0].timestamps
    assert timestamp.verdict is Verdict.INDETERMINATE
    assert timestamp.sub_indication == "OUT_OF_BOUNDS_NO_POE"
    assert [finding.code for finding in timestamp.findings] == ["SIG-TIMESTAMP-UNPROVEN"]


def test_a_timestamp_proves_nothing_of_a_time_before_its_authoritys_certificate() -> None:
    young = authority(valid_from=SIGNED + timedelta(hours=1))
    document = timestamped(token(value_octets(sealed()), at=SIGNED, authority=young))
    result = check(document)
    (timestamp,) = result.signatures[0].timestamps
    assert timestamp.verdict is Verdict.INDETERMINATE
    assert result.signatures[0].best_signature_time == CHECKED


def test_the_oldest_of_several_timestamps_counts() -> None:
    octets = value_octets(sealed())
    later = SIGNED + timedelta(hours=2)
    document = timestamped(token(octets, at=later))
    document = timestamped(token(octets, at=SIGNED), document=document)
    assert check(document).signatures[0].best_signature_time == SIGNED


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"purposes": []}, "timestamping is not its only purpose"),
        (
            {"purposes": [ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CLIENT_AUTH]},
            "timestamping is not its only purpose",
        ),
        (
            {
                "purposes": [],
                "extensions": [x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])],
            },
            "marked critical",
        ),
        ({"kind": "rsa-1024"}, "an RSA key of 1024 bits"),
    ],
)
def test_authorities_that_will_not_do(options: dict[str, object], reason: str) -> None:
    der = token(value_octets(sealed()), at=SIGNED, authority=authority(**options))  # type: ignore[arg-type]
    (timestamp,) = check(timestamped(der)).signatures[0].timestamps
    assert timestamp.verdict is Verdict.INDETERMINATE
    assert reason in timestamp.findings[0].message


def named_by(digest: bytes) -> tsp.SigningCertificateV2:
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": digest})]})


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("content_type", cms.ContentType("data"), "signed content type is another"),
        ("signing_certificate_v2", named_by(bytes(32)), "names another certificate"),
    ],
)
def test_tokens_whose_signed_attributes_tell_of_something_else(name: str, value: Any, reason: str) -> None:
    def attributes(values: dict[str, Any]) -> None:
        values[name] = value

    assert_not_genuine(token(value_octets(sealed()), at=SIGNED, attributes=attributes), reason)


def assert_not_genuine(der: bytes, reason: str) -> None:
    result = check(timestamped(der))
    (timestamp,) = result.signatures[0].timestamps
    assert timestamp.verdict is Verdict.FAILED
    assert reason in timestamp.findings[0].message
    assert "SIG-TIMESTAMP" in codes_of(result)


def test_a_token_with_two_signers() -> None:
    parsed = cms.ContentInfo.load(token(value_octets(sealed()), at=SIGNED))
    parsed["content"]["signer_infos"].append(parsed["content"]["signer_infos"][0].copy())
    assert_not_genuine(parsed.dump(force=True), "does not have exactly one signer")


def test_a_token_that_signs_an_attribute_twice() -> None:
    """Two digests of the information, say: whoever takes the other one would read another token."""
    parsed = cms.ContentInfo.load(token(value_octets(sealed()), at=SIGNED))
    (signer,) = parsed["content"]["signer_infos"]
    signer["signed_attrs"].append(signer["signed_attrs"][0].copy())
    key = world().tsa.key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signer["signature"] = key.sign(attributes_as_signed(signer), ec.ECDSA(hashes.SHA256()))
    assert_not_genuine(parsed.dump(force=True), "not unique")


def attributes_as_signed(signer: Any) -> bytes:
    octets: bytes = signer["signed_attrs"].dump(force=True)
    return b"\x31" + octets[1:]


@pytest.mark.parametrize(("mask", "verdict"), [("sha256", Verdict.PASSED), ("sha1", Verdict.INDETERMINATE)])
def test_an_authority_that_signs_with_pss(mask: str, verdict: Verdict) -> None:
    with_rsa = authority("rsa-2048")
    parsed = cms.ContentInfo.load(token(value_octets(sealed()), at=SIGNED, authority=with_rsa))
    (signer,) = parsed["content"]["signer_infos"]
    parameters = {
        "hash_algorithm": {"algorithm": "sha256"},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": mask}},
        "salt_length": 32,
    }
    signer["signature_algorithm"] = {"algorithm": "rsassa_pss", "parameters": parameters}
    assert isinstance(with_rsa.key, rsa.RSAPrivateKey)
    scheme = padding.PSS(padding.MGF1(HASHES[mask]()), 32)
    signer["signature"] = with_rsa.key.sign(attributes_as_signed(signer), scheme, hashes.SHA256())
    (timestamp,) = check(timestamped(parsed.dump(force=True))).signatures[0].timestamps
    assert timestamp.verdict is verdict


def test_an_imprint_with_sha1_proves_nothing() -> None:
    der = token(value_octets(sealed()), at=SIGNED, algorithm="sha1")
    (timestamp,) = check(timestamped(der)).signatures[0].timestamps
    assert timestamp.sub_indication == "CRYPTO_CONSTRAINTS_FAILURE"


def test_an_authority_that_is_not_trusted_proves_nothing() -> None:
    unknown = world().root.issue(
        subject("Clock"), valid_from=FOUNDED, purposes=[ExtendedKeyUsageOID.TIME_STAMPING]
    )
    (timestamp,) = (
        check(timestamped(token(value_octets(sealed()), at=SIGNED, authority=unknown)))
        .signatures[0]
        .timestamps
    )
    assert timestamp.sub_indication == "NO_CERTIFICATE_CHAIN_FOUND"


def test_clocks_may_differ_by_the_stated_time_and_no_more() -> None:
    octets = value_octets(sealed())
    assert check(timestamped(token(octets, at=SIGNED - CLOCK_SKEW))).verdict is Verdict.PASSED
    too_old = timestamped(token(octets, at=SIGNED - CLOCK_SKEW - timedelta(seconds=1)))
    assert "SIG-TIMESTAMP-ORDER" in codes_of(check(too_old))
    ahead = CHECKED + CLOCK_SKEW
    for time, verdict in ((ahead, Verdict.PASSED), (ahead + timedelta(seconds=1), Verdict.INDETERMINATE)):
        (timestamp,) = check(timestamped(token(octets, at=time))).signatures[0].timestamps
        assert timestamp.verdict is verdict


def test_timestamps_that_are_not_evaluated_are_said_to_be_so() -> None:
    result = check(tampered(unsigned_property("<xades141:ArchiveTimeStamp/>")))
    assert result.signatures[0].level is Level.LTA
    assert codes_of(result) == {"SIG-UNSIGNED-PROPERTIES", "SIG-ARCHIVE-UNCHECKED"}


def test_a_timestamp_that_selects_what_it_covers_is_not_accepted() -> None:
    der = base64.b64encode(token(value_octets(sealed()), at=SIGNED)).decode()
    markup = (
        '<xades:SignatureTimeStamp><xades:Include URI="#signature-1"/>'
        f"<ds:CanonicalizationMethod Algorithm='{EXC_C14N}'/>"
        f"<xades:EncapsulatedTimeStamp>{der}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
    )
    result = check(tampered(unsigned_property(markup)))
    assert result.verdict is Verdict.INDETERMINATE
    assert "SIG-TIMESTAMP" in codes_of(result)


def test_a_time_that_another_machine_would_read_as_another_time() -> None:
    """RFC 3161 demands UTC: a time without a zone would be taken for the local one."""
    octets = value_octets(sealed())
    assert check(timestamped(token(octets, at="20260301093000Z"))).signatures[0].best_signature_time == SIGNED
    result = check(timestamped(token(octets, at="20260301093000")))
    assert result.signatures[0].timestamps[0].verdict is Verdict.FAILED
    assert "SIG-TIMESTAMP" in codes_of(result)


def test_the_json_of_a_timestamp() -> None:
    result = check(timestamped(token(value_octets(sealed()), at=SIGNED)))
    (timestamp,) = result.as_json(file="x")["signatures"][0]["timestamps"]
    assert timestamp.pop("signer")["subject"] == "CN=Clock,O=Clockwork,C=CN"
    assert timestamp == {
        "kind": "signature",
        "verdict": "passed",
        "sub_indication": None,
        "time": "2026-03-01T09:30:00Z",
        "findings": [],
    }
