"""Rules on hybrid quantities: one quantity in several units says the same in each of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from dcc import codes
from dcc.facts.quantities import Scale
from dcc.rules.facts import Facts, text_of
from dcc.rules.lists import length_of
from dcc.rules.roles import role_in, scale_in
from dcc.rules.rule import Remark, Rule
from dcc.si.agreement import Way, agree_exactly, conflicts, fitting, ways_between
from dcc.si.conversion import conversion
from dcc.si.units import Unit, parse_unit, to_symbol
from dcc.xml.names import si

_COMPARED = 10_000
"""How many values of a long list are converted and compared, from its beginning."""

MOST_FORMS = 100
"""So many forms of one quantity are compared: there are not as many units for anything."""

_REAL, _CONSTANT, _REAL_LIST, _XML_LIST = (
    si(name) for name in ("real", "constant", "realList", "realListXMLList")
)
_SINGLE = (_REAL, _CONSTANT)
_VALUE, _UNIT = si("value"), si("unit")
_VALUES, _UNITS = si("valueXMLList"), si("unitXMLList")


class _Form(NamedTuple):
    """One form of the quantity: its values as written, all in one unit of the SI language."""

    element: etree._Element
    values: list[str]
    unit: str


def check_hybrid(hybrid: etree._Element, facts: Facts) -> Iterable[Remark]:
    """All forms have as many values, units of one dimension, and values that convert into each other."""
    return () if _is_plain_pair(hybrid) else _judge(hybrid, facts)


def _is_plain_pair(hybrid: etree._Element) -> bool:
    """The quick answer for the usual hybrid: two single values that convert into each other exactly."""
    if len(hybrid) != 2:
        return False
    one, unit = _two_texts(hybrid[0], _VALUE, _UNIT)
    two, other_unit = _two_texts(hybrid[1], _VALUE, _UNIT)
    ways = ways_between(unit, other_unit) or ()
    if len(ways) > 1:
        ways = fitting(ways, scale_in(hybrid))
    return any(agree_exactly(one, two, way.factor, way.term) for way in ways)


def _judge(hybrid: etree._Element, facts: Facts) -> Iterator[Remark]:
    if len(hybrid) > MOST_FORMS:
        message = f"the quantity has {len(hybrid):,} forms, of which {MOST_FORMS} are compared"
        yield Remark(code=codes.HYBRID_LENGTH, element=hybrid, message=message)
    forms = [form for element in islice(hybrid, MOST_FORMS) if (form := _read(element, facts)) is not None]
    if len(hybrid) and hybrid[0].tag not in _SINGLE:
        yield from _check_lengths(hybrid, facts)
    for form in forms[1:]:
        ways = ways_between(forms[0].unit, form.unit)
        if ways is None:
            yield _not_the_same(forms[0], form)
        elif len(form.values) == len(forms[0].values):
            yield from _compare(forms[0], form, ways, hybrid)


def _not_the_same(first: _Form, form: _Form) -> Remark:
    return Remark(
        code=codes.HYBRID_DIMENSION,
        element=form.element,
        message=f"{_shown(form.unit)} does not measure what {_shown(first.unit)} measures",
    )


@functools.lru_cache(maxsize=1024)
def _shown(unit: str) -> str:
    read = parse_unit(unit)
    return to_symbol(read) if isinstance(read, Unit) else unit


def _check_lengths(hybrid: etree._Element, facts: Facts) -> Iterator[Remark]:
    lengths = [
        (element, length)
        for element in islice(hybrid, MOST_FORMS)
        if (length := length_of(element, facts)) is not None
    ]
    for element, length in lengths[1:]:
        if length != lengths[0][1]:
            yield Remark(
                code=codes.HYBRID_LENGTH,
                element=element,
                message=f"this form has {length} values, the first one {lengths[0][1]}",
            )


def _read(element: etree._Element, facts: Facts) -> _Form | None:
    """A form whose values and single unit can be read; ``None`` for others, which are not compared."""
    tag = element.tag
    if tag in _SINGLE:
        value, unit = _two_texts(element, _VALUE, _UNIT)
        found = [value]
    elif tag == _XML_LIST:
        values, unit = _two_texts(element, _VALUES, _UNITS)
        found = values.split(None, _COMPARED)[:_COMPARED]
    elif tag == _REAL_LIST:
        reals = element.findall(_REAL)
        if any(real.find(_UNIT) is not None for real in reals):
            return None
        unit = text_of(element.find(si("listUnit")))
        found = [text_of(real.find(_VALUE)) for real in islice(reals, _COMPARED)]
    else:
        return None
    read = facts.unit(unit)
    return _Form(element, found, read.text) if isinstance(read, Unit) and read.non_si is None else None


def _two_texts(parent: etree._Element, one: str, other: str) -> tuple[str, str]:
    first = second = ""
    for child in parent:
        if child.tag == one:
            first = child.text or ""
        elif child.tag == other:
            second = child.text or ""
            break
    return first, second


def _compare(first: _Form, other: _Form, ways: tuple[Way, ...], hybrid: etree._Element) -> Iterator[Remark]:
    """The first value that does not fit as what it is: where zero points differ, as a value or as a
    difference; as either where the role of the quantity does not tell."""
    scale = scale_in(hybrid) if len(ways) > 1 else None
    fewest: list[int] | None = None
    for way in fitting(ways, scale):
        found = conflicts(first.values, other.values, way)
        if not found:
            return
        if fewest is None or len(found) < len(fewest):
            fewest = found
    if fewest:
        more = f", and {len(fewest) - 1} more" if len(fewest) > 1 else ""
        message = _why(first, other, fewest[0], scale, hybrid) or "{1} is not {0}".format(
            *(f"{form.values[fewest[0]]} {_shown(form.unit)}" for form in (first, other))
        )
        yield Remark(code=codes.HYBRID_VALUES, element=other.element, message=message + more)


def _why(first: _Form, other: _Form, place: int, scale: Scale | None, hybrid: etree._Element) -> str | None:
    """What the value in the unit with a zero point of its own is in the other unit, by the role of it."""
    if scale is None:
        return None
    source, target = (parse_unit(form.unit) for form in (first, other))
    if isinstance(source, Unit) and not source.offset:
        first, other, source, target = other, first, target, source
    way = conversion(source, target) if isinstance(source, Unit) and isinstance(target, Unit) else None
    if way is None:
        return None
    stated = first.values[place]
    right = way.difference(stated) if scale is Scale.DIFFERENCE else way.value(stated)
    return (
        f"a {role_in(hybrid)} of {stated} {_shown(first.unit)} is {right} {_shown(other.unit)}, "
        f"not {other.values[place]} {_shown(other.unit)}"
    )


RULES = (
    Rule(
        check=check_hybrid,
        tags=(si("hybrid"),),
        codes=(codes.HYBRID_LENGTH, codes.HYBRID_DIMENSION, codes.HYBRID_VALUES),
    ),
)
