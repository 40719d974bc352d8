"""Signatures with SM2 and SM3: called by their name, neither confirmed nor refuted."""

from __future__ import annotations

import base64
import hashlib

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from dcc.errors import UsageError
from dcc.xml.names import ds
from signing import Integrity, Policy, Verdict, VerificationResult, load_signer, load_trust, sm2, verify
from signing.authority import Identity
from tests.signing.attacks.attempts import OTHER_CONTENT, assert_failed
from tests.signing.forge import drop, find, forged, signed_as
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import CHECKED, SIGNED, check, codes_of, sealed, world

SM2_SEAL = b"""\
-----BEGIN CERTIFICATE-----
MIIB6zCCAZGgAwIBAgIULeVxzNCriArgYpb9wNrRapkEWVQwCgYIKoEcz1UBg3Uw
QzELMAkGA1UEBhMCQ04xITAfBgNVBAoMGEluc3RpdHV0ZSBvZiBNZWFzdXJlbWVu
dDERMA8GA1UEAwwIU00yIHNlYWwwHhcNMjYxMjAxMDExNzAxWhcNMzYxMTI4MDEx
NzAxWjBDMQswCQYDVQQGEwJDTjEhMB8GA1UECgwYSW5zdGl0dXRlIG9mIE1lYXN1
cmVtZW50MREwDwYDVQQDDAhTTTIgc2VhbDBZMBMGByqGSM49AgEGCCqBHM9VAYIt
A0IABHLXSz5r2qQeeNIGy7R+5mgV4jlrJKuu1q7pVKrOYE6iiUz7JKEpB6b9awY7
ih2FzsvvyJBZkF/Pps4ZJGUmwnCjYzBhMB0GA1UdDgQWBBQojz8S14fAfmhGVfss
ecWKyjPmgjAfBgNVHSMEGDAWgBQojz8S14fAfmhGVfssecWKyjPmgjAPBgNVHRMB
Af8EBTADAQH/MA4GA1UdDwEB/wQEAwIHgDAKBggqgRzPVQGDdQNIADBFAiEA25VA
2C6mLzACxI2bRpej9e0iiRHoeZCJo09AORSN89YCICSkQwiWxCetURrJp8LdEfv5
+sZcV6T7WTJCcidFO56S
-----END CERTIFICATE-----
"""
"""Made with OpenSSL: a key for SM2, signed by itself with SM2 over SM3."""
URIS = (
    "urn:oid:1.2.156.10197.1.501",
    "http://www.w3.org/2001/04/xmldsig-more#sm2-sm3",
    "http://example.cn/xmldsig#SM2WithSM3",
)


def sealed_with_sm2(uri: str = URIS[0], pem: bytes = SM2_SEAL) -> bytes:
    """The certificate as an SM2 signer would seal it; the value stands for one that nobody here can check."""
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)

    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        for each in list(data):
            data.remove(each)
        etree.SubElement(data, ds("X509Certificate")).text = base64.b64encode(der).decode()
        cert = find(signature, ".//xades:SigningCertificateV2/xades:Cert")
        digest = base64.b64encode(hashlib.sha256(der).digest()).decode()
        find(cert, "xades:CertDigest/ds:DigestValue").text = digest
        drop(find(cert, "xades:IssuerSerialV2"))
        find(signature, "ds:SignedInfo/ds:SignatureMethod").set("Algorithm", uri)

    return forged(change)


def messages(result: VerificationResult) -> list[str]:
    findings = (finding for signature in result.signatures for finding in signature.findings)
    return [finding.message for finding in findings if finding.code == "SIG-SM2"]


@pytest.mark.parametrize("uri", URIS)
def test_a_signature_by_a_key_for_sm2(uri: str) -> None:
    result = check(sealed_with_sm2(uri))
    (signature,) = result.signatures
    assert result.verdict is Verdict.INDETERMINATE
    assert signature.integrity is Integrity.UNCHECKED
    assert signature.sub_indication == "CRYPTO_CONSTRAINTS_FAILURE"
    assert signature.signer is not None
    assert signature.signer.subject == "CN=SM2 seal,O=Institute of Measurement,C=CN"
    assert codes_of(result) == {"SIG-SM2"}
    assert all("SM2" in message for message in messages(result))
    assert len(messages(result)) == 2


