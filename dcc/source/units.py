r"""Units as a laboratory writes them (kPa, m/s^2, °C, Ω) or as the Digital SI does (\kilo\pascal), and exact
conversion between two of them."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DecimalException, Inexact, InvalidOperation
from fractions import Fraction

from dcc import codes
from dcc.findings import Location
from dcc.model import Number
from dcc.si.tokens import PREFIXES, TOKENS
from dcc.si.units import Unit, UnitProblem, parse_unit, same_dimension, to_symbol
from dcc.source.intake import Intake
from dcc.source.suggest import suggestion

_SPELLINGS = str.maketrans(
    {"\u03bc": "\u00b5", "\u2126": "\u03a9", "\u2103": "°C", "\u22c5": "·", "*": "·", "\uff05": "%"}
)
"""Characters that look alike or are one: Greek mu, ohm sign, ℃, dot operator, full-width per cent."""
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_NAMES = {
    "ohm": "Ω",
    "Ohm": "Ω",
    "degC": "°C",
    "l": "L",
}
_FACTOR = re.compile(
    r"(?P<symbol>[^\s\d^⁰¹²³⁴⁵⁶⁷⁸⁹⁻.·/()-]+|1)(?:\^?(?P<power>-?\d+)|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
)
_BY_SYMBOL = {token.symbol: token.name for token in reversed(TOKENS.values()) if token.symbol}
_PREFIX_SYMBOLS = {prefix.symbol: name for name, prefix in PREFIXES.items()} | {"u": "micro"}

_EXACT = Context(prec=200, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation])
"""Refuses what 200 digits cannot hold exactly."""

_PLAIN = 40
"""Up to this power of ten a converted number is written without exponent."""


def read_unit(word: str, at: Location, intake: Intake) -> Unit | None:
    """The unit that ``word`` writes in either notation; None after reporting one that is not known."""
    unit = parse_unit(word if word.startswith(("\\", "|")) else from_symbols(word) or word)
    if isinstance(unit, Unit):
        return unit
    intake.say(codes.SOURCE_UNIT, _reason(word, unit), at, hint=_remedy(word, unit))
    return None


def from_symbols(text: str) -> str | None:
    r"""D-SI for a unit in symbols: ``m/s^2`` is ``\metre\second\tothe{-2}``; None when it is none."""
    text = text.translate(_SPELLINGS).strip()
    numerator, slash, denominator = text.partition("/")
    if "/" in denominator:
        return None
    if denominator.startswith("(") and denominator.endswith(")"):
        denominator = denominator[1:-1]
    above = _product(numerator, sign=1)
    below = _product(denominator, sign=-1) if slash else ""
    if above is None or below is None:
        return None
    return below if above == "\\one" and below else above + below


def convert(text: str, source: Unit, target: Unit, *, offset: Fraction) -> Number | None:
    """The number ``text`` of ``source`` in ``target``, exactly; None where it has no finite decimal form.

    ``offset`` is what is added before the factor: ``scale_offset`` for values, 0 for differences such as
    a measurement uncertainty. Trailing zeros stay, so a value keeps its decimals.
    """
    if text == "NaN":
        return Number(text)
    ratio = _decimal(source.factor / target.factor)
    shift = _decimal(offset)
    if ratio is None or shift is None:
        return None
    try:
        value = _EXACT.add(Decimal(text), shift) if shift else Decimal(text)
        if ratio.normalize().as_tuple().digits == (1,):
            value = value.scaleb(ratio.adjusted(), _EXACT)
        else:
            value = _EXACT.multiply(value, ratio)
    except DecimalException:
        return None
    return Number(f"{value:f}" if abs(value.adjusted()) < _PLAIN else str(value))


def scale_offset(source: Unit, target: Unit) -> Fraction:
    """What to add to a value in ``source`` so that a factor alone leads to ``target``."""
    return source.offset - target.offset * target.factor / source.factor


def convertible(source: Unit, target: Unit) -> bool:
    """Whether a factor and an offset lead from one unit to the other."""
    return same_dimension(source, target) and not source.logarithmic


def is_coherent(unit: Unit) -> bool:
    """Whether the unit is a coherent one of the SI: no factor, no offset."""
    return unit.factor == 1 and not unit.offset and unit.non_si is None


def _product(text: str, *, sign: int) -> str | None:
    words = []
    place = 0
    text = text.strip()
    while place < len(text):
        match = _FACTOR.match(text, place)
        if match is None:
            return None
        name = _symbol(match["symbol"])
        if name is None:
            return None
        power = sign * int(match["power"] or (match["raised"] or "1").translate(_SUPERSCRIPTS))
        words.append(name if power == 1 else f"{name}\\tothe{{{power}}}")
        place = match.end()
        gap = re.compile(r"\s*[·.]?\s*").match(text, place)
        place = gap.end() if gap else place
    return "".join(words) or None


def _symbol(symbol: str) -> str | None:
    symbol = _NAMES.get(symbol, symbol)
    if symbol in _BY_SYMBOL:
        return "\\" + _BY_SYMBOL[symbol]
    for size in (2, 1):
        prefix, rest = symbol[:size], _NAMES.get(symbol[size:], symbol[size:])
        if prefix in _PREFIX_SYMBOLS and rest in _BY_SYMBOL:
            return f"\\{_PREFIX_SYMBOLS[prefix]}\\{_BY_SYMBOL[rest]}"
    return None


def _decimal(value: Fraction) -> Decimal | None:
    """``value`` as a finite decimal number, or None."""
    try:
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except DecimalException:
        return None


def _reason(word: str, problem: UnitProblem) -> str:
    if word.startswith("\\"):
        return f"{word} is not a D-SI unit: {problem.reason} ({problem.part})"
    return f"{word} is not a unit known here"


def _remedy(word: str, problem: UnitProblem) -> str | None:
    if problem.suggestion is None:
        near = "" if word.startswith("\\") else suggestion(word, _BY_SYMBOL)
        return near or 'Use a unit of the SI; mark one that deliberately is not with a bar: "|name".'
    suggested = parse_unit(problem.suggestion)
    if word.startswith("\\") or not isinstance(suggested, Unit):
        return f"Did you mean {problem.suggestion}?"
    return f"Did you mean {to_symbol(suggested)} ({problem.suggestion})?"
