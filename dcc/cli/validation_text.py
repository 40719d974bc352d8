"""The report of ``dcc validate`` for people: short, the worst first, the same thing said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dcc.cli.main import plain
from dcc.findings import Finding, Report, Severity

SHOWN = 5
"""How many differently worded findings of one code are shown."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def describe(file: str, report: Report) -> Iterator[str]:
    """The verdict in one line, what was checked, then the findings."""
    version = f"DCC {report.schema_version}" if report.schema_version else "no DCC version"
    verdict = "✓ {}: valid" if report.valid else "✗ {}: NOT VALID"
    yield plain(f"{verdict.format(file)} ({version}; {_counts(report.findings)})")
    if report.valid:
        profiles = ", ".join(report.profiles)
        yield f"  keeps its schema and the rules of {profiles}; signatures are not checked here: dcc verify"
    for group in group_findings(report.findings):
        yield from _group(file, group)


def group_findings(findings: Sequence[Finding]) -> list[list[list[Finding]]]:
    """Findings of one code together, and in them those with the same words; errors first."""
    codes: dict[tuple[int, str], dict[str, list[Finding]]] = {}
    for finding in findings:
        key = (_ORDER[finding.severity], finding.code)
        codes.setdefault(key, {}).setdefault(finding.message, []).append(finding)
    ordered = sorted(codes.items(), key=lambda item: item[0][0])
    return [list(messages.values()) for _, messages in ordered]


def _group(file: str, same_code: list[list[Finding]]) -> Iterator[str]:
    """Findings of one code; a hint stands below its message, or once for all when it is the same."""
    shown = same_code[:SHOWN]
    hints = list(dict.fromkeys(same_words[0].hint for same_words in shown))
    for same_words in shown:
        first = same_words[0]
        times = f"  ({len(same_words)} times)" if len(same_words) > 1 else ""
        yield plain(f"  {first.severity.value:<7} {first.code}  {first.message}{times}")
        place = _place(file, first)
        if place:
            yield plain(f"          {'first at' if times else 'at'} {place}")
        if len(hints) > 1 and first.hint:
            yield plain(f"          → {first.hint}")
    left = same_code[SHOWN:]
    if left:
        count = sum(len(same_words) for same_words in left)
        yield f"          and {count} more {same_code[0][0].code}; --format json lists them all"
    if same_code[0][0].clause:
        yield f"          clause: {same_code[0][0].clause}"
    if len(hints) == 1 and hints[0]:
        yield plain(f"          → {hints[0]}")


def _place(file: str, finding: Finding) -> str:
    line, xpath = finding.location.line, finding.location.xpath
    where = f"{file}:{line}" if line is not None else ""
    return " ".join(part for part in (where, xpath or "") if part)


def _counts(findings: Sequence[Finding]) -> str:
    counts = [(severity, sum(each.severity is severity for each in findings)) for severity in Severity]
    words = [
        f"{count} {severity.value}{'s' if count > 1 and severity is not Severity.INFO else ''}"
        for severity, count in counts
        if count
    ]
    return ", ".join(words) or "no findings"
