"""Rules on hybrid quantities: one quantity in several units says the same in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow, localcontext
from fractions import Fraction
from itertools import islice

from lxml import etree

from dcc import codes
from dcc.rules.facts import Facts, text_of
from dcc.rules.lists import length_of
from dcc.rules.rule import Remark, Rule
from dcc.si.units import Unit, same_dimension, to_symbol
from dcc.xml.names import si

_COMPARED = 10_000
"""How many values of a long list are converted and compared, from its beginning."""

_REAL, _CONSTANT, _REAL_LIST, _XML_LIST = (
    si(name) for name in ("real", "constant", "realList", "realListXMLList")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One form of the quantity: its values as written, all in one unit of the SI language."""

    element: etree._Element
    values: tuple[str, ...]
    unit: Unit


def check_hybrid(hybrid: etree._Element, facts: Facts) -> Iterator[Remark]:
    """All forms have as many values, units of one dimension, and values that convert into each other."""
    lengths = [(element, length) for element in hybrid if (length := length_of(element)) is not None]
    for element, length in lengths[1:]:
        if length != lengths[0][1]:
            yield Remark(
                code=codes.HYBRID_LENGTH,
                element=element,
                message=f"this form has {length} values, the first one {lengths[0][1]}",
            )
    forms = [form for element in hybrid if (form := _read(element, facts)) is not None]
    for form in forms[1:]:
        if not same_dimension(forms[0].unit, form.unit):
            yield Remark(
                code=codes.HYBRID_DIMENSION,
                element=form.element,
                message=f"{to_symbol(form.unit)} does not measure what {to_symbol(forms[0].unit)} measures",
            )
        elif not form.unit.logarithmic and len(form.values) == len(forms[0].values):
            yield from _compare(forms[0], form)


def _read(element: etree._Element, facts: Facts) -> _Statement | None:
    """A form whose values and single unit can be read; ``None`` for others, which are not compared."""
    if element.tag in (_REAL, _CONSTANT):
        values: tuple[str, ...] = (text_of(element.find(si("value"))),)
        unit = facts.unit(text_of(element.find(si("unit"))))
    elif element.tag == _REAL_LIST:
        reals = element.findall(_REAL)
        if any(real.find(si("unit")) is not None for real in reals):
            return None
        values = tuple(text_of(real.find(si("value"))) for real in islice(reals, _COMPARED))
        unit = facts.unit(text_of(element.find(si("listUnit"))))
    elif element.tag == _XML_LIST:
        text = text_of(element.find(si("valueXMLList")))
        values = tuple(islice(text.split(None, _COMPARED), _COMPARED))
        unit = facts.unit(text_of(element.find(si("unitXMLList"))))
    else:
        return None
    if not isinstance(unit, Unit) or unit.non_si is not None:
        return None
    return _Statement(element=element, values=values, unit=unit)


def _compare(first: _Statement, other: _Statement) -> Iterator[Remark]:
    """The first value that fits neither as a value nor, where zero points differ, as a difference."""
    offsets = [(first.unit.offset, other.unit.offset)]
    if any(offsets[0]):
        offsets.append((Fraction(0), Fraction(0)))
    conflicts = [_conflicts(first, other, pair) for pair in offsets]
    if all(conflicts):
        fewest = min(conflicts, key=len)
        one, two = first.values[fewest[0]], other.values[fewest[0]]
        more = f", and {len(fewest) - 1} more" if len(fewest) > 1 else ""
        yield Remark(
            code=codes.HYBRID_VALUES,
            element=other.element,
            message=f"{two} {to_symbol(other.unit)} is not {one} {to_symbol(first.unit)}{more}",
        )


def _conflicts(first: _Statement, other: _Statement, offsets: tuple[Fraction, Fraction]) -> list[int]:
    """Where the two differ by more than a step of the last digit of each."""
    with localcontext() as context:
        context.prec = 60
        scales = [_decimal(form.unit.factor) for form in (first, other)]
        shifts = [_decimal(offset) for offset in offsets]
        context.traps[Overflow] = False
        steps = [_step(form.values) for form in (first, other)]
        tolerance = sum((step * scale for step, scale in zip(steps, scales, strict=True)), Decimal(0))
        found = []
        for i, (one, two) in enumerate(zip(first.values, other.values, strict=True)):
            try:
                difference = (Decimal(one) + shifts[0]) * scales[0] - (Decimal(two) + shifts[1]) * scales[1]
                if abs(difference) > tolerance:
                    found.append(i)
            except ArithmeticError:  # NaN, or an exponent beyond all reason
                continue
        return found


def _step(values: tuple[str, ...]) -> Decimal:
    """A step of the last digit that any value shows; zeros that end a whole number are not counted."""
    steps = []
    for text in values:
        try:
            value = Decimal(text)
        except InvalidOperation:
            continue
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            continue
        if exponent == 0 and value:
            digits = text.rstrip("0")
            exponent = len(text) - len(digits)
        steps.append(exponent)
    return Decimal(10) ** min(steps, default=0)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


RULES = (
    Rule(
        check=check_hybrid,
        tags=(si("hybrid"),),
        codes=(codes.HYBRID_LENGTH, codes.HYBRID_DIMENSION, codes.HYBRID_VALUES),
    ),
)
