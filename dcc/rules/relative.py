"""The rule that a relative measurement uncertainty agrees with the expanded one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, DecimalException
from fractions import Fraction
from itertools import islice

from lxml import etree

from dcc import codes
from dcc.rules.facts import Facts, text_of
from dcc.rules.rule import Remark, Rule
from dcc.si.units import Unit
from dcc.xml.names import dcc, si

_COMPARED = 10_000
_MOST_PLACES = 400
_EXPANDED = ("valueExpandedMU", "uncertainty")
_STANDARD = ("valueStandardMU", "standardUnc")


def check_relative(relative: etree._Element, facts: Facts) -> Iterator[Remark]:
    """The ratio stated is U or u by the magnitude of the value, within the digits, for one of the forms.

    A quantity in °C and K has two such ratios; either will do.
    """
    quantity = relative.getparent()
    if next(relative.itersiblings(relative.tag, preceding=True), None) is not None:
        return  # the schema allows one, and says so
    stated = next((child for child in relative if isinstance(child.tag, str)), None)
    if quantity is None or stated is None:
        return
    ratios = _numbers(stated, "value")
    scale = _scale(stated, facts)
    forms = [
        form
        for holder in (quantity, *quantity.iterchildren(si("hybrid")))
        for form in holder.iterchildren(*_FORMS)
    ]
    if scale is None:
        return
    judged = (_first_conflict(ratios, scale, form) for form in forms)
    answers = [answer for answer in judged if answer is not None]
    if answers and all(answers):
        yield Remark(code=codes.UNCERTAINTY_RELATIVE, element=stated, message=answers[0])


_FORMS = (si("real"), si("realListXMLList"))


def _first_conflict(ratios: list[str], scale: Fraction, form: etree._Element) -> str | None:
    """A sentence on the first row that disagrees; empty when all agree, ``None`` when nothing compares."""
    values = _numbers(form, "value")
    compared = False
    for names in (_EXPANDED, _STANDARD):
        uncertainties = next((found for name in names if (found := _numbers(form, name))), [])
        if not uncertainties:
            continue
        factors = _numbers(form, "coverageFactor") or ["1"]
        conflict = ""
        for i, value in enumerate(values):
            ratio, uncertainty, factor = (_row(items, i) for items in (ratios, uncertainties, factors))
            if ratio is None or uncertainty is None:
                continue
            compared = True
            if not _agrees(ratio, scale, uncertainty, factor or "1", value):
                conflict = f"{ratio} is stated, and {uncertainty} is not this part of {value}"
                break
        if compared:
            return conflict
    return None


def _agrees(ratio: str, scale: Fraction, uncertainty: str, factor: str, value: str) -> bool:
    """Whether the ranges that the digits leave open overlap, for U or for U/k."""
    try:
        low, high = _range(ratio)
        smallest, largest = _range(uncertainty)
        least, most = _range(value)
        k = Fraction(_reasonable(factor))
    except (DecimalException, ValueError):
        return True
    if least <= 0 or k <= 0:
        return True
    return any(
        low * scale <= largest / divisor / least and smallest / divisor / most <= high * scale
        for divisor in (1, k)
    )


def _range(text: str) -> tuple[Fraction, Fraction]:
    """Magnitudes that round, up or to nearest, to what is written: one step of the last digit each way."""
    value = _reasonable(text)
    step = Fraction(10) ** int(value.as_tuple().exponent)
    size = abs(Fraction(value))
    return max(size - step, Fraction(0)), size + step


def _reasonable(text: str) -> Decimal:
    """The number; a fraction of one that is far larger, smaller or longer would fill the memory with zeros.

    Raises ``ValueError`` for such a one and for NaN, ``DecimalException`` for what is no number.
    """
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _MOST_PLACES or abs(value.adjusted()) > _MOST_PLACES:
        raise ValueError(text)
    return value


def _scale(stated: etree._Element, facts: Facts) -> Fraction | None:
    """The factor of the ratio's unit when it is a number (one, per cent, V/V), else nothing."""
    element = next(stated.iterchildren(si("unit"), si("unitXMLList")), None)
    unit = facts.unit(text_of(element))
    if not isinstance(unit, Unit) or unit.non_si is not None or any(unit.dimension) or unit.logarithmic:
        return None
    return unit.factor


def _numbers(parent: etree._Element, name: str) -> list[str]:
    element = next(parent.iter(si(name), si(f"{name}XMLList")), None)
    return list(islice(text_of(element).split(None, _COMPARED), _COMPARED))


def _row(items: list[str], row: int) -> str | None:
    if len(items) == 1:
        return items[0]
    return items[row] if row < len(items) else None


RULES = (Rule(check=check_relative, tags=(dcc("relativeUncertainty"),), codes=(codes.UNCERTAINTY_RELATIVE,)),)
