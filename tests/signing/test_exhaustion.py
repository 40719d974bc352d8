"""Small documents that ask for far more time or memory than their size. All are answered at once."""

from __future__ import annotations

import copy

import pytest
from lxml import etree

from dcc.errors import DocumentError
from dcc.xml.names import ds
from dcc.xml.parse import Limits
from dcc.xml.parse import parse as real_parse
from dcc.xml.place import Places
from signing import Integrity, Verdict, VerificationResult, content_sha256
from signing.names import ENVELOPED
from signing.octets import MOST_SIGNATURES
from tests.signing.forge import PREFIXES, find, fragment, tampered, unsigned_property
from tests.signing.tsa import add_timestamp
from tests.signing.world import check, codes_of, sealed, signatures, text, tree

FAR_MORE = "far more to be computed"


def messages(result: VerificationResult) -> str:
    return "\n".join(finding.message for each in result.signatures for finding in each.findings)


def with_elements(document: bytes, markup: bytes) -> bytes:
    end = b"</dcc:administrativeData>"
    assert document.count(end) == 1
    return document.replace(end, markup + end)


def amplifying() -> bytes:
    """A long namespace declared once, which exclusive C14N declares again on each of many elements."""
    return b'<x xmlns:a="urn:' + b"y" * 1_000 + b'">' + b"<a:b/>" * 10_000 + b"</x>"


def test_a_kilobyte_that_asks_for_a_gigabyte() -> None:
    result = check(with_elements(sealed(), amplifying()))
    assert result.verdict is not Verdict.PASSED
    assert result.signatures[0].integrity is not Integrity.INTACT
    assert FAR_MORE in messages(result)
    assert result.content_sha256 is None


def test_the_same_without_any_signature() -> None:
    assert check(amplifying()).content_sha256 is None
    with pytest.raises(DocumentError, match=FAR_MORE):
        content_sha256(amplifying())


def test_thousands_of_attributes_on_one_element() -> None:
    attributes = b" ".join(b'a%d="1"' % number for number in range(100_000))
    result = check(with_elements(sealed(), b"<x " + attributes + b"/>"))
    assert result.verdict is not Verdict.PASSED
    assert codes_of(result) == {"XML-TOO-LARGE"}


def many_namespaces(count: int) -> bytes:
    declared = b" ".join(b'xmlns:p%d="urn:%d"' % (number, number) for number in range(count))
    return sealed().replace(b"schemaVersion=", declared + b" schemaVersion=", 1)


def without_canonicalization(root: etree._Element, signature: etree._Element) -> None:
    """No C14N is named, so it is inclusive C14N 1.0."""
    transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
    transforms.remove(transforms[1])


def test_thousands_of_namespaces_in_force_at_every_element() -> None:
    document = with_elements(many_namespaces(50), b"<x/>" * 20_000)
    assert FAR_MORE in messages(check(tampered(without_canonicalization, document=document)))


def test_a_list_of_thousands_of_prefixes() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        transform = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")[1]
        inclusive = etree.SubElement(
            transform, "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
        )
        inclusive.set("PrefixList", " ".join(f"p{number}" for number in range(20_000)))

    document = with_elements(many_namespaces(50), b"<x/>" * 20_000)
    assert FAR_MORE in messages(check(tampered(change, document=document)))


def test_a_timestamp_over_a_value_with_a_huge_attribute() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignatureValue").set("note", "x" * 2**20)
        for _ in range(8):
            add_timestamp(root, signature, b"garbage")

    assert check(tampered(change)).verdict is not Verdict.PASSED


def test_a_few_dozen_namespaces_are_no_reason_to_refuse() -> None:
    """Unused namespaces change nothing in exclusive C14N, and are bearable in inclusive C14N."""
    result = check(many_namespaces(30))
    assert result.verdict is Verdict.PASSED


def test_references_to_a_hundred_different_identifiers() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        signed_info = find(signature, "ds:SignedInfo")
        template = signed_info.findall("ds:Reference", PREFIXES)[1]
        for number in range(5):
            reference = copy.deepcopy(template)
            reference.set("URI", f"#nothing-{number}")
            signed_info.append(reference)
        octets = etree.tostring(signature)
        for number in range(MOST_SIGNATURES - 1):
            root.append(etree.fromstring(octets.replace(b"signature-1", b"copy-%d" % number)))

    document = with_elements(sealed(), b'<x id="i"/>' + b"<x/>" * 50_000)
    result = check(tampered(change, document=document))
    assert len(result.signatures) == MOST_SIGNATURES
    assert result.verdict is Verdict.FAILED


