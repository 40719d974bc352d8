"""One mapping of a source, read key by key: whatever nobody asked for is reported as unknown at the end."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection
from typing import TypedDict, TypeVar

from dcc import codes
from dcc.findings import Location
from dcc.model import Boolean, Date, DateTime, Tokens
from dcc.nearest import suggestion
from dcc.source.intake import Intake
from dcc.source.nodes import Fields, Items, Node, Scalar

T = TypeVar("T")

_KEYS_SHOWN = 8
_COMMA_HINT = "A comma between braces ends a value: write numbers with a decimal point."
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DATES = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*日?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})",
    )
]
_TRUTH = {"true": "true", "yes": "true", "false": "false", "no": "false"}


class Links(TypedDict):
    """The attributes that most parts of a certificate can have."""

    id: str | None
    ref_id: Tokens | None
    ref_type: Tokens | None


class Section:
    """The keys of one mapping. Each accessor gives None after reporting a value it cannot take."""

    def __init__(self, fields: Fields, intake: Intake) -> None:
        self.intake = intake
        self.at = fields.at
        self._fields = fields
        self._asked: dict[str, None] = {}

    def has(self, *keys: str) -> bool:
        """Whether any of ``keys`` stands here."""
        self._asked.update(dict.fromkeys(keys))
        return any(key in self._fields.fields for key in keys)

    def place(self, key: str) -> Location:
        """Where the value of ``key`` stands, or the section when it does not."""
        node = self._fields.fields.get(key)
        return self.at if node is None else node.at

    def order(self) -> tuple[str, ...]:
        """The keys as they stand."""
        return tuple(self._fields.fields)

    def need(self, *keys: str) -> None:
        """Report each of ``keys`` that is not here, or is an empty list."""
        for key in keys:
            node = self._fields.fields.get(key)
            if not self.has(key) or (isinstance(node, Items) and not node.items):
                where = self.at.key or "the source"
                self.intake.say(codes.SOURCE_MISSING, f"{key} is missing in {where}", self.at)

    def exclude(self, first: str, *others: str) -> None:
        """Report each of ``others`` that stands beside ``first``."""
        if self.has(first):
            for key in others:
                if self.has(key):
                    self.intake.say(
                        codes.SOURCE_VALUE,
                        f"{key} and {first} exclude each other",
                        self._fields.keys[key],
                        hint=f"Delete {key} or {first}.",
                    )

    def node(self, key: str) -> Node | None:
        """What stands under ``key``; an empty value is reported and counts as none."""
        self._asked[key] = None
        node = self._fields.fields.get(key)
        if isinstance(node, Scalar) and (node.empty or not node.text):
            self.intake.say(
                codes.SOURCE_VALUE,
                f"{key} has no value",
                self._fields.keys[key],
                hint="Write a value after the colon, or delete the line.",
            )
            return None
        return node

    def scalar(self, key: str) -> Scalar | None:
        """One value, with its place."""
        node = self.node(key)
        if node is None or isinstance(node, Scalar):
            return node
        self.wrong(key, f"{key} is one value", hint="Write it on the line of its key.")
        return None

    def word(self, key: str) -> str | None:
        """One text without regard to languages."""
        scalar = self.scalar(key)
        return None if scalar is None else scalar.text

    def words(self, key: str) -> tuple[str, ...]:
        """One text or a list of them."""
        return tuple(scalar.text for scalar in self.scalars(key))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """One value or a list of them, with their places."""
        node = self.node(key)
        nodes = node.items if isinstance(node, Items) else () if node is None else (node,)
        scalars = tuple(item for item in nodes if isinstance(item, Scalar) and item.text)
        if len(scalars) != len(nodes):
            self.wrong(key, f"{key} is a value or a list of values")
        return scalars

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """One of ``choices``."""
        word = self.word(key)
        if word is None or word in choices:
            return word
        self.wrong(key, f"{key} cannot be {word!r}", hint=suggestion(word, choices))
        return None

    def boolean(self, key: str) -> Boolean | None:
        """True or false, yes or no."""
        word = self.choice(key, _TRUTH)
        return None if word is None else Boolean(_TRUTH[word])

    def date(self, key: str) -> Date | None:
        """A calendar date."""
        word = self.word(key)
        if word is None:
            return None
        date = _calendar_date(word)
        if date is not None and date.isoformat() == word:
            return self.intake.made(Date(word), self.place(key))
        if date is not None:
            hint = f"Write {date.isoformat()}."
        elif _ISO_DATE.fullmatch(word):
            hint = "The calendar has no such day."
        else:
            hint = "Write year-month-day, such as 2026-03-09."
        self.wrong(key, f"{word!r} is not a date", hint=hint)
        return None

    def date_time(self, key: str) -> DateTime | None:
        """A date with a time of day."""
        scalar = self.scalar(key)
        return None if scalar is None else check_date_time(scalar.text, scalar.at, self.intake)

    def one(self, key: str, read: Callable[[Section], T]) -> T | None:
        """What ``read`` makes of the mapping under ``key``."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Fields):
            return _read(node, self.intake, read)
        message = f"{key} has keys of its own, not " + ("a list" if isinstance(node, Items) else "a value")
        self.wrong(key, message, hint=f"Write below it, indented: {self._keys(read)}.")
        return None

    def required(self, key: str, read: Callable[[Section], T]) -> T:
        """Like ``one``; when the mapping is missing that is reported, and ``read`` gets an empty one."""
        self.need(key)
        made = self.one(key, read)
        if made is not None:
            return made
        with self.intake.muted():
            return read(Section(Fields(at=self.at), self.intake))

    def each(self, key: str, read: Callable[[Section], T]) -> tuple[T, ...]:
        """What ``read`` makes of each mapping in the list under ``key``; a single mapping counts as one."""
        node = self.node(key)
        if node is None:
            return ()
        nodes = node.items if isinstance(node, Items) else (node,)
        made = []
        for item in nodes:
            if isinstance(item, Fields):
                made.append(_read(item, self.intake, read))
            else:
                self.intake.say(
                    codes.SOURCE_VALUE, f"an entry of {key} has keys of its own", item.at,
                    hint=f"Start it with a hyphen and write below each other: {self._keys(read)}.",
                )  # fmt: skip
        return tuple(made)

    def _keys(self, read: Callable[[Section], object]) -> str:
        """The keys that ``read`` asks for."""
        empty = Section(Fields(at=self.at), self.intake)
        with self.intake.muted():
            read(empty)
        return ", ".join(f"{key}: …" for key in list(empty._asked)[:_KEYS_SHOWN])

    def links(self, default: str = "", *, also: str = "") -> Links:
        """id, ref_id and ref_type; ``default`` is the refType where none is written, ``also`` a word more."""
        name = self.scalar("id")
        if name is not None:
            self.intake.name_part(name.text, name.at)
        references = [word for scalar in self.scalars("ref_id") for word in scalar.text.split()]
        for word in references:
            self.intake.refer(word, self.place("ref_id"))
        types = " ".join(self.words("ref_type")).split() or default.split()
        if any(mark in word for word in types for mark in ",;"):
            self.wrong("ref_type", "words of ref_type are separated by blanks", hint="Delete the commas.")
        return Links(
            id=None if name is None else name.text,
            ref_id=Tokens.of(*references) if references else None,
            ref_type=Tokens.of(*types, *also.split()) if types or also else None,
        )

    def wrong(self, key: str, message: str, *, hint: str | None = None) -> None:
        """Report the value of ``key``."""
        self.intake.say(codes.SOURCE_VALUE, message, self.place(key), hint=hint)

    def finish(self) -> None:
        """Report every key that nobody asked for."""
        for key, at in self._fields.keys.items():
            if key not in self._asked:
                self.intake.say(
                    codes.SOURCE_UNKNOWN_KEY,
                    f"{key} has no meaning here",
                    at,
                    hint=_COMMA_HINT if key.isdecimal() else suggestion(key, self._asked) or None,
                )


def _calendar_date(word: str) -> datetime.date | None:
    """The day that ``word`` names beyond doubt, however it is written; 03/09/2026 could be two days."""
    plain = unicodedata.normalize("NFKC", word)
    match = next(filter(None, (form.fullmatch(plain) for form in _DATES)), None)
    if match is None:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def check_date_time(word: str, at: Location, intake: Intake) -> DateTime | None:
    """``word`` as date and time, or None after reporting it."""
    try:
        if _ISO_TIME.fullmatch(word):
            datetime.datetime.fromisoformat(word)
            return DateTime(word)
    except ValueError:
        pass
    intake.say(
        codes.SOURCE_VALUE,
        f"{word!r} is not a date and time",
        at,
        hint="Write it as 2026-03-09T14:30:00Z or with the offset, 2026-03-09T14:30:00+08:00.",
    )
    return None


def _read(node: Fields, intake: Intake, read: Callable[[Section], T]) -> T:
    section = Section(node, intake)
    made = read(section)
    section.finish()
    return intake.made(made, node.at)
