"""The factors that units are made of: a token, perhaps with prefix and exponent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dcc.si.tokens import Prefix, Prefixes, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One factor of a unit; the exponent is negative where the unit divides."""

    prefix: Prefix | None
    token: Token
    exponent: Fraction

    @property
    def words(self) -> str:
        """The factor as the D-SI writes it."""
        name = f"\\{self.token.name}"
        if self.prefix:
            name = f"\\{self.prefix.name}{name}"
        return name if self.exponent == 1 else f"{name}\\tothe{{{self.exponent}}}"


OWN_WORDS = {("kilo", "gram"): "kilogram", ("deci", "bel"): "decibel"}
"""Prefix and unit that the D-SI has one word for."""


def fits(prefix: Prefix, token: Token) -> bool:
    """Whether the unit may carry the prefix."""
    if (prefix.name, token.name) in OWN_WORDS or token.prefixes is Prefixes.NONE:
        return False
    if token.prefixes is Prefixes.DATA:
        return prefix.factor > 1
    return not prefix.binary
