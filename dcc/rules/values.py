"""Rules on values and their measurement uncertainties: what cannot be, or hardly can."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice

from lxml import etree

from dcc import codes
from dcc.findings import Severity
from dcc.rules.facts import Facts, text_of
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import si

_COMPARED = 10_000
"""How many entries of a long list are compared one by one, from its beginning."""

_SINGLE_VALUES = tuple(
    si(name) for name in ("value", "valueReal", "valueImag", "valueMagnitude", "valuePhase")
)
_VALUE_LISTS = tuple(
    si(f"{name}XMLList") for name in ("value", "valueReal", "valueImag", "valueMagnitude", "valuePhase")
)
_SHORT = 100
_NORMAL = frozenset({"normal", "gaussian", "gauss", "normalverteilung"})


def check_number(element: etree._Element, facts: Facts) -> Iterable[Remark]:
    """A value is a number. NaN is allowed and says that there is none."""
    if element.text and "NaN" in element.text:
        return (Remark(code=codes.VALUE_NAN, element=element, message="the value is NaN, not a number"),)
    return ()


def check_numbers(element: etree._Element, facts: Facts) -> Iterable[Remark]:
    """As ``check_number``; a gap in a list is only worth knowing."""
    count = element.text.count("NaN") if element.text else 0
    if not count:
        return ()
    message = f"{count} of the values {'is' if count == 1 else 'are'} NaN, not a number"
    return (Remark(code=codes.VALUE_NAN, element=element, message=message, severity=Severity.INFO),)


def check_coverage(expanded: etree._Element, facts: Facts) -> Iterable[Remark]:
    """The coverage factor can belong to the coverage probability, for some distribution."""
    key = tuple([child.text or "" for child in expanded])[1:]
    if key in facts.plausible:
        return ()
    remarks = tuple(_judge_coverage(expanded))
    if not remarks and sum(map(len, key)) < _SHORT:
        facts.plausible.add(key)
    return remarks


def _judge_coverage(expanded: etree._Element) -> Iterator[Remark]:
    factors, probabilities, distributions = (
        _items(_ending(expanded, name)) for name in ("coverageFactor", "coverageProbability", "distribution")
    )
    if not factors or not probabilities:
        return
    rows = min(max(len(factors), len(probabilities), len(distributions)), _COMPARED)
    columns = [_spread(items, rows) for items in (factors, probabilities, distributions or [""])]
    for factor, probability, distribution in dict.fromkeys(zip(*columns, strict=False)):
        if not _is_plausible(factor, probability, distribution):
            of = f" for the distribution '{distribution}'" if distribution else ""
            yield Remark(
                code=codes.COVERAGE_MISMATCH,
                element=expanded,
                message=f"k = {factor} does not belong to p = {probability}{of}; "
                f"a normal distribution has k = {_normal_factor(float(probability)):.2f}",
            )


def _is_plausible(factor: str, probability: str, distribution: str) -> bool:
    """Whether a distribution met in practice has this coverage factor.

    From below: a bounded distribution needs no more than 1.4 (arcsine), others 0.7 of what a normal one
    does. From above: Student's distribution with one degree of freedom, or, where the normal one is named,
    2.5 times its factor, since few degrees of freedom are often written so.
    """
    try:
        k, p = float(factor), float(probability)
    except ValueError:
        return True
    if math.isnan(k) or math.isnan(p) or not 0 < p < 1:
        return True
    normal = _normal_factor(p)
    highest = 2.5 * normal
    if distribution.lower() not in _NORMAL:
        highest = max(highest, math.tan(math.pi * p / 2))
    return min(1.4, 0.7 * normal) <= k <= highest


def _normal_factor(probability: float) -> float:
    """The coverage factor of a normal distribution, by bisection."""
    if not 0 < probability < 1:
        return math.inf
    low, high = 0.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        if math.erf(middle / math.sqrt(2)) < probability:
            low = middle
        else:
            high = middle
    return high


def check_interval(interval: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The lower end of a coverage interval is not above the upper one, and the value lies between."""
    lows, highs = (_items(_ending(interval, name)) for name in ("intervalMin", "intervalMax"))
    if not lows or not highs or next(interval.itersiblings(interval.tag, preceding=True), None) is not None:
        return
    values = _items(_value_of(interval, facts))
    rows = min(max(len(lows), len(highs)), _COMPARED)
    for i, (low, high) in enumerate(zip(_spread(lows, rows), _spread(highs, rows), strict=False)):
        if _is_above(low, high):
            yield Remark(
                code=codes.INTERVAL_ORDER, element=interval, message=f"the interval goes from {low} to {high}"
            )
            return
        value = values[i] if i < len(values) else None
        if value is not None and (_is_above(low, value) or _is_above(value, high)):
            yield Remark(
                code=codes.INTERVAL_VALUE,
                element=interval,
                message=f"the value {value} lies outside its interval from {low} to {high}",
            )
            return


def _value_of(interval: etree._Element, facts: Facts) -> etree._Element | None:
    """The value or list of values whose interval this is; none for one that holds for a whole realList."""
    owner = interval.getparent()
    while owner is not None and etree.QName(owner).localname.startswith("measurementUncertainty"):
        owner = owner.getparent()
    if owner is None:
        return None
    return facts.child(owner, si("value"), si("valueXMLList"))


def _ending(parent: etree._Element, name: str) -> etree._Element | None:
    """The child ``name`` or ``nameXMLList``."""
    return next(parent.iterchildren(si(name), si(f"{name}XMLList")), None)


def _items(element: etree._Element | None) -> list[str]:
    text = text_of(element)
    if len(text) < 64:
        return text.split()
    return list(islice(text.split(None, _COMPARED), _COMPARED))


def _spread(items: list[str], rows: int) -> list[str]:
    """One entry holds for all rows."""
    return items * rows if len(items) == 1 else items


def _is_above(one: str, other: str) -> bool:
    try:
        return Decimal(one) > Decimal(other)
    except InvalidOperation:
        return False


RULES = (
    Rule(check=check_number, tags=_SINGLE_VALUES, codes=(codes.VALUE_NAN,)),
    Rule(check=check_numbers, tags=_VALUE_LISTS, codes=(codes.VALUE_NAN,)),
    Rule(
        check=check_coverage,
        tags=tuple(
            si(name) for name in ("expandedMU", "expandedUnc", "expandedMUXMLList", "expandedUncXMLList")
        ),
        codes=(codes.COVERAGE_MISMATCH,),
    ),
    Rule(
        check=check_interval,
        tags=tuple(
            si(name)
            for name in (
                "coverageIntervalMU",
                "coverageInterval",
                "coverageIntervalMUXMLList",
                "coverageIntervalXMLList",
            )
        ),
        codes=(codes.INTERVAL_ORDER, codes.INTERVAL_VALUE),
    ),
)
