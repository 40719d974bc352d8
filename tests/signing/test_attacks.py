"""Everything somebody might try to have a certificate called genuine that is not. None may pass."""

from __future__ import annotations

import base64
import copy
import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from asn1crypto import core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from dcc.findings import Severity
from dcc.xml.names import dcc, ds
from signing import Covers, Integrity, Policy, Role, Verdict, VerificationResult, load_trust, sign
from signing.authority import Authority, Identity, Subject, found, key_usage
from signing.names import xades
from tests.signing.forge import (
    PREFIXES,
    Change,
    c14n,
    certificate_element,
    drop,
    find,
    forged,
    fragment,
    present_as,
    signature_value,
    signed_as,
    tampered,
    unsigned_property,
)
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import (
    CHECKED,
    DAY,
    FOUNDED,
    SIGNED,
    certificate,
    check,
    codes_of,
    cross_certified,
    key,
    sealed,
    signatures,
    signed_by_all,
    subject,
    text,
    tree,
    world,
)

OTHER_CONTENT = b"20.013"
"""The reading that an attacker would like to see in place of 20.012."""


def assert_failed(document: bytes, code: str, **options: Any) -> VerificationResult:
    """The document is called failed, and the code says why."""
    result = check(document, **options)
    assert result.verdict is Verdict.FAILED
    assert code in codes_of(result)
    return result


def assert_not_confirmed(document: bytes, code: str, **options: Any) -> VerificationResult:
    """The document is called indeterminate, and the code says why."""
    result = check(document, **options)
    assert result.verdict is Verdict.INDETERMINATE
    assert code in codes_of(result)
    return result


def test_the_untouched_certificate_passes() -> None:
    assert check(sealed()).verdict is Verdict.PASSED
    assert check(signed_by_all()).verdict is Verdict.PASSED


