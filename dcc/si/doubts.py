"""Where the symbols of a written unit can be read in two ways, or as no person would read them.

A blank is a product between two symbols that nobody uses as a remark, and in parentheses; behind a slash
stands one unit, or several in parentheses (SI Brochure, 9th edition, 5.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dcc.si.factors import Factor, Symbols, read_symbols, written
from dcc.si.plausible import oddity
from dcc.si.remarks import may_be_element, may_be_remark
from dcc.si.tokens import PREFIXES

_RATIOS = {"percent", "ppm", "bel", "decibel", "neper"}
_AMOUNTS = {"gram", "kilogram", "tonne", "mole", "litre"}
_PRESSURES = {"bar", "pascal", "mmHg"}
_CONDITIONS = {"N": "normal", "S": "standard", "s": "standard"}
_PREFIX_SYMBOLS = {prefix.symbol for prefix in PREFIXES.values()} | {"u"}
MISTAKEN: Mapping[str, str] = {
    "B": r"For bytes write \byte, for bels \bel.",
    "C": r"For degrees Celsius write °C (\degreecelsius), for coulombs \coulomb.",
    "EC": "For a conductivity write mS/cm or S/m.",
    "EV": "For electronvolts write eV.",
    "F": r"Degrees Fahrenheit are no unit of the SI: convert the value to °C or K. For farads write \farad.",
    "Gs": r"Gauss is no unit of the SI: convert the value to mT (\milli\tesla); 1 Gs is 0.1 mT.",
    "M": r"For a concentration write mol/L, for nautical miles \nauticalmile.",
    "Mm": r"For millimetres write mm, for megametres \mega\metre.",
    "Ms": r"For milliseconds write ms, for megaseconds \mega\second.",
    "PA": "For pascals write Pa.",
    "PH": r"For a pH value write 1 (\one).",
    "PS": r"Horsepower is no unit of the SI: convert the value to kW (\kilo\watt).",
    "RH": r"Write % (\percent) and name the quantity relative humidity.",
    "Tm": r"For tesla metres write T·m, for terametres \tera\metre.",
    "e": r"A scale interval e is given in the unit of mass, for example g. A power of ten belongs into the "
    r"value. For the elementary charge write \elementarycharge.",
    "pH": r"For a pH value write 1 (\one), for picohenries \pico\henry.",
    "rH": r"Write % (\percent) and name the quantity relative humidity.",
    "u": r"For micro write µ, for the atomic mass unit Da or \atomicmassunit.",
}
"""Symbols that people write and mean something else by than the letters say."""
_HABITS: Mapping[str, tuple[str, str]] = {
    "W/mK": ("mK may be metre kelvin or millikelvin", "Write W/(m·K), or W·mK⁻¹ if it is per millikelvin."),
    "mW/mK": (
        "mK may be metre kelvin or millikelvin",
        "Write mW/(m·K), or mW·mK⁻¹ if it is per millikelvin.",
    ),
    "kg/cm²": (
        "it is a pressure for many people",
        "Convert a pressure to kPa; for mass per area write kg·cm⁻².",
    ),
    "kg/mm²": (
        "it is a pressure for many people",
        "Convert a pressure to MPa; for mass per area write kg·mm⁻².",
    ),
    "V/V": (
        "it is volume by volume for some people and volt by volt for others",
        r"Write 1 (\one) and say in the quantity's name what is divided by what; for volt by volt V·V⁻¹.",
    ),
}
"""Whole units that mean something else than their letters say to those who grew up with them."""
_DIVIDED = {"C", "F"}
"""Mistaken only where they divide: C/kg is coulomb per kilogram, ppm/C is ppm per degree Celsius."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why written symbols are not taken, and what to write. ``odd`` tells that what the letters say is
    nothing anybody can mean."""

    reason: str
    advice: str
    odd: bool = False


def doubt(symbols: Symbols) -> Doubt | None:
    """What keeps a person from being sure of the unit; None where nothing does."""
    conditions = _conditions(symbols)
    if conditions:
        return conditions
    odd = oddity(symbols.terms)
    if odd:
        return Doubt(reason=odd.reason, advice=odd.advice, odd=True)
    return _habit(symbols) or _mistaken(symbols) or _slash(symbols) or _blanks(symbols)


def _habit(symbols: Symbols) -> Doubt | None:
    found = _HABITS.get(written(symbols.above, symbols.below))
    return Doubt(reason=found[0], advice=found[1]) if found else None


def _mistaken(symbols: Symbols) -> Doubt | None:
    factors = (*symbols.above, *symbols.below)
    if len(factors) == 1 and factors[0].exponent == 1:
        return None  # alone, it is the whole text that is mistaken
    for factor in factors:
        meant = MISTAKEN.get(factor.symbol)
        if meant and (factor.symbol not in _DIVIDED or factor.exponent < 0):
            return Doubt(
                reason=f"'{factor.symbol}' often means something else than its letters say",
                advice=f"{meant} The letters as they stand are {symbols.words}.",
            )
    return None


def _slash(symbols: Symbols) -> Doubt | None:
    above, below = symbols.above, symbols.below
    if symbols.signed_below:
        divided = tuple(_inverse(factor) if factor.exponent > 0 else factor for factor in below)
        raised = tuple(factor for factor in below if factor.exponent > 0)
        lowered = tuple(factor for factor in below if factor.exponent < 0)
        return Doubt(
            reason="a minus sign behind a slash leaves open whether the unit divides or multiplies",
            advice=f"Write {written(above, divided)} if it divides, {written((*above, *raised), lowered)} if "
            "it multiplies.",
        )
    if not symbols.loose_below:
        return None
    for place, factor in enumerate(below[1:], 1):
        if factor.blank and _is_remark((*above, *below[:place]), factor):
            return _unit_or_remark(written(above, below), written(above, below[:place]), factor)
    multiplied = (*above, *(_inverse(factor) for factor in below[1:]))
    return Doubt(
        reason="several units stand behind the slash without parentheses",
        advice=f"Write {written(above, below)} if all of them divide, {written(multiplied, below[:1])} if "
        "only the first does.",
    )


def _blanks(symbols: Symbols) -> Doubt | None:
    """What is doubtful about the blanks between the factors above the slash."""
    above, below = symbols.above, symbols.below
    for place, factor in enumerate(above[1:], 1):
        if not factor.blank or factor.exponent < 0:
            continue
        before = above[place - 1]
        if _is_torn(before, factor):
            return Doubt(
                reason=f"the blank leaves open whether '{before.symbol}' is a unit or a prefix",
                advice=f"Write {before.symbol}·{factor.symbol} for the product, "
                f"{before.symbol}{factor.symbol} with the prefix.",
            )
        if _is_remark(above[:place], factor):
            without = (*above[:place], *above[place + 1 :])
            return _unit_or_remark(written(above, below), written(without, below), factor)
    return None


def _unit_or_remark(product: str, plain: str, factor: Factor) -> Doubt:
    return Doubt(
        reason=f"'{factor.symbol}' behind the blank may be a unit or a remark",
        advice=f"If it is a unit, write {product}. If it is a remark, write {plain} and put the remark into "
        "the quantity's name.",
    )


def _conditions(symbols: Symbols) -> Doubt | None:
    """Whether a blank parts a volume and the N of normal conditions, or the S of standard ones."""
    above, below = symbols.above, symbols.below
    for one, other in (*pairwise(above), *pairwise(below)):
        if not other.blank or not (_at_conditions(one, other) or _at_conditions(other, one)):
            continue
        condition = one if _at_conditions(one, other) else other
        kept = [tuple(each for each in factors if each is not condition) for factors in (above, below)]
        state = _CONDITIONS[condition.symbol]
        product = symbols.words if oddity(symbols.terms) else written(above, below)
        return Doubt(
            reason=f"'{condition.symbol}' beside a volume may be a unit or stand for {state} conditions",
            advice=f"For {state} conditions write {written(*kept)} and say so in the quantity's name. For "
            f"the product write {product}.",
        )
    return None


def _at_conditions(condition: Factor, volume: Factor) -> bool:
    """Whether the one may be the N of a normal volume (or the S of a standard one), the other the volume."""
    if condition.symbol not in _CONDITIONS or abs(condition.exponent) != 1:
        return False
    kind = (volume.term.token.name, volume.exponent * condition.exponent)
    return kind in (("litre", 1), ("metre", 3))


def _is_remark(left: Sequence[Factor], right: Factor) -> bool:
    """Whether the symbol behind the blank may be a remark on the unit before it."""
    names = {factor.term.token.name for factor in left}
    return (
        may_be_remark(right.symbol)
        or bool(names & _RATIOS)
        or (may_be_element(right.symbol) and bool(names & _AMOUNTS))
        or (right.symbol == "A" and bool(names & _PRESSURES))
    )


def _is_torn(left: Factor, right: Factor) -> bool:
    """Whether the blank may have come between a prefix and its unit: ``m s``, ``u g``."""
    if left.symbol not in _PREFIX_SYMBOLS or left.exponent != 1:
        return False
    joined = read_symbols(left.symbol + right.symbol)
    return joined is not None and joined.above[0].term.prefix is not None


def _inverse(factor: Factor) -> Factor:
    return replace(factor, term=replace(factor.term, exponent=-factor.term.exponent))
