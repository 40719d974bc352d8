"""What was checked, line by line, as a page lists it: good, not good, or left open."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dcc.findings import Severity
from signing import Covers, Integrity, Verdict
from signing import codes as signing_codes
from verify_service.matching import Match
from verify_service.portal.findings import all_findings
from verify_service.portal.verdicts import Headline, Nature, nature_of
from verify_service.records import Status
from verify_service.register import Entry

_SIGNATURES = "SIG"
_UNPROTECTED = {signing_codes.SIG_UNCOVERED.name, signing_codes.SIG_UNSIGNED_CONTENT.name}
_MAY_NOT_SIGN = {signing_codes.SIGNER_LAB_MISMATCH.name, signing_codes.SIGNER_ROLE_MISMATCH.name}


class Mark(enum.StrEnum):
    """How a check came out."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


MARKS = {Verdict.PASSED: Mark.YES, Verdict.INDETERMINATE: Mark.OPEN, Verdict.FAILED: Mark.NO}
_OF_MATCH = {
    Match.IDENTICAL: Mark.YES,
    Match.SAME_CONTENT: Mark.YES,
    Match.DIFFERENT: Mark.NO,
    Match.UNREGISTERED: Mark.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line: how it came out, the key of its text, and what the text names."""

    mark: Mark
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def id_checks(headline: Headline) -> Iterator[Check]:
    """The lines for an id under which there is no certificate."""
    if headline is Headline.MISTYPED:
        yield Check(mark=Mark.NO, key="checked.id_ill_formed")
        return
    yield Check(mark=Mark.YES, key="checked.id_well_formed")
    yield Check(mark=Mark.NO, key="checked.id_unknown")


def entry_checks(entry: Entry) -> Iterator[Check]:
    """The lines for a registered certificate, of which nobody has sent the file."""
    yield Check(mark=Mark.YES, key="checked.known")
    yield _standing(entry)
    registered_on = entry.record.registered_at.date()
    yield Check(mark=Mark.YES, key="checked.signatures_then", values={"day": registered_on})
    yield Check(mark=Mark.OPEN, key="checked.file_not")


def file_checks(report: Mapping[str, Any], match: Match, entry: Entry | None) -> Iterator[Check]:
    """The lines for a file, from the report on it (JSON) and its comparison with the register."""
    if nature_of(report) is Nature.UNREADABLE and match is Match.UNREGISTERED:
        yield Check(mark=Mark.NO, key="checked.unreadable")
        return
    yield Check(mark=_OF_MATCH[match], key=f"match.{match.value}")
    if entry is not None and match.proves_possession:
        yield _standing(entry)
    yield _integrity(report)
    if report["signatures"]:
        yield _signatures(report)
        yield from _signers(report)
    bad = any(
        finding["severity"] == Severity.ERROR and not finding["code"].startswith(_SIGNATURES)
        for finding in report["findings"]
    )
    yield (
        Check(mark=Mark.NO, key="checked.content_bad")
        if bad
        else Check(mark=Mark.YES, key="checked.content_good")
    )


def _standing(entry: Entry) -> Check:
    status = entry.standing.status
    return Check(mark=Mark.YES if status is Status.VALID else Mark.NO, key=f"standing.{status.value}")


def _integrity(report: Mapping[str, Any]) -> Check:
    nature = nature_of(report)
    if nature is Nature.UNSIGNED:
        return Check(mark=Mark.NO, key="checked.unsigned")
    if nature is Nature.CHANGED:
        return Check(mark=Mark.NO, key="checked.changed")
    if _UNPROTECTED & _codes(report):
        return Check(mark=Mark.NO, key="checked.unprotected")
    covering = [each for each in report["signatures"] if each["covers"] == Covers.DOCUMENT]
    if any(each["integrity"] == Integrity.INTACT for each in covering):
        return Check(mark=Mark.YES, key="checked.unchanged")
    return Check(mark=Mark.OPEN, key="checked.change_unknown")


def _signatures(report: Mapping[str, Any]) -> Check:
    verdicts = [Verdict(signature["verdict"]) for signature in report["signatures"]]
    marks = {MARKS[verdict] for verdict in verdicts}
    mark = next(each for each in (Mark.NO, Mark.OPEN, Mark.YES) if each in marks)
    good = verdicts.count(Verdict.PASSED)
    return Check(mark=mark, key="checked.signatures", values={"good": good, "all": len(verdicts)})


def _signers(report: Mapping[str, Any]) -> Iterator[Check]:
    """Binding of signers to a laboratory is judged for signatures that passed alone."""
    codes = _codes(report)
    misnamed = {
        Severity(each["severity"])
        for each in report["findings"]
        if each["code"] == signing_codes.SIGNER_NAME_MISMATCH.name
    }
    if {Severity.ERROR, Severity.WARNING} & misnamed:
        mark = Mark.NO if Severity.ERROR in misnamed else Mark.OPEN
        yield Check(mark=mark, key="checked.names_differ")
    if _MAY_NOT_SIGN & codes:
        yield Check(mark=Mark.NO, key="checked.signers_may_not")
    elif signing_codes.SIGNER_UNBOUND.name in codes:
        yield Check(mark=Mark.OPEN, key="checked.signers_unbound")
    elif all(
        signature["verdict"] == Verdict.PASSED and signature["covers"] == Covers.DOCUMENT
        for signature in report["signatures"]
    ):
        yield Check(mark=Mark.YES, key="checked.signers_may")


def _codes(report: Mapping[str, Any]) -> set[str]:
    return {finding["code"] for finding in all_findings(report)}
