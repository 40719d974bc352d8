"""Whatever is done to the bytes of a signed certificate: it passes only if it still says the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dcc.xml.names import SIGNATURE
from signing import Revocation, Verdict
from tests.signing.world import check, sealed, signed_by_all, text, tree

ORIGINAL = check(signed_by_all(), revocation=Revocation.NONE)
WHO = [(each.role, each.signer, each.claimed_signing_time) for each in ORIGINAL.signatures]


def assert_says_the_same_or_does_not_pass(document: bytes) -> None:
    result = check(document, revocation=Revocation.NONE)
    if result.verdict is Verdict.PASSED:
        assert result.signed_xml == ORIGINAL.signed_xml
        assert [(each.role, each.signer, each.claimed_signing_time) for each in result.signatures] == WHO


def positions() -> st.SearchStrategy[int]:
    return st.integers(0, len(signed_by_all()) - 1)


@settings(max_examples=300)
@given(positions(), st.integers(1, 255))
def test_one_byte_changed(position: int, mask: int) -> None:
    document = bytearray(signed_by_all())
    document[position] ^= mask
    assert_says_the_same_or_does_not_pass(bytes(document))


@settings(max_examples=150)
@given(positions(), st.integers(1, 200))
def test_some_bytes_taken_out(position: int, length: int) -> None:
    document = signed_by_all()
    assert_says_the_same_or_does_not_pass(document[:position] + document[position + length :])


@settings(max_examples=150)
@given(positions(), positions(), st.integers(1, 400))
def test_some_bytes_put_elsewhere(source: int, target: int, length: int) -> None:
    document = signed_by_all()
    assert_says_the_same_or_does_not_pass(
        document[:target] + document[source : source + length] + document[target:]
    )


@settings(max_examples=150)
@given(st.integers(0, 10_000), st.text(max_size=5))
def test_one_text_or_attribute_of_the_content_changed(choice: int, new: str) -> None:
    root = tree(sealed())
    content = [each for each in root.iter("*") if not signature_above(each)]
    element = content[choice % len(content)]
    before = element.text, dict(element.attrib)
    try:
        if element.attrib and choice % 2:
            element.set(str(next(iter(element.attrib))), new)
        else:
            element.text = new
    except ValueError:
        return  # no XML document can hold such a text
    result = check(text(root), revocation=Revocation.NONE)
    if (element.text or "", dict(element.attrib)) == (before[0] or "", before[1]):
        assert result.verdict is Verdict.PASSED
    else:
        assert result.verdict is not Verdict.PASSED


def signature_above(element: etree._Element) -> bool:
    return element.tag == SIGNATURE or any(each.tag == SIGNATURE for each in element.iterancestors())
