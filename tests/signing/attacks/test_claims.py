"""What the signer said: times, roles, policies, commitments."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from dcc.xml.names import ds
from signing import Verdict
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
    at_time,
)
from tests.signing.forge import (
    Change,
    find,
    forged,
    fragment,
    tampered,
)
from tests.signing.world import (
    DAY,
    check,
    sealed,
    signatures,
    signed_by_all,
    world,
)


@pytest.mark.parametrize(
    "claimed",
    [None, "", "yesterday", "2024-12-31T00:00:00Z", "2026-04-01T00:00:00Z", "9999-12-31T23:59:59-14:00"],
    ids=["absent", "empty", "no time", "before the certificate", "in the future", "beyond all times"],
)
def test_signing_times_that_cannot_be(claimed: str | None) -> None:
    assert_not_confirmed(forged(at_time(claimed)), "SIG-SIGNING-TIME")


def test_the_signers_clock_may_differ_by_the_stated_time_and_no_more() -> None:
    assert check(forged(at_time("2026-03-02T00:02:00Z"))).verdict is Verdict.PASSED
    assert_not_confirmed(forged(at_time("2026-03-02T00:02:01Z")), "SIG-SIGNING-TIME")


def test_a_claimed_time_after_the_end_of_the_certificate() -> None:
    end = world().seal.x509_cert.not_valid_after_utc
    document = forged(at_time((end + DAY).isoformat()))
    assert_not_confirmed(document, "SIG-SIGNING-TIME", at=end + 2 * DAY)


def refer_again(path: str, **attributes: str) -> Change:
    """A change that adds a copy of the reference at ``path`` with other attributes."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        original = find(signature, f"ds:SignedInfo/ds:Reference{path}")
        again = copy.deepcopy(original)
        again.attrib.pop("Id", None)
        again.attrib.update(attributes)
        if not attributes:
            again.attrib.pop("Type", None)
        find(signature, "ds:SignedInfo").append(again)

    return change


TYPED = "[@Type='http://uri.etsi.org/01903#SignedProperties']"


@pytest.mark.parametrize(
    "change",
    [refer_again("[@URI='']"), refer_again(TYPED), refer_again(TYPED, URI="#signature-1-keyinfo")],
    ids=["the document", "the properties", "something else of the properties' type"],
)
def test_what_is_referred_to_twice(change: Change) -> None:
    """Of two references only one would be looked for, and the other may say something else."""
    assert_failed(forged(change), "SIG-FORM")


def test_a_target_that_is_another_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:Object/xades:QualifyingProperties").set("Target", "#signature-2")

    assert_failed(forged(change), "SIG-FORM")


@pytest.mark.parametrize("kind", [None, "", "http://uri.etsi.org/01903/v1.3.2#SignedProperties"])
def test_a_reference_to_the_properties_of_another_type(kind: str | None) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        reference = find(signature, "ds:SignedInfo/ds:Reference[@Type]")
        if kind is None:
            del reference.attrib["Type"]
        else:
            reference.set("Type", kind)

    assert_failed(forged(change), "SIG-FORM")


def test_the_signed_properties_of_another_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        first = signatures(root)[0]
        other = find(first, ".//xades:SignedProperties").get("Id") or ""
        find(signature, "ds:SignedInfo/ds:Reference[@Type='http://uri.etsi.org/01903#SignedProperties']").set(
            "URI", f"#{other}"
        )

    assert_failed(forged(change, document=signed_by_all()), "SIG-FORM")


def test_second_qualifying_properties() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        second = copy.deepcopy(find(signature, "ds:Object"))
        find(second, ".//xades:SignedProperties").set("Id", "second")
        find(second, ".//xades:ClaimedRole").text = "approver"
        signature.append(second)

    assert_failed(tampered(change), "SIG-FORM")


def test_properties_in_a_place_of_their_own() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:KeyInfo").append(find(signature, "ds:Object/xades:QualifyingProperties"))

    assert_failed(forged(change), "SIG-FORM")


def test_properties_in_an_object_within_an_object() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        inner = find(signature, "ds:Object")
        etree.SubElement(signature, ds("Object")).append(inner)

    assert_failed(forged(change), "SIG-FORM")


def test_a_role_changed_after_signing() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:ClaimedRole").text = "approver"

    assert_failed(tampered(change), "SIG-DIGEST")


def test_a_policy_that_is_required_and_absent() -> None:
    policy = world().policy(**{"trust.toml": b'signature_policies = ["urn:oid:1.2.3"]'})
    assert_not_confirmed(sealed(), "SIG-POLICY", policy=policy)

    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:SigningCertificateV2").addnext(
            fragment(
                "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>"
                "urn:oid:1.2.3</xades:Identifier></xades:SigPolicyId></xades:SignaturePolicyId>"
                "</xades:SignaturePolicyIdentifier>"
            )
        )

    assert check(forged(change), policy=policy).verdict is Verdict.PASSED
