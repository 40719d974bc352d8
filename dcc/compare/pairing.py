"""Which part of one certificate corresponds to which of another."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]
Key = Callable[[T], Hashable]


def paired(olds: Sequence[T], news: Sequence[T], keys: Sequence[Key[T]]) -> list[Pair[T]]:
    """Parts that correspond, in the order of ``news``, those without a counterpart among them and at the
    end. The first key under which two are alike, and not empty, pairs them; among several in order."""
    partner: dict[int, int] = {}
    free = set(range(len(olds)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in sorted(free):
            if found := key(olds[place]):
                waiting[found].append(place)
        for place, new in enumerate(news):
            if place not in partner and (same := waiting.get(key(new))):
                partner[place] = same.pop(0)
        free -= set(partner.values())
    pairs: list[Pair[T]] = [
        (olds[partner[place]] if place in partner else None, new) for place, new in enumerate(news)
    ]
    return pairs + [(olds[place], None) for place in sorted(free)]


def nearest(olds: Sequence[Fraction], news: Sequence[Fraction]) -> list[tuple[int, int]]:
    """Places of values that correspond: those less than half the smallest spacing of either list apart, so
    that none could as well correspond to its neighbour. Equal values correspond in order."""
    before, after = _places(olds), _places(news)
    steps = [step for places in (before, after) for step in _steps(sorted(places))]
    reach = min(steps) / 2 if steps else None
    values = sorted(before)
    found: list[tuple[int, int]] = []
    for value in after:
        at = bisect.bisect_left(values, value)
        near = min(values[max(at - 1, 0) : at + 1], key=lambda old: abs(old - value), default=None)
        if near is not None and (near == value or reach is None or abs(near - value) < reach):
            found.extend(zip(before[near], after[value], strict=False))
    return sorted(found, key=lambda pair: pair[1])


def _places(values: Sequence[Fraction]) -> dict[Fraction, list[int]]:
    places: dict[Fraction, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value].append(place)
    return places


def _steps(values: Sequence[Fraction]) -> list[Fraction]:
    return [after - before for before, after in itertools.pairwise(values)]
