"""Forms that the standards allow and other programs use: they are evaluated as the standards say."""

from __future__ import annotations

import base64
import copy
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from signing import Covers, Policy, Verdict, load_trust
from signing.authority import Identity
from signing.properties import read_time
from tests.signing.attacks.attempts import (
    OTHER_CONTENT,
    assert_failed,
    assert_not_confirmed,
    at_time,
    certificate_values,
    encapsulated,
    revoked,
)
from tests.signing.forge import (
    Change,
    c14n,
    certificate_element,
    find,
    forged,
    fragment,
    present_as,
    resign,
    signature_value,
    tampered,
    unsigned_property,
)
from tests.signing.world import DAY, SIGNED, check, codes_of, key, sealed, signatures, text, tree, world

ENVELOPED = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
NOT_ANY = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
    "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>"
)
SUBTRACT = (
    '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><f:XPath Filter="subtract" '
    'xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2">/descendant::ds:Signature</f:XPath></ds:Transform>'
)

# --- which part of the document -----------------------------------------------------------------------


def filtered_by(*markup: str) -> Change:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.remove(transforms[0])
        for position, each in enumerate(markup):
            transforms.insert(position, fragment(each))

    return change


@pytest.mark.parametrize(
    "markup", [(ENVELOPED, NOT_ANY), (ENVELOPED, SUBTRACT), (NOT_ANY, ENVELOPED), (ENVELOPED, ENVELOPED)]
)
def test_filters_after_one_another_leave_out_what_any_of_them_does(markup: tuple[str, ...]) -> None:
    document = forged(filtered_by(*markup))
    result = check(document)
    assert (result.verdict, codes_of(result)) == (Verdict.PASSED, set())
    assert result.signatures[0].covers is Covers.DOCUMENT
    assert_failed(document.replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")


def test_a_filter_of_another_kind_behind_a_known_one() -> None:
    other = NOT_ANY.replace("not(ancestor-or-self::ds:Signature)", "false()")
    assert_not_confirmed(forged(filtered_by(ENVELOPED, other)), "SIG-REFERENCE")


def test_the_whole_document_as_a_pointer() -> None:
    root = tree(sealed())
    signature = signatures(root)[0]
    resign(root, signature, world().seal)
    find(signature, "ds:SignedInfo/ds:Reference[@URI='']").set("URI", "#xpointer(/)")
    sign_value(signature, world().seal)
    result = check(text(root))
    assert (result.verdict, codes_of(result)) == (Verdict.PASSED, set())
    assert result.signed_xml is not None
    assert_failed(text(root).replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")


def sign_value(signature: etree._Element, identity: Identity) -> None:
    value = signature_value(c14n(find(signature, "ds:SignedInfo")), identity, hashes.SHA256())
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()


# --- a signed object by its base64 content ------------------------------------------------------------


def with_base64_object(markup: str, octets: bytes) -> bytes:
    """The sealed certificate whose seal refers to a ds:Object, too, and there to the octets in base64."""
    root = tree(sealed())
    signature = signatures(root)[0]
    signature.append(fragment(markup))
    reference = copy.deepcopy(find(signature, "ds:SignedInfo/ds:Reference[@URI='#signature-1-keyinfo']"))
    reference.set("URI", "#attached")
    transform = find(reference, "ds:Transforms/ds:Transform")
    transform.set("Algorithm", "http://www.w3.org/2000/09/xmldsig#base64")
    digest = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    find(signature, "ds:SignedInfo").append(reference)
    resign(root, signature, world().seal)
    find(reference, "ds:DigestValue").text = digest
    sign_value(signature, world().seal)
    return text(root)


def test_an_object_signed_by_what_its_text_stands_for() -> None:
    document = with_base64_object('<ds:Object Id="attached"> AAEC\n Aw== </ds:Object>', bytes(range(4)))
    result = check(document)
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-NOT-EVALUATED"}
    assert_failed(document.replace(b"AAEC", b"AAED"), "SIG-DIGEST")


def test_what_surrounds_a_text_signed_by_its_meaning_is_not_signed() -> None:
    markup = '<ds:Object Id="attached"><x xmlns="urn:x" valid="2050">AAECAw==</x></ds:Object>'
    assert_not_confirmed(with_base64_object(markup, bytes(range(4))), "SIG-UNSIGNED-CONTENT")


def test_an_object_whose_text_is_no_base64() -> None:
    document = with_base64_object('<ds:Object Id="attached">valid until 2050!</ds:Object>', b"")
    assert_not_confirmed(document, "SIG-REFERENCE")


# --- RSASSA-PSS with parameters -----------------------------------------------------------------------

MORE = "http://www.w3.org/2007/05/xmldsig-more#"
SHA = {
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    "sha1": "http://www.w3.org/2000/09/xmldsig#sha1",
}
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha512": hashes.SHA512(),
    "sha1": hashes.SHA1(),  # noqa: S303 - on purpose
}


def signed_with_pss(parameters: str, *, digest: str, mask: str, salt: int) -> bytes:
    identity = world().issue("PSS", key=key("rsa-2048"))
    root = tree(sealed())
    signature = signatures(root)[0]
    present_as(identity)(root, signature)
    method = find(signature, "ds:SignedInfo/ds:SignatureMethod")
    method.set("Algorithm", f"{MORE}rsa-pss")
    if parameters:
        method.append(fragment(f'<p:RSAPSSParams xmlns:p="{MORE}">{parameters}</p:RSAPSSParams>'))
    resign(root, signature, identity)
    assert isinstance(identity.key, rsa.RSAPrivateKey)
    value = identity.key.sign(
        c14n(find(signature, "ds:SignedInfo")),
        padding.PSS(mgf=padding.MGF1(HASHES[mask]), salt_length=salt),
        HASHES[digest],
    )
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()
    return text(root)


def method(name: str) -> str:
    return f'<ds:DigestMethod Algorithm="{SHA[name]}"/>'


def mask_by(name: str | None) -> str:
    inner = method(name) if name else ""
    return f'<p:MaskGenerationFunction Algorithm="{MORE}MGF1">{inner}</p:MaskGenerationFunction>'


GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "without any": ("", {"digest": "sha256", "mask": "sha256", "salt": 32}),
    "all of them": (
        f"{method('sha256')}{mask_by('sha256')}<p:SaltLength>32</p:SaltLength><p:TrailerField>1</p:TrailerField>",
        {"digest": "sha256", "mask": "sha256", "salt": 32},
    ),
    "a longer hash": (method("sha512"), {"digest": "sha512", "mask": "sha512", "salt": 64}),
    "another mask": (
        f"{method('sha512')}{mask_by(None)}<p:SaltLength>20</p:SaltLength>",
        {"digest": "sha512", "mask": "sha256", "salt": 20},
    ),
}


