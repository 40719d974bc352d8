"""Values that are not what they should be, or not spelt as usual."""

from __future__ import annotations

import base64

import pytest
from lxml import etree

from signing import Verdict
from tests.signing.attacks.attempts import (
    assert_said,
    certificate_values,
    encapsulated,
    issuing,
)
from tests.signing.forge import find, tampered, unsigned_property
from tests.signing.world import SIGNED, check, codes_of, sealed, world

# --- octets that are not what they should be --------------------------------------------------------------


@pytest.mark.parametrize("octets", [b"valid until 2050", b"\x30\x03abc", b""])
def test_a_certificate_that_is_none(octets: bytes) -> None:
    assert_said(tampered(certificate_values(octets)), "cannot be read as X.509")


def test_a_certificate_with_something_after_its_end() -> None:
    assert_said(tampered(certificate_values(issuing() + b"valid until 2050")), "cannot be read as X.509")


@pytest.mark.parametrize("kind", ["CRL", "OCSP"])
def test_a_revocation_list_or_response_with_something_after_its_end(kind: str) -> None:
    octets = world().intermediate.crl(at=SIGNED) + b"valid until 2050"
    inner = encapsulated(f"Encapsulated{kind}Value", octets)
    markup = (
        f"<xades:RevocationValues><xades:{kind}Values>{inner}</xades:{kind}Values></xades:RevocationValues>"
    )
    assert_said(tampered(unsigned_property(markup)), "revocation lists and responses")


def test_a_signature_value_whose_unused_bits_are_not_zero() -> None:
    """Base64 with one or two characters of padding has bits left over (RFC 4648, 3.5)."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        whole = value.text or ""
        assert whole.endswith("==")
        last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".index(whole[-3])
        other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[last | 1]
        value.text = f"{whole[:-3]}{other}=="
        assert base64.b64decode(value.text) == base64.b64decode(whole)

    result = check(tampered(change))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-SPELLING"}


def test_the_twin_of_an_ecdsa_value() -> None:
    """What ``dcc sign`` makes is the lower one of the two, so its twin is recognised."""
    order = world().seal.key.public_key().curve.group_order  # type: ignore[union-attr]

    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        octets = base64.b64decode(value.text or "")
        other = order - int.from_bytes(octets[32:])
        value.text = base64.b64encode(octets[:32] + other.to_bytes(32)).decode()

    assert check(sealed()).verdict is Verdict.PASSED
    assert "SIG-SPELLING" not in codes_of(check(sealed()))
    result = check(tampered(change))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-SPELLING"}
