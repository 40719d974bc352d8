r"""Units of the D-SI: from ``\kilo\metre\hour\tothe{-1}`` to a value that can be compared and shown."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction

from dcc.si.grammar import LONGEST, Fault, Product, UnitProblem, read_product
from dcc.si.terms import Term
from dcc.si.tokens import BASE, Dimension, Standing

__all__ = ["Fault", "Term", "Unit", "UnitProblem", "parse_unit", "same_dimension", "to_symbol"]

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that follows the grammar.

    ``factor`` and ``offset`` lead to the coherent SI unit: ``(value + offset) * factor``. A non-SI unit
    (``non_si`` holds the text behind the bar) has no terms, and its dimension is not known.
    """

    text: str
    terms: tuple[Term, ...]
    dimension: Dimension
    factor: Fraction
    offset: Fraction
    non_si: str | None = None
    per: bool = False

    @property
    def logarithmic(self) -> bool:
        """Whether a neper, bel or decibel is in it, so that a factor does not convert its values."""
        return any(term.token.logarithmic for term in self.terms)

    @property
    def exact(self) -> bool:
        """Whether ``factor`` is exact, and not the root of one that is."""
        return all(_size(term) == 1 or _is_whole(term.exponent) for term in self.terms)

    @property
    def discouraged(self) -> tuple[str, ...]:
        """Its tokens that are no longer accepted for use with the SI."""
        return tuple(term.token.name for term in self.terms if term.token.standing is Standing.DISCOURAGED)


def parse_unit(text: str) -> Unit | UnitProblem:
    """The unit that ``text`` writes, or what keeps it from being one."""
    if text.startswith("|"):
        return _non_si(text)
    return _parse_si(text[: LONGEST + 1] if text.strip() else "")


@functools.lru_cache(maxsize=512)
def _parse_si(text: str) -> Unit | UnitProblem:
    product = read_product(text)
    return product if isinstance(product, UnitProblem) else _measured(text, product)


def same_dimension(one: Unit, other: Unit) -> bool:
    """Whether values in the two units can be compared; a non-SI unit compares with nothing."""
    if one.non_si is not None or other.non_si is not None:
        return False
    return one.dimension == other.dimension and one.logarithmic == other.logarithmic


def to_symbol(unit: Unit) -> str:
    """The unit as people write it: ``m·s⁻²``, ``°C``, ``µΩ``; a non-SI unit as its text."""
    if unit.non_si is not None:
        return unit.non_si
    terms = [term for term in unit.terms if term.token.name != "one"] or unit.terms
    return "·".join(_symbol(term) for term in terms)


def _symbol(term: Term) -> str:
    name = (term.prefix.symbol if term.prefix else "") + term.token.symbol
    if term.exponent == 1:
        return name
    if term.exponent.denominator == 1:
        return name + str(term.exponent).translate(_SUPERSCRIPT)
    return f"{name}^({term.exponent})"


def _non_si(text: str) -> Unit | UnitProblem:
    name = text[1:].strip()
    if not name:
        return UnitProblem(
            fault=Fault.EMPTY, text=text, part="|", reason="nothing stands behind the bar of a non-SI unit"
        )
    return Unit(text=text, terms=(), dimension=(), factor=Fraction(1), offset=Fraction(0), non_si=name)


def _measured(text: str, product: Product) -> Unit:
    terms = product.terms
    dimension = tuple(
        sum((term.token.dimension[i] * term.exponent for term in terms), Fraction(0))
        for i in range(len(BASE))
    )
    factor = Fraction(1)
    for term in terms:
        factor *= _power(_size(term), term.exponent)
    single = len(terms) == 1 and terms[0].exponent == 1
    return Unit(
        text=text,
        terms=terms,
        dimension=dimension,
        factor=factor,
        offset=terms[0].token.offset if single else Fraction(0),
        per=product.per,
    )


def _size(term: Term) -> Fraction:
    """What a term's unit is in coherent ones, without its exponent."""
    return term.token.factor * (term.prefix.factor if term.prefix else 1)


def _is_whole(exponent: Fraction) -> bool:
    return exponent.denominator == 1 and abs(exponent) <= 99


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """Exact for whole exponents; for others as near as a float comes, which only comparisons use."""
    if _is_whole(exponent):
        return base ** int(exponent)
    try:
        return Fraction(float(base) ** float(exponent))
    except (OverflowError, ZeroDivisionError, ValueError):
        return Fraction(1)
