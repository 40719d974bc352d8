r"""Numbers that people write into a unit: ``10⁻⁶/K``, ``1e6 Ω``, ``g/100g``. They belong into the value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dcc.si.factors import Symbols, read_symbols, written
from dcc.si.terms import fits
from dcc.si.tokens import PREFIXES

_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_MANTISSA = r"[0-9]{1,9}(?:[.,][0-9]{1,9})?"
_NUMBER = re.compile(
    r"(?:^|(?<=[\s/·*×(]))(?:[×x*]\s*)?(?:"
    rf"(?:(?P<ten_mantissa>{_MANTISSA})\s*[×x*·]\s*)?"
    r"10\s*(?:\^?(?P<signed>[-+][0-9]{1,2})|\^(?P<power>[0-9]{1,2})|(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
    rf"|(?P<e_mantissa>{_MANTISSA})?[eE](?P<exponent>[-+]?[0-9]{{1,2}})"
    rf"|(?P<plain>{_MANTISSA}))"
)
_GAPS = " ·*×x"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberInside:
    """A number in a unit: as written, its size (reciprocal behind a slash), whether it is written as a power
    of ten, and what remains without it."""

    text: str
    size: Decimal
    power: bool
    rest: str


def find_number(text: str) -> NumberInside | None:
    """The first number of a tidy text that is no exponent; a 1 alone, or before a slash, is none."""
    for match in _NUMBER.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if match.group() == "1" and not before.strip() and behind.strip()[:1] in ("", "/"):
            continue
        divides = before.rstrip(" (")[-1:] == "/"
        rest = before.rstrip(_GAPS) + ("" if divides or not before.strip() else " ") + behind.lstrip(_GAPS)
        size = _size(match)
        return NumberInside(
            text=match.group().strip(),
            size=1 / size if divides and size else size,
            power=not match["plain"] and size.normalize().as_tuple().digits == (1,),
            rest=_without_idle_slash(rest.strip()),
        )
    return None


def advice_on(number: NumberInside, is_unit: Callable[[str], bool]) -> str:
    """What to write in place of a unit with this number in it."""
    symbols = read_symbols(number.rest) if is_unit(number.rest) else None
    if symbols is None:
        return "Put the number into the value and leave the unit alone in its place: 11.5e-6 with 1/K."
    unit = f"{written(symbols.above, symbols.below)} ({symbols.words})"
    if number.size == 1:
        return f"Write {unit}: the number 1 changes nothing."
    if not number.power:
        if number.rest == "1":
            return r"Write the unit in its place; that of a plain number is 1 (\one)."
        return f"Write {unit} and multiply value and U by {number.size.normalize():f}."
    power = number.size.adjusted()
    other = _same_size(symbols, power)
    return f"Write {unit} and put the power of ten into value and U: 11.5e{power} in place of 11.5." + (
        f" Or leave the value as it is and write {other}." if other else ""
    )


def _size(match: re.Match[str]) -> Decimal:
    mantissa = match["ten_mantissa"] or match["e_mantissa"] or match["plain"] or "1"
    power = match["signed"] or match["power"] or match["raised"] or match["exponent"] or "0"
    return Decimal(mantissa.replace(",", ".")).scaleb(int(power.translate(_SUPERSCRIPTS)))


def _without_idle_slash(rest: str) -> str:
    if rest.startswith("/"):
        rest = f"1{rest}"
    return rest.removesuffix("/").strip() or "1"


def _same_size(symbols: Symbols, power: int) -> str | None:
    """The unit with a prefix, % or ppm in place of a power of ten, if one has its size."""
    if not symbols.above:
        ratio = {-2: "%", -6: "ppm"}.get(power)
        if ratio is None:
            return None
        below = written((), symbols.below).removeprefix("1")
        return f"{ratio}{below}"
    first = symbols.above[0]
    if first.term.prefix or first.exponent != 1:
        return None
    for prefix in PREFIXES.values():
        if prefix.factor == Decimal(1).scaleb(power) and fits(prefix, first.term.token):
            joined = read_symbols(prefix.symbol + first.symbol)
            return written((*joined.above, *symbols.above[1:]), symbols.below) if joined else None
    return None
