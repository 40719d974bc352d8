"""The report of ``dcc validate`` for build servers: JUnit XML and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from dcc import codes
from dcc._version import __version__
from dcc.cli.validation_text import group_findings
from dcc.findings import Code, Finding, Report, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_STAGES = {"NOT": "intake", "XML": "intake", "SCHEMA": "schema", "FOREIGN": "schema"}


def as_junit(reports: Sequence[tuple[str, Report]]) -> str:
    """A test suite per file with the cases intake, schema and rules; only errors make one fail."""
    suites = [_suite(file, report) for file, report in reports]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"])


def _suite(file: str, report: Report) -> str:
    cases = {name: [] for name in ("intake", "schema", "rules")}  # type: dict[str, list[Finding]]
    for finding in report.findings:
        cases[_STAGES.get(finding.code.split("-")[0], "rules")].append(finding)
    failures = sum(any(_is_error(finding) for finding in findings) for findings in cases.values())
    lines = [f'  <testsuite name="{_xml(file)}" tests="{len(cases)}" failures="{failures}">']
    for name, findings in cases.items():
        lines.append(f'    <testcase classname="{_xml(file)}" name="{name}">')
        lines += _failure(findings)
        lines.append("    </testcase>")
    return "\n".join([*lines, "  </testsuite>"])


def _failure(findings: Sequence[Finding]) -> Iterator[str]:
    errors = [finding for finding in findings if _is_error(finding)]
    others = [finding for finding in findings if not _is_error(finding)]
    if errors:
        count = f"{len(errors)} errors" if len(errors) > 1 else errors[0].message
        kind = errors[0].code
        yield f'      <failure message="{_xml(count)}" type="{kind}">{_xml(_lines(errors))}</failure>'
    if others:
        yield f"      <system-out>{_xml(_lines(others))}</system-out>"


def _lines(findings: Sequence[Finding]) -> str:
    lines = []
    for same_code in group_findings(findings):
        for same_words in same_code:
            first = same_words[0]
            times = f" ({len(same_words)} times)" if len(same_words) > 1 else ""
            place = f" at {first.location}" if str(first.location) else ""
            lines.append(f"{first.severity.value} {first.code}: {first.message}{times}{place}")
    return "\n".join(lines)


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _xml(text: str) -> str:
    """Escaped, and without characters that XML has no place for."""
    return escape("".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text))


def as_sarif(reports: Sequence[tuple[str, Report]]) -> dict[str, Any]:
    """One SARIF run over all files, with the description of every code that was found."""
    found = sorted({finding.code for _, report in reports for finding in report.findings})
    described = {code.name: code for code in vars(codes).values() if isinstance(code, Code)}
    driver = {
        "name": "dcc validate",
        "version": __version__,
        "rules": [_rule(described[name]) for name in found],
    }
    results = [_result(file, finding) for file, report in reports for finding in report.findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning},
        "help": {"text": code.hint},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(file: str, finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(file.replace("\\", "/"))}}
    }
    if finding.location.line:
        place["physicalLocation"]["region"] = {"startLine": finding.location.line}
    if finding.location.xpath:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.location.xpath}]
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.hint}".strip()},
        "locations": [place],
    }
