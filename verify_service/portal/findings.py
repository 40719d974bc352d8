"""Findings as a page shows them: each kind once, with a title in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dcc import codes as document_codes
from dcc.findings import Code, Severity
from signing import codes as signing_codes

_ENGLISH = "en"
_EXAMPLES = 3
"""How many findings of one kind a page details; a file can be wrong in the same way a thousand times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """The findings of one code at one severity: its ``title``, the language that this is in, a few of them as
    JSON, and how many more there are."""

    code: str
    severity: Severity
    title: str
    language: str
    examples: tuple[Mapping[str, Any], ...]
    more: int


def group(findings: Iterable[Mapping[str, Any]], language: str) -> tuple[FindingGroup, ...]:
    """The findings of a report (JSON) by their codes, the gravest first."""
    found: dict[tuple[Severity, str], list[Mapping[str, Any]]] = {}
    for finding in findings:
        found.setdefault((Severity(finding["severity"]), finding["code"]), []).append(finding)
    grouped = (_group(severity, code, same, language) for (severity, code), same in found.items())
    return tuple(sorted(grouped, key=lambda each: list(Severity).index(each.severity)))


def all_findings(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The findings of a report (JSON) about the document and about each of its signatures."""
    return [*report["findings"], *(each for part in report["signatures"] for each in part["findings"])]


def title(code: str, language: str) -> tuple[str, str]:
    """The title of a code, and the language that it is in: English where there is none in ``language``."""
    translated = _translations().get(code, {}).get(language)
    return (translated, language) if translated else (_english_titles().get(code, code), _ENGLISH)


def _group(severity: Severity, code: str, findings: list[Mapping[str, Any]], language: str) -> FindingGroup:
    text, text_language = title(code, language)
    return FindingGroup(
        code=code,
        severity=severity,
        title=text,
        language=text_language,
        examples=tuple(findings[:_EXAMPLES]),
        more=len(findings[_EXAMPLES:]),
    )


@cache
def _english_titles() -> dict[str, str]:
    everything = (*vars(document_codes).values(), *vars(signing_codes).values())
    return {code.name: code.title for code in everything if isinstance(code, Code)}


@cache
def _translations() -> dict[str, dict[str, str]]:
    source = resources.files(__package__).joinpath("translations", "findings.toml")
    return tomllib.loads(source.read_text("utf-8"))
