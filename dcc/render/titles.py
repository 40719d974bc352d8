"""The title of a certificate: what its type is called, or that it has none that can be told."""

from __future__ import annotations

from collections.abc import Sequence

from dcc.facts.certificate import StatedType
from dcc.render.characters import clean
from dcc.render.labels import labels_in

_MOST_WORDS = 5
_LONGEST_WORD = 40
"""So much of a type that nobody can tell stands in the title."""


def title_of(stated: StatedType, languages: Sequence[str]) -> str:
    """The title in the first of ``languages`` that has one, else in English."""
    if stated.type is None:
        words = ", ".join(clean(word[:_LONGEST_WORD]) for word in stated.words[:_MOST_WORDS])
        return labels_in(languages).type_undecided.format(words=words or "–")
    titles = stated.type.titles
    return next(titles[language] for language in (*languages, "en") if language in titles)
