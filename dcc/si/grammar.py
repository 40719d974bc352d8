r"""The D-SI unit language: ``\kilo\metre\hour\tothe{-1}`` to a value that can be compared and shown.

    unit     = si-unit | "|" any text            a bar marks a unit that is deliberately not of the SI
    si-unit  = term+ [ "\per" term+ ]            at most one \per, never first
    term     = [prefix] token [ "\tothe{" ["-" | "+"] digits [("." | "_") digits] "}" ]

``1_2`` in an exponent is one half. Source: D-SI guide 1.3, chapter 3, as PTB's own tools read it.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from dcc.si.terms import OWN_WORDS, Term, fits
from dcc.si.tokens import PREFIXES, TOKENS, Prefix, Prefixes, Token

_WORD = re.compile(r"\\([A-Za-z]+)(?:\{([^{}]*)\})?")
_REST_OF_WORD = re.compile(r".[^\\\s]*", re.DOTALL)
_EXPONENT = re.compile(r"([-+]?[0-9]{1,4})(?:([._])([0-9]{1,4}))?")
_BRACKETED = re.compile(r"\\tothe\(([^()]*)\)")
LONGEST = 1000
"""A longer text is no unit, whatever else it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The terms of a unit of the SI language; ``per`` tells that the deprecated ``\\per`` was used."""

    terms: tuple[Term, ...]
    per: bool


class Fault(enum.Enum):
    """Why a text is no D-SI unit."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProblem:
    """What is wrong with a unit: the offending part, and a sentence. ``mend`` rewrites the one place."""

    fault: Fault
    text: str
    part: str
    reason: str
    mend: Callable[[], str | None] = field(default=lambda: None, repr=False, compare=False)

    @property
    def suggestion(self) -> str | None:
        """The unit as it was perhaps meant; looked for when asked, as that takes its time."""
        return _mended(self.text)


def read_product(text: str) -> Product | UnitProblem:
    """The terms ``text`` is made of, or what keeps it from being a unit."""
    parser = _Parser(text)
    problem = parser.read()
    return problem or Product(terms=tuple(parser.terms), per=parser.sign < 0)


@functools.lru_cache(maxsize=1024)
def _mended(text: str) -> str | None:
    """The text with one place after the other mended, if a unit comes of it."""
    for _ in range(5):
        problem = _Parser(text).read()
        if problem is None:
            return text
        mended = problem.mend()
        if mended is None:
            return None
        text = mended
    return None