def test_the_same_for_somebody_who_gave_no_trust() -> None:
    result = verify(sealed_with_sm2(), Policy(), at=CHECKED)
    assert result.verdict is Verdict.INDETERMINATE
    assert codes_of(result) == {"SIG-SM2", "SIG-NO-TRUST"}


def test_a_signer_whose_issuer_signs_with_sm2() -> None:
    """The identifier alone makes the difference; nobody here could check the value."""
    signer = world().issue("Under SM2")
    certificate = asn1_x509.Certificate.load(signer.x509_cert.public_bytes(Encoding.DER))
    algorithm = {"algorithm": sm2.SIGNATURE_OID}
    certificate["tbs_certificate"]["signature"] = algorithm
    certificate["signature_algorithm"] = algorithm
    renamed = x509.load_der_x509_certificate(certificate.dump(force=True))
    result = check(signed_as(Identity(key=signer.key, x509_cert=renamed)))
    assert result.verdict is Verdict.INDETERMINATE
    assert result.signatures[0].integrity is Integrity.INTACT
    assert codes_of(result) == {"SIG-SM2"}
    assert "is signed with SM2" in messages(result)[0]


def test_a_key_for_sm2_under_an_algorithm_that_is_known() -> None:
    result = check(sealed_with_sm2("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"))
    assert result.verdict is Verdict.INDETERMINATE
    assert len(messages(result)) == 1


def test_content_changed_under_an_sm2_signature_is_seen_by_its_digest() -> None:
    assert_failed(sealed_with_sm2().replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")


def test_an_sm3_digest() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        reference = find(signature, "ds:SignedInfo/ds:Reference[@URI='']")
        find(reference, "ds:DigestMethod").set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#sm3")

    result = check(forged(change))
    assert result.verdict is Verdict.INDETERMINATE
    assert "digest algorithm" in messages(result)[0]


def test_a_timestamp_by_an_authority_with_a_key_for_sm2_proves_nothing() -> None:
    authority = Identity(key=world().tsa.key, x509_cert=x509.load_pem_x509_certificate(SM2_SEAL))
    result = check(timestamped(token(value_octets(sealed()), at=SIGNED, authority=authority)))
    (timestamp,) = result.signatures[0].timestamps
    assert timestamp.verdict is Verdict.INDETERMINATE
    assert [finding.code for finding in timestamp.findings] == ["SIG-TIMESTAMP-UNPROVEN"]
    assert "SM2" in timestamp.findings[0].message
    assert result.verdict is Verdict.PASSED


def test_an_anchor_for_sm2_does_no_harm() -> None:
    policy = Policy(trust=load_trust({**world().files(), "anchors/sm2.pem": SM2_SEAL}))
    assert verify(sealed(), policy, at=CHECKED).verdict is Verdict.PASSED
    assert verify(sealed_with_sm2(), policy, at=CHECKED).verdict is Verdict.INDETERMINATE


def test_which_identifiers_name_sm2_and_which_do_not() -> None:
    assert all(map(sm2.is_named_by, URIS))
    assert not sm2.is_named_by("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")


def test_nobody_signs_with_sm2_and_it_is_said() -> None:
    algorithm = bytes.fromhex("3013 0607 2a8648ce3d0201 0608 2a811ccf5501822d")
    key = bytes.fromhex("0427 3025 020101 0420") + bytes(31) + b"\x01"
    info = bytes.fromhex("3041 020100") + algorithm + key
    with pytest.raises(UsageError, match="cannot sign here") as refused:
        load_signer(info, chain=SM2_SEAL)
    assert "SM2" in refused.value.hint
    with pytest.raises(UsageError, match="does not belong to the certificate"):
        load_signer(world().seal.key_pem(), chain=SM2_SEAL)