def test_a_changed_digit_is_found() -> None:
    result = assert_failed(sealed().replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")
    assert result.signatures[0].integrity is Integrity.BROKEN
    assert result.signed_xml is None


# --- signature wrapping: the signed content is kept somewhere, a reader sees another --------------------


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


def sign_by_id(root: etree._Element, signature: etree._Element) -> None:
    """Sign the root by an identifier instead of the document."""
    root.set("id", "everything")
    reference = find(signature, "ds:SignedInfo/ds:Reference[@URI='']")
    reference.set("URI", "#everything")
    transforms = find(reference, "ds:Transforms")
    transforms.remove(transforms[0])


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


# --- additions around what is signed ------------------------------------------------------------------


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


# --- earlier signatures -------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_personal_signature_taken_away_breaks_the_seal(position: int) -> None:
    root = tree(signed_by_all())
    drop(signatures(root)[position])
    result = assert_failed(text(root), "SIG-REMOVED")
    assert [each.verdict for each in result.signatures] == ["passed", "passed", "failed"]


def test_a_personal_signature_exchanged_breaks_the_seal() -> None:
    again = sign(certificate(), world().people[Role.METROLOGIST].signer(), at=SIGNED, role=Role.METROLOGIST)
    root = tree(signed_by_all())
    root.replace(signatures(root)[0], signatures(tree(again))[0])
    result = assert_failed(text(root), "SIG-DIGEST")
    assert [each.verdict for each in result.signatures] == ["passed", "passed", "passed", "failed"]


def test_without_a_seal_a_signature_taken_away_is_missed_in_its_role() -> None:
    policy = world().policy(**{"trust.toml": b'required_roles = ["metrologist", "seal"]'})
    assert check(signed_by_all(), policy=policy).verdict is Verdict.PASSED
    assert_not_confirmed(sealed(), "SIG-ROLE-MISSING", policy=policy)


def by_one_person(*roles: Role) -> bytes:
    document = certificate()
    for role in roles:
        document = sign(document, world().people[Role.METROLOGIST].signer(), at=SIGNED, role=role)
    return document


@pytest.mark.parametrize(
    "required",
    [(Role.METROLOGIST, Role.CHECKER), (Role.CHECKER, Role.APPROVER), (Role.CHECKER, Role.SEAL)],
)
def test_one_person_does_not_fill_two_of_the_roles_that_are_required(required: tuple[Role, Role]) -> None:
    settings = f"required_roles = {[role.value for role in required]}".encode()
    policy = world().policy(**{"trust.toml": settings})
    assert check(signed_by_all(), policy=policy).verdict is Verdict.PASSED
    assert_not_confirmed(by_one_person(*required), "SIG-SAME-PERSON", policy=policy)


def test_one_person_in_two_roles_is_said_where_nothing_is_required() -> None:
    result = check(by_one_person(Role.METROLOGIST, Role.APPROVER))
    assert result.verdict is Verdict.PASSED
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("SIG-SAME-PERSON", Severity.WARNING)
    assert finding.message.endswith("signed as metrologist and as approver")


def without_references_to_signatures(root: etree._Element, signature: etree._Element) -> None:
    path = "ds:SignedInfo/ds:Reference[@Type='http://uri.etsi.org/01903#CountersignedSignature']"
    for reference in signature.findall(path, PREFIXES):
        drop(reference)


def test_a_seal_that_would_not_notice_a_missing_signature() -> None:
    document = forged(without_references_to_signatures, document=signed_by_all())
    result = check(document)
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-SEAL-OPEN"}
    assert result.findings[0].message.endswith("signature-1, signature-2, signature-3")


def test_a_signature_added_after_the_seal_is_not_held_by_it() -> None:
    checker = world().people[Role.CHECKER]

    def change(root: etree._Element, signature: etree._Element) -> None:
        without_references_to_signatures(root, signature)
        find(signature, ".//xades:ClaimedRole").text = "checker"

    twice = sign(sealed(), checker.signer(), at=SIGNED, role=Role.SEAL)
    result = check(forged(change, identity=checker, document=twice))
    assert [each.role for each in result.signatures] == ["seal", "checker"]
    assert codes_of(result) == {"SIG-SEAL-OPEN"}


def test_the_order_of_signatures_does_not_matter() -> None:
    root = tree(signed_by_all())
    root.append(signatures(root)[0])
    assert check(text(root)).verdict is Verdict.PASSED


def enveloped(root: etree._Element, signature: etree._Element, identity: Identity) -> None:
    """Cover the document with all other signatures in it, as the plain enveloped-signature transform does."""
    markup = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
    transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
    transforms.replace(transforms[0], fragment(markup))
    bare = tree(text(root))
    bare.remove(signatures(bare)[-1])
    cover(signature, c14n(bare.getroottree()), identity)


def cover(signature: etree._Element, octets: bytes, identity: Identity) -> None:
    """Sign with these octets for the document."""
    digest = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestValue").text = digest
    value = signature_value(c14n(find(signature, "ds:SignedInfo")), identity, hashes.SHA256())
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()


def test_a_signature_that_covers_an_earlier_one_with_the_document() -> None:
    twice = sign(certificate(), world().people[Role.CHECKER].signer(), at=SIGNED, role=Role.CHECKER)
    root = tree(sign(twice, world().seal.signer(), at=SIGNED))
    enveloped(root, signatures(root)[-1], world().seal)
    assert check(text(root)).verdict is Verdict.PASSED
    find(signatures(root)[0], "ds:KeyInfo").tail = "\n"
    result = assert_failed(text(root), "SIG-DIGEST")
    assert [each.verdict for each in result.signatures] == ["passed", "failed"]


def test_what_was_signed_is_read_from_the_best_signature_that_covers_it() -> None:
    stranger = found(Subject(common_name="Nobody", organization="x"), valid_from=FOUNDED)
    fan = stranger.issue(Subject(common_name="Fan", organization="x"), valid_from=FOUNDED)
    root = tree(sign(sealed(), fan.signer(), at=SIGNED))
    seal, other = signatures(root)
    enveloped(root, other, fan)
    seal.addprevious(other)
    result = check(text(root))
    assert [(each.verdict, each.covers) for each in result.signatures] == [
        (Verdict.INDETERMINATE, Covers.DOCUMENT),
        (Verdict.PASSED, Covers.DOCUMENT),
    ]
    assert result.signed_xml == check(sealed()).signed_xml


@pytest.mark.parametrize("place", ["ds:Object", "."], ids=["in an object", "in the seal"])
def test_the_value_of_a_signature_taken_away_is_kept_elsewhere(place: str) -> None:
    root = tree(signed_by_all())
    first, seal = signatures(root)[0], signatures(root)[-1]
    value = find(first, "ds:SignatureValue")
    drop(first)
    find(seal, place).append(value)
    assert check(text(root)).verdict is not Verdict.PASSED


def test_the_value_of_a_signature_taken_away_is_kept_among_the_seals_own_properties() -> None:
    """Nothing there is signed, so what the seal refers to would be there, and the signature would not."""
    root = tree(signed_by_all())
    first, seal = signatures(root)[0], signatures(root)[-1]
    unsigned_property("<xades:CertificateValues/>")(root, seal)
    value = find(first, "ds:SignatureValue")
    drop(first)
    find(seal, ".//xades:CertificateValues").append(value)
    assert_not_confirmed(text(root), "SIG-REFERENCE")


# --- whose certificate --------------------------------------------------------------------------------


def test_the_certificate_in_key_info_exchanged() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        data.replace(data[0], certificate_element(world().issue("Another")))

    assert_failed(tampered(change), "SIG-DIGEST")


def without_key_info_reference(root: etree._Element, signature: etree._Element) -> None:
    identifier = find(signature, "ds:KeyInfo").get("Id")
    drop(find(signature, f"ds:SignedInfo/ds:Reference[@URI='#{identifier}']"))


def test_the_certificate_exchanged_where_key_info_is_not_signed() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        data.replace(data[0], certificate_element(world().issue("Another")))

    document = tampered(change, document=forged(without_key_info_reference))
    assert_not_confirmed(document, "SIG-CERTIFICATE")


def test_another_certificate_for_the_same_key() -> None:
    """Key and name fit, but it is not the certificate that was named when signing."""
    seal = world().seal
    twin = world().issue("seal", key=seal.key, lifetime=DAY * 3000)

    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        data.replace(data[0], certificate_element(twin))

    document = tampered(change, document=forged(without_key_info_reference))
    assert_not_confirmed(document, "SIG-CERTIFICATE")


def test_an_unrelated_certificate_first_changes_nothing_about_who_signed() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:KeyInfo/ds:X509Data").insert(0, certificate_element(world().issue("Another")))

    result = check(tampered(change, document=forged(without_key_info_reference)))
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].signer is not None
    assert result.signatures[0].signer.subject.startswith("CN=seal,")
    assert_failed(tampered(change), "SIG-DIGEST")