class _Parser:
    """Reads one unit from left to right; the state is what the next word may be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.terms: list[Term] = []
        self.prefix: Prefix | None = None
        self.sign = 1
        self.exponent_allowed = False
        self.words_since_per = 0

    def read(self) -> UnitProblem | None:
        if not self.text:
            return UnitProblem(
                fault=Fault.EMPTY, text="", part="", reason="there is no unit", mend=lambda: r"\one"
            )
        if len(self.text) > LONGEST:
            return self._wrong(self.text[:40] + "…", f"a unit has at most {LONGEST} characters here")
        place = 0
        while place < len(self.text):
            word = _WORD.match(self.text, place)
            if word is None:
                return self._not_a_word(place)
            problem = self._take(word.group(1), word.group(2), word.group())
            if problem:
                return problem
            place = word.end()
        if self.prefix:
            return self._wrong(f"\\{self.prefix.name}", "a prefix stands without a unit behind it")
        if self.sign < 0 and not self.words_since_per:
            return self._wrong(r"\per", "nothing stands behind it")
        return None

    def _take(self, name: str, argument: str | None, word: str) -> UnitProblem | None:
        if name == "tothe":
            return self._take_exponent(argument, word)
        if argument is not None:
            return self._wrong(word, "only \\tothe takes braces")
        if name == "per":
            return self._take_per()
        if name in PREFIXES:
            if self.prefix:
                return self._wrong(word, f"it follows the prefix \\{self.prefix.name}; a unit has one prefix")
            self.prefix = PREFIXES[name]
            self.exponent_allowed = False
            return None
        token = TOKENS.get(name)
        return self._take_token(token) if token else self._unknown(name)

    def _take_token(self, token: Token) -> UnitProblem | None:
        if self.prefix and not fits(self.prefix, token):
            return self._bad_prefix(self.prefix, token)
        self.terms.append(Term(prefix=self.prefix, token=token, exponent=Fraction(self.sign)))
        self.prefix = None
        self.exponent_allowed = True
        self.words_since_per += 1
        return None

    def _take_exponent(self, argument: str | None, word: str) -> UnitProblem | None:
        if not self.exponent_allowed:
            return self._wrong(word, "an exponent belongs directly behind a unit, once")
        last = self.terms[-1]
        if last.token.plain:
            return self._wrong(word, f"\\{last.token.name} takes no exponent")
        exponent = _read_exponent(argument)
        if exponent is None:
            return self._wrong(
                word,
                r"an exponent is written \tothe{-2}, \tothe{0.5} or, as a fraction, \tothe{1_2}",
                _BRACKETED.sub(r"\\tothe{\1}", self.text).replace(",", "."),
            )
        self.terms[-1] = Term(prefix=last.prefix, token=last.token, exponent=exponent * self.sign)
        self.exponent_allowed = False
        return None

    def _take_per(self) -> UnitProblem | None:
        if self.prefix:
            return self._wrong(r"\per", f"it follows the prefix \\{self.prefix.name}")
        if not self.terms:
            return self._wrong(r"\per", r"a unit must stand before it; a negative exponent says the same")
        if self.sign < 0:
            return self._wrong(r"\per", "it stands twice; everything behind the first one divides already")
        self.sign = -1
        self.words_since_per = 0
        self.exponent_allowed = False
        return None

    def _not_a_word(self, place: int) -> UnitProblem:
        rest = self.text[place:]
        if rest[0].isspace():
            return self._wrong(rest[0], "there is white space inside the unit", "".join(self.text.split()))
        if place == 0 and "\\" not in self.text:
            return UnitProblem(
                fault=Fault.UNKNOWN,
                text=self.text,
                part=self.text,
                reason="a D-SI unit is written in words, each behind a backslash",
                mend=lambda: _suggested(self.text),
            )
        match = _REST_OF_WORD.match(rest)
        part = match.group() if match else rest
        if part.startswith("\\") and len(part) > 1:
            return self._unknown(part[1:])
        return self._wrong(part, "no unit word starts like this")

    def _unknown(self, name: str) -> UnitProblem:
        def mend() -> str | None:
            from dcc.si.suggestions import near  # wanted only when something is wrong

            nearest = near(name)
            return self.text.replace(f"\\{name}", nearest) if nearest else None

        return UnitProblem(
            fault=Fault.UNKNOWN,
            text=self.text,
            part=f"\\{name}",
            reason="the D-SI has no such word",
            mend=mend,
        )

    def _bad_prefix(self, prefix: Prefix, token: Token) -> UnitProblem:
        word = f"\\{prefix.name}\\{token.name}"
        own = OWN_WORDS.get((prefix.name, token.name))
        if own:
            return self._wrong(
                word, f"this unit has a word of its own, \\{own}", self.text.replace(word, f"\\{own}")
            )
        if token.name in OWN_WORDS.values():
            return self._wrong(word, f"\\{token.name} has a prefix in it already")
        if token.prefixes is not Prefixes.NONE:
            return self._wrong(word, f"\\{prefix.name} does not go with \\{token.name}")
        kelvin = self.text.replace(word, f"\\{prefix.name}\\kelvin") if token.offset else None
        return self._wrong(word, f"\\{token.name} takes no prefix", kelvin)

    def _wrong(self, part: str, reason: str, mended: str | None = None) -> UnitProblem:
        return UnitProblem(
            fault=Fault.MISPLACED, text=self.text, part=part, reason=reason, mend=lambda: mended
        )


def _suggested(text: str) -> str | None:
    from dcc.si.written import suggest  # wanted only when something is wrong

    return suggest(text)


def _read_exponent(argument: str | None) -> Fraction | None:
    match = _EXPONENT.fullmatch(argument or "")
    if match is None:
        return None
    whole, mark, digits = match.groups()
    if mark == "_":
        return Fraction(int(whole), int(digits)) if int(digits) else None
    return Fraction(f"{whole}.{digits}") if mark else Fraction(int(whole))
