"""One thing planted in a signature that breaks nothing: none passes without a word about it.

What nobody signed and no standard foresees keeps the document from passing; what the standards allow there
is said.
"""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from signing import Verdict
from tests.signing.attacks.attempts import (
    DIGEST,
    EVIL,
    assert_failed,
    assert_not_confirmed,
    assert_planted,
    assert_said,
    certificate_values,
    issuing,
    said,
    setting,
)
from tests.signing.attacks.test_signers_certificate import without_key_info_reference
from tests.signing.forge import find, forged, fragment, tampered, unsigned_property
from tests.signing.world import check, codes_of, sealed, signatures, tree

XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


# --- attributes that nobody signed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [".", "ds:SignatureValue", "ds:Object", "ds:Object/xades:QualifyingProperties"]
)
@pytest.mark.parametrize("name", [f"{XML}base", f"{XML}id", f"{XSI}schemaLocation", f"{XSI}type"])
def test_an_attribute_of_xml_or_of_xml_schema(path: str, name: str) -> None:
    local = etree.QName(name).localname
    assert_planted(tampered(setting(path, name, "approved-by-director")), f"/@*[local-name()='{local}']")


@pytest.mark.parametrize("path", [".", "ds:SignatureValue", "ds:Object"])
def test_a_language_that_is_no_text_says_nothing_and_is_said(path: str) -> None:
    assert_said(tampered(setting(path, f"{XML}lang", "de-DE")), "the attribute lang")
    assert_planted(tampered(setting(path, f"{XML}lang", "valid until 2050")), "/@*[local-name()='lang']")


@pytest.mark.parametrize("name", ["Target", "MimeType", "Encoding", "URI"])
def test_an_attribute_that_belongs_to_another_element(name: str) -> None:
    assert_planted(tampered(setting(".", name, "urn:x")), f"/ds:Signature/@{name}")


def test_a_text_in_the_identifier_of_a_value() -> None:
    change = certificate_values(issuing(), ' Id="approved by director"')
    assert_planted(tampered(change), "/*[local-name()='EncapsulatedX509Certificate']/@Id")


def test_a_text_in_the_encoding_of_a_value() -> None:
    change = certificate_values(issuing(), ' Encoding="http://example.org/valid-until-2050"')
    assert_planted(tampered(change), "/*[local-name()='EncapsulatedX509Certificate']/@Encoding")


def test_a_text_in_the_media_type_of_the_object_around_the_properties() -> None:
    assert_planted(tampered(setting("ds:Object", "MimeType", "valid until 2050")), "/ds:Object/@MimeType")


# --- elements and texts that nobody signed ----------------------------------------------------------------

PROPERTIES = {
    "CertificateValues": f"<xades:CertificateValues>{EVIL}</xades:CertificateValues>",
    "CompleteRevocationRefs": "<xades:CompleteRevocationRefs><xades:CRLRefs><xades:CRLRef>"
    f"<xades:DigestAlgAndValue>{DIGEST}</xades:DigestAlgAndValue>{EVIL}"
    "</xades:CRLRef></xades:CRLRefs></xades:CompleteRevocationRefs>",
    "AnyValidationData": f"<xades141:AnyValidationData>{EVIL}</xades141:AnyValidationData>",
    "OtherValues": "<xades:RevocationValues><xades:OtherValues><xades:OtherValue>20.013</xades:OtherValue>"
    "</xades:OtherValues></xades:RevocationValues>",
    "XMLTimeStamp": f"<xades:SignatureTimeStamp><xades:XMLTimeStamp>{EVIL}</xades:XMLTimeStamp>"
    "</xades:SignatureTimeStamp>",
    "SealingEvidenceRecords": '<e:SealingEvidenceRecords xmlns:e="http://uri.etsi.org/19132/v1.1.1#">'
    f"{EVIL}</e:SealingEvidenceRecords>",
    "RenewedDigests": f"<xades141:RenewedDigests>{EVIL}</xades141:RenewedDigests>",
    "a second namespace": "<xades141:CertificateValues/>",
}


@pytest.mark.parametrize("markup", PROPERTIES.values(), ids=PROPERTIES)
def test_content_of_its_own_in_a_property_that_the_standard_knows(markup: str) -> None:
    result = check(tampered(unsigned_property(markup)))
    assert result.verdict is not Verdict.PASSED
    assert "SIG-UNSIGNED-CONTENT" in codes_of(result)


def test_a_text_that_is_no_base64_in_a_property_that_is_not_read() -> None:
    change = unsigned_property(
        "<xades:AttrAuthoritiesCertValues><xades:EncapsulatedX509Certificate>valid until 2050!"
        "</xades:EncapsulatedX509Certificate></xades:AttrAuthoritiesCertValues>"
    )
    assert_planted(tampered(change), "/*[local-name()='EncapsulatedX509Certificate']/text()")


def test_a_blank_that_xml_takes_for_a_text() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:Object").text = "\N{NO-BREAK SPACE}"

    assert_planted(tampered(change), "/ds:Object/text()")


@pytest.mark.parametrize("inner", ["", "<ds:Object/>", EVIL])
def test_a_countersignature_without_a_signature(inner: str) -> None:
    change = unsigned_property(f"<xades:CounterSignature>{inner}</xades:CounterSignature>")
    assert_planted(tampered(change), "/*[local-name()='CounterSignature']")