def test_no_certificate_at_all() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        drop(find(signature, "ds:KeyInfo"))

    document = tampered(change, document=forged(without_key_info_reference))
    assert_not_confirmed(document, "SIG-CERTIFICATE")


def test_the_signer_is_not_named() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        drop(find(signature, ".//xades:SigningCertificateV2"))

    assert_not_confirmed(forged(change), "SIG-CERTIFICATE")


def test_the_signer_is_named_twice() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        v2 = find(signature, ".//xades:SigningCertificateV2")
        v1 = copy.deepcopy(v2)
        v1.tag = xades("SigningCertificate")
        drop(find(v1, "xades:Cert/xades:IssuerSerialV2"))
        v2.addprevious(v1)

    assert_not_confirmed(forged(change), "SIG-CERTIFICATE")


def name_in_the_older_form(root: etree._Element, signature: etree._Element) -> None:
    named = find(signature, ".//xades:SigningCertificateV2")
    named.tag = xades("SigningCertificate")
    serial = world().seal.x509_cert.serial_number
    issuer = find(named, "xades:Cert/xades:IssuerSerialV2")
    issuer.tag, issuer.text = xades("IssuerSerial"), None
    etree.SubElement(issuer, ds("X509IssuerName")).text = "written as nobody else would"
    etree.SubElement(issuer, ds("X509SerialNumber")).text = str(serial)


def test_the_older_form_of_naming_the_signer_is_accepted_with_a_warning() -> None:
    result = check(forged(name_in_the_older_form))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-CERTIFICATE-V1"}


def test_a_wrong_serial_number_in_the_older_form() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        name_in_the_older_form(root, signature)
        find(signature, ".//ds:X509SerialNumber").text = "4711"

    assert_not_confirmed(forged(change), "SIG-CERTIFICATE")


def test_a_wrong_digest_names_the_signer() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:CertDigest/ds:DigestValue").text = base64.b64encode(bytes(32)).decode()

    assert_not_confirmed(forged(change), "SIG-CERTIFICATE")


