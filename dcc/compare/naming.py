"""What a part of a certificate is called, so that it can be found in another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import islice
from typing import Any

from dcc.model import Certificate, Text
from dcc.render.characters import clean
from dcc.render.languages import Languages

_MOST_LANGUAGES = 100
"""In so many names are compared, the reader's first; no certificate has more than a few."""


class Naming:
    """Names of parts of two certificates. ``languages`` are those of the reader, for what is shown; parts
    correspond that have the same name in any language."""

    def __init__(self, old: Certificate, new: Certificate, languages: Languages) -> None:
        used = {
            language
            for certificate in (old, new)
            for language in certificate.administrative_data.core_data.used_lang_code_iso639_1
        }
        self.languages = languages
        each = dict.fromkeys((*languages.chain, *sorted(used)))
        self._each: tuple[str | None, ...] = (*islice(each, _MOST_LANGUAGES), None)

    def shown(self, part: Any) -> str:
        """The name of a part for the reader; without one, the last word of its ``refType``."""
        name = self.languages.line(part.name)
        words = vocabulary_of(part)
        return name or (clean(words[-1]) if words else "")

    def ways(
        self, name_of: Callable[[Any], Text | None] = lambda part: part.name
    ) -> list[Callable[[Any], Hashable]]:
        """Ways to tell parts apart, the strictest first: vocabulary and name, name, vocabulary."""
        return [
            *(self._both(name_of, language) for language in self._each),
            *(self._name(name_of, language) for language in self._each),
            ref_type,
        ]

    def by_name(
        self, name_of: Callable[[Any], Text | None] = lambda part: part.name
    ) -> list[Callable[[Any], Hashable]]:
        """Names alone, for parts that have no vocabulary."""
        return [self._name(name_of, language) for language in self._each]

    def _name(self, name_of: Callable[[Any], Text | None], language: str | None) -> Callable[[Any], Hashable]:
        return lambda part: in_language(name_of(part), language)

    def _both(self, name_of: Callable[[Any], Text | None], language: str | None) -> Callable[[Any], Hashable]:
        def key(part: Any) -> Hashable:
            name, words = in_language(name_of(part), language), ref_type(part)
            return (words, name) if name and words else None

        return key


def in_language(text: Text | None, language: str | None) -> str:
    """The text in one language, without regard to capitals and blanks."""
    said = [content.text for content in text.content if content.lang == language] if text is not None else ()
    return " ".join(" ".join(said).casefold().split()) if said else ""


def ref_type(part: Any) -> Hashable:
    """The words of a part's ``refType``, in any order."""
    return frozenset(vocabulary_of(part)) or None


def vocabulary_of(part: Any) -> tuple[str, ...]:
    """The words of a part's ``refType`` as they stand."""
    words = getattr(part, "ref_type", None)
    return () if words is None else words if isinstance(words, tuple) else words.items
