r"""Units that follow the grammar and that nobody can have meant: ``\percent\ronna\henry`` was ``% RH`` once.

They come of programs that take every letter for a symbol: a remark behind a unit becomes a product, a power
of ten an elementary charge. Only what has no use anywhere in measurement belongs here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from dcc.si.terms import Term

_CHARGE = "elementarycharge"
_RATIOS = {"one", "percent", "ppm"}
_LOGARITHMIC = {"bel", "decibel", "neper"}
_PRESSURES = {"bar", "pascal", "mmHg", "mmhg"}
_TIMES = {"second", "minute", "hour", "day"}
_LENGTHS = {"metre"}
_MOST_TERMS = 8
"""A longer product is no slip of a program that reads symbols."""
_NAME = "put the remark into the quantity's name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Why nobody can have meant a unit, and what to write in its place."""

    reason: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    """``tokens``: units one of which must occur, which spares most units a closer look."""

    tokens: Collection[str]
    applies: Callable[[Sequence[Term]], bool]
    oddity: Oddity


def oddity(terms: Sequence[Term]) -> Oddity | None:
    """What is odd about a unit of these terms; None for one that somebody may have meant."""
    if len(terms) > _MOST_TERMS:
        return None
    names = {term.token.name for term in terms}
    if names.isdisjoint(_SUSPECT):
        return None
    checks = (check for check in _CHECKS if not names.isdisjoint(check.tokens))
    return next((check.oddity for check in checks if check.applies(terms)), None)


def _exponent_form(terms: Sequence[Term]) -> bool:
    charges = [term for term in terms if term.token.name == _CHARGE]
    return any(abs(term.exponent) > 2 for term in charges) or (bool(charges) and _has(terms, {"one"}))


def _prefixed(prefix: str, token: str) -> Callable[[Sequence[Term]], bool]:
    return lambda terms: any(_is(term, prefix, token) for term in terms)


def _per(prefix: str, token: str) -> Callable[[Sequence[Term]], bool]:
    """Whether other terms are divided by this one."""
    return lambda terms: (
        len(terms) > 1 and any(_is(term, prefix, token) and term.exponent < 0 for term in terms)
    )


def _together(one: Collection[str], other: Collection[str]) -> Callable[[Sequence[Term]], bool]:
    """Whether a unit of the one kind is multiplied by one of the other, both without exponent."""

    def applies(terms: Sequence[Term]) -> bool:
        plain = [term.token.name for term in terms if term.exponent == 1]
        return any(name in one for name in plain) and any(name in other for name in plain)

    return applies


def _nothing_but(one: Collection[str], other: str) -> Callable[[Sequence[Term]], bool]:
    return lambda terms: len(terms) == 2 and _together(one, {other})(terms)


def _logarithmic_product(terms: Sequence[Term]) -> bool:
    others = [term for term in terms if term.token.name not in _LOGARITHMIC | _RATIOS]
    return _has(terms, _LOGARITHMIC) and any(term.exponent > 0 for term in others)


def _ratio_of_ratios(terms: Sequence[Term]) -> bool:
    return _has(terms, {"percent", "ppm"}) and _cancels(terms)


def _ratio_product(terms: Sequence[Term]) -> bool:
    """Per cent of what is neither time, length nor volume: a dose is given in ppm·h, a path in ppm·m."""
    factors = [term.token.name for term in terms if term.exponent > 0]
    meant = {*_TIMES, *_LENGTHS, *_RATIOS, "litre", "volt", "ampere"}
    return _has(terms, {"percent", "ppm"}) and any(name not in meant for name in factors)


def _newton_volume_flow(terms: Sequence[Term]) -> bool:
    volume = any(
        (term.token.name == "litre" and term.exponent == 1)
        or (term.token.name == "metre" and term.exponent == 3)
        for term in terms
    )
    newton = any(_is(term, None, "newton") and term.exponent == 1 for term in terms)
    return volume and newton and any(term.token.name in _TIMES and term.exponent < 0 for term in terms)


def _cancels(terms: Sequence[Term]) -> bool:
    """Whether one of the terms is divided by itself."""
    return any(
        one.token is other.token and one.prefix is other.prefix and one.exponent == -other.exponent != 0
        for place, one in enumerate(terms)
        for other in terms[place + 1 :]
    )


