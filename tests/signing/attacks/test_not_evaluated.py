"""What the signer signed and nobody evaluates: said, and a reason not to pass where it could be one."""

from __future__ import annotations

import base64
import copy
import hashlib

import pytest
from lxml import etree

from signing import Verdict
from tests.signing.attacks.attempts import (
    DIGEST,
    EVIL,
    assert_failed,
    assert_not_confirmed,
    assert_said,
    issuing,
    setting,
)
from tests.signing.forge import Change, find, forged, fragment
from tests.signing.world import check, codes_of

# --- what the signer signed and nobody evaluates ----------------------------------------------------------


def signed_property(markup: str) -> Change:
    """Beside the time of signing; the signer signs it."""
    return lambda root, signature: find(signature, ".//xades:SigningCertificateV2").addnext(fragment(markup))


def about_the_document(markup: str) -> Change:
    return lambda root, signature: find(signature, ".//xades:SignedDataObjectProperties").append(
        fragment(markup)
    )


SIGNED_PROPERTIES = {
    "SignatureProductionPlaceV2": "<xades:SignatureProductionPlaceV2><xades:City>Berlin</xades:City>"
    "</xades:SignatureProductionPlaceV2>",
    "ValidUntil": "<xades:ValidUntil>2050</xades:ValidUntil>",
    "SignaturePolicyImplied": "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/>"
    "</xades:SignaturePolicyIdentifier>",
}


@pytest.mark.parametrize(("name", "markup"), SIGNED_PROPERTIES.items(), ids=SIGNED_PROPERTIES)
def test_a_signed_property_that_is_not_evaluated(name: str, markup: str) -> None:
    assert_said(forged(signed_property(markup)), f"the element {name}")


COMMITMENT = (
    "<xades:CommitmentTypeIndication><xades:CommitmentTypeId><xades:Identifier>urn:approval</xades:Identifier>"
    "</xades:CommitmentTypeId><xades:AllSignedDataObjects/></xades:CommitmentTypeIndication>"
)


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("CommitmentTypeIndication", COMMITMENT),
        ("AllDataObjectsTimeStamp", "<xades:AllDataObjectsTimeStamp>garbage</xades:AllDataObjectsTimeStamp>"),
    ],
)
def test_a_property_of_the_document_that_is_not_evaluated(name: str, markup: str) -> None:
    assert_said(forged(about_the_document(markup)), f"the element {name}")


def test_certified_roles_beside_the_claimed_one() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:SignerRoleV2").append(
            fragment("<xades:CertifiedRolesV2><xades:CertifiedRole/></xades:CertifiedRolesV2>")
        )

    assert_said(forged(change), "the element CertifiedRolesV2")


def test_markup_in_a_role() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:ClaimedRole").append(fragment("<xades:Note/>"))

    assert_said(forged(change), "the element Note")


def test_a_format_of_something_that_is_not_signed() -> None:
    assert_said(
        forged(setting(".//xades:DataObjectFormat", "ObjectReference", "#signature-1-keyinfo")),
        "about nothing the signature refers to",
    )


def test_a_format_that_is_not_that_of_the_document() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:MimeType").text = "application/pdf"

    assert_said(forged(change), "an unusual value of MimeType")


def test_two_roles_in_two_properties_are_nobodys_role() -> None:
    markup = (
        "<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>approver</xades:ClaimedRole>"
        "</xades:ClaimedRoles></xades:SignerRole>"
    )
    (signature,) = check(forged(signed_property(markup))).signatures
    assert signature.role == "seal, approver"


@pytest.mark.parametrize("property_", ["SigningTime", "SigningCertificateV2"])
def test_a_second_one_of_what_there_is_one_of(property_: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        first = find(signature, f".//xades:{property_}")
        first.addnext(copy.deepcopy(first))

    assert_failed(forged(change), "SIG-FORM")


def test_a_second_role_property() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        first = find(signature, ".//xades:SignerRoleV2")
        first.addnext(copy.deepcopy(first))

    document = forged(change)
    assert_said(document, "one SignerRoleV2 more than there may be")
    assert check(document).signatures[0].role == "seal, seal"


def test_a_further_certificate_that_nobody_has() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        first = find(signature, ".//xades:SigningCertificateV2/xades:Cert")
        second = copy.deepcopy(first)
        find(second, "xades:CertDigest/ds:DigestValue").text = base64.b64encode(bytes(32)).decode()
        first.addnext(second)

    assert_said(forged(change), "1 further certificate(s)")


def test_further_certificates_that_are_there() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        first = find(signature, ".//xades:SigningCertificateV2/xades:Cert")
        second = copy.deepcopy(first)
        find(second, "xades:CertDigest/ds:DigestValue").text = base64.b64encode(digest_of(issuing())).decode()
        second.remove(find(second, "xades:IssuerSerialV2"))
        first.addnext(second)

    result = check(forged(change))
    assert (result.verdict, codes_of(result)) == (Verdict.PASSED, set())


def digest_of(octets: bytes) -> bytes:
    return hashlib.sha256(octets).digest()


# --- what could speak against the signature if it were evaluated ------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "ds:SignedInfo",
        "ds:SignedInfo/ds:Reference[@URI='']",
        "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestMethod",
        "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms",
    ],
)
@pytest.mark.parametrize("what", ["element", "attribute"])
def test_something_unknown_in_what_decides_what_is_signed(path: str, what: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        if what == "attribute":
            find(signature, path).set("valid", "2050")
        else:
            find(signature, path).append(fragment(EVIL))

    result = check(forged(change))
    assert result.verdict is Verdict.INDETERMINATE
    assert "SIG-NOT-EVALUATED" in codes_of(result)


POLICY = (
    "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>{}</xades:SigPolicyId>"
    "<xades:SigPolicyHash>" + DIGEST + "</xades:SigPolicyHash></xades:SignaturePolicyId>"
    "</xades:SignaturePolicyIdentifier>"
)


@pytest.mark.parametrize("identifier", ["<xades:Identifier>urn:oid:1.2.3</xades:Identifier>", ""])
def test_a_policy_that_nobody_here_knows(identifier: str) -> None:
    result = assert_not_confirmed(forged(signed_property(POLICY.format(identifier))), "SIG-NOT-EVALUATED")
    assert result.signatures[0].sub_indication == "SIGNATURE_POLICY_NOT_AVAILABLE"


def signed_object(markup: str) -> Change:
    """A ds:Object that the signature refers to, too."""

    def change(root: etree._Element, signature: etree._Element) -> None:
        signature.append(fragment(markup))
        reference = copy.deepcopy(find(signature, "ds:SignedInfo/ds:Reference[@URI='#signature-1-keyinfo']"))
        reference.set("URI", "#planted")
        find(signature, "ds:SignedInfo").append(reference)

    return change


def test_a_manifest_whose_digests_are_wrong() -> None:
    manifest = f'<ds:Manifest><ds:Reference URI="http://x/file">{DIGEST}</ds:Reference></ds:Manifest>'
    document = forged(signed_object(f'<ds:Object Id="planted">{manifest}</ds:Object>'))
    assert_not_confirmed(document, "SIG-NOT-EVALUATED")


def test_a_signed_object_is_said_not_to_be_read() -> None:
    document = forged(signed_object(f'<ds:Object Id="planted">{EVIL}</ds:Object>'))
    assert_said(document, "the signed Object")
