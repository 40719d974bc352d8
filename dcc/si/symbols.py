r"""Units as people write them, in symbols (``kPa``, ``m/s^2``, ``°C``), to the words of the D-SI."""

from __future__ import annotations

from collections.abc import Mapping

from dcc.si.doubts import doubt
from dcc.si.factors import SPELLINGS, read_symbols, tidy


def from_symbols(text: str, *, spellings: Mapping[str, str] = SPELLINGS) -> str | None:
    r"""D-SI words for a unit in symbols: ``m/s^2`` is ``\metre\second\tothe{-2}``; None when it is none, or
    when a person could read another one. ``spellings`` are further ways of writing a symbol."""
    symbols = read_symbols(tidy(text), spellings)
    return None if symbols is None or doubt(symbols) else symbols.words
