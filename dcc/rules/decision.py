"""Decision rules as certificates state them, in words: is there a guard band, or simple acceptance?"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from dcc.rules.facts import SECTIONS, Facts
from dcc.xml.names import dcc


class DecisionRule(enum.Enum):
    """How a value becomes a verdict: by its limits alone, or with regard to measurement uncertainty."""

    SIMPLE = "simple acceptance"
    GUARDED = "with guard band"


_SIMPLE = re.compile(
    r"simple acceptance|shared risk|no guard[ -]?bands?|without (?:any |a )?guard[ -]?bands?"
    r"|\bw ?= ?0(?![.,]?\d)"
    r"|without (?:regard to|consider\w+|taking) [^.;]{0,40}uncertaint"
    r"|uncertaint[^.;]{0,120}?not (?:be |been )?(?:taken into account|considered)"
    r"|einfache[rn]? (?:Akzeptanz|Annahme)|geteiltes Risiko|ohne (?:Schutz|Sicherheits)(?:abstand|band)"
    r"|ohne Berücksichtigung [^.;]{0,40}unsicherheit"
    r"|unsicherheit[^.;]{0,120}?nicht (?:berücksichtigt|einbezogen)"
    r"|简单接受|简单验收|共担风险|[无不](?:设|留)?保护带"
    r"|[不未]再?(?:计入?|考虑)[^。；]{0,20}不确定度|不确定度[^。；]{0,60}?[不未]再?(?:计入?|考虑)",
    re.IGNORECASE,
)
_BAND = re.compile(
    r"guard[ -]?band|guarded (?:acceptance|rejection)|(?:Schutz|Sicherheits)(?:abstand|band)|保护带|安全裕度",
    re.IGNORECASE,
)
_NORM = re.compile(r"ILAC[ -]?G0?8\b|JCGM ?106|Guide 98-4|ISO 14253|GB/T 18779|JJF ?1094", re.IGNORECASE)
_UNCERTAINTY = re.compile(r"uncertaint|不确定度|unsicherheit", re.IGNORECASE)

_LONGEST = 10_000
"""So many characters of what a statement says are looked through."""

_TEXTS = tuple(dcc(name) for name in ("name", "description", "declaration"))
_WORDS = tuple(dcc(name) for name in ("norm", "reference", "convention"))
_VERDICTS = (dcc("conformity"), dcc("conformityXMLList"))
_PLACES = (dcc("statement"), dcc("metaData"), dcc("usedMethod"))
_CONTENT = dcc("content")


def read_rule(words: str, *, of_conformity: bool) -> DecisionRule | None:
    """The decision rule that ``words`` state, if any.

    In a statement of conformity, any regard to measurement uncertainty is taken for a guard band; words that
    say both are too, since then only a person can tell.
    """
    bare = _SIMPLE.sub("", words)
    if _BAND.search(bare):
        return DecisionRule.GUARDED
    if bare != words:
        return DecisionRule.SIMPLE
    if _NORM.search(words) or (of_conformity and _UNCERTAINTY.search(words)):
        return DecisionRule.GUARDED
    return None


def rule_of(statement: etree._Element, owners: Iterable[etree._Element], facts: Facts) -> DecisionRule | None:
    """The decision rule for the verdict in ``statement`` about ``owners``: its own, else the nearest one.

    A rule without refId holds for all in the quantity, table, measurement or certificate that it stands in.
    Where a guard band is stated for one of the owners, it is for all.
    """
    own = _rule_in(statement)
    if own is not None:
        return own
    if facts.decision_rules is None:
        facts.decision_rules = dict(_stated(facts.root))
    if not facts.decision_rules:
        return None
    found = {_nearest(owner, facts.decision_rules) for owner in owners}
    return DecisionRule.GUARDED if DecisionRule.GUARDED in found else next(iter(found - {None}), None)


def _nearest(owner: etree._Element, rules: dict[etree._Element | str, DecisionRule]) -> DecisionRule | None:
    for place in (owner, *owner.iterancestors()):
        found = rules.get(place) or rules.get(place.get("id", ""))
        if found is not None:
            return found
    return None


def _stated(root: etree._Element) -> Iterator[tuple[etree._Element | str, DecisionRule]]:
    """What each rule in the certificate is about, an element or an id; one with a guard band comes last."""
    found = [
        (element, rule)
        for section in root.iterchildren(*SECTIONS[:2])
        for element in section.iter(*_PLACES)
        if (rule := _rule_in(element)) is not None
    ]
    for element, rule in sorted(found, key=lambda each: each[1] is DecisionRule.GUARDED):
        named = element.get("refId", "").split()
        for token in named:
            yield token, rule
        holder = element.getparent()
        around = None if holder is None else holder.getparent()
        if not named and around is not None:
            yield (root if element.tag == dcc("statement") else around), rule


def _rule_in(statement: etree._Element) -> DecisionRule | None:
    words = []
    of_conformity = any("conformity" in token for token in statement.get("refType", "").lower().split())
    for child in statement:
        if child.tag in _TEXTS:
            words += [content.text or "" for content in child.iter(_CONTENT)]
        elif child.tag in _WORDS:
            words.append(child.text or "")
        elif child.tag in _VERDICTS:
            of_conformity = True
    return read_rule("\n".join(words)[:_LONGEST], of_conformity=of_conformity)
