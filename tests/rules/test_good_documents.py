"""Certificates that others wrote: no false alarm, and the real faults found for the right reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dcc.findings import Severity
from dcc.validation import validate
from tests.corpora import CORPORA, documents, needs_corpora
from tests.documents import long_lists, many_results, minimal

pytestmark = needs_corpora


def serious(path: Path) -> Counter[tuple[str, str]]:
    report = validate(path.read_bytes())
    return Counter(
        (finding.code, finding.message)
        for finding in report.findings
        if finding.severity is not Severity.INFO
    )


@pytest.mark.parametrize("path", documents("dcc", "*dcc_gp_*.xml"), ids=lambda path: path.stem[:60])
def test_good_practice_certificates_are_valid_without_a_warning(path: Path) -> None:
    """Two of them state 0.105 K with U = 0.89 K, which are not rounded to the same place."""
    assert {code for code, _ in serious(path)} == ({"VALUE-DIGITS"} if _is_misaligned(path) else set())


def _is_misaligned(path: Path) -> bool:
    return b">0.89<" in path.read_bytes()


def test_the_valid_certificate_of_another_validator_is_valid_here() -> None:
    assert serious(CORPORA / "dcc" / "lutaml__dcc__valid.xml") == {}


def test_the_certificate_that_only_rules_can_find_wrong_is_wrong_for_its_language() -> None:
    """Its texts are in German and in English, English is mandatory, and only German is declared."""
    report = validate((CORPORA / "dcc" / "lutaml__dcc__invalid_schematron.xml").read_bytes())
    assert report.schema_valid
    assert not report.valid
    (finding,) = report.findings
    assert finding.code == "LANG-NOT-USED"
    assert finding.location.line == 15
    assert (finding.location.xpath or "").endswith("/dcc:coreData/dcc:mandatoryLangCodeISO639_1")
    assert "'en'" in finding.message


def test_a_formula_in_mathml_can_be_referred_to() -> None:
    found = serious(CORPORA / "dcc" / "lutaml__dcc__valid_formula.xml")
    assert {code for code, _ in found} == {"LANG-UNDECLARED", "LANG-MISSING"}, (
        "a copied name in Spanish is all that is wrong with it"
    )


def test_an_old_certificate_is_judged_by_the_same_units() -> None:
    found = serious(CORPORA / "dcc" / "PTB-M4D__pydcc__siliziumkugel_2_4_0.xml")
    assert {code for code, _ in found} == {"UNIT-UNKNOWN", "VALUE-DIGITS"}
    assert all(r"\degreeCelsius" in message for code, message in found if code == "UNIT-UNKNOWN")
    assert (
        "VALUE-DIGITS",
        "the value 0.468 has digits beyond the last place of its measurement uncertainty 0.01",
    ) in found


def test_a_real_contradiction_of_dates_is_found() -> None:
    found = serious(CORPORA / "dcc" / "AaltoSmartCom__DCC-XML-CSS-UI-demo__DCC_M-16P013.xml")
    assert (
        "DATE-ORDER",
        "the calibration ended on 2016-02-08, before the item was received on 2016-02-11",
    ) in found


@pytest.mark.parametrize("document", [minimal(), many_results(30), long_lists(200)])
def test_our_own_documents_have_no_findings(document: bytes) -> None:
    assert validate(document).findings == ()
