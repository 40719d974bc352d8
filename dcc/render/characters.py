"""Text for a terminal: how wide it stands there, where it may be broken, what must not reach it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

REPLACED = "\ufffd"
"""Stands for a character that a terminal would obey instead of showing."""
NO_BREAK = "\u00a0"
"""A blank at which no line is broken."""

_JOINERS = "\u200c\u200d"
_OPENING = "([{（［｛「『《〈【“‘"
_CLOSING = ")]}）］｝」』》〉】”’,.;:!?%、。，．；：！？％·"


def clean(text: str) -> str:
    """``text`` on one line, blanks single, with nothing in it that steers a terminal or turns its direction.

    Control characters, bidirectional controls and other invisible marks of a stranger's document are
    replaced by U+FFFD, so that what is shown is what is written and its tampering can be seen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_shown(character) for character in text).split())


def paragraphs(text: str) -> list[str]:
    """The lines of ``text``, each as ``clean`` gives it, empty ones left out."""
    return [
        line for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if (line := clean(part))
    ]


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (category == "Cf" and character not in _JOINERS):
        return REPLACED
    return character


_FIRST_NOT_NARROW = "\u0300"
_WORD = re.compile("[^ ]+ *| +")


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: two for East Asian wide characters, none for marks that
    combine with the character before (Unicode Standard Annex 11; ambiguous characters count as narrow)."""
    if text.isascii() or max(text) < _FIRST_NOT_NARROW:
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character < _FIRST_NOT_NARROW:
        return 1
    if character in _JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad_right(text: str, columns: int) -> str:
    """``text`` at the left of a field of that width."""
    return text + " " * (columns - width(text))


def pad_left(text: str, columns: int) -> str:
    """``text`` at the right of a field of that width."""
    return " " * (columns - width(text)) + text


def centre(text: str, columns: int) -> str:
    """``text`` in the middle of a line of that width."""
    return " " * ((columns - width(text)) // 2) + text


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most that width, broken at blanks and between wide characters; a word longer
    than a line is cut. At least one line, perhaps an empty one."""
    if width(text) <= columns:
        return [text.rstrip()]
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        word = piece.rstrip()
        if taken + width(word) > columns:
            if line.strip():
                lines.append(line.rstrip())
            *full, rest = _cut(word, columns)
            lines += full
            piece = rest + piece[len(word) :]
            line, taken = "", 0
        line += piece
        taken += width(piece)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Parts between which a line may be broken: words with the blanks behind them, wide characters with the
    punctuation that belongs to them."""
    if text.isascii() or max(text) < _FIRST_NOT_NARROW:
        yield from _WORD.findall(text)
        return
    piece = ""
    for character in text:
        if piece and _breaks_between(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _breaks_between(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before in _OPENING or after in _CLOSING or _columns(after) == 0:
        return False
    return _columns(before) == 2 or _columns(after) == 2


def _cut(text: str, columns: int) -> Iterator[str]:
    """``text`` in parts of at most that width, each of at least one character; the last may be all of it."""
    start = taken = 0
    for place, character in enumerate(text):
        wide = _columns(character)
        if taken + wide > columns and place > start:
            yield text[start:place]
            start, taken = place, 0
        taken += wide
    yield text[start:]
