"""Dates, the main signer, and what a certificate replaces."""

from __future__ import annotations

import pytest

from tests.documents import minimal
from tests.rules.judging import findings, said


def dates(received: str, begun: str, ended: str, issued: str) -> str:
    optional = f"<dcc:receiptDate>{received}</dcc:receiptDate>" if received else ""
    last = f"<dcc:issueDate>{issued}</dcc:issueDate>" if issued else ""
    return (
        f"{optional}<dcc:beginPerformanceDate>{begun}</dcc:beginPerformanceDate>"
        f"<dcc:endPerformanceDate>{ended}</dcc:endPerformanceDate>"
        f"<dcc:performanceLocation>laboratory</dcc:performanceLocation>{last}"
    )


@pytest.mark.parametrize(
    "days",
    [
        ("2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01"),
        ("", "2026-03-01", "2026-03-02", ""),
        ("2026-03-01+08:00", "2026-03-01Z", "2026-03-01+08:00", "2026-03-01-05:00"),
        ("", "2026-03-02+14:00", "2026-03-01-12:00", ""),
        ("", "2026-03-02", "2026-03-01-10:00", ""),
        ("", "12026-03-02", "2026-03-01", ""),
        ("", "9999-12-31+14:00", "9999-12-31-14:00", ""),
        ("", "0001-01-01+14:00", "0001-01-01-14:00", ""),
    ],
)
def test_dates_that_can_be_right_are_not_doubted(days: tuple[str, str, str, str]) -> None:
    assert said(minimal(dates=dates(*days))) == []


@pytest.mark.parametrize(
    ("days", "severity", "message"),
    [
        (
            ("", "2026-03-02", "2026-03-01", "2026-03-05"),
            "error",
            "the calibration ended on 2026-03-01, before the calibration began on 2026-03-02",
        ),
        (
            ("", "2026-03-01", "2026-03-02", "2026-03-01"),
            "error",
            "the certificate was issued on 2026-03-01, before the calibration ended on 2026-03-02",
        ),
        (
            ("2026-03-03", "2026-03-01", "2026-03-03", ""),
            "warning",
            "the calibration began on 2026-03-01, before the item was received on 2026-03-03",
        ),
        (
            ("2026-03-04", "2026-03-01", "2026-03-03", ""),
            "error",
            "the calibration ended on 2026-03-03, before the item was received on 2026-03-04",
        ),
        (
            ("", "2026-03-03+14:00", "2026-03-01+14:00", ""),
            "error",
            "the calibration ended on 2026-03-01+14:00, before the calibration began on 2026-03-03+14:00",
        ),
        (
            ("", "2026-03-05", "2026-03-01Z", ""),
            "error",
            "the calibration ended on 2026-03-01Z, before the calibration began on 2026-03-05",
        ),
    ],
)
def test_dates_that_cannot_be_right_are_told(
    days: tuple[str, str, str, str], severity: str, message: str
) -> None:
    found = [(str(finding.severity), finding.message) for finding in findings(minimal(dates=dates(*days)))]
    assert found == [(severity, message)]


def person(flag: str) -> str:
    marked = f"<dcc:mainSigner>{flag}</dcc:mainSigner>" if flag else ""
    return (
        "<dcc:respPerson><dcc:person><dcc:name><dcc:content>A. Person</dcc:content></dcc:name></dcc:person>"
        f"{marked}</dcc:respPerson>"
    )


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["true"], []),
        (["1", "false", ""], []),
        (["false", "0"], [("warning", "MAIN-SIGNER-NONE")]),
        (["true", "", "1"], [("error", "MAIN-SIGNER-SEVERAL")]),
    ],
)
def test_one_person_is_the_main_signer(flags: list[str], expected: list[tuple[str, str]]) -> None:
    assert said(minimal(persons="".join(map(person, flags)))) == expected


def replaces(number: str) -> str:
    return (
        "<dcc:reportAmendedSubstituted><dcc:typeOfChange>amended</dcc:typeOfChange>"
        f"<dcc:replacedUniqueIdentifier>{number}</dcc:replacedUniqueIdentifier></dcc:reportAmendedSubstituted>"
    )


def previous(number: str) -> str:
    return (
        '<dcc:previousReport><dcc:referral><dcc:content lang="en">Certificate</dcc:content></dcc:referral>'
        f"<dcc:referralID>{number}</dcc:referralID><dcc:procedure>SHA-256</dcc:procedure>"
        "<dcc:value>00</dcc:value></dcc:previousReport>"
    )


def test_another_certificate_may_be_replaced_but_not_this_one() -> None:
    assert said(minimal(replaces=replaces("K-2025-0001") + previous("K-2025-0001"))) == []
    assert said(minimal(replaces=replaces("K-2026-0001"))) == [("error", "REPLACES-ITSELF")]
    assert said(minimal(replaces=previous("K-2026-0001"))) == [("error", "REPLACES-ITSELF")]


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("application/pdf", "JVBERi0xLjcK", []),
        ("application/pdf; charset=binary", "\n  JVBERi0xLjcK", []),
        ("image/jpeg", "iVBORw0KGgoAAAAN", [("warning", "ATTACHMENT-TYPE")]),
        ("image/png", "AAAA", []),
        ("text/csv", "JVBERi0xLjcK", []),
    ],
)
def test_a_file_is_only_doubted_when_it_begins_as_another_kind(
    kind: str, data: str, expected: list[tuple[str, str]]
) -> None:
    document = (
        f"<dcc:document><dcc:fileName>a</dcc:fileName><dcc:mimeType>{kind}</dcc:mimeType>"
        f"<dcc:dataBase64>{data}</dcc:dataBase64></dcc:document>"
    )
    assert said(minimal(after=document)) == expected