def test_a_countersignature_of_a_countersignature() -> None:
    inner = copy.deepcopy(signatures(tree(sealed()))[-1])
    for element in inner.iter("*"):
        if "Id" in element.attrib:
            element.set("Id", f"inner-{element.get('Id')}")
    innermost = etree.tostring(inner).decode().replace("inner-", "innermost-")
    unsigned_property(f"<xades:CounterSignature>{innermost}</xades:CounterSignature>")(inner, inner)
    markup = f"<xades:CounterSignature>{etree.tostring(inner).decode()}</xades:CounterSignature>"
    assert check(tampered(unsigned_property(markup))).verdict is not Verdict.PASSED


def test_the_properties_of_another_signature_within_a_property() -> None:
    other = etree.tostring(find(signatures(tree(sealed()))[-1], "ds:Object/xades:QualifyingProperties"))
    inner = other.decode().replace("signature-1", "signature-9")
    markup = f"<xades:CertificateValues>{inner}</xades:CertificateValues>"
    assert_failed(tampered(unsigned_property(markup)), "SIG-FORM")


def test_an_unsigned_property_that_is_not_read() -> None:
    method, _, value = DIGEST.partition("<ds:DigestValue>")
    recomputed = f"<xades141:RecomputedDigestValue>{value.partition('<')[0]}</xades141:RecomputedDigestValue>"
    markup = f"<xades141:RenewedDigests>{method}{recomputed}</xades141:RenewedDigests>"
    assert_said(tampered(unsigned_property(markup)), "the element RenewedDigests")


def test_more_places_than_are_listed_are_counted() -> None:
    change = unsigned_property(f"<xades:CertificateValues>{EVIL * 500}</xades:CertificateValues>")
    found = said(check(tampered(change)), "SIG-UNSIGNED-CONTENT")
    assert len(found) == 10
    assert "and 490 more of the kind" in found[-1].message


@pytest.mark.parametrize("markup", [EVIL, "<?valid until 2050?>", "<!-- -->"])
def test_far_more_than_a_signature_needs_is_refused(markup: str) -> None:
    change = unsigned_property(f"<xades:CertificateValues>{markup * 1001}</xades:CertificateValues>")
    assert_failed(tampered(change), "SIG-TOO-MUCH")


def test_many_harmless_pieces_do_not_hide_one_that_is_not() -> None:
    change = unsigned_property("<xades:CompleteCertificateRefs/>")

    def many(root: etree._Element, signature: etree._Element) -> None:
        change(root, signature)
        group = find(signature, ".//xades:UnsignedSignatureProperties")
        for _ in range(50):
            group.append(copy.deepcopy(group[0]))
        find(signature, "ds:Object").set("valid", "2050")

    assert_planted(tampered(many), "/ds:Object/@valid")


# --- KeyInfo ----------------------------------------------------------------------------------------------


def in_unsigned_key_info(markup: str) -> bytes:
    """Added to a KeyInfo that no reference covers."""
    return tampered(
        lambda root, signature: find(signature, "ds:KeyInfo").append(fragment(markup)),
        document=forged(without_key_info_reference),
    )


KEY_INFO = {
    "RetrievalMethod": '<ds:RetrievalMethod URI="http://example.org/approved-by-director"/>',
    "MgmtData": "<ds:MgmtData>valid until 2050</ds:MgmtData>",
    "PGPData": "<ds:PGPData><ds:PGPKeyID>AAAA</ds:PGPKeyID></ds:PGPData>",
    "SPKIData": "<ds:SPKIData><ds:SPKISexp>AAAA</ds:SPKISexp></ds:SPKIData>",
    "something in X509Data": f"<ds:X509Data>{EVIL}</ds:X509Data>",
    "an attribute of X509Data": '<ds:X509Data valid="2050"/>',
    "a key of its own kind": f"<ds:KeyValue>{EVIL}</ds:KeyValue>",
    "a number that is none": "<ds:X509Data><ds:X509IssuerSerial>"
    "<ds:X509IssuerName>CN=Issuing</ds:X509IssuerName>"
    "<ds:X509SerialNumber>valid until 2050</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>",
}


@pytest.mark.parametrize("markup", KEY_INFO.values(), ids=KEY_INFO)
def test_what_no_key_needs_in_a_key_info_that_nobody_signed(markup: str) -> None:
    assert_not_confirmed(in_unsigned_key_info(markup), "SIG-UNSIGNED-CONTENT")


LIES = {
    "KeyName": "<ds:KeyName>Approved by director</ds:KeyName>",
    "X509SubjectName": "<ds:X509Data><ds:X509SubjectName>CN=Director</ds:X509SubjectName></ds:X509Data>",
    "X509SKI": "<ds:X509Data><ds:X509SKI>AAAA</ds:X509SKI></ds:X509Data>",
    "X509IssuerSerial": "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=Other</ds:X509IssuerName>"
    "<ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>",
    "KeyValue": "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AAAA</ds:Modulus><ds:Exponent>AAAA</ds:Exponent>"
    "</ds:RSAKeyValue></ds:KeyValue>",
}


@pytest.mark.parametrize(("name", "markup"), LIES.items(), ids=LIES)
def test_a_name_for_the_key_that_lies(name: str, markup: str) -> None:
    assert_said(in_unsigned_key_info(markup), f"the element {name}")


def test_the_same_in_a_key_info_that_the_signer_signed() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:KeyInfo").append(fragment(KEY_INFO["MgmtData"]))

    assert_said(forged(change), "the element MgmtData")


@pytest.mark.parametrize("inside", ["ds:KeyInfo", "ds:KeyInfo/ds:X509Data"])
def test_a_comment_between_the_elements_of_key_info(inside: str) -> None:
    document = tampered(lambda root, signature: find(signature, inside).append(etree.Comment("2050")))
    result = check(document)
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-COMMENTS"}
