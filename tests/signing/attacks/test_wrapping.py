"""Signature wrapping: the signed content is kept somewhere, a reader sees another."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from dcc.xml.names import dcc, ds
from signing import Integrity, Verdict
from signing.names import xades
from tests.signing.attacks.attempts import (
    OTHER_CONTENT,
    assert_failed,
    assert_not_confirmed,
    sign_by_id,
)
from tests.signing.forge import (
    find,
    forged,
)
from tests.signing.world import (
    certificate,
    check,
    sealed,
    signatures,
    signed_by_all,
    text,
    tree,
)


def test_the_untouched_certificate_passes() -> None:
    assert check(sealed()).verdict is Verdict.PASSED
    assert check(signed_by_all()).verdict is Verdict.PASSED


def test_a_changed_digit_is_found() -> None:
    result = assert_failed(sealed().replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")
    assert result.signatures[0].integrity is Integrity.BROKEN
    assert result.signed_xml is None


def evil_root() -> etree._Element:
    """A certificate with another reading and no signature."""
    return tree(certificate().replace(b"20.012", OTHER_CONTENT))


def sealed_root() -> tuple[etree._Element, etree._Element]:
    """The sealed certificate and its signature."""
    root = tree(sealed())
    return root, signatures(root)[0]


def assert_wrapping_refused(root: etree._Element) -> None:
    result = check(text(root))
    assert result.verdict is not Verdict.PASSED
    assert result.signed_xml is None or OTHER_CONTENT not in result.signed_xml


def test_xsw1_original_in_an_object_of_the_signature() -> None:
    evil, (original, signature) = evil_root(), sealed_root()
    original.remove(signature)
    evil.append(signature)
    etree.SubElement(signature, ds("Object")).append(original)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-DIGEST")


def test_xsw2_original_beside_the_signature_in_another_root() -> None:
    evil, (original, signature) = evil_root(), sealed_root()
    original.remove(signature)
    evil.append(original)
    evil.append(signature)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-DIGEST")


def test_xsw3_signed_original_whole_as_a_child_of_another_root() -> None:
    evil, (original, _) = evil_root(), sealed_root()
    evil.append(original)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-MISPLACED")


def test_xsw4_another_root_inside_the_original() -> None:
    original, _ = sealed_root()
    original.insert(0, evil_root())
    assert_wrapping_refused(original)
    assert_failed(text(original), "SIG-DIGEST")


def test_xsw5_signature_copied_and_its_original_kept_in_an_object() -> None:
    evil, (original, signature) = evil_root(), sealed_root()
    evil.append(copy.deepcopy(signature))
    etree.SubElement(evil[-1], ds("Object")).append(original)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-MISPLACED")


def test_xsw6_original_in_a_signature_in_an_object() -> None:
    evil, (original, signature) = evil_root(), sealed_root()
    original.remove(signature)
    outer = etree.SubElement(evil, ds("Signature"))
    inner = etree.SubElement(outer, ds("Object"))
    inner.append(signature)
    inner.append(original)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-MISPLACED")


def test_xsw7_original_inside_a_comment_element() -> None:
    evil, (original, signature) = evil_root(), sealed_root()
    original.remove(signature)
    etree.SubElement(evil, dcc("comment")).append(original)
    evil.append(signature)
    assert_wrapping_refused(evil)
    assert_failed(text(evil), "SIG-DIGEST")


def test_xsw8_other_content_in_an_object_of_the_intact_signature() -> None:
    original, signature = sealed_root()
    etree.SubElement(signature, ds("Object")).append(evil_root())
    assert_wrapping_refused(original)
    assert_not_confirmed(text(original), "SIG-UNSIGNED-CONTENT")


def test_the_document_in_an_object_of_a_signature_that_is_the_root() -> None:
    original, signature = sealed_root()
    original.remove(signature)
    etree.SubElement(signature, ds("Object")).append(original)
    assert_failed(etree.tostring(signature), "SIG-MISPLACED")


def test_a_signature_where_only_a_signature_could_have_a_countersignature() -> None:
    """Filter 2.0 leaves out every ds:Signature, so this one would hide what stands in it."""
    path = ("QualifyingProperties", "UnsignedProperties", "UnsignedSignatureProperties", "CounterSignature")
    root = evil_root()
    place = etree.SubElement(etree.SubElement(root, dcc("comment")), ds("Object"))
    for name in path:
        place = etree.SubElement(place, xades(name))
    place.append(sealed_root()[1])
    assert_failed(text(root), "SIG-MISPLACED")


def sign_results_only(root: etree._Element, signature: etree._Element) -> None:
    results = root.find(dcc("measurementResults"))
    assert results is not None
    results.set("id", "results")
    reference = find(signature, "ds:SignedInfo/ds:Reference[@URI='']")
    reference.set("URI", "#results")
    transforms = find(reference, "ds:Transforms")
    transforms.remove(transforms[0])


def test_only_a_part_is_signed() -> None:
    result = assert_not_confirmed(forged(sign_results_only), "SIG-PART")
    assert result.signatures[0].covers == "part"
    assert result.signed_xml is None


def test_a_part_signed_besides_the_document_is_of_no_accepted_form() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        results = root.find(dcc("measurementResults"))
        assert results is not None
        results.set("id", "results")
        reference = copy.deepcopy(find(signature, "ds:SignedInfo/ds:Reference[@URI='']"))
        reference.set("URI", "#results")
        del reference.attrib["Id"]
        transforms = find(reference, "ds:Transforms")
        transforms.remove(transforms[0])
        find(signature, "ds:SignedInfo").append(reference)

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_changed_part_is_found_although_its_form_is_not_accepted() -> None:
    document = forged(sign_results_only).replace(b"20.012", OTHER_CONTENT)
    assert_failed(document, "SIG-DIGEST")


def test_the_root_signed_by_identifier_moved_aside() -> None:
    original = tree(forged(sign_results_only))
    signature, results = signatures(original)[0], original.find(dcc("measurementResults"))
    assert results is not None
    evil = evil_root()
    evil.append(results)
    evil.append(signature)
    assert_wrapping_refused(evil)
    assert_not_confirmed(text(evil), "SIG-PART")


def test_the_root_signed_by_identifier() -> None:
    assert check(forged(sign_by_id)).verdict is not Verdict.PASSED


@pytest.mark.parametrize("attribute", ["Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id"])
def test_two_elements_with_one_identifier(attribute: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        place = root.find(f"{dcc('measurementResults')}/{dcc('measurementResult')}")
        assert place is not None
        place.set(attribute, signature.get("Id") or "")

    result = assert_failed(forged(change), "SIG-DUPLICATE-ID")
    assert [each.integrity for each in result.signatures] == [Integrity.UNCHECKED]
    assert result.signed_xml is None
