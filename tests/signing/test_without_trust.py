"""A document verified by somebody who gave no trust: what the file alone can tell, and not more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from signing import Covers, Integrity, Policy, Revocation, Trust, Verdict, verify
from tests.cli.commands import dcc
from tests.signing.attacks.attempts import OTHER_CONTENT
from tests.signing.forge import find, forged, signed_as
from tests.signing.tsa import timestamped, token, value_octets
from tests.signing.world import (
    CHECKED,
    ORGANIZATION,
    SIGNED,
    certificate,
    codes_of,
    key,
    sealed,
    signed_by_all,
    world,
)

LATER = ("--at", "2026-03-02")


@pytest.mark.parametrize("policy", [Policy(), Policy(trust=Trust(anchors=()))], ids=["none", "empty"])
def test_integrity_coverage_and_signer_are_reported(policy: Policy) -> None:
    result = verify(signed_by_all(), policy, at=CHECKED)
    assert result.verdict is Verdict.INDETERMINATE
    for signature in result.signatures:
        assert signature.integrity is Integrity.INTACT
        assert signature.covers is Covers.DOCUMENT
        assert signature.sub_indication == "NO_CERTIFICATE_CHAIN_FOUND"
        assert signature.signer is not None
        assert signature.anchor is None
        assert [finding.code for finding in signature.findings] == ["SIG-NO-TRUST"]
    assert result.signed_xml is not None


def test_the_chain_is_told_as_far_as_the_file_has_it() -> None:
    (signature,) = verify(sealed(), Policy(), at=CHECKED).signatures
    (finding,) = signature.findings
    assert finding.message.endswith(
        f"O={ORGANIZATION},C=CN, issued by CN=Issuing,O=Community,C=CN, "
        "issued by CN=Root,O=Community,C=CN, whose certificate is not in the file"
    )
    assert "no trust was given" in finding.message
    assert "--trust" in finding.hint


def test_a_root_in_the_file_is_nobody_to_vouch_for_it() -> None:
    signer = world().root.identity
    (signature,) = verify(signed_as(signer), Policy(), at=CHECKED).signatures
    assert signature.verdict is Verdict.INDETERMINATE
    message = next(each.message for each in signature.findings if each.code == "SIG-NO-TRUST")
    assert message.endswith("CN=Root,O=Community,C=CN, issued by itself")


@pytest.mark.parametrize("revocation", list(Revocation))
def test_nothing_passes_whatever_is_asked_of_revocation(revocation: Revocation) -> None:
    assert verify(sealed(), Policy(revocation=revocation), at=CHECKED).verdict is Verdict.INDETERMINATE


def test_what_is_broken_has_failed() -> None:
    result = verify(sealed().replace(b"20.012", OTHER_CONTENT), Policy(), at=CHECKED)
    assert result.verdict is Verdict.FAILED
    assert "SIG-DIGEST" in codes_of(result)


def test_a_weak_key_is_said_all_the_same() -> None:
    result = verify(signed_as(world().issue("Weak", key=key("rsa-1024"))), Policy(), at=CHECKED)
    assert {"SIG-KEY", "SIG-NO-TRUST"} <= codes_of(result)


def test_a_timestamp_proves_nothing_either() -> None:
    document = timestamped(token(value_octets(sealed()), at=SIGNED))
    (signature,) = verify(document, Policy(), at=CHECKED).signatures
    assert [each.verdict for each in signature.timestamps] == [Verdict.INDETERMINATE]
    assert signature.best_signature_time == CHECKED


def test_the_command_needs_no_trust_folder(tmp_path: Path) -> None:
    (tmp_path / "out.xml").write_bytes(signed_by_all())
    done = dcc("verify", "out.xml", *LATER, cwd=tmp_path)
    assert done.status == 1
    assert done.output.splitlines()[0] == (
        "? out.xml: INDETERMINATE - unchanged since it was signed; nobody vouches for who signed, because no "
        "trust folder was given"
    )
    assert "genuine" not in done.output
    assert "  ? signature 4 as seal: indeterminate (NO_CERTIFICATE_CHAIN_FOUND)" in done.output
    assert "unchanged since it was signed; the signature covers the whole document" in done.output


def test_the_command_says_the_same_to_programs(tmp_path: Path) -> None:
    (tmp_path / "out.xml").write_bytes(sealed())
    done = dcc("verify", "out.xml", "--format", "json", *LATER, cwd=tmp_path)
    report = json.loads(done.output)
    assert report["verdict"] == "indeterminate"
    (signature,) = report["signatures"]
    assert signature["integrity"] == "intact"
    assert signature["covers"] == "document"
    assert signature["signer"]["issuer"] == "CN=Issuing,O=Community,C=CN"
    assert [finding["code"] for finding in signature["findings"]] == ["SIG-NO-TRUST"]


@pytest.mark.parametrize(
    ("document", "headline"),
    [
        (lambda: sealed().replace(b"20.012", OTHER_CONTENT), "FAILED - it was changed after it was signed"),
        (lambda: sealed()[:-1], "FAILED - it is damaged, or no certificate"),
        (certificate, "INDETERMINATE - it is not signed"),
        (
            lambda: forged(lambda root, signature: find(signature, "ds:KeyInfo").set("lang", "de")),
            "INDETERMINATE - unchanged since it was signed; nobody vouches",
        ),
        (
            lambda: sealed() + b"<!-- valid until 2050 -->",
            "INDETERMINATE - not all of it is signed; nobody vouches for who signed",
        ),
    ],
)
def test_the_first_line_without_trust(tmp_path: Path, document: Callable[[], bytes], headline: str) -> None:
    (tmp_path / "out.xml").write_bytes(document())
    done = dcc("verify", "out.xml", *LATER, cwd=tmp_path)
    assert done.output.splitlines()[0][2:].startswith(f"out.xml: {headline}")
