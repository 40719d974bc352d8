"""Single values in words: number, unit and measurement uncertainty."""

from __future__ import annotations

from collections.abc import Iterator

from dcc.render.characters import NO_BREAK, clean
from dcc.render.labels import Labels
from dcc.render.units import unit_symbol
from dcc.tabular import Component, Series, Uncertainty, word_at


def in_words(series: Series, labels: Labels) -> str:
    """The first value of a series with its unit, measurement uncertainty, label and time."""
    unit = unit_symbol(word_at(series.units, 0))
    component = component_word(series.component, labels)
    parts = [_together(component, word_at(series.values, 0), unit)]
    parts += _uncertainty_in_words(series.uncertainty, unit, labels)
    for words in (series.labels, series.times):
        parts += [clean(word) for word in words[:1] if word]
    return ", ".join(parts)


def _uncertainty_in_words(stated: Uncertainty, unit: str, labels: Labels) -> Iterator[str]:
    conditions = conditions_of(stated)
    behind = f" ({', '.join(conditions)})" if conditions else ""
    if any(stated.expanded):
        yield _together(labels.expanded, "=", word_at(stated.expanded, 0), unit) + behind
    elif any(stated.standard):
        yield _together(labels.standard, "=", word_at(stated.standard, 0), unit)
    if any(stated.lower):
        interval = f"[{clean(word_at(stated.lower, 0))}; {clean(word_at(stated.upper, 0))}]"
        yield _together(labels.interval, interval, unit) + behind
    elif conditions and not any(stated.expanded):
        yield behind.strip()


def conditions_of(stated: Uncertainty) -> list[str]:
    """Coverage factor, probability and distribution, where they are the same for all values."""
    named = (("k", stated.factor), ("p", stated.probability), ("", stated.distribution))
    return [
        _together(name, "=" if name else "", words[0])
        for name, words in named
        if words and len(set(words)) == 1 and words[0]
    ]


def _together(*words: str) -> str:
    """Words between which no line is broken."""
    return NO_BREAK.join(filter(None, map(clean, words)))


def component_word(component: Component, labels: Labels) -> str:
    """What part of a complex value it is."""
    return {
        Component.VALUE: "",
        Component.REAL: labels.real,
        Component.IMAGINARY: labels.imaginary,
        Component.MAGNITUDE: labels.magnitude,
        Component.PHASE: labels.phase,
    }[component]
