"""Documents meant to exhaust or to confuse the machine."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from dcc.xml.names import dcc
from signing import Integrity, Policy, Verdict, load_trust
from signing.authority import Subject, found
from tests.signing.attacks.attempts import (
    assert_failed,
    assert_not_confirmed,
    sign_by_id,
)
from tests.signing.forge import (
    find,
    forged,
    tampered,
)
from tests.signing.tsa import timestamped
from tests.signing.world import (
    FOUNDED,
    certificate,
    check,
    sealed,
    signatures,
    text,
    tree,
)

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
