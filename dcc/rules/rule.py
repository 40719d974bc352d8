"""What a rule is: the elements it looks at, a function that judges one of them, and what it may remark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from dcc.findings import Code, Severity
from dcc.rules.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a rule says of an element; place, hint and clause are added when it becomes a finding.

    ``hint`` and ``severity`` stand in for the code's own where given; a hint is made when it is shown.
    """

    code: Code
    element: etree._Element
    message: str
    hint: Callable[[], str | None] | None = None
    severity: Severity | None = None


Check = Callable[[etree._Element, Facts], Iterable[Remark]]
"""Judges one element; an empty tuple is the quick answer for the many that are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check, the element names (``{namespace}local``) it wants to see, and the codes it may report."""

    check: Check
    tags: tuple[str, ...]
    codes: tuple[Code, ...]
