"""What a misspelt word was perhaps meant to be."""

from __future__ import annotations

from collections.abc import Iterable

_LISTED = 24
"""Up to so many words are listed when none is near."""


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The one of ``known`` that is most like ``word``, case, - and _ aside; None when none is like it."""
    import difflib  # slow to load, and only wanted when something is wrong

    folded = {_fold(choice): choice for choice in known}
    near = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the nearest of ``known``; else the known words when few; else nothing."""
    choices = list(known)
    near = nearest(word, choices)
    if near is not None:
        return f"Did you mean {near}?"
    return f"Use one of: {', '.join(choices)}." if 0 < len(choices) <= _LISTED else ""


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
