"""What this project promises of its speed and size, held against the figures of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from tests.bench.environments import Figures

Results = Mapping[tuple[str, str], Figures]
"""Figures by case and document."""

MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A promise in words, and how its measured value and its limit follow from the figures."""

    promise: str
    limit: float
    unit: str
    measure: Callable[[Results, Mapping[str, int]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A target after a run; ``value`` is ``None`` where the run did not measure what it needs."""

    target: Target
    value: float | None

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        return "met" if self.value <= self.target.limit else "NOT MET"

    @property
    def words(self) -> str:
        if self.value is None:
            return self.target.promise
        return f"{self.target.promise}: {self.value:.3g} {self.target.unit}".rstrip()


def judge(results: Results, sizes: Mapping[str, int]) -> list[Outcome]:
    """Every target against the figures; ``sizes`` are the documents' bytes."""
    return [Outcome(target=target, value=_value(target, results, sizes)) for target in TARGETS]


def _value(target: Target, results: Results, sizes: Mapping[str, int]) -> float | None:
    try:
        return target.measure(results, sizes)
    except KeyError:
        return None


def _seconds(results: Results, case: str, document: str) -> float:
    """The median; ``KeyError`` when the case was not measured."""
    figures = results[case, document]
    if not figures.times:
        raise KeyError(case)
    return median(figures.times)


def _peak(results: Results, case: str, document: str) -> float:
    _seconds(results, case, document)
    return float(results[case, document].peak)


def _fastest_dcclib_process(results: Results) -> float:
    plain = _seconds(results, "dcclib-process", "20KB")
    told = results.get(("dcclib-process-schema", "20KB"), Figures())
    return min(plain, median(told.times)) if told.times else plain


def _over_floor(results: Results, document: str) -> float:
    return _seconds(results, "verify", document) / _seconds(results, "verify-floor", document)


TARGETS = (
    Target(
        promise="schema and integrity of 10⁴ results at most 2 × lxml's schema alone",
        limit=2.0,
        unit="×",
        measure=lambda results, _: (
            _seconds(results, "validate", "results-1e4") / _seconds(results, "lxml-schema", "results-1e4")
        ),
    ),
    Target(
        promise="schema and integrity of 10⁴ results in at most 200 MB",
        limit=200.0,
        unit="MB",
        measure=lambda results, _: _peak(results, "validate", "results-1e4") / MEGA,
    ),
    Target(
        promise="JSON of 20 KB in at most a twentieth of dcclib's time",
        limit=1 / 20,
        unit="× dcclib's",
        measure=lambda results, _: (
            _seconds(results, "json", "20KB") / _seconds(results, "dcclib-json", "20KB")
        ),
    ),
    Target(
        promise="10⁶ values from file to numpy in at most 1 s",
        limit=1.0,
        unit="s",
        measure=lambda results, _: _seconds(results, "numpy", "values-1e6"),
    ),
    Target(
        promise="10⁶ values from file to numpy in at most 12 × the file's size",
        limit=12.0,
        unit="×",
        measure=lambda results, sizes: _peak(results, "numpy", "values-1e6") / sizes["values-1e6"],
    ),
    Target(
        promise="dcc validate of 20 KB as a process at most 0.4 × dcclib validate all",
        limit=0.4,
        unit="×",
        measure=lambda results, _: _seconds(results, "process", "20KB") / _fastest_dcclib_process(results),
    ),
    Target(
        promise="dcc validate of 20 KB as a process in less than 0.35 s",
        limit=0.35,
        unit="s",
        measure=lambda results, _: _seconds(results, "process", "20KB"),
    ),
    Target(
        promise="verifying 30 KB with one RSA-3072 signature at most 8 × parse, C14N, SHA-256 and RSA bare",
        limit=8.0,
        unit="×",
        measure=lambda results, _: _over_floor(results, "signed-30KB"),
    ),
    Target(
        promise="verifying 5 MB with one RSA-3072 signature at most 2 × the same",
        limit=2.0,
        unit="×",
        measure=lambda results, _: _over_floor(results, "signed-5MB"),
    ),
)
