"""One mapping of a source, read key by key: whatever nobody asked for is reported as unknown at the end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from typing import TypedDict, TypeVar

from dcc import codes
from dcc.findings import Location
from dcc.model import Boolean, Date, DateTime, Tokens
from dcc.nearest import suggestion
from dcc.source.intake import Intake
from dcc.source.nodes import Fields, Items, Node, Scalar

T = TypeVar("T")

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
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
                datetime.date.fromisoformat(word)
                return self.intake.made(Date(word), self.place(key))
        except ValueError:
            pass
        self.wrong(key, f"{word!r} is not a date", hint="Write year-month-day, such as 2026-03-09.")
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
        self.wrong(key, f"{key} has keys of its own", hint="Write them indented on the lines below.")
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
                    hint="Start the entry with a hyphen and write its keys below each other.",
                )  # fmt: skip
        return tuple(made)

    def links(self, default: str = "") -> Links:
        """id, ref_id and ref_type; ``default`` is the refType where none is written."""
        name = self.scalar("id")
        if name is not None:
            self.intake.name_part(name.text, name.at)
        references = [word for scalar in self.scalars("ref_id") for word in scalar.text.split()]
        for word in references:
            self.intake.refer(word, self.place("ref_id"))
        types = " ".join(self.words("ref_type")).split() or default.split()
        return Links(
            id=None if name is None else name.text,
            ref_id=Tokens.of(*references) if references else None,
            ref_type=Tokens.of(*types) if types else None,
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
                    hint=suggestion(key, self._asked) or None,
                )


def check_date_time(word: str, at: Location, intake: Intake) -> DateTime | None:
    """``word`` as date and time, or None after reporting it."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", word):
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
