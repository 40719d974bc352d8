"""Whose certificate made the signature?"""

from __future__ import annotations

import base64
import copy

import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from lxml import etree

from dcc.xml.names import ds
from signing import Integrity, Verdict
from signing.names import xades
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
)
from tests.signing.forge import (
    certificate_element,
    drop,
    find,
    forged,
    tampered,
)
from tests.signing.world import (
    DAY,
    check,
    codes_of,
    world,
)


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