@pytest.mark.parametrize(("parameters", "options"), GOOD.values(), ids=GOOD)
def test_pss_is_verified_with_the_parameters_stated(parameters: str, options: dict[str, Any]) -> None:
    document = signed_with_pss(parameters, **options)
    result = check(document)
    assert (result.verdict, codes_of(result)) == (Verdict.PASSED, set())
    assert_failed(document.replace(b"20.012", OTHER_CONTENT), "SIG-DIGEST")


def test_pss_made_with_other_parameters_than_stated() -> None:
    assert_failed(signed_with_pss(method("sha256"), digest="sha256", mask="sha512", salt=32), "SIG-VALUE")


ODD = {
    "a weak hash": (method("sha1"), "SIG-ALGORITHM"),
    "an unknown hash": ('<ds:DigestMethod Algorithm="urn:x"/>', "SIG-ALGORITHM"),
    "an unknown mask": ('<p:MaskGenerationFunction Algorithm="urn:x"/>', "SIG-ALGORITHM"),
    "a trailer of its own": ("<p:TrailerField>2</p:TrailerField>", "SIG-ALGORITHM"),
    "a salt beyond all use": ("<p:SaltLength>99999999999</p:SaltLength>", "SIG-ALGORITHM"),
    "a salt that is none": ("<p:SaltLength>-1</p:SaltLength>", "SIG-ALGORITHM"),
    "an element of its own": ('<evil xmlns="urn:x"/>', "SIG-NOT-EVALUATED"),
}


@pytest.mark.parametrize(("parameters", "code"), ODD.values(), ids=ODD)
def test_pss_with_parameters_that_are_not_accepted(parameters: str, code: str) -> None:
    digest = "sha1" if parameters == method("sha1") else "sha256"
    salt = HASHES[digest].digest_size
    assert_not_confirmed(signed_with_pss(parameters, digest=digest, mask=digest, salt=salt), code)


# --- where certificates and lists stand ---------------------------------------------------------------


