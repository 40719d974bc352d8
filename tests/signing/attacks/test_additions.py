"""Additions around what is signed."""

from __future__ import annotations

import base64
import copy

import pytest
from lxml import etree

from dcc.xml.names import dcc, ds
from signing import Verdict, sign
from signing.names import xades
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
)
from tests.signing.forge import (
    find,
    fragment,
    tampered,
    unsigned_property,
)
from tests.signing.world import (
    SIGNED,
    certificate,
    check,
    codes_of,
    sealed,
    signatures,
    signed_by_all,
    tree,
    world,
)


def test_an_element_after_the_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        etree.SubElement(root, dcc("comment")).text = "valid until 2050"

    assert_failed(tampered(change), "SIG-DIGEST")


def test_second_content_under_the_root() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        root.insert(0, copy.deepcopy(root[0]))

    assert_failed(tampered(change), "SIG-DIGEST")


def test_a_comment_after_the_signature() -> None:
    assert_not_confirmed(
        tampered(lambda root, signature: root.append(etree.Comment(" valid until 2050 "))), "SIG-UNCOVERED"
    )


def test_a_processing_instruction_after_the_signature() -> None:
    assert_failed(
        tampered(lambda root, signature: root.append(etree.ProcessingInstruction("valid", "2050"))),
        "SIG-DIGEST",
    )


def test_a_comment_after_the_end() -> None:
    assert_not_confirmed(sealed() + b"<!-- valid until 2050 -->", "SIG-UNCOVERED")


def test_a_processing_instruction_after_the_end() -> None:
    assert_failed(sealed() + b"<?valid until 2050?>", "SIG-DIGEST")


def test_a_processing_instruction_before_the_start() -> None:
    assert_failed(sealed().replace(b"?>\n", b'?>\n<?xml-stylesheet href="evil.xsl"?>\n', 1), "SIG-DIGEST")


def test_a_second_root() -> None:
    assert_failed(sealed() + certificate().partition(b"?>")[2], "XML-MALFORMED")


def test_text_after_the_end() -> None:
    assert_failed(sealed() + b"valid until 2050", "XML-MALFORMED")


def test_a_comment_that_splits_a_number() -> None:
    document = sealed().replace(b"20.012", b"20<!-- -->.012")
    result = assert_not_confirmed(document, "SIG-UNCOVERED")
    assert result.signed_xml is not None
    assert b">20.012<" in result.signed_xml


def test_comments_elsewhere_are_reported_as_not_covered() -> None:
    document = certificate().replace(b"<dcc:administrativeData>", b"<!-- draft --><dcc:administrativeData>")
    result = check(sign(document, world().seal.signer(), at=SIGNED))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-COMMENTS"}
    assert [finding.message for finding in result.findings] == ["1 comment in the document is not covered"]
    assert result.signed_xml is not None
    assert b"draft" not in result.signed_xml


def test_an_extra_object_that_is_not_signed() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        etree.SubElement(signature, ds("Object")).text = "valid until 2050"

    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_an_unknown_unsigned_property() -> None:
    change = unsigned_property("<xades:ValidUntil>2050</xades:ValidUntil>")
    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_an_unsigned_property_that_only_bears_a_known_name() -> None:
    change = unsigned_property('<x:CertificateValues xmlns:x="urn:x">valid until 2050</x:CertificateValues>')
    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_an_unsigned_property_where_it_does_not_belong() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        unsigned_property("<xades:CertificateValues/>")(root, signature)
        known = find(signature, ".//xades:CertificateValues")
        group = etree.SubElement(
            find(signature, ".//xades:UnsignedProperties"), xades("UnsignedDataObjectProperties")
        )
        group.append(known)

    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_a_property_beside_the_signed_and_unsigned_ones() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:Object/xades:QualifyingProperties").append(
            fragment("<xades:Role>boss</xades:Role>")
        )

    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_something_beside_the_properties_in_their_object() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:Object").append(fragment("<ds:Note>valid until 2050</ds:Note>"))

    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


def test_known_unsigned_properties_are_reported_as_unsigned() -> None:
    crl = base64.b64encode(world().intermediate.crl(at=SIGNED)).decode()
    change = unsigned_property(
        "<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>"
        f"{crl}</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>"
    )
    result = check(tampered(change))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-UNSIGNED-PROPERTIES"}
    assert result.signatures[0].level == "LT"


UNSIGNED_ELEMENTS = (
    ".",
    "ds:Object",
    "ds:Object/xades:QualifyingProperties",
    "ds:Object/xades:QualifyingProperties/xades:UnsignedProperties",
    "ds:Object/xades:QualifyingProperties/xades:UnsignedProperties/xades:UnsignedSignatureProperties",
)


@pytest.mark.parametrize("path", UNSIGNED_ELEMENTS)
@pytest.mark.parametrize("what", ["text", "attribute", "processing instruction"])
def test_what_is_no_element_in_the_unsigned_parts_of_a_signature(path: str, what: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        element = find(signature, path)
        if what == "text":
            element.text = "valid until 2050"
        elif what == "attribute":
            element.set("valid", "2050")
        else:
            element.append(etree.ProcessingInstruction("valid", "2050"))

    crl = base64.b64encode(world().intermediate.crl(at=SIGNED)).decode()
    with_properties = tampered(
        unsigned_property(
            "<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>"
            f"{crl}</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>"
        )
    )
    assert_not_confirmed(tampered(change, document=with_properties), "SIG-UNSIGNED-CONTENT")


def test_an_attribute_of_its_own_on_the_signature_value() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignatureValue").set("valid", "2050")

    assert_not_confirmed(tampered(change), "SIG-UNSIGNED-CONTENT")


@pytest.mark.parametrize("between", ["\N{NO-BREAK SPACE}", "!", "-"])
def test_what_is_neither_base64_nor_a_space_does_not_belong_into_a_value(between: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        value = find(signature, "ds:SignatureValue")
        value.text = between.join(value.text or "")

    assert_failed(tampered(change), "SIG-FORM")


LEAVES = (
    "ds:SignatureValue",
    "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestValue",
    "ds:KeyInfo/ds:X509Data/ds:X509Certificate[1]",
    ".//xades:SigningTime",
    ".//xades:CertDigest/ds:DigestValue",
)


@pytest.mark.parametrize("path", LEAVES)
@pytest.mark.parametrize("inside", [etree.Comment("2050"), etree.ProcessingInstruction("valid", "2050")])
def test_a_value_has_nothing_in_it_that_could_divide_it(path: str, inside: etree._Element) -> None:
    assert_failed(
        tampered(lambda root, signature: find(signature, path).append(copy.deepcopy(inside))), "SIG-FORM"
    )


def test_the_parts_of_a_signature_in_another_order() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        signature.append(find(signature, "ds:SignatureValue"))

    assert_failed(tampered(change), "SIG-FORM")


def test_a_part_of_its_own_in_the_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        signature.append(fragment("<xades:Note>valid until 2050</xades:Note>"))

    assert_failed(tampered(change), "SIG-FORM")


def test_a_countersignature_is_reported_and_does_not_pass() -> None:
    inner = etree.tostring(signatures(tree(signed_by_all()))[-1]).decode()
    change = unsigned_property(f"<xades:CounterSignature>{inner}</xades:CounterSignature>")
    result = assert_not_confirmed(tampered(change), "SIG-COUNTERSIGNATURE")
    assert [each.verdict for each in result.signatures] == ["passed", "indeterminate"]
