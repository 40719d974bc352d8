r"""Units as people write them, in symbols (``kPa``, ``m/s^2``, ``°C``), to the words of the D-SI."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dcc.si.tokens import PREFIXES, TOKENS, Prefixes, Standing

_ALIKE = str.maketrans(
    {"\u03bc": "\u00b5", "\u2126": "\u03a9", "\u2103": "°C", "\u22c5": "·", "*": "·", "\uff05": "%"}
)
"""Characters that look alike or are one: Greek mu, ohm sign, ℃, dot operator, full-width per cent."""
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_FACTOR = re.compile(
    r"(?P<symbol>[^\s0-9^⁰¹²³⁴⁵⁶⁷⁸⁹⁻.·/()-]+|1)(?:\^?(?P<power>-?[0-9]+)|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
)
_GAP = re.compile(r"\s*[·.]?\s*")
_LONGEST = 100

SPELLINGS: Mapping[str, str] = {"ohm": "Ω", "Ohm": "Ω", "degC": "°C", "l": "L"}
"""Ways of writing a symbol that leave no doubt."""

_BY_SYMBOL = {token.symbol: token.name for token in reversed(TOKENS.values()) if token.symbol}
_USUAL = {
    token.symbol: token.name
    for token in reversed(TOKENS.values())
    if token.prefixes is not Prefixes.NONE
    and (
        token.standing is Standing.SI
        or token.name in ("litre", "electronvolt", "bar", "dalton", "bit", "byte")
    )
}
"""What carries a prefix in symbols: ``ft`` is a foot, not a femtotonne, and nobody writes it to mean one."""
_PREFIXES = {prefix.symbol: name for name, prefix in PREFIXES.items()} | {"u": "micro"}


def from_symbols(text: str, *, spellings: Mapping[str, str] = SPELLINGS) -> str | None:
    r"""D-SI words for a unit in symbols: ``m/s^2`` is ``\metre\second\tothe{-2}``; None when it is none.

    What stands behind a slash divides; a second slash would leave open what it divides. ``spellings`` are
    further ways of writing a symbol. Whether prefix and unit go together is left to ``parse_unit``.
    """
    if len(text) > _LONGEST:
        return None
    numerator, slash, denominator = text.translate(_ALIKE).strip().partition("/")
    if "/" in denominator:
        return None
    if denominator.startswith("(") and denominator.endswith(")"):
        denominator = denominator[1:-1]
    above = _product(numerator, sign=1, spellings=spellings)
    below = _product(denominator, sign=-1, spellings=spellings) if slash else ""
    if above is None or below is None:
        return None
    return below if above == "\\one" and below else above + below


def _product(text: str, *, sign: int, spellings: Mapping[str, str]) -> str | None:
    words = []
    place = 0
    text = text.strip()
    while place < len(text):
        match = _FACTOR.match(text, place)
        name = None if match is None else _word(match["symbol"], spellings)
        if match is None or name is None:
            return None
        power = sign * int(match["power"] or (match["raised"] or "1").translate(_SUPERSCRIPTS))
        words.append(name if power == 1 else f"{name}\\tothe{{{power}}}")
        gap = _GAP.match(text, match.end())
        place = gap.end() if gap else match.end()
    return "".join(words) or None


def _word(symbol: str, spellings: Mapping[str, str]) -> str | None:
    symbol = spellings.get(symbol, symbol)
    if symbol in _BY_SYMBOL:
        return "\\" + _BY_SYMBOL[symbol]
    for size in (2, 1):
        prefix, rest = symbol[:size], spellings.get(symbol[size:], symbol[size:])
        if prefix in _PREFIXES and rest in _USUAL:
            return f"\\{_PREFIXES[prefix]}\\{_USUAL[rest]}"
    return None