def issuer_and_serial_number(issuer: x509.Name, number: int) -> bytes:
    name = asn1_x509.GeneralName("directory_name", asn1_x509.Name.load(issuer.public_bytes()))
    der: bytes = tsp.IssuerSerial({"issuer": [name], "serial_number": number}).dump()
    return der


@pytest.mark.parametrize("wrong", ["issuer", "number", "form"])
def test_a_wrong_issuer_and_serial_number_name_the_signer(wrong: str) -> None:
    own = world().seal.x509_cert
    der = {
        "issuer": issuer_and_serial_number(own.subject, own.serial_number),
        "number": issuer_and_serial_number(own.issuer, own.serial_number + 1),
        "form": b"\x30\x00",
    }

    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, ".//xades:IssuerSerialV2").text = base64.b64encode(der[wrong]).decode()

    assert_not_confirmed(forged(change), "SIG-CERTIFICATE")


def test_sha1_names_the_signer() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        digest = find(signature, ".//xades:CertDigest")
        find(digest, "ds:DigestMethod").set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")
        fingerprint = world().seal.x509_cert.fingerprint(hashes.SHA1())  # noqa: S303
        find(digest, "ds:DigestValue").text = base64.b64encode(fingerprint).decode()

    assert_not_confirmed(forged(change), "SIG-ALGORITHM")


def test_a_signature_without_any_xades_properties() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        drop(find(signature, "ds:Object"))
        drop(find(signature, "ds:SignedInfo/ds:Reference[@Type]"))

    result = assert_not_confirmed(forged(change), "SIG-NOT-XADES")
    assert result.signatures[0].integrity is Integrity.INTACT
    assert result.signatures[0].level is None


# --- algorithms ---------------------------------------------------------------------------------------

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


