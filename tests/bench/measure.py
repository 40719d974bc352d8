"""Measure one case on one document inside this process and print the figures as one line of JSON.

Only the standard library is used: the same lines run in our environment and in the peers', as a script.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Call = Callable[[], object]
Case = Callable[[Path], Call]
"""Given a document, import and load everything that is needed once; then each call is the work itself."""

ENOUGH_RUNS = 3


class NotMeasurableError(Exception):
    """A case that cannot be measured here; the message is the reason as the table prints it."""


def main(cases: Mapping[str, Case]) -> None:
    """Run the case named by the command line: ``NAME DOCUMENT RUNS SECONDS``."""
    name, path, runs, seconds = sys.argv[1:]
    try:
        figures = measure(cases[name], Path(path), runs=int(runs), seconds=float(seconds))
    except Exception as error:  # noqa: BLE001  (whatever a library throws becomes the table's reason)
        figures = {"reason": reason(error)}
    sys.stdout.write(json.dumps(figures) + "\n")


def measure(case: Case, path: Path, *, runs: int, seconds: float) -> dict[str, object]:
    """Seconds of setup, of the first call and of up to ``runs`` later ones, and the peak memory in bytes."""
    start = time.perf_counter()
    call = case(path)
    setup = time.perf_counter() - start
    first, times = repeat(lambda: time_of(call), runs=runs, seconds=seconds)
    return {"setup": setup, "first": first, "times": times, "peak": peak_memory()}


def repeat(timed: Callable[[], float], *, runs: int, seconds: float) -> tuple[float, list[float]]:
    """The seconds of the first call and those of later ones, whose median counts.

    Slow cases stop after ``seconds``, though not before three calls; one whose first call takes longer
    than that is not called again, and the first one counts.
    """
    first = timed()
    if first > seconds:
        return first, [first]
    times: list[float] = []
    while len(times) < runs and (len(times) < ENOUGH_RUNS or sum(times) < seconds):
        times.append(timed())
    return first, times


def time_of(call: Call) -> float:
    """Seconds of one call; what it returned is given back before the next one starts."""
    start = time.perf_counter()
    result = call()
    took = time.perf_counter() - start
    del result
    return took


def reason(error: Exception) -> str:
    """One line for the table: the last line of a message says the most."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if isinstance(error, NotMeasurableError):
        return lines[-1]
    return f"{type(error).__name__}: {lines[-1] if lines else 'no message'}"


def peak_memory() -> int:
    """The most memory this process has held at once, in bytes.

    The kernel's ``VmHWM`` starts anew with the program; ``ru_maxrss`` would still count the process that
    started it, and serves only where there is no ``/proc``.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def find_schemas() -> Path | None:
    """The folder of the official schemas, where the corpora are here (``DCC_CORPORA``)."""
    project = Path(__file__).resolve().parent.parent.parent
    corpora = Path(os.environ.get("DCC_CORPORA", project.parent / "shared" / "corpora"))
    folder = corpora / "official-xsd"
    return folder if folder.is_dir() else None
