r"""What a wrong unit was perhaps meant to be: ``\meter`` is ``\metre``, ``kPa`` is ``\kilo\pascal``."""

from __future__ import annotations

import re

from dcc.si.tokens import PREFIXES, TOKENS, Prefixes, Standing

_ALIASES = {
    "meter": "metre",
    "liter": "litre",
    "celsius": "degreecelsius",
    "degc": "degreecelsius",
    "sec": "second",
    "amp": "ampere",
    "ton": "tonne",
    "micron": r"micro\metre",
}
_SYMBOL_ALIASES = {
    "℃": r"\degreecelsius",
    "μ": "µ",
    "l": r"\litre",
    "Ω": r"\ohm",
    "ohm": r"\ohm",
    "'": r"\arcminute",
    '"': r"\arcsecond",
    "sec": r"\second",
    "°": r"\degree",
    "deg": r"\degree",
}
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_FACTOR = re.compile(r"(.+?)\^?(-?\d+)?", re.DOTALL)


def suggest(word: str) -> str | None:
    """The D-SI text nearest to an unknown word (without its backslash) or symbol; nothing when none is."""
    return _by_name(word) or from_symbol(word) or _by_likeness(word)


def from_symbol(text: str) -> str | None:
    r"""The D-SI form of a unit written with symbols: ``kg/m³`` gives ``\kilogram\metre\tothe{-3}``."""
    text = text.strip().translate(_SUPERSCRIPT).replace("μ", "µ").replace("Ω", "Ω")
    if not text or len(text) > 40:
        return None
    numerator, *denominators = text.split("/")
    parts = [(factor, 1) for factor in re.split(r"[·⋅*.\s]+", numerator)]
    for denominator in denominators:
        parts += [(factor, -1) for factor in re.split(r"[·⋅*.\s]+", denominator.strip("()"))]
    if text.strip("-") in ("", "1"):
        return r"\one"
    words = [_factor(factor, sign) for factor, sign in parts if factor not in ("", "1")]
    return "".join(word for word in words if word) if words and None not in words else None


def _factor(text: str, sign: int) -> str | None:
    match = _FACTOR.fullmatch(text)
    if match is None:
        return None
    word = _symbol(match.group(1))
    exponent = sign * int(match.group(2) or 1)
    if word is None or exponent == 1:
        return word
    return f"{word}\\tothe{{{exponent}}}"


def _symbol(symbol: str) -> str | None:
    if symbol in _SYMBOL_ALIASES:
        return _SYMBOL_ALIASES[symbol]
    for token in TOKENS.values():
        if token.symbol == symbol:
            return f"\\{token.name}"
    for prefix in PREFIXES.values():
        rest = symbol.removeprefix(prefix.symbol)
        if rest == symbol or prefix.binary:
            continue
        for token in TOKENS.values():
            usual = token.standing is Standing.SI or token.name in ("litre", "electronvolt", "bar")
            if usual and token.prefixes is Prefixes.DECIMAL and rest in (token.symbol, token.name):
                return f"\\{prefix.name}\\{token.name}"
    return None


def _by_name(word: str) -> str | None:
    names = {name.lower(): name for name in (*TOKENS, *PREFIXES)}
    low = word.lower()
    for candidate in (low, low.removesuffix("s")):
        candidate = _ALIASES.get(candidate, candidate)
        if candidate in names:
            return f"\\{names[candidate]}"
        if candidate in _ALIASES.values():
            return f"\\{candidate}"
        for prefix in PREFIXES:
            rest = candidate.removeprefix(prefix)
            rest = _ALIASES.get(rest, rest)
            if rest != candidate and rest in TOKENS:
                return f"\\{prefix}\\{rest}"
    return None


def _by_likeness(word: str) -> str | None:
    if not word.isalpha():
        return None
    import difflib  # slow to load, and only wanted when something is wrong

    near = difflib.get_close_matches(word.lower(), [*TOKENS, *PREFIXES], n=1, cutoff=0.8)
    return f"\\{near[0]}" if near else None
