"""Documents that others signed: PTB's partners' certificates, and signatures from EU DSS's test suite."""

from __future__ import annotations

import functools
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from signing import Covers, Integrity, Policy, Revocation, Verdict, load_trust, verify, verify_certificate
from signing.trust import Trust
from tests.corpora import CORPORA, documents, needs_corpora
from tests.signing.peers import compile_for_jdk, jdk_says, needs_jdk

pytestmark = needs_corpora

IN_2023, IN_2026 = datetime(2023, 6, 30, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
PREFIX = "PTB-M4D__pydcc__dcc_gp_temperature_typical_v12"
SIGNED, MANIPULATED, LONG_TERM = (
    f"{PREFIX}_signed.xml",
    f"{PREFIX}_signed_manipulated.xml",
    f"{PREFIX}_v3.2.0_signed_lt.xml",
)


@functools.cache
def trust() -> Trust:
    folder = CORPORA / "trust" / "ptb-partners"
    return load_trust(
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    )


@pytest.mark.parametrize(
    ("name", "at", "revocation", "verdict", "sub_indication"),
    [
        (SIGNED, IN_2023, Revocation.NONE, "passed", None),
        (SIGNED, IN_2023, Revocation.REQUIRE, "indeterminate", "TRY_LATER"),
        (SIGNED, IN_2026, Revocation.NONE, "indeterminate", "OUT_OF_BOUNDS_NO_POE"),
        *(
            (MANIPULATED, at, revocation, "failed", "HASH_FAILURE")
            for at in (IN_2023, IN_2026)
            for revocation in Revocation
        ),
        (LONG_TERM, IN_2023, Revocation.REQUIRE, "passed", None),
        (LONG_TERM, IN_2026, Revocation.REQUIRE, "indeterminate", "OUT_OF_BOUNDS_NO_POE"),
    ],
)
def test_certificates_of_ptbs_partners(
    name: str, at: datetime, revocation: Revocation, verdict: str, sub_indication: str | None
) -> None:
    policy = Policy(trust=trust(), revocation=revocation)
    report = verify_certificate((CORPORA / "dcc" / name).read_bytes(), policy, at=at)
    assert report.verdict == verdict
    (signature,) = report.signatures
    assert signature.verdict == verdict
    assert signature.sub_indication == sub_indication


def test_a_signed_certificate_without_a_place_for_signatures_says_so() -> None:
    policy = Policy(trust=trust(), revocation=Revocation.NONE)
    report = verify_certificate((CORPORA / "dcc" / SIGNED).read_bytes(), policy, at=IN_2023)
    assert "SCHEMA-SIGNATURE-SLOT" in [finding.code for finding in report.findings]


def test_the_timestamp_of_the_long_term_certificate_proves_its_time() -> None:
    policy = Policy(trust=trust())
    (signature,) = verify((CORPORA / "dcc" / LONG_TERM).read_bytes(), policy, at=IN_2023).signatures
    (timestamp,) = signature.timestamps
    assert timestamp.verdict is Verdict.PASSED
    assert signature.level == "LT"
    assert signature.best_signature_time == datetime(2023, 6, 20, 12, 12, 37, tzinfo=UTC)
    assert signature.claimed_signing_time == datetime(2023, 6, 20, 12, 12, 42, tzinfo=UTC)


def test_the_rule_that_keeps_the_long_term_certificate_from_passing_in_2026() -> None:
    policy = Policy(trust=trust())
    (signature,) = verify((CORPORA / "dcc" / LONG_TERM).read_bytes(), policy, at=IN_2026).signatures
    (timestamp,) = signature.timestamps
    assert timestamp.sub_indication == "OUT_OF_BOUNDS_NO_POE"
    (finding,) = timestamp.findings
    assert finding.code == "SIG-TIMESTAMP-UNPROVEN"
    assert "5.6.2.2" in finding.clause
    assert "time sliding" in finding.message


@pytest.mark.parametrize("path", documents("xades/valid"), ids=lambda path: path.stem)
def test_intact_signatures_are_intact_or_it_is_said_why_they_were_not_computed(path: Path) -> None:
    result = verify(path.read_bytes(), Policy(trust=trust(), revocation=Revocation.NONE), at=IN_2026)
    for signature in result.signatures:
        codes = [finding.code for finding in signature.findings]
        if "SIG-REFERENCE" in codes:
            assert signature.integrity is Integrity.UNCHECKED
            assert signature.verdict is Verdict.INDETERMINATE
        else:
            assert signature.integrity is Integrity.INTACT
            assert signature.covers is Covers.DOCUMENT


def test_all_but_one_of_the_intact_signatures_are_of_an_accepted_form() -> None:
    results = {
        path.name: verify(path.read_bytes(), Policy(trust=trust(), revocation=Revocation.NONE), at=IN_2026)
        for path in documents("xades/valid")
    }
    odd = [
        name
        for name, result in results.items()
        if any(signature.integrity is not Integrity.INTACT for signature in result.signatures)
    ]
    assert odd == ["Signature-X-BE_ECON-3.xml"]


def test_nothing_in_signatures_by_others_is_foreign_but_objects_that_nobody_signed() -> None:
    odd = [
        path.name
        for path in documents("xades/valid")
        for signature in verify(path.read_bytes(), Policy(), at=IN_2026).signatures
        if "SIG-UNSIGNED-CONTENT" in {finding.code for finding in signature.findings}
    ]
    assert odd == ["dss3732__xades-enveloped-arcTst132.xml"]


@pytest.mark.parametrize("path", documents("xades/invalid"), ids=lambda path: path.stem)
@pytest.mark.parametrize("revocation", list(Revocation))
def test_bad_signatures_never_pass(path: Path, revocation: Revocation) -> None:
    for at in (IN_2023, IN_2026):
        result = verify(path.read_bytes(), Policy(trust=trust(), revocation=revocation), at=at)
        assert result.verdict is not Verdict.PASSED
        assert result.signed_xml is None


def test_a_timestamp_copied_from_another_signature_is_not_genuine() -> None:
    path = CORPORA / "xades" / "valid" / "xades-t-copied-sigtst.xml"
    (signature,) = verify(path.read_bytes(), Policy(trust=trust()), at=IN_2026).signatures
    assert [timestamp.verdict for timestamp in signature.timestamps] == [Verdict.FAILED]
    assert signature.verdict is not Verdict.PASSED


@needs_jdk
def test_the_jdk_agrees_on_which_signatures_are_intact(tmp_path: Path) -> None:
    """Where it can tell: secure validation refuses some forms that are accepted here, and the reverse."""
    paths = [
        *documents("xades/valid"),
        *(CORPORA / "dcc" / name for name in (SIGNED, MANIPULATED, LONG_TERM)),
    ]
    copies = []
    for path in paths:
        copies.append(tmp_path / path.name.replace(" ", "_"))
        shutil.copy(path, copies[-1])
    said = jdk_says(copies, classes=compile_for_jdk(tmp_path))
    policy = Policy(trust=trust(), revocation=Revocation.NONE)
    compared = 0
    for path, copied in zip(paths, copies, strict=True):
        for position, signature in enumerate(
            verify(path.read_bytes(), policy, at=IN_2026).signatures, start=1
        ):
            word = said[copied.name, position].split(" ")[0]
            if word.startswith("error") or signature.integrity is Integrity.UNCHECKED:
                continue
            compared += 1
            assert (word == "valid") == (signature.integrity is Integrity.INTACT), (path.name, word)
    assert compared >= 15
