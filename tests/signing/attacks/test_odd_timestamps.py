"""Timestamps that say less than they seem to."""

from __future__ import annotations

import base64
import copy
from datetime import timedelta

import pytest
from asn1crypto import tsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from signing import Verdict
from signing.authority import Subject, key_usage
from tests.signing.forge import find
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import DAY, FOUNDED, SIGNED, check, codes_of, sealed, tree, world

# --- timestamps -------------------------------------------------------------------------------------------


def clock(**options: object) -> bytes:
    """A token by a clock of the timestamp root with a certificate of its own."""
    authority = world().tsa_root.issue(
        Subject(common_name="Other clock", organization="Clockwork"),
        valid_from=FOUNDED,
        purposes=[ExtendedKeyUsageOID.TIME_STAMPING],
        **options,  # type: ignore[arg-type]
    )
    return token(value_octets(sealed()), at=SIGNED, authority=authority)


def assert_unproven(der: bytes, reason: str) -> None:
    result = check(timestamped(der))
    (signature,) = result.signatures
    (timestamp,) = signature.timestamps
    assert timestamp.verdict is Verdict.INDETERMINATE
    assert [finding.code for finding in timestamp.findings] == ["SIG-TIMESTAMP-UNPROVEN"]
    assert reason in timestamp.findings[0].message
    assert signature.best_signature_time == SIGNED + timedelta(hours=14, minutes=30)
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)


def test_a_clock_whose_key_may_not_sign() -> None:
    assert_unproven(clock(usage=key_usage(key_cert_sign=True)), "key usage")
    assert (
        check(timestamped(clock(usage=key_usage(content_commitment=True))))
        .signatures[0]
        .timestamps[0]
        .verdict
    )


@pytest.mark.parametrize("critical", [True, False])
def test_an_extension_that_must_be_understood(critical: bool) -> None:
    extension = {"extn_id": "1.2.3.4.5", "critical": critical, "extn_value": b"\x05\x00"}
    der = token(value_octets(sealed()), at=SIGNED, extensions=[extension])
    if critical:
        assert_unproven(der, "critical extension")
    else:
        assert check(timestamped(der)).signatures[0].best_signature_time == SIGNED


@pytest.mark.parametrize(("seconds", "proven"), [(1, True), (120, True), (121, False), (315_360_000, False)])
def test_how_accurate_a_time_must_be(seconds: int, proven: bool) -> None:
    der = token(value_octets(sealed()), at=SIGNED, accuracy=tsp.Accuracy({"seconds": seconds}))
    if proven:
        assert check(timestamped(der)).signatures[0].best_signature_time == SIGNED
    else:
        assert_unproven(der, f"accurate to {seconds:,} s")


def test_two_tokens_in_one_timestamp_are_judged_one_by_one() -> None:
    stranger = world().issue("Clock", purposes=[ExtendedKeyUsageOID.TIME_STAMPING])
    good = token(value_octets(sealed()), at=SIGNED)
    strange = token(value_octets(sealed()), at=SIGNED - DAY, authority=stranger)
    document = timestamped(good)
    root = tree(document)
    first = find(root, ".//xades:EncapsulatedTimeStamp")
    second = copy.deepcopy(first)
    second.text = base64.b64encode(strange).decode()
    first.addnext(second)
    result = check(etree.tostring(root.getroottree()))
    (signature,) = result.signatures
    assert [each.verdict for each in signature.timestamps] == [Verdict.PASSED, Verdict.INDETERMINATE]
    assert signature.best_signature_time == SIGNED
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)
