"""The folder of signed documents into which others planted something: what becomes of each."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dcc.findings import Finding
from signing import CertificateReport, Policy, Trust, Verdict, load_trust, verify_certificate
from tests.corpora import ALTERED

pytestmark = pytest.mark.skipif(
    not ALTERED.is_dir(),
    reason="signing/altered is absent beside the corpora: set DCC_CORPORA to their folder",
)
AT = datetime(2026, 3, 2, tzinfo=UTC)
TWIN = "v05_ECDSA_r_n-s"
"""The lower one of two values, which is the usual one: nothing tells it from what the signer wrote."""
MAY_PASS = {"v01_non-canonical_base64_in_SignatureValue", TWIN}
XPATH_OF_ITS_OWN = "a16_XPath_xa0_descendant_ds_Signature"
"""Signed by the signer, in a form that is not accepted; nothing is planted outside the reference."""


def files(folder: str) -> list[Path]:
    return sorted((ALTERED / folder).glob("*.xml"))


@functools.cache
def trust() -> Trust:
    folder = ALTERED / "trust"
    paths = (path for path in folder.rglob("*") if path.is_file())
    return load_trust({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def report(path: Path) -> CertificateReport:
    return verify_certificate(path.read_bytes(), Policy(trust=trust()), at=AT)


def said(path: Path) -> dict[str, Finding]:
    """What is said of the signatures and their timestamps, by code."""
    signatures = report(path).signatures
    findings = [finding for signature in signatures for finding in signature.findings]
    findings += [
        finding
        for signature in signatures
        for timestamp in signature.timestamps
        for finding in timestamp.findings
    ]
    return {finding.code: finding for finding in findings}


@pytest.mark.parametrize("path", files("passed"), ids=lambda path: path.stem)
def test_what_nobody_signed_keeps_a_document_from_passing_and_its_place_is_named(path: Path) -> None:
    found = report(path)
    if path.stem in MAY_PASS:
        assert found.verdict is Verdict.PASSED
        assert ("SIG-SPELLING" in said(path)) == (path.stem != TWIN)
        return
    assert found.verdict is Verdict.INDETERMINATE
    if path.stem == XPATH_OF_ITS_OWN:
        assert "SIG-REFERENCE" in said(path)
        return
    place = said(path)["SIG-UNSIGNED-CONTENT"].location
    assert place.line is not None
    assert place.xpath is not None
    assert place.xpath.startswith("/dcc:digitalCalibrationCertificate/ds:Signature/")


SILENT = {
    "a01": ("SIG-NOT-EVALUATED", Verdict.INDETERMINATE),
    "a05": ("SIG-NOT-EVALUATED", Verdict.INDETERMINATE),
    "b02": ("SIG-NOT-EVALUATED", Verdict.INDETERMINATE),
    "b03": ("SIG-NOT-EVALUATED", Verdict.INDETERMINATE),
    "t08": ("SIG-NOT-EVALUATED", Verdict.PASSED),
    "t09": ("SIG-NOT-EVALUATED", Verdict.PASSED),
    "t10": ("SIG-NOT-EVALUATED", Verdict.INDETERMINATE),
    "t16": ("SIG-NOT-EVALUATED", Verdict.PASSED),
    "z11": ("SIG-TIMESTAMP-UNPROVEN", Verdict.PASSED),
    "z26": ("SIG-TIMESTAMP-UNPROVEN", Verdict.PASSED),
    "z27": ("SIG-TIMESTAMP-UNPROVEN", Verdict.PASSED),
}


@pytest.mark.parametrize("path", files("silent"), ids=lambda path: path.stem)
def test_what_is_not_evaluated_is_said(path: Path) -> None:
    code, verdict = SILENT[path.stem[:3]]
    assert code in said(path)
    assert report(path).verdict is verdict


@pytest.mark.parametrize("path", files("silent"), ids=lambda path: path.stem)
def test_a_timestamp_that_proves_nothing_moves_no_time(path: Path) -> None:
    assert [signature.best_signature_time for signature in report(path).signatures] == [AT]


@pytest.mark.parametrize("path", files("false-alarm"), ids=lambda path: path.stem)
def test_what_the_standards_allow_is_no_reason_not_to_pass(path: Path) -> None:
    found = report(path)
    assert found.verdict is Verdict.PASSED
    assert "SIG-UNSIGNED-CONTENT" not in said(path)


def test_every_file_is_expected() -> None:
    assert {path.stem[:3] for path in files("silent")} == set(SILENT)
    assert len(files("passed")) == 27
    assert len(files("false-alarm")) == 5
