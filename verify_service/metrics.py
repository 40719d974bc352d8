"""Figures for Prometheus: what this worker process has done, and what the register holds."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterable, Mapping

from verify_service.records import Status

_HELP = {
    "dcc_requests_total": ("counter", "Requests answered, by route, method and status."),
    "dcc_verifications_total": ("counter", "Files verified, by verdict."),
    "dcc_certificates": ("gauge", "Certificates in the register, by status."),
}


class Counters:
    """What this process has counted since it started; a restart begins at zero, as Prometheus expects."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def count(self, name: str, **labels: str) -> None:
        with self._lock:
            self._counts[name, (*labels.items(), ("worker", str(os.getpid())))] += 1

    def samples(self) -> list[tuple[str, tuple[tuple[str, str], ...], int]]:
        with self._lock:
            return [(name, labels, value) for (name, labels), value in sorted(self._counts.items())]


def exposition(counters: Counters, certificates: Mapping[Status, int]) -> str:
    """Everything in Prometheus's text format."""
    samples = counters.samples()
    samples += [
        ("dcc_certificates", (("status", status.value),), number) for status, number in certificates.items()
    ]
    return "".join(_lines(samples))


def _lines(samples: Iterable[tuple[str, tuple[tuple[str, str], ...], int]]) -> Iterable[str]:
    last = ""
    for name, labels, value in samples:
        if name != last:
            kind, text = _HELP[name]
            yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"
            last = name
        written = ",".join(f'{label}="{_escape(text)}"' for label, text in labels)
        yield f"{name}{{{written}}} {value}\n"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
