"""Which of a certificate's texts a reader gets, who wants some languages more than others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dcc.model import Certificate, StringWithLang, Text
from dcc.render.characters import paragraphs


@dataclass(frozen=True, kw_only=True)
class Languages:
    """Languages in order of preference (ISO 639-1)."""

    chain: tuple[str, ...]

    def chosen(self, contents: Sequence[StringWithLang]) -> tuple[StringWithLang, ...]:
        """The texts to show: those in the most preferred language there is, with those meant for every
        language, in the order in which they stand."""
        available = dict.fromkeys(content.lang for content in contents if content.lang is not None)
        language = min(available, key=self._rank, default=None)
        return tuple(content for content in contents if content.lang in (None, language))

    def _rank(self, language: str) -> int:
        return self._ranks.get(language, len(self._ranks))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The place of each in the chain, which thousands of texts ask for."""
        return {language: rank for rank, language in reversed(list(enumerate(self.chain)))}

    def lines(self, text: Text | None) -> list[str]:
        """The text, clean, line by line."""
        chosen = self.chosen(text.content) if text is not None else ()
        return [line for content in chosen for line in paragraphs(content.text)]

    def line(self, text: Text | None) -> str:
        """The text, clean, on one line."""
        return " ".join(self.lines(text))


def languages_for(certificate: Certificate, wanted: Sequence[str] = ()) -> Languages:
    """The languages ``wanted``, then the ones that are legally binding, then the others it is written in."""
    core = certificate.administrative_data.core_data
    chain = (*wanted, *core.mandatory_lang_code_iso639_1, *core.used_lang_code_iso639_1)
    return Languages(chain=tuple(dict.fromkeys(chain)))
