"""Rules on units: every one can be read, and what is not of the SI is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from dcc import codes
from dcc.findings import Severity
from dcc.rules.facts import Facts, text_of, without_space
from dcc.rules.rule import Remark, Rule
from dcc.si.units import Fault, Unit, UnitProblem
from dcc.xml.names import dcc, si

_UNITS = tuple(si(name) for name in ("unit", "listUnit", "unitPhase", "listUnitPhase"))
_UNIT_LISTS = tuple(si(name) for name in ("unitXMLList", "unitPhaseXMLList"))
_SHOWN = 60
_FORMS_ASKED = 10
_DIFFERENT = 10_000


def check_unit(element: etree._Element, facts: Facts) -> Iterable[Remark]:
    """The unit follows the D-SI grammar and has no white space around or in it."""
    text = element.text or ""
    if text in facts.good_units:
        return ()
    remarks = tuple(_remarks(element, text, facts))
    if not remarks:
        facts.good_units.add(text)
    return remarks


def check_unit_list(element: etree._Element, facts: Facts) -> Iterator[Remark]:
    """Each different unit of the list, up to ten thousand of them, follows the D-SI grammar."""
    texts = dict.fromkeys((element.text or "").split()) or {"": None}
    for text in islice(texts, _DIFFERENT):
        yield from _remarks(element, text, facts)


def _remarks(element: etree._Element, text: str, facts: Facts) -> Iterator[Remark]:
    unit = facts.unit(text)
    if isinstance(unit, UnitProblem):
        yield _problem(element, unit, facts)
        return
    if text != without_space(text):
        yield Remark(
            code=codes.UNIT_PADDED,
            element=element,
            message=f"there is white space around or in '{_short(without_space(text))}'",
        )
    if unit.non_si is not None:
        if not facts.explains(unit.non_si):
            yield Remark(
                code=codes.UNIT_NON_SI,
                element=element,
                message=f"the certificate does not say what the non-SI unit '{_short(unit.non_si)}' is",
            )
        return
    if unit.per:
        yield Remark(code=codes.UNIT_PER, element=element, message=f"'{_short(text.strip())}' uses \\per")
    odd = facts.oddity(text)
    if odd:
        yield Remark(
            code=codes.UNIT_IMPLAUSIBLE,
            element=element,
            message=f"'{_short(without_space(text))}': {odd.reason}",
            hint=lambda: odd.advice,
        )
    if unit.discouraged:
        words = ", ".join(f"\\{name}" for name in dict.fromkeys(unit.discouraged))
        yield Remark(
            code=codes.UNIT_DISCOURAGED,
            element=element,
            message=f"{words} is no longer accepted for use with the SI",
        )


def _problem(element: etree._Element, problem: UnitProblem, facts: Facts) -> Remark:
    if problem.fault is Fault.EMPTY:
        return Remark(code=codes.UNIT_EMPTY, element=element, message=problem.reason)
    code = codes.UNIT_UNKNOWN if problem.fault is Fault.UNKNOWN else codes.UNIT_SYNTAX
    message = f"'{_short(problem.text)}' is no D-SI unit: {problem.reason}"
    if problem.part and problem.part != problem.text:
        message = f"'{_short(problem.part)}' in '{_short(problem.text)}': {problem.reason}"
    return Remark(
        code=code,
        element=element,
        message=message,
        hint=lambda: _hint(problem),
        severity=Severity.WARNING if _is_one_of_several(element, facts) else None,
    )


def _hint(problem: UnitProblem) -> str | None:
    """The unit that was perhaps meant; where symbols leave a doubt, what to write for each reading."""
    if problem.fault is Fault.UNKNOWN and "\\" not in problem.text:
        from dcc.si.written import Refusal, read_written  # wanted only when something is wrong

        written = read_written(problem.text)
        if isinstance(written, Refusal) and "\\" in written.advice and not written.meant:
            return written.advice
    return f"Perhaps {problem.suggestion} is meant." if problem.suggestion else None


def _is_one_of_several(element: etree._Element, facts: Facts) -> bool:
    """Whether the unit stands in a hybrid, another form of which has a unit that can be read: there older
    versions of the D-SI allowed any text."""
    form = element
    for hybrid in element.iterancestors():
        if hybrid.tag == si("hybrid"):
            others = islice((other for other in hybrid if other is not form), _FORMS_ASKED)
            return any(_is_readable(other, facts) for other in others)
        form = hybrid
    return False


def _is_readable(form: etree._Element, facts: Facts) -> bool:
    """Whether the first unit in the form can be read; found out once, as many units of other forms ask."""
    if form not in facts.readable:
        unit = next(form.iter(*_UNITS, *_UNIT_LISTS), None)
        facts.readable[form] = unit is not None and isinstance(facts.unit(unit.text or ""), Unit)
    return facts.readable[form]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def check_non_si_pair(statement: etree._Element, facts: Facts) -> Iterator[Remark]:
    """A non-SI unit and its definition stand together."""
    unit = statement.find(dcc("nonSIUnit"))
    definition = statement.find(dcc("nonSIDefinition"))
    if unit is not None and definition is None:
        yield Remark(
            code=codes.NON_SI_PAIR,
            element=unit,
            message=f"the non-SI unit '{_short(text_of(unit))}' has no definition",
        )
    if definition is not None and unit is None:
        yield Remark(
            code=codes.NON_SI_PAIR, element=definition, message="the definition does not say of which unit"
        )


_UNIT_CODES = (
    codes.UNIT_EMPTY,
    codes.UNIT_UNKNOWN,
    codes.UNIT_SYNTAX,
    codes.UNIT_PADDED,
    codes.UNIT_NON_SI,
    codes.UNIT_PER,
    codes.UNIT_DISCOURAGED,
    codes.UNIT_IMPLAUSIBLE,
)

RULES = (
    Rule(check=check_unit, tags=_UNITS, codes=_UNIT_CODES),
    Rule(check=check_unit_list, tags=_UNIT_LISTS, codes=_UNIT_CODES),
    Rule(check=check_non_si_pair, tags=(dcc("statement"), dcc("metaData")), codes=(codes.NON_SI_PAIR,)),
)
