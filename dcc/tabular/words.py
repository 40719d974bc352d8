"""What is stated for the values of a list: once for all of them, or for each."""

from __future__ import annotations

from collections.abc import Sequence

from dcc.model import Tokens

Words = tuple[str, ...]
"""One for all values, or one for each; none where nothing is stated. An empty word: not for this value.
Blanks around a word are no part of it."""

_BLANKS = " \t\r\n"


def word_at(words: Words, place: int) -> str:
    """The word of ``words`` for the value at ``place``."""
    if len(words) == 1:
        return words[0]
    return words[place] if place < len(words) else ""


def one(word: str | None) -> Words:
    """A word for all values, if there is one."""
    return () if word is None else (word.strip(_BLANKS),)


def items(tokens: Tokens | None) -> Words:
    """The items of a blank-separated list."""
    return () if tokens is None else tokens.items


def each(words: Sequence[str | None]) -> Words:
    """A word for each value; none at all where no value has one."""
    if not any(words):
        return ()
    return tuple((word or "").strip(_BLANKS) for word in words)


def each_or_all(words: Sequence[str | None], shared: str | None) -> Words:
    """A word for each value, where a value has none the one that is shared; one word if all are alike."""
    found = each([word if word is not None else shared for word in words])
    return found[:1] if len(set(found)) == 1 else found
