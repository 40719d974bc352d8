"""From a document to the octets that are hashed: canonicalization where it is easy to get wrong."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from lxml import etree

from signing import Verdict
from signing.algorithms import CANONICALIZATIONS, Canonicalization
from signing.canonical import Canonicalizer
from signing.octets import all_ids, duplicate_ids, remove, split_texts
from tests.signing.forge import drop, find, signature_value
from tests.signing.peers import compile_for_jdk, jdk_says, needs_jdk, needs_xmlsec1, xmlsec1_accepts
from tests.signing.world import CHECKED, check, sealed, signatures, text, tree, world

C14N_1_0, C14N_1_1, EXCLUSIVE = CANONICALIZATIONS.values()
IN_LANGUAGE = 'xml:lang="zh" xml:space="default" xmlns:unused="urn:unused"'


def octets_of(element: etree._Element, method: Canonicalization) -> bytes:
    return Canonicalizer(element.getroottree().getroot(), size=2**20).element(element, method)


def everywhere(method: Canonicalization, *, attributes: str = IN_LANGUAGE) -> bytes:
    """The sealed certificate with ``attributes`` on its root, signed anew with ``method`` in every place."""
    root = tree(sealed().replace(b"schemaVersion=", f"{attributes} schemaVersion=".encode(), 1))
    signature = signatures(root)[0]
    signed_info = find(signature, "ds:SignedInfo")
    find(signed_info, "ds:CanonicalizationMethod").set("Algorithm", method.uri)
    for reference in signed_info.findall("{*}Reference"):
        reference[0][-1].set("Algorithm", method.uri)
        uri = reference.get("URI") or ""
        if uri:
            (target,) = root.xpath("//*[@Id = $id]", id=uri[1:])  # type: ignore[misc,union-attr]
            octets = octets_of(target, method)  # type: ignore[arg-type]
        else:
            bare = tree(text(root))
            drop(signatures(bare)[0])
            octets = etree.tostring(bare.getroottree(), method="c14n", exclusive=method.exclusive)
        find(reference, "ds:DigestValue").text = base64.b64encode(hashlib.sha256(octets).digest()).decode()
    value = signature_value(octets_of(signed_info, method), world().seal, hashes.SHA256())
    find(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()
    return text(root)


METHODS = {"1.0": C14N_1_0, "1.1": C14N_1_1, "exclusive": EXCLUSIVE}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_accepted_canonicalization_verifies(method: Canonicalization) -> None:
    assert check(everywhere(method)).verdict is Verdict.PASSED


@needs_jdk
def test_the_jdk_computes_the_same_octets(tmp_path: Path) -> None:
    documents = []
    for name, method in METHODS.items():
        documents.append(tmp_path / f"{name}.xml")
        documents[-1].write_bytes(everywhere(method))
    said = jdk_says(documents, classes=compile_for_jdk(tmp_path))
    assert said == {(document.name, 1): "valid 3" for document in documents}


@needs_xmlsec1
@pytest.mark.parametrize("name", METHODS)
def test_xmlsec1_computes_the_same_octets(name: str, tmp_path: Path) -> None:
    document, anchor = tmp_path / "document.xml", tmp_path / "root.pem"
    document.write_bytes(everywhere(METHODS[name]))
    anchor.write_bytes(world().root.pem)
    assert xmlsec1_accepts(document, anchor=anchor, position=1, at=CHECKED)


def test_what_is_inherited_depends_on_the_version() -> None:
    root = etree.fromstring(b'<a xml:lang="zh" xml:id="i" xml:space="preserve"><b xml:space="default"/></a>')
    assert octets_of(root[0], C14N_1_0) == b'<b xml:id="i" xml:lang="zh" xml:space="default"></b>'
    assert octets_of(root[0], C14N_1_1) == b'<b xml:lang="zh" xml:space="default"></b>'
    assert octets_of(root[0], EXCLUSIVE) == b'<b xml:space="default"></b>'
    assert etree.tostring(root[0]) == b'<b xml:space="default"/>'


def test_a_base_address_above_is_not_guessed_at() -> None:
    root = tree(sealed().replace(b"schemaVersion=", b'xml:base="http://example.org/" schemaVersion=', 1))
    reference = signatures(root)[0].findall("{*}SignedInfo/{*}Reference")[1]
    reference[0][0].set("Algorithm", C14N_1_1.uri)
    result = check(text(root))
    assert result.verdict is not Verdict.PASSED
    assert "SIG-REFERENCE" in [finding.code for finding in result.signatures[0].findings]


def test_text_stays_where_a_signature_was_taken_out() -> None:
    root = etree.fromstring(b"<a>one<b/>two<c/>three<d/>four</a>")
    remove([root[0], root[1], root[2]])
    assert etree.tostring(root) == b"<a>onetwothreefour</a>"


def test_identifiers_are_compared_across_all_attributes_that_could_be_one() -> None:
    root = etree.fromstring(b'<a Id="i"><b ID="j"/><c id="i"/><d xml:id="j"/><e name="i"/><f id="k"/></a>')
    assert duplicate_ids(all_ids(root)) == ["i", "j"]


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<a>1<!-- -->2</a>", 1),
        ("<a>1<!-- --><!-- -->2</a>", 2),
        ("<a><b/>1<!-- --></a>", 1),
        ("<a>\n<!-- -->\n<b/></a>", 0),
        ("<a><b/><!-- --></a>", 0),
    ],
)
def test_comments_inside_texts_are_told_from_those_between_elements(markup: str, count: int) -> None:
    comments = etree.fromstring(markup).iter(etree.Comment)
    assert len(list(split_texts(comments))) == count
