"""Timestamps that prove nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import core
from cryptography import x509

from signing import Verdict
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
    at_time,
    revoked,
)
from tests.signing.forge import (
    forged,
    present_as,
)
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import (
    CHECKED,
    DAY,
    SIGNED,
    check,
    codes_of,
    sealed,
    signed_by_all,
    world,
)


def test_a_good_timestamp_proves_the_time() -> None:
    result = check(timestamped(token(value_octets(sealed()), at=SIGNED)))
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].best_signature_time == SIGNED
    assert result.signatures[0].level == "T"


def test_a_timestamp_over_other_data() -> None:
    assert_not_confirmed(timestamped(token(b"something else", at=SIGNED)), "SIG-TIMESTAMP")


def test_a_timestamp_copied_from_another_signature() -> None:
    others = value_octets(signed_by_all())
    assert_not_confirmed(timestamped(token(others, at=SIGNED)), "SIG-TIMESTAMP")


@pytest.mark.parametrize(
    "der", [b"garbage", b"", b"\x30\x03\x02\x01\x05"], ids=["text", "nothing", "a number"]
)
def test_a_timestamp_that_is_garbage(der: bytes) -> None:
    assert_not_confirmed(timestamped(der), "SIG-TIMESTAMP")


def test_a_timestamp_signed_by_somebody_else() -> None:
    der = token(value_octets(sealed()), at=SIGNED, signer=world().seal)
    assert_not_confirmed(timestamped(der), "SIG-TIMESTAMP")


def test_a_timestamp_whose_digest_was_exchanged() -> None:
    def attributes(values: dict[str, Any]) -> None:
        values["message_digest"] = core.OctetString(bytes(32))

    der = token(value_octets(sealed()), at=SIGNED, attributes=attributes)
    assert_not_confirmed(timestamped(der), "SIG-TIMESTAMP")


def test_a_timestamp_that_does_not_name_its_authority() -> None:
    der = token(
        value_octets(sealed()), at=SIGNED, attributes=lambda values: values.pop("signing_certificate_v2")
    )
    assert_not_confirmed(timestamped(der), "SIG-TIMESTAMP")


def test_a_timestamp_by_a_signer_of_documents_proves_nothing() -> None:
    der = token(value_octets(sealed()), at=SIGNED - DAY * 30, authority=world().seal)
    result = check(timestamped(der))
    assert result.signatures[0].best_signature_time == CHECKED
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)


def test_a_timestamp_older_than_the_claimed_time() -> None:
    der = token(value_octets(sealed()), at=SIGNED - timedelta(hours=1))
    assert_not_confirmed(timestamped(der), "SIG-TIMESTAMP-ORDER")


def test_a_timestamp_seconds_older_than_the_claimed_time_is_another_clock() -> None:
    der = token(value_octets(sealed()), at=SIGNED - timedelta(seconds=6))
    assert check(timestamped(der)).verdict is Verdict.PASSED


def test_a_timestamp_from_the_future_proves_nothing() -> None:
    result = check(timestamped(token(value_octets(sealed()), at=CHECKED + DAY)))
    assert result.signatures[0].best_signature_time == CHECKED
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)


def test_revoked_after_the_timestamp_is_not_revoked_when_signing() -> None:
    document = timestamped(token(value_octets(sealed()), at=SIGNED))
    policy = world().policy(**revoked(SIGNED + timedelta(hours=1)))
    assert check(document, policy=policy).verdict is Verdict.PASSED


def test_revoked_before_the_timestamp() -> None:
    document = timestamped(token(value_octets(sealed()), at=SIGNED))
    policy = world().policy(**revoked(SIGNED - timedelta(hours=1)))
    assert_not_confirmed(document, "SIG-REVOKED", policy=policy)


def test_an_old_revocation_list_in_the_signature_does_not_hide_a_newer_one() -> None:
    clean = world().intermediate.crl(at=SIGNED - DAY)
    document = timestamped(token(value_octets(sealed()), at=SIGNED), crls=[clean])
    policy = world().policy(**revoked(SIGNED - timedelta(hours=1)))
    assert_not_confirmed(document, "SIG-REVOKED", policy=policy)


def test_a_timestamp_whose_authority_was_revoked_since_proves_nothing() -> None:
    document = timestamped(token(value_octets(sealed()), at=SIGNED))
    entry = (world().tsa.x509_cert, SIGNED + timedelta(hours=1), x509.ReasonFlags.key_compromise)
    crl = world().tsa_root.crl(at=SIGNED, revoked=[entry])
    result = check(document, policy=world().policy(**{"crls/tsa.crl": crl}))
    assert result.signatures[0].best_signature_time == CHECKED
    assert "SIG-TIMESTAMP-UNPROVEN" in codes_of(result)


def test_a_signature_timestamped_before_its_certificate_existed() -> None:
    young = world().issue("Young", valid_from=SIGNED + timedelta(hours=1))
    plain = forged(present_as(young), identity=young)
    claimed = forged(at_time("2026-03-01T10:40:00Z"), identity=young, document=plain)
    der = token(value_octets(claimed), at=SIGNED)
    assert_failed(timestamped(der, document=claimed), "SIG-NOT-YET-VALID")
