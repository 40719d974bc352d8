"""The nearest word to a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggestion(word: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the nearest of ``known``; else the known words when few; else nothing."""
    choices = list(known)
    folded = {choice.casefold().replace("-", "_"): choice for choice in choices}
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    near = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {folded[near[0]]}?"
    return f"Use one of: {', '.join(choices)}." if 0 < len(choices) <= 24 else ""
