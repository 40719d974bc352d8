r"""The symbols of a written unit, one by one: ``kg·m/s²`` is kg, m and s⁻².

    unit     = "1" | above [ "/" below ] | "1/" below
    above    = factors | "(" factors ")"
    below    = factors | "(" factors ")"
    factors  = factor ( gap factor )*
    gap      = "·" | "." | "*" | "×" | blanks | nothing, behind an exponent
    factor   = symbol [ ["^"] ["-"] digit ]      the exponent may be raised: ² or ⁻¹; a 1 is not written

Whether that leaves no doubt is another question, see ``doubts``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dcc.si.terms import Term, fits
from dcc.si.tokens import PREFIXES, TOKENS, Prefixes, Standing

_FORMS = re.compile(r"[\u2100-\u214f\u3000\u3300-\u33ff\uff01-\uff5e]")
"""℃, ㎜, ％ and other characters that stand for plain ones."""
_ALIKE = str.maketrans(
    {"\u03bc": "µ", "\u22c5": "·", "\u2022": "·", "\u30fb": "·", "\u2215": "/", "\u2044": "/"}
    | {"\u00ba": "°", "\u02da": "°", "\u2212": "-", "\u2013": "-", "\u207b": "⁻"}
)
"""Characters that look alike: Greek mu, dots, slashes, rings, dashes."""
_BRACED_EXPONENT = re.compile(r"(?:\^|\*\*)(?:\{([-+]?[0-9]+)\}|\(([-+]?[0-9]+)\)|(?=[-+]?[0-9]))")
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FACTOR = re.compile(
    r"(?P<symbol>[^\s0-9^⁰¹²³⁴⁵⁶⁷⁸⁹⁻.·*×/()\[\]+=,;:-]+)"
    r"(?:\^?(?P<power>-1|-?[2-9])|(?P<raised>⁻¹|⁻?[²³⁴⁵⁶⁷⁸⁹]))?(?![0-9^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])"
)
_GAP = re.compile(r"\s*[·.*×]\s*|\s+")
LONGEST = 100
"""A longer text is no unit in symbols, and no remark is looked for in it."""

SPELLINGS: Mapping[str, str] = {"ohm": "Ω", "Ohm": "Ω", "degC": "°C", "l": "L"}
"""Ways of writing a symbol that leave no doubt."""

_BY_SYMBOL = {token.symbol: token for token in reversed(TOKENS.values()) if token.symbol}
_USUAL = {
    symbol: token
    for symbol, token in _BY_SYMBOL.items()
    if token.prefixes is not Prefixes.NONE
    and (
        token.standing is Standing.SI
        or token.name in ("litre", "electronvolt", "bar", "dalton", "bit", "byte")
    )
} | {"B": TOKENS["byte"]}
"""What carries a prefix in symbols: ``ft`` is a foot, not a femtotonne, and nobody writes it to mean one."""
_PREFIXES = {prefix.symbol: prefix for prefix in PREFIXES.values()} | {"u": PREFIXES["micro"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One symbol with its exponent; the exponent is negative where the symbol stands behind a slash.
    ``blank`` tells that nothing but white space parts it from the one before."""

    symbol: str
    term: Term
    blank: bool = False

    @property
    def exponent(self) -> int:
        """The exponent; a written one is whole."""
        return int(self.term.exponent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """The factors above and below the slash. ``signed_below`` tells of a minus sign behind the slash,
    ``loose_below`` of several factors there without parentheses."""

    above: tuple[Factor, ...]
    below: tuple[Factor, ...]
    signed_below: bool = False
    loose_below: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """The factors of the unit, as the D-SI knows them."""
        return tuple(factor.term for factor in (*self.above, *self.below))

    @property
    def words(self) -> str:
        """The unit in the words of the D-SI."""
        return "".join(term.words for term in self.terms) or r"\one"


def tidy(text: str) -> str:
    """``text`` with characters that look alike made one, and exponents without braces and double stars."""
    text = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form.group()), text).translate(_ALIKE)
    return _BRACED_EXPONENT.sub(lambda found: f"^{found[1] or found[2] or ''}", text).strip()


def read_symbols(text: str, spellings: Mapping[str, str] = SPELLINGS) -> Symbols | None:
    """The symbols of a tidy text; None where it holds anything else. ``spellings`` are further ways of
    writing a symbol."""
    if not text or len(text) > LONGEST:
        return None
    numerator, slash, denominator = (part.strip() for part in text.partition("/"))
    above = () if numerator == "1" else _product(_bared(numerator), 1, spellings)
    below = _product(_bared(denominator), -1, spellings) if slash else ()
    if above is None or below is None:
        return None
    return Symbols(
        above=above,
        below=below,
        signed_below=any(factor.exponent > 0 for factor in below),
        loose_below=len(below) > 1 and _bared(denominator) == denominator,
    )


def written(above: tuple[Factor, ...], below: tuple[Factor, ...] = ()) -> str:
    """The unit as it is best written in symbols: ``W/(m·K)``."""
    upper = "·".join(_raised(factor, factor.exponent) for factor in above) or "1"
    lower = "·".join(_raised(factor, -factor.exponent) for factor in below)
    if not lower:
        return upper
    return f"{upper}/({lower})" if len(below) > 1 else f"{upper}/{lower}"


def _raised(factor: Factor, exponent: int) -> str:
    return factor.symbol if exponent == 1 else factor.symbol + str(exponent).translate(_RAISED)


def _bared(text: str) -> str:
    inside = text[1:-1].strip()
    return inside if text[:1] == "(" and text[-1:] == ")" and "(" not in inside else text


def _product(text: str, sign: int, spellings: Mapping[str, str]) -> tuple[Factor, ...] | None:
    factors: list[Factor] = []
    place = 0
    gap: re.Match[str] | None = None
    while place < len(text):
        match = _FACTOR.match(text, place)
        term = match and _term(match, sign, spellings)
        if match is None or term is None:
            return None
        blank = gap is not None and not gap.group().strip()
        factors.append(Factor(symbol=match["symbol"], term=term, blank=blank))
        place = match.end()
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
    return tuple(factors) if factors and not (gap and gap.group().strip()) else None


def _term(match: re.Match[str], sign: int, spellings: Mapping[str, str]) -> Term | None:
    symbol = match["symbol"]
    power = match["power"] or (match["raised"] or "").translate(_SUPERSCRIPTS)
    if symbol == "e" and power:  # a power of ten, not one of the elementary charge
        return None
    exponent = Fraction(sign * int(power or 1))
    symbol = spellings.get(symbol, symbol)
    if symbol in _BY_SYMBOL:
        token = _BY_SYMBOL[symbol]
        return None if token.plain and exponent != 1 else Term(prefix=None, token=token, exponent=exponent)
    for size in (2, 1):
        prefix, rest = _PREFIXES.get(symbol[:size]), spellings.get(symbol[size:], symbol[size:])
        usual = _USUAL.get(rest)
        if prefix and usual and fits(prefix, usual):
            return Term(prefix=prefix, token=usual, exponent=exponent)
    return None