def _has(terms: Sequence[Term], names: Collection[str]) -> bool:
    return any(term.token.name in names for term in terms)


def _is(term: Term, prefix: str | None, token: str) -> bool:
    return term.token.name == token and (term.prefix.name if term.prefix else None) == prefix


def _check(
    tokens: Collection[str], applies: Callable[[Sequence[Term]], bool], reason: str, advice: str
) -> _Check:
    return _Check(tokens=tokens, applies=applies, oddity=Oddity(reason=reason, advice=advice))


_CHECKS = (
    _check(
        {_CHARGE},
        _exponent_form,
        "it looks like a power of ten, such as 1e-6, that became a power of the elementary charge e",
        r"Put the power of ten into the value: 11.5e-6 with the unit \kelvin\tothe{-1}.",
    ),
    _check(
        {"henry"},
        _prefixed("ronna", "henry"),
        "RH stands for relative humidity, not for ronnahenry",
        r"Write \percent and name the quantity relative humidity.",
    ),
    _check(
        {"henry"},
        _prefixed("ronto", "henry"),
        "rH stands for relative humidity, not for rontohenry",
        r"Write \percent and name the quantity relative humidity.",
    ),
    _check(
        {"siemens"},
        _prefixed("peta", "siemens"),
        "PS stands for horsepower, not for petasiemens",
        r"Convert the value to \kilo\watt.",
    ),
    _check(
        {"second"},
        _prefixed("giga", "second"),
        "Gs stands for gauss, not for gigasecond",
        r"Convert the value to \milli\tesla: 1 Gs is 0.1 mT.",
    ),
    _check(
        {"henry"},
        _per("pico", "henry"),
        "pH stands for the pH value, not for picohenry",
        r"Write \one in place of pH.",
    ),
    _check(
        {"second"},
        _per("atto", "second"),
        "'as' is a word here, as in 'mg/L as N', not attosecond",
        rf"Write the unit alone, \milli\gram\litre\tothe{{-1}}, and {_NAME}.",
    ),
    _check(
        _LOGARITHMIC,
        _logarithmic_product,
        "a level in decibels is not multiplied by a unit: dBm, dBV and dB(A) name a reference",
        r"Write \decibel and put the reference into the quantity's name.",
    ),
    _check(
        {"percent", "ppm"},
        _ratio_of_ratios,
        "m/m or V/V behind % is a remark: by mass or by volume",
        rf"Write \percent alone and {_NAME}.",
    ),
    _check(
        {"percent", "ppm"},
        _ratio_product,
        "what stands behind % or ppm looks like a remark",
        rf"Write \percent or \ppm alone and {_NAME}.",
    ),
    _check(
        {"gram"},
        _together(_PRESSURES, {"gram"}),
        "g behind a unit of pressure stands for gauge pressure, not for gram",
        "Write the unit of pressure alone and name the quantity gauge pressure.",
    ),
    _check(
        {"degree"},
        _together({"degree"}, {"coulomb"}),
        "° and C together are the degree Celsius",
        r"Write \degreecelsius.",
    ),
    _check(
        {"degree"},
        _together({"degree"}, {"farad"}),
        "° and F together are the degree Fahrenheit",
        r"Convert the value to \degreecelsius.",
    ),
    _check({"degree"}, _together({"degree"}, {"kelvin"}), "the kelvin has no degree sign", r"Write \kelvin."),
    _check(
        {"degreecelsius"},
        _together({"degreecelsius"}, {"kelvin"}),
        "a temperature is in °C or in K",
        r"Write \degreecelsius or \kelvin.",
    ),
    _check(
        {"mole"},
        _nothing_but({"gram", "kilogram"}, "mole"),
        "gram and mole are not multiplied",
        r"Write \mole for an amount of substance, \gram\mole\tothe{-1} for a molar mass.",
    ),
    _check(
        {"atomicmassunit"},
        _nothing_but({"atomicmassunit"}, "gram"),
        "ug stands for microgram",
        r"Write \micro\gram.",
    ),
    _check(
        {"newton"},
        _newton_volume_flow,
        "N beside a volume stands for normal conditions more often than for newton",
        "For normal conditions write the unit without \\newton and say so in the quantity's name.",
    ),
)
_SUSPECT = frozenset(name for check in _CHECKS for name in check.tokens)
