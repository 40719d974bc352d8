"""What a page says first. A wrong "genuine" would be the worst answer."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from dcc.vocabulary import CertificateType
from signing import Verdict
from tests.verify_service.examples import NOON, a_record, an_id
from verify_service.lifecycle import Standing
from verify_service.matching import Match
from verify_service.portal.verdicts import Headline, Tone, headline_of_entry, headline_of_file
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
    said = headline_of_file(Verdict.PASSED, Match.IDENTICAL, notice, expected=None, today=TODAY)
    assert said is Headline.FILE_REJECTED
    assert Headline.REJECTED.tone is Headline.FILE_REJECTED.tone is Tone.CAUTION
    void = an_entry(Status.VOID, kind=CertificateType.REJECTION_NOTICE)
    assert headline_of_entry(void, today=TODAY) is Headline.VOID


@pytest.mark.parametrize(
    ("verdict", "match", "status", "headline"),
    [
        (Verdict.PASSED, Match.IDENTICAL, Status.VALID, Headline.FILE_GENUINE),
        (Verdict.PASSED, Match.SAME_CONTENT, Status.VALID, Headline.FILE_GENUINE),
        (Verdict.PASSED, Match.DIFFERENT, Status.VALID, Headline.FILE_DIFFERENT),
        (Verdict.PASSED, Match.UNREGISTERED, None, Headline.FILE_UNREGISTERED),
        (Verdict.PASSED, Match.IDENTICAL, Status.VOID, Headline.FILE_VOID),
        (Verdict.PASSED, Match.IDENTICAL, Status.REPLACED, Headline.FILE_REPLACED),
        (Verdict.PASSED, Match.IDENTICAL, Status.SUSPENDED, Headline.FILE_SUSPENDED),
        (Verdict.INDETERMINATE, Match.IDENTICAL, Status.VALID, Headline.FILE_UNCERTAIN),
        (Verdict.INDETERMINATE, Match.SAME_CONTENT, Status.VOID, Headline.FILE_VOID),
        (Verdict.INDETERMINATE, Match.DIFFERENT, Status.VALID, Headline.FILE_DIFFERENT),
        (Verdict.INDETERMINATE, Match.UNREGISTERED, None, Headline.FILE_UNCERTAIN),
        (Verdict.FAILED, Match.IDENTICAL, Status.VALID, Headline.FILE_FAILED),
        (Verdict.FAILED, Match.DIFFERENT, Status.VALID, Headline.FILE_FAILED),
        (Verdict.FAILED, Match.UNREGISTERED, None, Headline.FILE_FAILED),
    ],
)
def test_a_files_page_says_the_gravest_thing_there_is_to_say(
    verdict: Verdict, match: Match, status: Status | None, headline: Headline
) -> None:
    entry = an_entry(status) if status else None
    assert headline_of_file(verdict, match, entry, expected=None, today=TODAY) is headline


def test_a_genuine_file_checked_on_another_certificates_page_is_called_another() -> None:
    entry = an_entry()
    said = headline_of_file(Verdict.PASSED, Match.IDENTICAL, entry, expected=an_id(9), today=TODAY)
    assert said is Headline.FILE_OTHER
    same = headline_of_file(Verdict.PASSED, Match.IDENTICAL, entry, expected=entry.record.id, today=TODAY)
    assert same is Headline.FILE_GENUINE


def test_only_what_passed_and_is_registered_and_valid_and_expected_is_called_genuine() -> None:
    cases = itertools.product(Verdict, Match, [*Status, None], [None, an_entry().record.id, an_id(9)])
    for verdict, match, status, expected in cases:
        entry = an_entry(status) if status else None
        said = headline_of_file(verdict, match, entry, expected=expected, today=TODAY)
        good = (
            verdict is Verdict.PASSED
            and match.proves_possession
            and status is Status.VALID
            and expected in (None, an_entry().record.id)
        )
        assert (said.tone is Tone.GOOD) == good, (verdict, match, status, expected)
