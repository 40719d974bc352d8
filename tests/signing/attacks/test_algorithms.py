"""Algorithms: weak, unknown, or of another kind than the key."""

from __future__ import annotations

import base64

import pytest
from lxml import etree

from signing import Covers, Integrity, Verdict
from tests.signing.attacks.attempts import (
    OTHER_CONTENT,
    assert_failed,
    assert_not_confirmed,
)
from tests.signing.forge import (
    Change,
    find,
    forged,
    fragment,
    signed_as,
    tampered,
)
from tests.signing.world import (
    check,
    key,
    world,
)

MORE = "http://www.w3.org/2001/04/xmldsig-more#"


def with_signature_algorithm(uri: str) -> Change:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:SignatureMethod").set("Algorithm", uri)

    return change


def with_digest_algorithm(uri: str) -> Change:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestMethod").set("Algorithm", uri)

    return change


@pytest.mark.parametrize(
    "uri",
    [
        f"{MORE}hmac-sha256",
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2009/xmldsig11#dsa-sha256",
        "urn:something-else",
        "",
    ],
)
def test_hmac_and_unknown_signature_algorithms(uri: str) -> None:
    result = assert_not_confirmed(forged(with_signature_algorithm(uri)), "SIG-ALGORITHM")
    assert result.signatures[0].integrity is Integrity.UNCHECKED
    assert result.signatures[0].covers is Covers.NONE
    assert result.signed_xml is None


@pytest.mark.parametrize("name", ["sha1", "sha224"])
def test_a_signature_with_a_weak_hash(name: str) -> None:
    document = forged(with_signature_algorithm(f"{MORE}ecdsa-{name}"))
    result = assert_not_confirmed(document, "SIG-ALGORITHM")
    assert result.signatures[0].integrity is Integrity.INTACT


@pytest.mark.parametrize(
    "uri", ["http://www.w3.org/2000/09/xmldsig#sha1", f"{MORE}md5", f"{MORE}sha224", "urn:something-else"]
)
def test_weak_and_unknown_digests(uri: str) -> None:
    assert_not_confirmed(forged(with_digest_algorithm(uri)), "SIG-ALGORITHM")


def test_a_signature_algorithm_with_a_parameter() -> None:
    """None of those accepted has any; what it would mean is not computed."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        method = find(signature, "ds:SignedInfo/ds:SignatureMethod")
        method.append(fragment("<ds:HMACOutputLength>8</ds:HMACOutputLength>"))

    assert_not_confirmed(forged(change), "SIG-ALGORITHM")


def test_a_weak_digest_that_does_not_fit_still_shows_the_change() -> None:
    document = forged(with_digest_algorithm("http://www.w3.org/2000/09/xmldsig#sha1"))
    assert_failed(document.replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")


def test_an_algorithm_of_another_kind_than_the_key() -> None:
    assert_failed(forged(with_signature_algorithm(f"{MORE}rsa-sha256")), "SIG-VALUE")


@pytest.mark.parametrize("kind", ["rsa-1024", "rsa-2048-3"])
def test_a_weak_rsa_key(kind: str) -> None:
    assert_not_confirmed(signed_as(world().issue("Weak", key=key(kind))), "SIG-KEY")


@pytest.mark.parametrize("curve", ["secp256k1", "brainpoolP256r1"])
def test_a_key_on_a_curve_that_is_not_accepted(curve: str) -> None:
    assert_not_confirmed(signed_as(world().issue("Curved", key=key(curve))), "SIG-KEY")


def test_a_brainpool_curve_passes_where_the_trust_folder_accepts_it() -> None:
    document = signed_as(world().issue("Curved", key=key("brainpoolP256r1")))
    policy = world().policy(**{"trust.toml": b'curves = ["brainpoolP256r1"]'})
    assert check(document, policy=policy).verdict is Verdict.PASSED


def test_a_signature_value_that_is_longer_than_the_curve_asks_for() -> None:
    """Zeros before a number do not change it; the same signature would have many values."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        octets = base64.b64decode(value.text or "")
        value.text = base64.b64encode(octets[:32] + bytes(1) + octets[32:]).decode()

    assert_failed(tampered(change), "SIG-VALUE")


def test_a_changed_signature_value() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        octets = bytearray(base64.b64decode(value.text or ""))
        octets[0] ^= 1
        value.text = base64.b64encode(octets).decode()

    assert_failed(tampered(change), "SIG-VALUE")
