"""A file that another program has re-formatted stays failed, and is told from one that somebody changed."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Callable
from xml.dom import minidom
from xml.etree import ElementTree

import pytest
from lxml import etree

from dcc.xml.names import PREFIXES
from signing import Integrity, Role, Verdict, VerificationResult, sign
from tests.documents import many_results
from tests.signing.forge import c14n
from tests.signing.world import SIGNED, certificate, check, codes_of, sealed, signed_by_all, text, tree, world

NOTHING_ELSE = "only white space between elements differs from what was signed"
CANNOT_BE_TOLD = "whether anything else was changed cannot be told"


def on_one_line(document: bytes) -> bytes:
    root = etree.fromstring(document, etree.XMLParser(remove_blank_text=True))
    return text(root)


def indented_by(space: str) -> Callable[[bytes], bytes]:
    def indented(document: bytes) -> bytes:
        root = tree(on_one_line(document))
        etree.indent(root, space=space)
        return text(root)

    return indented


def by_minidom(document: bytes) -> bytes:
    return minidom.parseString(document).toprettyxml(indent="\t", encoding="utf-8")  # noqa: S318 - ours


def by_elementtree(document: bytes) -> bytes:
    for prefix, namespace in PREFIXES.items():
        ElementTree.register_namespace(prefix, namespace)
    root = ElementTree.fromstring(document)  # noqa: S314 - ours
    ElementTree.indent(root, space=" " * 3)
    return ElementTree.tostring(root, "utf-8")


def with_blank_lines(document: bytes) -> bytes:
    return document.replace(b"><", b">\r\n\r\n<")


LAYOUTS = {
    "one line": on_one_line,
    "two blanks": indented_by("  "),
    "four blanks": indented_by("    "),
    "tabs": indented_by("\t"),
}
PROGRAMS = {
    **LAYOUTS,
    "three blanks": indented_by("   "),
    "minidom": by_minidom,
    "blank lines": with_blank_lines,
}


def remarks(result: VerificationResult) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == "SIG-REFORMATTED"]


def assert_shown(document: bytes) -> None:
    result = check(document)
    assert result.verdict is Verdict.FAILED
    assert all(signature.integrity is Integrity.BROKEN for signature in result.signatures)
    assert "SIG-DIGEST" in codes_of(result)
    (message,) = remarks(result)
    assert NOTHING_ELSE in message
    assert result.signed_xml is None


@pytest.mark.parametrize(
    ("before", "after"),
    [pair for pair in itertools.product(LAYOUTS, PROGRAMS) if pair[0] != pair[1]],
)
def test_a_new_layout_is_told_from_a_change(before: str, after: str) -> None:
    original = sign(LAYOUTS[before](certificate()), world().seal.signer(), at=SIGNED, role=Role.SEAL)
    assert check(original).verdict is Verdict.PASSED
    assert_shown(PROGRAMS[after](original))


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_it_is_said_once_of_a_file_with_four_signatures(program: Callable[[bytes], bytes]) -> None:
    document = indented_by("  ")(certificate())
    for role in Role:
        document = sign(document, world().people[role].signer(), at=SIGNED, role=role)
    assert_shown(program(document))


def test_a_file_as_it_was_signed_is_not_said_to_be_re_formatted() -> None:
    assert codes_of(check(signed_by_all())) == set()


def test_a_changed_digit_is_never_called_a_new_layout() -> None:
    changed = sealed().replace(b"20.012", b"20.013")
    assert changed != sealed()
    assert remarks(check(changed)) == []
    for name, program in PROGRAMS.items():
        said = remarks(check(program(changed)))
        assert len(said) == (name != "one line"), "on one line the signature is what it was"
        assert all(CANNOT_BE_TOLD in message for message in said)


def test_white_space_within_a_value_is_no_layout() -> None:
    for value in (b"20.012 ", b"\n20.012\n", b"20 .012"):
        (message,) = remarks(check(indented_by("    ")(sealed().replace(b"20.012", value))))
        assert CANNOT_BE_TOLD in message


def test_a_forger_who_puts_in_the_digest_of_what_he_changed_gets_no_good_word() -> None:
    """The digests in a signature count for nothing where its value does not hold."""
    root = tree(on_one_line(sealed().replace(b"20.012", b"20.013")))
    (signature,) = root.findall("ds:Signature", PREFIXES)
    digest = signature.find("ds:SignedInfo/ds:Reference[@URI='']/ds:DigestValue", PREFIXES)
    assert digest is not None
    root.remove(signature)
    digest.text = base64.b64encode(hashlib.sha256(c14n(root)).digest()).decode()
    root.append(signature)
    forged = text(root)
    for document in (forged, *(program(forged) for program in PROGRAMS.values())):
        result = check(document)
        assert result.verdict is Verdict.FAILED
        assert remarks(result) == []


def test_namespaces_written_elsewhere_are_more_than_a_layout() -> None:
    """ElementTree gathers the declarations at the root, which no canonical form undoes in signed parts."""
    result = check(by_elementtree(sealed()))
    assert result.verdict is Verdict.FAILED
    assert not any(NOTHING_ELSE in message for message in remarks(result))


def test_a_very_large_file_is_not_laid_out_anew() -> None:
    large = sign(many_results(3_000), world().seal.signer(), at=SIGNED, role=Role.SEAL)
    result = check(indented_by("\t")(large))
    assert result.verdict is Verdict.FAILED
    assert not any(NOTHING_ELSE in message for message in remarks(result))
