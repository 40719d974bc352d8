"""What a page says first. A wrong "genuine" would be the worst answer."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

from dcc.vocabulary import CertificateType
from signing import Verdict
from tests.verify_service.examples import NOON, a_record, an_id
from verify_service.lifecycle import Standing
from verify_service.matching import Match
from verify_service.portal.checks import Mark, entry_checks, file_checks
from verify_service.portal.verdicts import (
    Headline,
    Nature,
    Tone,
    headline_of_entry,
    headline_of_file,
    nature_of,
)
from verify_service.records import Status
from verify_service.register import Entry

TODAY = date(2026, 11, 20)


def an_entry(
    status: Status = Status.VALID,
    valid_until: date | None = None,
    kind: CertificateType = CertificateType.CALIBRATION,
) -> Entry:
    return Entry(
        record=a_record(1, valid_until=valid_until, type=kind),
        standing=Standing(status=status, since=NOON),
        replaces=None,
        supplements=None,
        notes=(),
    )


@pytest.mark.parametrize(
    ("status", "headline"),
    [
        (Status.VALID, Headline.IN_FORCE),
        (Status.SUSPENDED, Headline.SUSPENDED),
        (Status.REPLACED, Headline.REPLACED),
        (Status.VOID, Headline.VOID),
    ],
)
def test_a_certificates_page_says_its_status(status: Status, headline: Headline) -> None:
    assert headline_of_entry(an_entry(status), today=TODAY) is headline


def test_the_last_day_of_validity_is_still_good() -> None:
    assert headline_of_entry(an_entry(valid_until=TODAY), today=TODAY) is Headline.IN_FORCE
    past = an_entry(valid_until=date(2026, 11, 19))
    assert headline_of_entry(past, today=TODAY) is Headline.EXPIRED
    void = an_entry(Status.VOID, valid_until=date(2026, 11, 19))
    assert headline_of_entry(void, today=TODAY) is Headline.VOID


def test_a_notice_of_rejection_never_looks_like_a_pass() -> None:
    notice = an_entry(kind=CertificateType.REJECTION_NOTICE)
    assert headline_of_entry(notice, today=TODAY) is Headline.REJECTED
    said = headline_of_file(
        Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, notice, expected=None, today=TODAY
    )
    assert said is Headline.FILE_REJECTED
    assert Headline.REJECTED.tone is Headline.FILE_REJECTED.tone is Tone.CAUTION
    void = an_entry(Status.VOID, kind=CertificateType.REJECTION_NOTICE)
    assert headline_of_entry(void, today=TODAY) is Headline.VOID


@pytest.mark.parametrize(
    ("verdict", "nature", "match", "status", "headline"),
    [
        (Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, Status.VALID, Headline.FILE_GENUINE),
        (Verdict.PASSED, Nature.SIGNED, Match.SAME_CONTENT, Status.VALID, Headline.FILE_GENUINE),
        (Verdict.PASSED, Nature.SIGNED, Match.DIFFERENT, Status.VALID, Headline.FILE_CONTRADICTS),
        (Verdict.PASSED, Nature.SIGNED, Match.UNREGISTERED, None, Headline.FILE_UNREGISTERED),
        (Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, Status.VOID, Headline.FILE_VOID),
        (Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, Status.REPLACED, Headline.FILE_REPLACED),
        (Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, Status.SUSPENDED, Headline.FILE_SUSPENDED),
        (Verdict.INDETERMINATE, Nature.SIGNED, Match.IDENTICAL, Status.VALID, Headline.FILE_UNCERTAIN),
        (Verdict.INDETERMINATE, Nature.UNSIGNED, Match.SAME_CONTENT, Status.VOID, Headline.FILE_VOID),
        (Verdict.INDETERMINATE, Nature.UNSIGNED, Match.SAME_CONTENT, Status.VALID, Headline.FILE_UNSIGNED),
        (Verdict.INDETERMINATE, Nature.UNSIGNED, Match.DIFFERENT, Status.VALID, Headline.FILE_DIFFERENT),
        (Verdict.INDETERMINATE, Nature.SIGNED, Match.UNREGISTERED, None, Headline.FILE_UNCERTAIN),
        (Verdict.INDETERMINATE, Nature.UNSIGNED, Match.UNREGISTERED, None, Headline.FILE_UNSIGNED),
        (Verdict.FAILED, Nature.CHANGED, Match.DIFFERENT, Status.VALID, Headline.FILE_DIFFERENT),
        (Verdict.FAILED, Nature.CHANGED, Match.DIFFERENT, Status.VOID, Headline.FILE_DIFFERENT),
        (Verdict.FAILED, Nature.SIGNED, Match.IDENTICAL, Status.VALID, Headline.FILE_FAILED),
        (Verdict.FAILED, Nature.CHANGED, Match.UNREGISTERED, None, Headline.FILE_CHANGED),
        (Verdict.FAILED, Nature.UNSIGNED, Match.UNREGISTERED, None, Headline.FILE_FAILED),
        (Verdict.FAILED, Nature.UNREADABLE, Match.UNREGISTERED, None, Headline.FILE_UNREADABLE),
    ],
)
def test_a_files_page_says_the_gravest_thing_there_is_to_say(
    verdict: Verdict, nature: Nature, match: Match, status: Status | None, headline: Headline
) -> None:
    entry = an_entry(status) if status else None
    assert headline_of_file(verdict, nature, match, entry, expected=None, today=TODAY) is headline


def test_a_genuine_file_checked_on_another_certificates_page_is_called_another() -> None:
    entry = an_entry()
    file = (Verdict.PASSED, Nature.SIGNED, Match.IDENTICAL, entry)
    assert headline_of_file(*file, expected=an_id(9), today=TODAY) is Headline.FILE_OTHER
    assert headline_of_file(*file, expected=entry.record.id, today=TODAY) is Headline.FILE_GENUINE


EVERYTHING = list(
    itertools.product(Verdict, Nature, Match, [*Status, None], [None, an_entry().record.id, an_id(9)])
)


def test_only_what_passed_and_is_registered_and_valid_and_expected_is_called_genuine() -> None:
    for verdict, nature, match, status, expected in EVERYTHING:
        entry = an_entry(status) if status else None
        said = headline_of_file(verdict, nature, match, entry, expected=expected, today=TODAY)
        good = (
            verdict is Verdict.PASSED
            and nature is not Nature.UNREADABLE
            and match.proves_possession
            and status is Status.VALID
            and expected in (None, an_entry().record.id)
        )
        assert (said.tone is Tone.GOOD) == good, (verdict, nature, match, status, expected)


def test_that_a_file_is_not_the_registered_one_comes_before_everything_else() -> None:
    for verdict, nature, match, status, expected in EVERYTHING:
        entry = an_entry(status) if status else None
        said = headline_of_file(verdict, nature, match, entry, expected=expected, today=TODAY)
        other = said in (Headline.FILE_DIFFERENT, Headline.FILE_CONTRADICTS)
        assert other == (match is Match.DIFFERENT)
        assert (said.stamp == "stamp.not_original") == other


def a_report(*findings: str, **signatures: Any) -> dict[str, Any]:
    """A report with findings by their codes, and one signature where something is said of it."""
    signature = {"verdict": "passed", "integrity": "intact", "covers": "document", "findings": []}
    return {
        "findings": [{"code": code, "severity": "error"} for code in findings],
        "signatures": [{**signature, **signatures}] if signatures else [],
    }


@pytest.mark.parametrize(
    ("report", "nature", "lines"),
    [
        (a_report("XML-MALFORMED"), Nature.UNREADABLE, ["no unreadable"]),
        (a_report("SCHEMA-ROOT", "SIG-NONE"), Nature.UNREADABLE, ["no unreadable"]),
        (a_report("SIG-NONE"), Nature.UNSIGNED, ["no unsigned", "yes content_good"]),
        (a_report("UNIT-EMPTY"), Nature.UNSIGNED, ["no unsigned", "no content_bad"]),
        (
            a_report(verdict="passed"),
            Nature.SIGNED,
            ["yes unchanged", "yes signatures", "yes signers_may", "yes content_good"],
        ),
        (
            a_report("SIGNER-UNBOUND", verdict="passed"),
            Nature.SIGNED,
            ["yes unchanged", "yes signatures", "open signers_unbound", "yes content_good"],
        ),
        (
            a_report("SIGNER-LAB-MISMATCH", verdict="passed"),
            Nature.SIGNED,
            ["yes unchanged", "yes signatures", "no signers_may_not", "yes content_good"],
        ),
        (
            a_report("SIG-UNCOVERED", verdict="passed"),
            Nature.SIGNED,
            ["no unprotected", "yes signatures", "yes signers_may", "yes content_good"],
        ),
        (
            a_report(verdict="failed", integrity="broken", covers="none"),
            Nature.CHANGED,
            ["no changed", "no signatures", "yes content_good"],
        ),
        (
            a_report(verdict="indeterminate", integrity="unchecked", covers="none"),
            Nature.SIGNED,
            ["open change_unknown", "open signatures", "yes content_good"],
        ),
        (
            a_report(verdict="failed", integrity="intact", covers="part"),
            Nature.SIGNED,
            ["open change_unknown", "no signatures", "yes content_good"],
        ),
    ],
)
def test_what_was_checked_of_a_file_is_said_line_by_line(
    report: dict[str, Any], nature: Nature, lines: list[str]
) -> None:
    assert nature_of(report) is nature
    checks = list(file_checks(report, Match.UNREGISTERED, None))
    if nature is not Nature.UNREADABLE:
        assert (checks[0].mark, checks[0].key) == (Mark.OPEN, "match.unregistered")
        del checks[0]
    assert [f"{check.mark} {check.key.removeprefix('checked.')}" for check in checks] == lines


def test_what_the_register_says_of_an_original_is_no_check_of_a_file_that_differs_from_it() -> None:
    report = a_report(verdict="passed")
    keys = [check.key for check in file_checks(report, Match.DIFFERENT, an_entry())]
    assert keys[0] == "match.different"
    assert "standing.valid" not in keys
    keys = [check.key for check in file_checks(report, Match.IDENTICAL, an_entry(Status.VOID))]
    assert keys[:2] == ["match.identical", "standing.void"]


@pytest.mark.parametrize("status", Status)
def test_only_a_valid_status_gets_the_mark_of_what_is_good(status: Status) -> None:
    entry = an_entry(status)
    report = {"findings": [], "signatures": []}
    for checks in (entry_checks(entry), file_checks(report, Match.IDENTICAL, entry)):
        (mark,) = (check.mark for check in checks if check.key.startswith("standing."))
        assert mark is (Mark.YES if status is Status.VALID else Mark.NO)
