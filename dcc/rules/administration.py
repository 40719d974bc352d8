"""Rules on the type, on dates, on who signs, and on what a certificate replaces."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dcc import codes
from dcc.facts.elements import stated_type, type_statements
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
_MINUTES_OF_A_DAY = 24 * 60
_WIDEST_ZONE = 14 * 60
_MOST_WORDS, _LONGEST_WORD = 5, 40


class _Day(NamedTuple):
    """The minutes, in UTC since the year 1, at which a day may have started; one where its zone is known."""

    earliest: int
    latest: int
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
    return day.earliest >= other.latest + _MINUTES_OF_A_DAY


def _read_day(text: str) -> _Day | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, utc, sign, hours, minutes = match.groups()
    try:
        start = dt.date.fromisoformat(day).toordinal() * _MINUTES_OF_A_DAY
    except ValueError:
        return None
    if not utc and sign is None:
        return _Day(start - _WIDEST_ZONE, start + _WIDEST_ZONE, zoned=False)
    offset = 0 if utc else int(f"{sign}1") * (int(hours) * 60 + int(minutes))
    return _Day(start - offset, start - offset, zoned=True)


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


def check_type(statements: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The certificate states one type that is known, or leaves it to be a calibration certificate."""
    parent = statements.getparent()
    if parent is None or parent.tag != dcc("administrativeData"):
        return
    stated = list(type_statements(statements))
    said = stated_type(stated)
    if said.type is None:
        words = [repr(word[:_LONGEST_WORD]) for word in said.words]
        shown = " and as ".join(words[:_MOST_WORDS]) + (" and more" if len(words) > _MOST_WORDS else "")
        known = f"states its type as {shown}" if words else "has a statement of its type without a word"
        unknown = ", which is no type" if len(words) == 1 else ""
        yield Remark(
            code=codes.TYPE_CONFLICT, element=stated[-1], message=f"the certificate {known}{unknown}"
        )


RULES = (
    Rule(check=check_type, tags=(dcc("statements"),), codes=(codes.TYPE_CONFLICT,)),
    Rule(check=check_dates, tags=(dcc("coreData"),), codes=(codes.DATE_ORDER,)),
    Rule(
        check=check_main_signer,
        tags=(dcc("respPersons"),),
        codes=(codes.MAIN_SIGNER_NONE, codes.MAIN_SIGNER_SEVERAL),
    ),
    Rule(check=check_replaced, tags=(dcc("coreData"),), codes=(codes.REPLACES_ITSELF,)),
)