def without_certificates(root: etree._Element, signature: etree._Element) -> None:
    data = find(signature, "ds:KeyInfo/ds:X509Data")
    data.getparent().replace(data, fragment("<ds:KeyName>seal</ds:KeyName>"))  # type: ignore[union-attr]


def test_the_signers_certificate_among_the_values_added_later() -> None:
    bare = forged(without_certificates)
    assert_not_confirmed(bare, "SIG-CERTIFICATE")
    ders = [each.public_bytes(Encoding.DER) for each in (world().seal.x509_cert, *world().seal.issuers)]
    inner = "".join(encapsulated("EncapsulatedX509Certificate", der) for der in ders)
    values = unsigned_property(f"<xades:CertificateValues>{inner}</xades:CertificateValues>")
    result = check(tampered(values, document=bare))
    assert result.verdict is Verdict.PASSED
    assert result.signatures[0].signer is not None


def test_another_certificate_among_the_values_is_not_the_signers() -> None:
    other = world().issue("Another").x509_cert.public_bytes(Encoding.DER)
    document = tampered(certificate_values(other), document=forged(without_certificates))
    assert_not_confirmed(document, "SIG-CERTIFICATE")


def with_list(crl: bytes) -> bytes:
    def change(root: etree._Element, signature: etree._Element) -> None:
        value = base64.b64encode(crl).decode()
        find(signature, "ds:KeyInfo/ds:X509Data").append(fragment(f"<ds:X509CRL>{value}</ds:X509CRL>"))

    return forged(change)


def test_a_revocation_list_in_key_info_is_evidence() -> None:
    files = world().files()
    del files["crls/intermediate.crl"]
    policy = Policy(trust=load_trust(files))
    assert_not_confirmed(sealed(), "SIG-REVOCATION-UNKNOWN", policy=policy)
    good = with_list(world().intermediate.crl(at=SIGNED))
    assert check(good, policy=policy).verdict is Verdict.PASSED
    bad = with_list(revoked(SIGNED - DAY)["crls/intermediate.crl"])
    assert_not_confirmed(bad, "SIG-REVOKED", policy=policy)


def test_an_extra_certificate_of_the_chain_changes_nothing() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:KeyInfo/ds:X509Data").append(certificate_element(world().root.identity))

    assert check(forged(change)).verdict is Verdict.PASSED


# --- times and properties -----------------------------------------------------------------------------


def test_the_end_of_a_day_is_the_start_of_the_next() -> None:
    (signature,) = check(forged(at_time("2026-02-28T24:00:00Z"))).signatures
    assert signature.verdict is Verdict.PASSED
    assert signature.claimed_signing_time == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2026-03-01T09:30:00Z", SIGNED),
        ("\n 2026-03-01T10:30:00+01:00 ", SIGNED),
        ("2026-03-01T09:30:00", SIGNED),
        ("2026-03-01T09:30:00.5Z", SIGNED + timedelta(seconds=0.5)),
        ("2026-12-31T24:00:00.000Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-03-01T24:00:01Z", None),
        ("2026-03-01T24:30:00Z", None),
        ("9999-12-31T24:00:00Z", None),
        ("20260301T093000Z", None),
        ("2026-W09-7T09:30:00Z", None),
        ("2026-03-01 09:30:00Z", None),
        ("2026-03-01", None),
        ("2026-02-30T09:30:00Z", None),
        ("\N{NO-BREAK SPACE}2026-03-01T09:30:00Z", None),
        ("٢٠٢٦-03-01T09:30:00Z", None),
    ],
)
def test_times_are_read_as_xml_schema_writes_them(written: str, time: datetime | None) -> None:
    assert read_time(written) == time


RECORD = "<e:ASN1EvidenceRecord>AAAA</e:ASN1EvidenceRecord>"


@pytest.mark.parametrize("inner", ["", RECORD])
def test_evidence_records_are_known_and_said_not_to_be_evaluated(inner: str) -> None:
    markup = (
        f'<e:SealingEvidenceRecords xmlns:e="http://uri.etsi.org/19132/v1.1.1#">{inner}'
        "</e:SealingEvidenceRecords>"
    )
    result = check(tampered(unsigned_property(markup)))
    assert result.verdict is Verdict.PASSED
    assert codes_of(result) == {"SIG-UNSIGNED-PROPERTIES", "SIG-NOT-EVALUATED"}