def test_signatures_that_each_leave_out_themselves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each must be taken out of a document of its own, parsed anew; a few are enough to use up the budget."""
    parsed: list[bytes] = []

    def parse(xml: bytes, *, limits: Limits) -> etree._Element:
        parsed.append(xml)
        return real_parse(xml, limits=limits)

    def change(root: etree._Element, signature: etree._Element) -> None:
        transforms = find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:Transforms")
        transforms.replace(transforms[0], fragment(f'<ds:Transform Algorithm="{ENVELOPED}"/>'))
        octets = etree.tostring(signature)
        for number in range(MOST_SIGNATURES - 1):
            root.append(etree.fromstring(octets.replace(b"signature-1", b"copy-%d" % number)))

    monkeypatch.setattr("signing.integrity.parse", parse)
    result = check(tampered(change, document=with_elements(sealed(), b"<x>" + b"y" * 2**21 + b"</x>")))
    assert len(result.signatures) == MOST_SIGNATURES
    assert FAR_MORE in messages(result)
    assert len(parsed) < MOST_SIGNATURES // 2


@pytest.mark.parametrize("tail", ["", "\n"])
def test_of_thousands_of_signatures_a_few_are_reported(tail: str) -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        for _ in range(20_000):
            etree.SubElement(root, ds("Signature")).tail = tail

    result = check(tampered(change))
    assert result.verdict is Verdict.FAILED
    assert "SIG-TOO-MUCH" in codes_of(result)
    assert len(result.signatures) == MOST_SIGNATURES
    assert result.content_sha256 is None


def test_thousands_of_countersignatures() -> None:
    change = unsigned_property(
        f"<xades:CounterSignature>{'<ds:Signature/>' * 20_000}</xades:CounterSignature>"
    )
    result = check(tampered(change))
    assert result.verdict is Verdict.FAILED
    assert "SIG-TOO-MUCH" in codes_of(result)
    assert len(result.signatures) <= 2 * MOST_SIGNATURES


def test_where_signatures_stand_is_counted_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting costs a second where the root has a million children, and there may be 16 signatures."""
    made: list[Places] = []

    class Remembered(Places):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    inner = "".join(f'<ds:Signature Id="inner-{number}"/>' for number in range(5))
    document = tampered(unsigned_property(f"<xades:CounterSignature>{inner}</xades:CounterSignature>"))
    monkeypatch.setattr("signing.verification.Places", Remembered)
    places = [each.findings[0].location.xpath for each in check(document).signatures[1:]]
    assert [(place or "")[-2] for place in places] == ["1", "2", "3", "4", "5"]
    assert len(made) == 1


def test_long_names_are_not_repeated_in_full() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        find(signature, "ds:SignedInfo/ds:Reference[@URI='']/ds:DigestMethod").set("Algorithm", "x" * 2**20)
        find(signature, "ds:SignedInfo/ds:SignatureMethod").set("Algorithm", "x" * 2**20)
        for number in range(1_000):
            signature.append(fragment(f"<ds:Object><ds:x{number}/></ds:Object>"))

    result = check(tampered(change))
    assert all(len(finding.message) < 1_000 for each in result.signatures for finding in each.findings)


@pytest.mark.parametrize("inside", ["<xades:CounterSignature>{}</xades:CounterSignature>", "{}"])
def test_a_long_identifier_is_not_repeated_in_full(inside: str) -> None:
    signature = f'<ds:Signature Id="{"x" * 2**20}"/>'
    result = check(tampered(unsigned_property(inside.format(signature))))
    assert all(len(each.id or "") < 1_000 for each in result.signatures)


def test_a_long_name_of_a_foreign_part_is_not_repeated_in_full() -> None:
    def change(root: etree._Element, signature: etree._Element) -> None:
        etree.SubElement(signature, f"{{urn:{'x' * 2**20}}}part")

    root = tree(sealed())
    change(root, signatures(root)[0])
    result = check(text(root))
    assert all(len(finding.message) < 1_000 for each in result.signatures for finding in each.findings)
