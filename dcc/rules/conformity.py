"""The rule that a verdict of conformity agrees with the value and its limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from dcc import codes
from dcc.facts.quantities import LimitKind, Side
from dcc.rules.columns import COMPARED, Column, Measure, columns_of, shown
from dcc.rules.decision import DecisionRule, rule_of
from dcc.rules.facts import Facts, text_of
from dcc.rules.limits import Limit, is_difference, is_limit, limits_of, table_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import dcc

_MOST_JUDGED = 250_000
"""After so many values in one certificate no further verdict is judged: each may be the subject of many."""

_COST_OF_ONE = 10
"""To find a quantity with its limits takes as long as to judge so many values."""

_QUANTITY, _LIST = dcc("quantity"), dcc("list")
_PASS, _FAIL = "pass", "fail"


class _Subject(NamedTuple):
    """A quantity that a verdict is about, and the limits that decide on it. ``whole`` is false where others
    are stated that only the decision rule could apply."""

    quantity: etree._Element
    columns: tuple[Column, ...]
    limits: tuple[Limit, ...]
    whole: bool

    @property
    def rows(self) -> int:
        return max(len(column.numbers) for column in self.columns)


class _Conflict(NamedTuple):
    """A row whose verdict is wrong: it passed ``beyond`` that limit, or failed within all (None)."""

    row: int
    value: Measure
    beyond: Limit | None


def check_verdict(element: etree._Element, facts: Facts) -> Iterator[Remark]:
    """No value that passes lies beyond its limits, and none that fails within them (simple acceptance).

    A limit itself is within. Acceptance limits stand before tolerance limits. Where a guard band is stated,
    or a verdict presupposes one (conditionalPass and the like), tolerance limits decide nothing here.
    """
    statement = element.getparent()
    verdicts = list(islice(text_of(element).split(None, COMPARED), COMPARED))
    if statement is None or not verdicts:
        return
    if facts.judged > _MOST_JUDGED:
        message = f"after {_MOST_JUDGED:,} values no further verdict was compared with limits"
        yield from _left(element, message, facts)
        return
    about = list(_quantities(statement, facts))
    limited = [(each, limits) for each in about if (limits := limits_of(each, statement, facts))]
    if not limited:
        return
    rule = rule_of(statement, (each for each, _ in limited), facts)
    plain = {_PASS, _FAIL}.issuperset(verdicts)
    guarded = rule is DecisionRule.GUARDED or not plain
    judged = (_subject(each, limits, facts, guarded=guarded) for each, limits in limited)
    subjects = [subject for subject in judged if subject is not None]
    if guarded and not (plain and len(subjects) == len(limited) and all(each.whole for each in subjects)):
        yield from _left(element, _why_left(rule, verdicts), facts)
    facts.judged += sum(subject.rows + _COST_OF_ONE for subject in subjects)
    yield from _judge(element, verdicts, subjects, facts, alone=len(subjects) == len(about))


def _left(element: etree._Element, message: str, facts: Facts) -> Iterator[Remark]:
    """That a verdict was not judged; said once."""
    if not facts.left:
        facts.left = True
        yield Remark(code=codes.DECISION_RULE_NOT_APPLIED, element=element, message=message)


def _why_left(rule: DecisionRule | None, verdicts: list[str]) -> str:
    if rule is DecisionRule.GUARDED:
        return "the decision rule has regard to measurement uncertainty; verdicts were not recalculated by it"
    word = next(verdict for verdict in verdicts if verdict not in (_PASS, _FAIL))
    return f"the verdict {word} belongs to a decision rule with guard band, which was not recalculated"


def _quantities(statement: etree._Element, facts: Facts) -> Iterator[etree._Element]:
    """The quantities that a statement refers to, else the one it stands in, or that of its table."""
    named = [
        element
        for token in dict.fromkeys(statement.get("refId", "").split())
        if (element := facts.identified(token)) is not None and element.tag in (_QUANTITY, _LIST)
    ]
    for owner in named or islice(statement.iterancestors(_QUANTITY, _LIST), 1):
        quantity = owner if owner.tag == _QUANTITY else table_of(owner, facts).subject
        if quantity is not None and not is_limit(quantity):
            yield quantity


def _subject(
    quantity: etree._Element, limits: tuple[Limit, ...], facts: Facts, *, guarded: bool
) -> _Subject | None:
    accepted = {limit.side for limit in limits if limit.kind is LimitKind.ACCEPTANCE}
    deciding = tuple(
        limit for limit in limits if limit.kind is LimitKind.ACCEPTANCE or limit.side not in accepted
    )
    usable = tuple(limit for limit in deciding if limit.kind is LimitKind.ACCEPTANCE or not guarded)
    if usable and quantity not in facts.columns:
        facts.columns[quantity] = columns_of(quantity)
    columns = facts.columns[quantity] if usable else ()
    return _Subject(quantity, columns, usable, len(usable) == len(deciding)) if columns else None


def _judge(
    element: etree._Element, verdicts: list[str], subjects: list[_Subject], facts: Facts, *, alone: bool
) -> Iterator[Remark]:
    """One remark for each quantity with verdicts that its limits contradict. ``alone`` says that nothing
    else could have failed."""
    found = [
        (subject, list(_conflicts(verdicts, subject, facts)))
        for subject in subjects
        if len(verdicts) in (1, subject.rows)
    ]
    if verdicts == [_FAIL] and not (alone and all(len(rows) == subject.rows for subject, rows in found)):
        return  # one failure is enough to fail what has several values
    for subject, conflicts in found:
        if conflicts:
            message = _sentence(subject, conflicts, facts)
            yield Remark(code=codes.VERDICT_CONTRADICTION, element=element, message=message)


def _conflicts(verdicts: list[str], subject: _Subject, facts: Facts) -> Iterator[_Conflict]:
    pairs = [(limit, *limit.paired(subject.columns)) for limit in subject.limits]
    difference = is_difference(subject.quantity)
    for row in range(subject.rows):
        verdict = verdicts[0] if len(verdicts) == 1 else verdicts[row]
        if verdict not in (_PASS, _FAIL):
            continue
        within = subject.whole
        for limit, column, bounds in pairs:
            value, bound = column.row(row), bounds.row(row)
            if value is None or bound is None:
                within = False
                continue
            answer = limit.excludes(value, bound, difference=difference, facts=facts)
            within = within and answer is False
            if answer and verdict == _PASS:
                yield _Conflict(row, value, limit)
                break
        if within and verdict == _FAIL and value is not None:
            yield _Conflict(row, value, None)


def _sentence(subject: _Subject, conflicts: list[_Conflict], facts: Facts) -> str:
    first = conflicts[0]
    passed = first.beyond is not None
    limits = (first.beyond,) if first.beyond else sorted(subject.limits, key=lambda limit: limit.side)
    bounds = " and ".join(
        f"the {limit.side} {limit.kind} limit {_bound(limit, subject, first.row, facts)}" for limit in limits
    )
    relation = "lies within" if not passed else "is above" if limits[0].side is Side.UPPER else "is below"
    more = f"; {len(conflicts) - 1} more in the same way" if len(conflicts) > 1 else ""
    return (
        f"{_place(subject, first.row, facts)}{shown(first.value, facts)} {relation} {bounds}, "
        f"yet the verdict is {_PASS if passed else _FAIL}{more}"
    )


def _place(subject: _Subject, row: int, facts: Facts) -> str:
    name = facts.child(subject.quantity, dcc("name"))
    words = text_of(facts.child(name, dcc("content"))) if name is not None else ""
    parts = [f"'{words}'"] * bool(words) + [f"row {row + 1}"] * (subject.rows > 1)
    return f"{', '.join(parts)}: " if parts else ""


def _bound(limit: Limit, subject: _Subject, row: int, facts: Facts) -> str:
    bound = limit.paired(subject.columns)[1].row(row)
    return "" if bound is None else shown(bound, facts)


RULES = (
    Rule(
        check=check_verdict,
        tags=(dcc("conformity"), dcc("conformityXMLList")),
        codes=(codes.VERDICT_CONTRADICTION, codes.DECISION_RULE_NOT_APPLIED),
    ),
)
