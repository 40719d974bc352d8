"""Certificates of signers and authorities that must not be believed."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from signing import Role, Verdict, sign
from signing.authority import Authority, Identity, Subject, found, key_usage
from tests.signing.attacks.attempts import (
    assert_not_confirmed,
    revoked,
)
from tests.signing.forge import (
    certificate_element,
    find,
    forged,
    present_as,
    signed_as,
)
from tests.signing.world import (
    CHECKED,
    DAY,
    FOUNDED,
    SIGNED,
    check,
    cross_certified,
    sealed,
    subject,
    world,
)


def test_a_signer_whom_nobody_vouches_for() -> None:
    stranger = found(Subject(common_name="Root", organization="Community"), valid_from=FOUNDED)
    assert_not_confirmed(
        signed_as(stranger.issue(Subject(common_name="seal", organization="x"), valid_from=FOUNDED)),
        "SIG-UNTRUSTED",
    )


def test_a_root_for_timestamps_vouches_for_no_signer() -> None:
    identity = world().tsa_root.issue(subject("seal"), valid_from=FOUNDED)
    assert_not_confirmed(signed_as(identity), "SIG-UNTRUSTED")


def test_one_untrusted_signature_more() -> None:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    identity = stranger.issue(Subject(common_name="Fan", organization="x"), valid_from=FOUNDED)
    document = sign(sealed(), identity.signer(), at=SIGNED, role=Role.SEAL)
    result = assert_not_confirmed(document, "SIG-UNTRUSTED")
    assert [each.verdict for each in result.signatures] == ["passed", "indeterminate"]


def test_an_expired_certificate() -> None:
    assert_not_confirmed(signed_as(world().issue("Old", lifetime=DAY * 400)), "SIG-EXPIRED")


def test_a_certificate_that_is_not_valid_yet() -> None:
    assert_not_confirmed(signed_as(world().issue("Young", valid_from=CHECKED + DAY)), "SIG-NOT-YET-VALID")


def test_a_revoked_certificate() -> None:
    result = assert_not_confirmed(sealed(), "SIG-REVOKED", policy=world().policy(**revoked(SIGNED)))
    assert result.signatures[0].sub_indication == "REVOKED_NO_POE"


def test_a_revoked_authority() -> None:
    entry = (world().intermediate.identity.x509_cert, SIGNED, x509.ReasonFlags.ca_compromise)
    policy = world().policy(**{"crls/root.crl": world().root.crl(at=SIGNED, revoked=[entry])})
    result = assert_not_confirmed(sealed(), "SIG-REVOKED", policy=policy)
    assert result.signatures[0].sub_indication == "REVOKED_CA_NO_POE"


@pytest.mark.parametrize("purpose", [ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.OCSP_SIGNING])
@pytest.mark.parametrize("besides", [[], [ExtendedKeyUsageOID.EMAIL_PROTECTION]], ids=["alone", "besides"])
def test_an_authority_for_time_or_status_as_signer(
    purpose: x509.ObjectIdentifier, besides: list[x509.ObjectIdentifier]
) -> None:
    identity = world().issue("Clock", purposes=[purpose, *besides])
    assert_not_confirmed(signed_as(identity), "SIG-KEY-USAGE")


def test_a_web_server_as_signer() -> None:
    identity = world().issue("www.example.org", purposes=[ExtendedKeyUsageOID.SERVER_AUTH])
    assert_not_confirmed(signed_as(identity), "SIG-KEY-USAGE")


def test_a_certificate_for_key_agreement_alone_as_signer() -> None:
    identity = world().issue("Chat", usage=key_usage(key_agreement=True))
    assert_not_confirmed(signed_as(identity), "SIG-KEY-USAGE")


def test_a_certificate_for_commitments_alone_may_sign() -> None:
    identity = world().issue("Notary", usage=key_usage(content_commitment=True))
    assert check(signed_as(identity)).verdict is Verdict.PASSED


def test_a_signer_who_issues_certificates_without_being_an_authority() -> None:
    pretended = Authority(identity=world().people[Role.METROLOGIST], is_root=False)
    identity = pretended.issue(subject("Boss"), valid_from=FOUNDED)
    assert_not_confirmed(signed_as(identity), "SIG-UNTRUSTED")


def test_an_authority_below_one_that_may_have_none() -> None:
    below = world().intermediate.issue_authority(subject("Below"), valid_from=FOUNDED)
    identity = below.issue(subject("Boss"), valid_from=FOUNDED)
    policy = world().policy(**{"crls/below.crl": below.crl(at=SIGNED)})
    assert_not_confirmed(signed_as(identity), "SIG-CHAIN", policy=policy)


def test_certificates_that_all_name_each_other_do_not_keep_the_search_busy() -> None:
    identity = world().issue("Lost")
    circle = [found(subject("Circle"), valid_from=FOUNDED) for _ in range(8)]
    leaf = circle[0].issue(subject("Lost"), valid_from=FOUNDED, key=identity.key)
    crossed = [
        Identity(key=leaf.key, x509_cert=cross_certified(other, by=one)) for one in circle for other in circle
    ]

    def change(root: etree._Element, signature: etree._Element) -> None:
        present_as(leaf)(root, signature)
        for each in crossed[:9]:
            find(signature, "ds:KeyInfo/ds:X509Data").append(certificate_element(each))

    assert_not_confirmed(forged(change, identity=leaf), "SIG-UNTRUSTED")
