"""``dcc validate``, ``dcc explain`` and ``dcc rules`` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from dcc import codes
from dcc.rules.catalogue import validation_codes
from signing import codes as signing_codes
from tests.cli.commands import dcc
from tests.documents import many_results, minimal, quantity, result
from tests.rules.judging import real, with_quantity

BAD = with_quantity(real("1", r"\kelvyn"))
LINE = next(line for line, text in enumerate(BAD.decode().splitlines(), start=1) if "kelvyn" in text)
XPATH = (
    "/dcc:digitalCalibrationCertificate/dcc:measurementResults/dcc:measurementResult/dcc:results/dcc:result"
    "/dcc:data/dcc:quantity/si:real/si:unit"
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xml"
    path.write_bytes(minimal())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.xml"
    path.write_bytes(BAD)
    return path


def test_a_good_certificate_is_said_to_be_valid_and_what_was_not_looked_at(good: Path) -> None:
    outcome = dcc("validate", good)
    assert outcome.status == 0
    assert outcome.messages == ""
    first, second = outcome.output.splitlines()
    assert first == f"✓ {good}: valid (DCC 3.3.0; no findings)"
    assert "signatures are not checked here" in second


def test_validating_loads_no_more_than_it_needs(good: Path) -> None:
    start = [sys.executable, "-X", "importtime", "-m", "dcc", "validate", str(good)]
    done = subprocess.run(start, capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "dcc.rules.hybrids" in loaded
    unwanted = {"dcc.model", "dcc.xml.reading", "dcc.source", "signing", "pint", "numpy", "xmlschema"}
    assert not loaded & unwanted


def test_a_bad_certificate_is_told_with_place_clause_and_remedy(bad: Path) -> None:
    outcome = dcc("validate", bad)
    assert outcome.status == 1
    assert outcome.output.splitlines() == [
        f"✗ {bad}: NOT VALID (DCC 3.3.0; 1 error)",
        r"  error   UNIT-UNKNOWN  '\kelvyn' is no D-SI unit: the D-SI has no such word",
        f"          at {bad}:{LINE} {XPATH}",
        "          clause: D-SI 2.2",
        r"          → Perhaps \kelvin is meant.",
    ]


def test_the_same_thing_many_times_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "many.xml"
    path.write_bytes(many_results(34).replace(b"<si:unit>\\kelvin", b"<si:unit>\\kelvyn"))
    outcome = dcc("validate", path)
    assert outcome.status == 0, "beside a unit that can be read it is a warning"
    assert outcome.output.count("UNIT-UNKNOWN") == 1
    assert "(34 times)" in outcome.output
    assert "first at" in outcome.output


def test_each_hint_stands_below_the_message_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "two.xml"
    wrong = "".join(quantity(real("1", unit)) for unit in (r"\kelvyn", r"\metr"))
    path.write_bytes(minimal(results=result(wrong)))
    lines = dcc("validate", path).output.splitlines()
    hints = [lines[at + 2].strip() for at, line in enumerate(lines) if "is no D-SI unit" in line]
    assert hints == [r"→ Perhaps \kelvin is meant.", r"→ Perhaps \metre is meant."]


def test_json_has_the_members_that_programs_rely_on(bad: Path) -> None:
    outcome = dcc("validate", bad, "--format", "json")
    assert outcome.status == 1
    report = json.loads(outcome.output)
    (finding,) = report.pop("findings")
    assert report == {
        "file": str(bad),
        "valid": False,
        "schema_valid": True,
        "schema_version": "3.3.0",
        "profiles": ["core"],
    }
    assert finding == {
        "code": "UNIT-UNKNOWN",
        "severity": "error",
        "message": r"'\kelvyn' is no D-SI unit: the D-SI has no such word",
        "hint": r"Perhaps \kelvin is meant.",
        "xpath": XPATH,
        "line": LINE,
        "clause": "D-SI 2.2",
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_gives_a_list_in_the_order_of_names(good: Path, bad: Path, jobs: str) -> None:
    (good.parent / "below").mkdir()
    (good.parent / "below" / "broken.xml").write_bytes(b"<a>")
    (good.parent / "notes.txt").write_text("not XML")
    outcome = dcc("validate", good.parent, "--format", "json", "--jobs", jobs)
    assert outcome.status == 1
    reports = json.loads(outcome.output)
    assert [(Path(report["file"]).name, report["valid"]) for report in reports] == [
        ("bad.xml", False),
        ("broken.xml", False),
        ("good.xml", True),
    ]
    text = dcc("validate", good.parent)
    assert text.output.splitlines()[-1] == "3 files: 1 valid, 2 not valid"


def test_several_files_give_a_list(good: Path, bad: Path) -> None:
    outcome = dcc("validate", good, bad, "--format", "json")
    assert [report["valid"] for report in json.loads(outcome.output)] == [True, False]


def test_a_file_that_is_not_there_is_told_and_the_others_are_judged(good: Path, tmp_path: Path) -> None:
    outcome = dcc("validate", tmp_path / "absent.xml", good)
    assert outcome.status == 3
    assert "cannot read" in outcome.messages
    assert "absent.xml" in outcome.messages
    assert "good.xml: valid" in outcome.output
    assert outcome.output.splitlines()[-1] == "2 files: 1 valid, 0 not valid, 1 could not be read"


def test_programs_are_told_of_a_file_that_is_not_there_as_of_any_other(good: Path, tmp_path: Path) -> None:
    absent = tmp_path / "absent.xml"
    alone = dcc("validate", absent, "--format", "json")
    assert (alone.status, "cannot read" in alone.messages) == (3, True)
    report = json.loads(alone.output)
    assert (report["file"], report["valid"]) == (str(absent), False)
    assert [finding["code"] for finding in report["findings"]] == ["NOT-CHECKED"]
    several = dcc("validate", absent, good, "--format", "json")
    assert several.status == 3
    assert [report["valid"] for report in json.loads(several.output)] == [False, True]
    assert 'failures="1"' in dcc("validate", absent, "--format", "junit").output
    run = json.loads(dcc("validate", absent, "--format", "sarif").output)["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["NOT-CHECKED"]


def test_a_folder_without_certificates_is_wrong_use(tmp_path: Path) -> None:
    assert dcc("validate", tmp_path).status == 2


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"<a><b></a>", "<a>Ω</a>".encode("utf-16")[:-3]])
def test_what_is_not_xml_is_an_answer(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    outcome = dcc("validate", path, "--format", "json")
    assert outcome.status == 1
    report = json.loads(outcome.output)
    assert [finding["code"] for finding in report["findings"]] == ["XML-MALFORMED"]
    assert report["schema_version"] is None


def test_a_large_file_is_refused_unread_and_accepted_with_the_cap_raised(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    path.write_bytes(minimal(after=f"<!-- {'x' * 2_000_000} -->"))
    refused = dcc("validate", path, "--max-size", "1M", "--format", "json")
    assert refused.status == 1
    assert json.loads(refused.output)["findings"][0]["code"] == "XML-TOO-LARGE"
    assert dcc("validate", path, "--max-size", "2M").status == 0
    assert dcc("validate", path, "--max-size", "many").status == 2
    assert dcc("validate", path, "--max-size", "0").status == 2


def test_a_sparse_file_of_200_megabytes_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    outcome = dcc("validate", path)
    assert outcome.status == 1
    assert "209,715,200 bytes" in outcome.output


def test_profiles_without_rules_and_unknown_ones_are_wrong_use(good: Path) -> None:
    without = dcc("validate", good, "--profile", "iso17025")
    assert without.status == 2
    assert "has no rules in this version" in without.messages
    unknown = dcc("validate", good, "--profile", "iso9001")
    assert unknown.status == 2
    assert "iso17025" in unknown.messages
    assert dcc("validate", good, "--profile", "core", "--profile", "auto").status == 0


def test_a_schema_folder_without_the_version_is_wrong_use(good: Path, tmp_path: Path) -> None:
    outcome = dcc("validate", good, "--schema-dir", tmp_path)
    assert outcome.status == 2
    assert "dcc-3.3.0.xsd" in outcome.messages
    assert dcc("validate", good, DCC_SCHEMA_DIR=str(tmp_path)).status == 2


def test_junit_counts_a_failing_case_per_stage(good: Path, bad: Path) -> None:
    outcome = dcc("validate", good, bad, "--format", "junit")
    suites = etree.fromstring(outcome.output.encode())
    assert [
        (Path(each.get("name", "")).name, each.get("tests"), each.get("failures")) for each in suites
    ] == [
        ("good.xml", "3", "0"),
        ("bad.xml", "3", "1"),
    ]
    (failure,) = suites.iter("failure")
    assert failure.get("type") == "UNIT-UNKNOWN"
    assert "kelvyn" in (failure.text or "")


def test_sarif_describes_each_code_it_uses(bad: Path) -> None:
    outcome = dcc("validate", bad, "--format", "sarif")
    log = json.loads(outcome.output)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["UNIT-UNKNOWN"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("UNIT-UNKNOWN", "error")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": LINE}


def test_control_characters_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "steering.xml"
    path.write_bytes(with_quantity(real("1", "\u009b31m\u202e")))
    outcome = dcc("validate", path)
    assert outcome.status == 1
    assert "\u009b" not in outcome.output
    assert "\u202e" not in outcome.output


@pytest.mark.parametrize("code", ["UNIT-UNKNOWN", "xml-doctype", "sig_none"])
def test_a_code_is_explained_however_it_is_typed(code: str) -> None:
    outcome = dcc("explain", code)
    assert outcome.status == 0
    assert outcome.output.startswith(code.upper().replace("_", "-"))
    assert "→" in outcome.output


def test_every_code_of_both_packages_can_be_explained_as_json() -> None:
    for code in (codes.UNIT_UNKNOWN, signing_codes.SIG_NONE):
        answer = json.loads(dcc("explain", code.name, "--format", "json").output)
        assert answer == {
            "code": code.name,
            "severity": code.severity.value,
            "title": code.title,
            "meaning": code.meaning,
            "hint": code.hint,
            "clause": code.clause,
        }


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    outcome = dcc("explain", "UNIT-UNKNOWEN")
    assert outcome.status == 2
    assert "UNIT-UNKNOWN" in outcome.messages


def test_the_rules_are_listed_by_what_reports_them() -> None:
    outcome = dcc("rules")
    assert outcome.status == 0
    for group, listed in validation_codes().items():
        assert f"{group}:" in outcome.output.splitlines()
        for code in listed:
            assert f" {code.name} " in outcome.output
    rows = json.loads(dcc("rules", "--profile", "core", "--format", "json").output)
    assert {row["group"] for row in rows} == {"core"}
    assert dcc("rules", "--profile", "gp").status == 2
