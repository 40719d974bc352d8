"""Rules on dates, on who signs, and on what a certificate replaces."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dcc import codes
from dcc.findings import Severity
from dcc.rules.facts import Facts, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import dcc

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:(Z)|([+-])(\d\d):(\d\d))?", re.ASCII)
_DATES = (
    ("receiptDate", "the item was received"),
    ("beginPerformanceDate", "the calibration began"),
    ("endPerformanceDate", "the calibration ended"),
    ("issueDate", "the certificate was issued"),
)
_RECEIVED = dcc("receiptDate")
_WIDEST_ZONE = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class _Day:
    """The instants at which a day may have started; one instant when its time zone is known."""

    earliest: dt.datetime
    latest: dt.datetime
    zoned: bool


def check_dates(core: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Received, begun, ended, issued: in this order, as far as the days' time zones leave no doubt.

    That the item came after the calibration began is only a warning: parts may be delivered later.
    """
    stated = []
    for name, meaning in _DATES:
        element = core.find(dcc(name))
        day = _read_day(text_of(element))
        if element is not None and day is not None:
            stated.append((name, meaning, element, day))
    for i, (_, earlier, first, day) in enumerate(stated):
        broken = [later for later in stated[i + 1 :] if _surely_after(day, later[3])]
        if not broken:
            continue
        soft = [first.tag == _RECEIVED and name == "beginPerformanceDate" for name, *_ in broken]
        _, later, element, _ = broken[soft.index(False) if False in soft else 0]
        yield Remark(
            code=codes.DATE_ORDER,
            element=element,
            message=f"{later} on {text_of(element)}, before {earlier} on {text_of(first)}",
            severity=Severity.WARNING if all(soft) else None,
        )


def _surely_after(day: _Day, other: _Day) -> bool:
    """Whether ``day`` is after ``other`` wherever they were; two days without zone share one place."""
    if not day.zoned and not other.zoned:
        return day.earliest > other.earliest
    return day.earliest >= other.latest + dt.timedelta(days=1)


def _read_day(text: str) -> _Day | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, utc, sign, hours, minutes = match.groups()
    try:
        start = dt.datetime.fromisoformat(day)
        if utc:
            return _Day(start, start, zoned=True)
        if sign is None:
            return _Day(start - _WIDEST_ZONE, start + _WIDEST_ZONE, zoned=False)
        offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
        start = start - offset if sign == "+" else start + offset
    except (ValueError, OverflowError):
        return None
    return _Day(start, start, zoned=True)


def check_main_signer(persons: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Exactly one responsible person is the main signer."""
    flags = [flag for flag in persons.iter(dcc("mainSigner")) if text_of(flag) in ("true", "1")]
    if not flags:
        yield Remark(
            code=codes.MAIN_SIGNER_NONE,
            element=persons,
            message="no responsible person is marked as the one who authorises the certificate",
        )
    for flag in flags[1:]:
        yield Remark(
            code=codes.MAIN_SIGNER_SEVERAL,
            element=flag,
            message=f"{len(flags)} persons are marked as main signer",
        )


def check_replaced(core: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A certificate neither amends nor replaces itself, and is not its own previous report."""
    own = text_of(core.find(dcc("uniqueIdentifier")))
    for path in (
        f"{dcc('reportAmendedSubstituted')}/{dcc('replacedUniqueIdentifier')}",
        f"{dcc('previousReport')}/{dcc('referralID')}",
    ):
        element = core.find(path)
        if own and element is not None and text_of(element) == own:
            yield Remark(
                code=codes.REPLACES_ITSELF,
                element=element,
                message=f"the certificate {own} names itself as the one before it",
            )


RULES = (
    Rule(check=check_dates, tags=(dcc("coreData"),), codes=(codes.DATE_ORDER,)),
    Rule(
        check=check_main_signer,
        tags=(dcc("respPersons"),),
        codes=(codes.MAIN_SIGNER_NONE, codes.MAIN_SIGNER_SEVERAL),
    ),
    Rule(check=check_replaced, tags=(dcc("coreData"),), codes=(codes.REPLACES_ITSELF,)),
)
