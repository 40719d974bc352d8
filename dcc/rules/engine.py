"""Runs rules over a document: one walk through the tree, each element shown to the rules that ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import etree

from dcc import codes
from dcc.findings import LISTED, Finding
from dcc.rules.facts import gather, sections
from dcc.rules.rule import Check, Remark, Rule
from dcc.xml.names import ROOT
from dcc.xml.place import Places


def judge(root: etree._Element, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """What the rules say of the certificate under ``root``, in the order of the document.

    ``root`` comes from ``dcc.xml.parse.parse_values``, so that no comment divides a value. Anything but a
    DCC has no findings here: the schema has said so.
    """
    if root.tag != ROOT:
        return ()
    places = Places()
    counts: Counter[str] = Counter()
    findings = []
    for remark in _remarks(root, rules):
        counts[remark.code.name] += 1
        if counts[remark.code.name] <= LISTED:
            findings.append(
                remark.code.finding(
                    remark.message,
                    at=places.location(remark.element),
                    hint=remark.hint() if remark.hint else None,
                    severity=remark.severity,
                )
            )
    findings += [
        codes.FINDINGS_CUT.finding(f"{count - LISTED:,} more findings {code} are not listed")
        for code, count in counts.items()
        if count > LISTED
    ]
    return tuple(findings)


def _remarks(root: etree._Element, rules: Iterable[Rule]) -> Iterator[Remark]:
    facts = gather(root)
    checks: dict[str, list[Check]] = {}
    for rule in rules:
        for tag in rule.tags:
            checks.setdefault(tag, []).append(rule.check)
    for check in checks.pop(ROOT, ()):
        yield from check(root, facts)
    if not checks:
        return
    for element in chain.from_iterable(section.iter(*checks) for section in sections(root)):
        for check in checks[element.tag]:
            remarks = check(element, facts)
            if remarks:  # most answer with an empty tuple, which costs nothing then
                yield from remarks
