"""Rules on the digits of measurement uncertainties, and of the values that they belong to (GUM 7.2.6)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from dcc import codes
from dcc.findings import Code
from dcc.rules.facts import Facts, text_of
from dcc.rules.hybrids import MOST_FORMS
from dcc.rules.rule import Remark, Rule
from dcc.xml.names import dcc, si

_COMPARED = 10_000
"""How many rows of a long list are looked at, from its beginning."""

_MOST_DIGITS = 2
_ANY_PLACE = 10**9
"""A zero without a decimal point may end anywhere between this place and its opposite."""

_NUMBER = re.compile(r"[+-]?(\d*)(\.?)(\d*)(?:[eE]([+-]?\d{1,6}))?")
_VALUE, _VALUES, _REAL = si("value"), si("valueXMLList"), si("real")
_HYBRID, _REAL_LIST, _XML_LIST = si("hybrid"), si("realList"), si("realListXMLList")
_OWNERS = (_REAL, _XML_LIST)
_GROUPS = (_HYBRID, _REAL_LIST)
_FORMS = (_REAL, _XML_LIST, _REAL_LIST, si("constant"))
_INTERVALS = ("coverageInterval", "coverageIntervalMU")
_STATED = tuple(
    si(name + ending)
    for name in ("expandedMU", "standardMU", "expandedUnc", *_INTERVALS)
    for ending in ("", "XMLList")
)
"""Elements whose first child is an expanded or standard measurement uncertainty."""
_OF_INTERVAL = tuple(si(name + ending) for name in _INTERVALS for ending in ("", "XMLList"))
_OUTER = (
    *_STATED,
    si("measurementUncertaintyUnivariate"),
    si("measurementUncertaintyUnivaraite"),
    si("measurementUncertaintyUnivariateXMLList"),
)
"""The children of values in which they are; one is misspelt in the D-SI 2.2 itself."""
_OF_REALS = (si("listMeasurementUncertaintyUnivariate"), si("listUnivariateUnc"))
_OF_CONSTANT = (si("valueStandardMU"), si("uncertainty"))
_DIGITS_STATED = tuple(si(f"significantDigit{ending}") for ending in ("", "XMLList"))


class _Written(NamedTuple):
    """How a number is written: whether it is zero, its significant digits, and the place of its last one.

    The zeros at the end of a whole number may be significant or not, so that its place is one of several.
    """

    zero: bool
    digits: int
    finest: int
    coarsest: int


class _Form(NamedTuple):
    """The values of one form of a quantity with their measurement uncertainties, of which one may hold for
    all rows; ``aligned`` tells whether the last places of both are to be the same."""

    values: list[str]
    uncertainties: list[str]
    aligned: bool


class _Fault(NamedTuple):
    code: Code
    value: str
    uncertainty: str


def check_uncertainty(stated: etree._Element, facts: Facts) -> Iterable[Remark]:
    """U or u is not zero, has at most two significant digits, and ends in the same place as the value."""
    return () if _is_usual(stated, facts) else _judge_stated(stated, facts)


def _is_usual(stated: etree._Element, facts: Facts) -> bool:
    """The quick answer for most: a value with as many decimals as its measurement uncertainty has, of which
    it is known already that it is right."""
    try:
        uncertainty = stated[0].text or ""
        first = stated.getparent().getparent()[0]  # type: ignore[index,union-attr]  # caught
    except (AttributeError, IndexError, TypeError):
        return False
    decimals = facts.decimals.get(uncertainty)
    if decimals is None:
        decimals = facts.decimals[uncertainty] = _plain_decimals(uncertainty)
    if decimals < 0 or first.tag != _VALUE:
        return False
    value = first.text or ""
    return value[~decimals:-decimals] == "." and value[-decimals:].isdecimal()


def _plain_decimals(uncertainty: str) -> int:
    """The decimals of a measurement uncertainty that is right by itself, so that a value with as many is
    too; -1 of one that is to be looked at."""
    written = _written(uncertainty)
    if written is None or written.zero or written.digits > _MOST_DIGITS:
        return -1
    decimals = uncertainty.partition(".")[2]
    return len(decimals) if decimals.isdecimal() else -1


def _judge_stated(stated: etree._Element, facts: Facts) -> Iterator[Remark]:
    outer = stated
    owner = stated.getparent()
    if owner is not None and owner.tag not in _OWNERS:
        outer, owner = owner, owner.getparent()
    if owner is None or owner.tag not in _OWNERS:
        return
    around = owner.getparent()
    if around is not None and around.tag in _GROUPS:
        return
    if facts.child(owner, *_OUTER) is outer and (outer is stated or outer[0] is stated):
        yield from _remarks(owner, [_form(owner)], facts)


def check_constant(constant: etree._Element, facts: Facts) -> Iterable[Remark]:
    """As ``check_uncertainty``, for a constant."""
    around = constant.getparent()
    if around is not None and around.tag == _HYBRID:
        return ()
    return _remarks(constant, [_form(constant)], facts)


def check_group(group: etree._Element, facts: Facts) -> Iterable[Remark]:
    """As ``check_uncertainty``, for a list of reals; of a hybrid it is enough that one form is right, since
    a conversion may bring other digits."""
    if group.tag == _HYBRID:
        return _remarks(
            group, [_form(form) for form in islice(group, MOST_FORMS) if form.tag in _FORMS], facts
        )
    around = group.getparent()
    return () if around is not None and around.tag == _HYBRID else _remarks(group, [_form(group)], facts)


def _form(owner: etree._Element) -> _Form:
    if owner.tag == _REAL_LIST:
        return _form_of_reals(owner)
    values: list[str] = []
    uncertainties: list[str] = []
    aligned = True
    for child in owner:
        if child.tag == _VALUE:
            values = [text_of(child)]
        elif child.tag == _VALUES:
            values = _items(child)
        elif child.tag in _DIGITS_STATED:
            aligned = False
        elif child.tag in _OF_CONSTANT:
            uncertainties = _items(child)
        elif child.tag in _OUTER and not uncertainties:
            uncertainties, of_value = _stated_in(child)
            aligned = aligned and of_value
    return _Form(values, uncertainties, aligned)


def _stated_in(outer: etree._Element) -> tuple[list[str], bool]:
    """The measurement uncertainties in an element, and whether they are of values, not of intervals."""
    stated = next(outer.iter(*_STATED), None)
    if stated is None or not len(stated):
        return [], True
    return _items(stated[0]), stated.tag not in _OF_INTERVAL


def _form_of_reals(owner: etree._Element) -> _Form:
    """A list of reals: each with its own measurement uncertainty, or one for all of them."""
    forms = [_form(real) for real in islice(owner.iterchildren(_REAL), _COMPARED)]
    values = [form.values[0] if form.values else "" for form in forms]
    own = [form.uncertainties[0] if form.uncertainties else "" for form in forms]
    aligned = all(form.aligned for form in forms)
    if any(own):
        return _Form(values, own, aligned)
    outer = next(owner.iterchildren(*_OF_REALS), None)
    shared, of_value = ([], True) if outer is None else _stated_in(outer)
    return _Form(values, shared, aligned and of_value)


def _remarks(element: etree._Element, forms: list[_Form], facts: Facts) -> Iterator[Remark]:
    """One remark for each kind of fault: how many rows have it, and which is the first."""
    stated = [form for form in forms if form.values and form.uncertainties]
    if not stated:
        return
    rows = len(stated[0].values)
    first: dict[str, tuple[int, _Fault]] = {}
    counts: dict[str, int] = {}
    for row in _doubtful(stated[0]):
        faults = [_fault(form, row) for form in stated]
        if faults[0] is not None and all(faults):
            first.setdefault(faults[0].code.name, (row, faults[0]))
            counts[faults[0].code.name] = counts.get(faults[0].code.name, 0) + 1
    for name, (row, fault) in first.items():
        if fault.code is codes.VALUE_DIGITS and _is_relative(element, facts):
            continue
        place = f"row {row + 1}: " if rows > 1 else ""
        more = f"; {counts[name] - 1} more in the same way" if counts[name] > 1 else ""
        yield Remark(code=fault.code, element=element, message=f"{place}{_sentence(fault)}{more}")


def _doubtful(form: _Form) -> Iterator[int]:
    """The rows that are to be looked at: most values have as many decimals as their uncertainty."""
    if len(form.uncertainties) not in (1, len(form.values)):
        return
    decimals = [_plain_decimals(text) for text in form.uncertainties]
    for row, value in enumerate(form.values):
        own = value.partition(".")[2]
        if len(own) != decimals[row if len(decimals) > 1 else 0] or not own.isdecimal():
            yield row


def _fault(form: _Form, row: int) -> _Fault | None:
    value = form.values[row] if row < len(form.values) else ""
    uncertainty = _row(form.uncertainties, row)
    written = _written(uncertainty)
    if written is None:
        return None
    if written.zero:
        return _Fault(codes.UNCERTAINTY_ZERO, value, uncertainty)
    if written.digits > _MOST_DIGITS:
        return _Fault(codes.UNCERTAINTY_DIGITS, value, uncertainty)
    beside = _written(value) if form.aligned else None
    if beside is None or (beside.finest <= written.coarsest and written.finest <= beside.coarsest):
        return None
    return _Fault(codes.VALUE_DIGITS, value, uncertainty)


def _sentence(fault: _Fault) -> str:
    if fault.code is codes.UNCERTAINTY_ZERO:
        return f"the measurement uncertainty is {fault.uncertainty}"
    written, beside = _written(fault.uncertainty), _written(fault.value)
    if fault.code is codes.UNCERTAINTY_DIGITS or written is None or beside is None:
        digits = written.digits if written else 0
        return f"the measurement uncertainty {fault.uncertainty} has {digits} significant digits"
    relation = "has digits beyond" if beside.finest < written.finest else "ends before"
    last_place = f"the last place of its measurement uncertainty {fault.uncertainty}"
    return f"the value {fault.value} {relation} {last_place}"


@functools.lru_cache(maxsize=1024)
def _written(text: str) -> _Written | None:
    """How a number is written; None for NaN and what is no number."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    whole, point, decimals, power = match.groups()
    exponent = int(power or 0)
    digits = (whole + decimals).lstrip("0")
    finest = exponent - len(decimals)
    if point:
        return _Written(not digits, len(digits), finest, finest)
    if not digits:
        return _Written(True, 0, -_ANY_PLACE, _ANY_PLACE)
    significant = digits.rstrip("0")
    return _Written(False, len(significant), exponent, exponent + len(digits) - len(significant))


def _is_relative(element: etree._Element, facts: Facts) -> bool:
    """Whether a relative measurement uncertainty is stated, of which the absolute one is a conversion."""
    quantity = element.getparent()
    return quantity is not None and facts.child(quantity, dcc("relativeUncertainty")) is not None


def _items(element: etree._Element) -> list[str]:
    return list(islice(text_of(element).split(None, _COMPARED), _COMPARED))


def _row(items: list[str], row: int) -> str:
    if len(items) == 1:
        return items[0]
    return items[row] if row < len(items) else ""


_CODES = (codes.UNCERTAINTY_ZERO, codes.UNCERTAINTY_DIGITS, codes.VALUE_DIGITS)

RULES = (
    Rule(check=check_uncertainty, tags=_STATED, codes=_CODES),
    Rule(check=check_constant, tags=(si("constant"),), codes=_CODES),
    Rule(check=check_group, tags=_GROUPS, codes=_CODES),
)
