"""The languages of the pages: which one a reader gets, and the texts in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import category

from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept

LANGUAGES = {"zh": "中文", "en": "English", "de": "Deutsch"}
"""By their codes, as their speakers call them."""

DEFAULT = "en"
_HTML_CODES = {"zh": "zh-CN"}
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_MARK = "\N{REPLACEMENT CHARACTER}"


class Texts:
    """Every text of the pages in one language, by its dotted key."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.html_language = _HTML_CODES.get(language, language)
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text with its ``{places}`` filled in; days and moments as its readers write them."""
        return self._texts[key].format(**{name: self._said(value) for name, value in values.items()})

    def marked(self, key: str, *, number: str = "", **values: object) -> Markup:
        """The same for a page, with the ``number`` of a certificate kept together."""
        shown = {name: printable(self._said(value)) for name, value in values.items()}
        return escape(self._texts[key]).format(**shown, number=whole(number))

    def raw(self, key: str) -> str:
        """The text with its ``{places}`` as they are."""
        return self._texts[key]

    def has(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Every key."""
        return iter(self._texts)

    def day(self, day: date | None) -> str:
        """A day as readers of this language write it, always with the year in full."""
        if day is None:
            return ""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        if self.language == "de":
            return f"{day.day}. {self('months').split()[day.month - 1]} {day.year}"
        return f"{day.day} {self('months').split()[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        """A moment to the minute, in UTC."""
        between = " " if self.language == "zh" else ", "
        return f"{self.day(moment.date())}{between}{moment:%H:%M} UTC"

    def _said(self, value: object) -> object:
        if isinstance(value, datetime):
            return self.moment(value)
        return self.day(value) if isinstance(value, date) else value


@cache
def texts(language: str) -> Texts:
    """The texts of one of the ``LANGUAGES``."""
    source = resources.files(__package__).joinpath("translations", f"{language}.toml")
    return Texts(language, dict(_flat(tomllib.loads(source.read_text("utf-8")))))


def whole(number: str) -> Markup:
    """A number for a page, which breaks it only where it does not fit into a line of its own."""
    return Markup('<span class="whole">{}</span>').format(printable(number))


def printable(text: object) -> object:
    """What a template shows, with a mark for each character that cannot be seen or would turn others round.

    A number may be written so that it reads otherwise than it is; nothing of that reaches a page.
    """
    if not isinstance(text, str) or isinstance(text, Markup) or text.isprintable():
        return text
    return "".join(_MARK if category(each) in _UNSEEN and each not in "\n\t" else each for each in text)


def choose(asked: str | None, accepted: LanguageAccept) -> str:
    """The language asked for by name, else the browser's best, else English."""
    if asked in LANGUAGES:
        return str(asked)
    for wanted, quality in accepted:
        language = wanted.partition("-")[0].lower()
        if quality > 0 and language in LANGUAGES:
            return language
    return DEFAULT


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", " ".join(str(value).split())