# --- references and transforms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "uri",
    ["file:///etc/passwd", "http://example.org/cert.xml", "cert.xml", "../cert.xml", "\\\\server\\share"],
)
def test_references_out_of_the_document_are_never_followed(uri: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']").set("URI", uri)

    assert_not_confirmed(forged(change), "SIG-EXTERNAL")


@pytest.mark.parametrize("uri", ["#xpointer(/)", "#xpointer(id('signature-1'))", "#", "# x"])
def test_pointers_of_other_forms(uri: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']").set("URI", uri)

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_reference_to_nothing() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        del find(signature, "ds:SignedInfo/ds:Reference[@URI='']").attrib["URI"]

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
XSLT_NAMESPACE = "http://www.w3.org/1999/XSL/Transform"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
HIDING = {
    "XSLT": f'<ds:Transform Algorithm="{XSLT}"><x:stylesheet xmlns:x="{XSLT_NAMESPACE}" version="1.0">'
    '<x:template match="/"><nothing/></x:template></x:stylesheet></ds:Transform>',
    "XPath that selects nothing": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "false()</ds:XPath></ds:Transform>",
    "XPath that leaves out the results": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "not(ancestor-or-self::*[local-name()='measurementResults'])</ds:XPath></ds:Transform>",
    "XPath with an accepted beginning": f'<ds:Transform Algorithm="{XPATH}"><ds:XPath>'
    "not(ancestor-or-self::ds:Signature) and false()</ds:XPath></ds:Transform>",
    "Filter 2.0 that subtracts everything": f'<ds:Transform Algorithm="{FILTER2}">'
    f'<f:XPath xmlns:f="{FILTER2}" Filter="subtract">/descendant::*</f:XPath></ds:Transform>',
    "Filter 2.0 that intersects": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath xmlns:f="{FILTER2}" '
    'Filter="intersect">/descendant::ds:Signature</f:XPath></ds:Transform>',
    "Filter 2.0 with a second filter": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath xmlns:f="{FILTER2}" '
    f'Filter="subtract">/descendant::ds:Signature</f:XPath><f:XPath xmlns:f="{FILTER2}" Filter="subtract">'
    "/descendant::*</f:XPath></ds:Transform>",
    "Filter 2.0 whose prefix is bound to something else": f'<ds:Transform Algorithm="{FILTER2}">'
    f'<f:XPath xmlns:f="{FILTER2}" xmlns:s="https://ptb.de/dcc" Filter="subtract">/descendant::s:Signature'
    "</f:XPath></ds:Transform>",
    "Filter 2.0 that goes on after a processing instruction": f'<ds:Transform Algorithm="{FILTER2}"><f:XPath '
    f'xmlns:f="{FILTER2}" Filter="subtract">/descendant::ds:Signature<?and more?> | /descendant::*</f:XPath>'
    "</ds:Transform>",
    "base64": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
    "C14N with comments": '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"/>',
    "an enveloped transform with content": '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#'
    'enveloped-signature"><ds:XPath>false()</ds:XPath></ds:Transform>',
}


@pytest.mark.parametrize("markup", HIDING.values(), ids=HIDING)
def test_transforms_that_could_hide_content(markup: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.replace(transforms[0], fragment(markup))

    result = assert_not_confirmed(forged(change), "SIG-REFERENCE")
    assert result.signed_xml is None


def test_prefixes_that_the_signer_lists_are_part_of_what_is_signed() -> None:
    declared = b' xmlns:unused="urn:unused"'
    root = tree(sealed().replace(b" schemaVersion=", declared + b" schemaVersion=", 1))
    signature = signatures(root)[0]
    transform = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")[1]
    name = "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
    etree.SubElement(transform, name, PrefixList="unused")
    bare = tree(text(root))
    bare.remove(signatures(bare)[0])
    octets = etree.tostring(
        bare.getroottree(), method="c14n", exclusive=True, inclusive_ns_prefixes=["unused"]
    )
    assert declared in octets
    cover(signature, octets, world().seal)
    assert check(text(root)).verdict is Verdict.PASSED
    assert_failed(text(root).replace(declared, b"", 1), "SIG-DIGEST")


@pytest.mark.parametrize("name", ["XSLT", "XPath that selects nothing", "base64"])
def test_a_transform_that_hides_content_after_the_canonicalization(name: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms").append(fragment(HIDING[name]))

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_the_document_without_leaving_out_its_signature() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.remove(transforms[0])

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_canonicalization_of_signed_info_that_is_not_accepted() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        method = find(signature, "ds:SignedInfo/ds:CanonicalizationMethod")
        method.set("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")

    assert_not_confirmed(forged(change), "SIG-REFERENCE")


def test_a_prefix_rebound_where_exclusive_canonicalization_does_not_see_it() -> None:
    rebound = sealed().replace(b"<filter2:XPath ", b'<filter2:XPath xmlns:ds="https://ptb.de/dcc" ', 1)
    assert rebound != sealed()
    assert_not_confirmed(rebound, "SIG-REFERENCE")


# --- what the signer said -----------------------------------------------------------------------------


def at_time(claimed: str | None) -> Change:
    def change(root: etree._Element, signature: etree._Element) -> None:
        time = find(signature, ".//xades:SigningTime")
        if claimed is None:
            drop(time)
        else:
            time.text = claimed

    return change


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


# --- certificates -------------------------------------------------------------------------------------


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


def revoked(time: datetime) -> dict[str, bytes]:
    """A revocation list on which the seal's certificate stands since ``time``."""
    entry = (world().seal.x509_cert, time, x509.ReasonFlags.key_compromise)
    return {"crls/intermediate.crl": world().intermediate.crl(at=SIGNED, revoked=[entry])}


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


# --- timestamps ---------------------------------------------------------------------------------------


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


# --- documents meant to exhaust or to confuse the machine ----------------------------------------------

DTDS = {
    "internal": b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "external": b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    "external entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "entity bomb": b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
    b"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
    "attribute defaults": b"<!DOCTYPE x [<!ATTLIST x id CDATA 'signature-1'>]>",
}


@pytest.mark.parametrize("dtd", DTDS.values(), ids=DTDS)
def test_document_types(dtd: bytes) -> None:
    opening, mark, rest = sealed().partition(b"?>")
    assert_failed(opening + mark + dtd + rest, "XML-DOCTYPE")


def test_a_document_type_hidden_in_utf16() -> None:
    markup = "<!DOCTYPE x [<!ENTITY a 'b'>]>" + sealed().decode().partition("?>")[2].strip()
    assert_failed(markup.encode("utf-16"), "XML-DOCTYPE")


def test_an_undeclared_entity() -> None:
    assert_failed(sealed().replace(b"20.012", b"&a;"), "XML-MALFORMED")


def test_elements_3000_deep() -> None:
    deep = b"<a>" * 3000 + b"</a>" * 3000
    document = sealed().replace(b"<dcc:administrativeData>", deep + b"<dcc:administrativeData>")
    assert_failed(document, "XML-TOO-DEEP")


def test_500_references() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        signed_info = find(signature, "ds:SignedInfo")
        for _ in range(500):
            signed_info.append(copy.deepcopy(signed_info[-1]))

    assert_failed(forged(change), "SIG-TOO-MUCH")


def test_20_transforms() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        for _ in range(20):
            transforms.append(copy.deepcopy(transforms[-1]))

    assert_failed(forged(change), "SIG-TOO-MUCH")


def test_2000_certificates() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        data = find(signature, "ds:KeyInfo/ds:X509Data")
        for _ in range(2000):
            data.append(copy.deepcopy(data[0]))

    assert_failed(tampered(change), "SIG-TOO-MUCH")


def test_100_signatures() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        for number in range(100):
            renamed = etree.tostring(signature).replace(b"signature-1", f"s{number}".encode())
            root.append(etree.fromstring(renamed))

    assert_failed(tampered(change), "SIG-TOO-MUCH")


@pytest.mark.parametrize(
    "path",
    ["ds:KeyInfo/ds:X509Data/ds:X509Certificate[1]", "ds:SignatureValue"],
    ids=["certificate", "value"],
)
def test_eight_megabytes_are_refused_before_they_are_decoded(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, path).text = "A" * 8 * 2**20

    def refuse(*_: object) -> None:
        raise AssertionError("decoded or parsed although it is too large")

    document = tampered(change)
    monkeypatch.setattr("signing.x509_certs.x509.load_der_x509_certificate", refuse)
    result = assert_failed(document, "SIG-TOO-MUCH")
    assert result.signatures[0].integrity is Integrity.UNCHECKED


def test_a_timestamp_of_a_megabyte() -> None:
    assert_failed(timestamped(b"A" * 2**20), "SIG-TOO-MUCH")


def test_references_that_ask_for_the_whole_document_over_and_over() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        sign_by_id(root, signature)
        etree.SubElement(root[0], dcc("comment")).text = "x" * 2**20
        signed_info = find(signature, "ds:SignedInfo")
        template = find(signed_info, "ds:Reference[@URI='#everything']")
        del template.attrib["Id"]
        for _ in range(5):
            signed_info.append(copy.deepcopy(template))

    root = tree(forged(change))
    copied = etree.tostring(signatures(root)[0])
    for number in range(3):
        root.append(etree.fromstring(copied.replace(b"signature-1", f"copy-{number}".encode())))
    result = check(text(root))
    assert result.verdict is not Verdict.PASSED
    messages = [finding.message for each in result.signatures for finding in each.findings]
    assert any("far more to be computed" in message for message in messages)


@pytest.mark.parametrize("octet", [b"\x00", b"\xff", b"\xc3\x28", b"\xed\xa0\x80"])
def test_octets_that_are_no_text(octet: bytes) -> None:
    assert_failed(sealed().replace(b"20.012", b"20.012" + octet), "XML-MALFORMED")


def test_what_is_not_xml_at_all() -> None:
    for data in (b"", b"%PDF-1.7", b"\x00" * 100, b"PK\x03\x04", "校准证书".encode("gb18030")):
        assert_failed(data, "XML-MALFORMED")


def test_utf16_says_the_same_or_is_refused() -> None:
    markup = sealed().decode().partition("?>")[2]
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{markup}'
    assert check(declared.encode("utf-16")).signed_xml == check(sealed()).signed_xml
    assert_failed(declared.replace("20.012", "20.013").encode("utf-16"), "SIG-DIGEST")
    assert_failed(declared.encode(), "XML-MALFORMED")


def test_an_unsigned_certificate() -> None:
    result = assert_not_confirmed(certificate(), "SIG-NONE")
    assert result.signatures == ()
    assert result.signed_xml is None


def test_nothing_is_trusted_that_the_trust_folder_does_not_name() -> None:
    stranger = found(Subject(common_name="Elsewhere", organization="x"), valid_from=FOUNDED)
    policy = Policy(trust=load_trust({"anchors/root.pem": stranger.pem}))
    assert_not_confirmed(sealed(), "SIG-UNTRUSTED", policy=policy)
