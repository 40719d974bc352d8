r"""What a wrong unit was perhaps meant to be: ``\meter`` is ``\metre``, ``kPa`` is ``\kilo\pascal``."""

from __future__ import annotations

from dcc.nearest import nearest
from dcc.si.symbols import SPELLINGS, from_symbols
from dcc.si.tokens import PREFIXES, TOKENS, Standing

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
_LOOSE = {
    **SPELLINGS,
    "'": "′",
    '"': "″",
    "sec": "s",
    "deg": "°",
}
"""Ways of writing a symbol that are only likely to mean it."""
_COMPOUNDS = {"Ah": "A·h", "Nm": "N·m", "Pas": "Pa·s", "VA": "V·A", "Wh": "W·h", "Ws": "W·s", "var": "V·A"}
"""Products that people write without the dot between."""
_FEWEST = 3


def suggest(word: str) -> str | None:
    """The D-SI text nearest to an unknown word (without its backslash) or symbol; nothing when none is."""
    if not word.strip("- "):
        return r"\one"
    for joined, apart in _COMPOUNDS.items():
        if word.endswith(joined):
            word = word.removesuffix(joined) + apart
    return (
        _by_name(word)
        or from_symbols(word, spellings=_LOOSE)
        or _by_symbol_in_other_case(word)
        or _by_likeness(word)
    )


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


def _by_symbol_in_other_case(word: str) -> str | None:
    """``Mpa`` is ``MPa``, ``mVolt`` is ``mV``: the symbol that shares most letters with the word as written.

    Two letters tell too little: ``ft`` is a foot and no femtotesla.
    """
    if len(word) < _FEWEST:
        return None
    meant = {
        prefix.symbol + written: rf"\{prefix.name}\{token.name}"
        for prefix in PREFIXES.values()
        for token in TOKENS.values()
        for written in (token.symbol, token.name)
        if token.standing is Standing.SI and not prefix.binary
    }
    alike = [text for text in meant if text.casefold() == word.casefold()]
    best = max(alike, key=lambda text: sum(map(str.__eq__, text, word)), default=None)
    return None if best is None else meant[best]


def _by_likeness(word: str) -> str | None:
    near = nearest(word, (*TOKENS, *PREFIXES), cutoff=0.8) if word.isalpha() else None
    return f"\\{near}" if near else None
