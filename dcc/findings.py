"""Findings: how anything wrong with somebody else's document is said.

A document can be wrong in many ways at once, so nothing here is an exception. Each finding carries a
stable code, a severity, the place, the clause that is broken and a hint what to do about it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

LISTED = 1000
"""How many findings of one code are listed; more are counted, so that no document fills the memory."""


class Severity(enum.StrEnum):
    """How much a finding weighs: an error makes the document not good, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is: any part may be missing.

    ``xpath`` and ``line`` point into XML; ``file``, ``line``, ``column`` and ``key`` into what a
    laboratory wrote (``key`` is the dotted path in YAML or the column name in a table).
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None
    xpath: str | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place += f":{self.line}" if place else f"line {self.line}"
            if self.column is not None:
                place += f":{self.column}"
        parts = [place, self.key or "", self.xpath or ""]
        return " ".join(part for part in parts if part)


NOWHERE = Location()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of finding: what ``dcc explain`` and the reference documentation say about it.

    ``title`` is one line, ``meaning`` a paragraph for somebody who sees the code for the first time,
    ``hint`` what to do, ``clause`` the rule of a standard that asks for it (empty when none does).
    """

    name: str
    severity: Severity
    title: str
    meaning: str
    hint: str
    clause: str = ""

    def finding(
        self,
        message: str,
        *,
        at: Location = NOWHERE,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this kind; ``hint`` and ``severity`` replace the code's own where given."""
        return Finding(
            code=self.name,
            severity=severity or self.severity,
            message=message,
            hint=self.hint if hint is None else hint,
            clause=self.clause,
            location=at,
        )


def codes_in(module: ModuleType) -> dict[str, Code]:
    """Every code that a module holds, by its name and in the module's order."""
    return {code.name: code for code in vars(module).values() if isinstance(code, Code)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong or worth knowing, with its place, reason and remedy."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    clause: str = ""
    location: Location = NOWHERE

    def as_json(self) -> dict[str, Any]:
        """The shape of ``--format json``: place members that are not known are left out."""
        place: Mapping[str, object] = {
            "file": self.location.file,
            "xpath": self.location.xpath,
            "line": self.location.line,
            "column": self.location.column,
            "key": self.location.key,
            "clause": self.clause or None,
        }
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            **{name: value for name, value in place.items() if value is not None},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation says of one document."""

    schema_version: str | None
    schema_valid: bool
    profiles: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def valid(self) -> bool:
        """True when no finding is an error (the schema's verdict included)."""
        return self.schema_valid and not has_errors(self.findings)

    def as_json(self, *, file: str) -> dict[str, Any]:
        return {
            "file": file,
            "valid": self.valid,
            "schema_valid": self.schema_valid,
            "schema_version": self.schema_version,
            "profiles": list(self.profiles),
            "findings": [finding.as_json() for finding in self.findings],
        }


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
