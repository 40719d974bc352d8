"""The figures for people, as text and as Markdown, and for programs, as JSON."""

from __future__ import annotations

import datetime
import json
import os
import platform
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.bench.documents import Document
from tests.bench.environments import Figures
from tests.bench.plan import GROUPS, Group, Row
from tests.bench.targets import MEGA, Outcome, Results

LABEL, CELL = 33, 16
NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the bench: what was measured, on what, with what."""

    date: datetime.date
    machine: str
    versions: Mapping[str, Mapping[str, str]]
    documents: tuple[Document, ...]
    sizes: Mapping[str, int]
    results: Results
    outcomes: tuple[Outcome, ...]
    remark: str = ""


def machine() -> str:
    """Processor, number of them, memory, system and Python, as far as they can be known."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                processor = line.partition(":")[2].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor}, {os.cpu_count()} CPUs, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def as_text(run: Run) -> str:
    """The table for a terminal: time and ratio in a cell's first line, memory in its second."""
    lines = [f"{'':{LABEL}}" + "".join(f"{document.title:>{CELL}}" for document in run.documents)]
    lines.append(f"{'':{LABEL}}" + "".join(f"{size(run.sizes[d.name]):>{CELL}}" for d in run.documents))
    for group in GROUPS:
        lines += ["", group.title]
        for row in group.rows:
            cells = [cell(run, group, row, document) for document in run.documents]
            lines.append(f"  {row.title:{LABEL - 2}}" + "".join(f"{time:>{CELL}}" for time, _ in cells))
            if any(peak for _, peak in cells):
                lines.append(f"{'':{LABEL}}" + "".join(f"{peak:>{CELL}}" for _, peak in cells))
    lines += ["", *textwrap.wrap(LEGEND, 110), ""]
    lines += ["First call in a new process: import and setup, then the call (smallest document)"]
    lines += [f"  {title:{LABEL + 14}}{setup:>10}{first:>10}" for title, setup, first in first_calls(run)]
    lines += ["", "Targets"]
    lines += [f"  {outcome.verdict:13}{outcome.words}" for outcome in run.outcomes]
    reasons = list(not_measured(run))
    if reasons:
        lines += ["", "Not measured", *(f"  {reason}" for reason in reasons)]
    lines += ["", f"{run.date}; {run.machine}"]
    for environment, found in run.versions.items():
        names = ", ".join(f"{name} {version}" for name, version in found.items())
        lines += textwrap.wrap(f"{environment}: {names}", 110, subsequent_indent="  ")
    return "\n".join(lines) + "\n"


LEGEND = (
    "Median of several calls in a fresh process, the ratio to the first row of the group (×3 takes three "
    "times as long), and the peak memory of that process, interpreter and libraries included. What "
    "takes longer than the time for one case (10 s) is called once."
)


def as_markdown(run: Run) -> str:
    """The same for the documentation (``docs/reference/performance.md``)."""
    lines = ["# Performance", "", f"Written by `make bench` on {run.date}; {run.machine}.", "", LEGEND, ""]
    heads = [f"{document.title} ({size(run.sizes[document.name])})" for document in run.documents]
    lines += ["| case | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for group in GROUPS:
        lines.append(f"| **{group.title}** |" + " |" * len(heads))
        for row in group.rows:
            cells = [" · ".join(filter(None, cell(run, group, row, d))) for d in run.documents]
            lines.append(f"| {row.title} | " + " | ".join(cells) + " |")
    lines += ["", "## First call in a new process", ""]
    lines += ["| case (smallest document) | import and setup | first call |", "|---|---|---|"]
    lines += [f"| {title} | {setup} | {first} |" for title, setup, first in first_calls(run)]
    lines += ["", "## Targets", "", "| target | |", "|---|---|"]
    lines += [f"| {outcome.words} | {outcome.verdict} |" for outcome in run.outcomes]
    reasons = list(not_measured(run))
    if reasons:
        lines += ["", "## Not measured", "", *(f"- {reason}" for reason in reasons)]
    lines += ["", "## Versions", ""]
    for environment, found in run.versions.items():
        lines.append(f"- {environment}: " + ", ".join(f"{name} {number}" for name, number in found.items()))
    lines += ["", "## The documents", "", DOCUMENTS_WORDS]
    return "\n".join(lines) + "\n"


DOCUMENTS_WORDS = (
    "Valid DCC 3.3.0 certificates of a fictitious thermometer calibration, the same bytes on every machine: "
    "either *n* results of two quantities each, of which the second refers to the first, or one result with "
    "a list of *n* values. They have about as many elements and blanks per kilobyte as the certificates "
    "that institutes publish."
)


def as_json(run: Run) -> str:
    """Every figure with its repetitions."""
    figures = [
        {"case": case, "document": document, **asdict(found), "median": median(found.times or (0.0,))}
        for (case, document), found in run.results.items()
    ]
    targets = [
        {"target": o.target.promise, "limit": o.target.limit, "value": o.value, "verdict": o.verdict}
        for o in run.outcomes
    ]
    value = {
        "date": run.date.isoformat(),
        "machine": run.machine,
        "versions": run.versions,
        "documents": run.sizes,
        "figures": figures,
        "targets": targets,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def cell(run: Run, group: Group, row: Row, document: Document) -> tuple[str, str]:
    """Time with ratio, and memory; a dash where nothing was measured."""
    figures = run.results.get((row.name, document.name), Figures())
    if not figures.times:
        return NOTHING, ""
    took = median(figures.times)
    base = run.results.get((group.rows[0].name, document.name), Figures())
    ratio = f" {times(took / median(base.times))}" if base.times and row is not group.rows[0] else ""
    return duration(took) + ratio, size(figures.peak)


def first_calls(run: Run) -> Iterator[tuple[str, str, str]]:
    """For each row: group and title, seconds of import and setup, seconds of the first call."""
    for group in GROUPS:
        for row in group.rows:
            measured = (run.results.get((row.name, d.name), Figures()) for d in run.documents)
            figures = next((found for found in measured if found.times), None)
            if figures:
                setup = duration(figures.setup) if figures.setup else NOTHING
                yield f"{group.title}, {row.title}", setup, duration(figures.first)


def not_measured(run: Run) -> Iterator[str]:
    """The reasons, each once, with the cases and documents that it concerns."""
    if run.remark:
        yield run.remark
    found: dict[tuple[str, str], list[str]] = {}
    titles = {document.name: document.title for document in run.documents}
    for group in GROUPS:
        for row in group.rows:
            for name, title in titles.items():
                reason = run.results.get((row.name, name), Figures()).reason
                if reason:
                    found.setdefault((f"{group.title}, {row.title}", reason), []).append(title)
    for (row_title, reason), documents in found.items():
        which = "" if len(documents) == len(titles) else f" ({', '.join(documents)})"
        yield f"{row_title}{which}: {reason}"


def duration(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1_000_000:.0f} µs"
    if seconds < 0.1:
        return f"{seconds * 1000:.1f} ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.2f} s"


def times(ratio: float) -> str:
    return f"×{ratio:.2g}" if ratio < 10 else f"×{ratio:.0f}"


def size(count: int) -> str:
    if count < MEGA:
        return f"{count / 1000:.0f} KB"
    return f"{count / MEGA:.1f} MB" if count < 10 * MEGA else f"{count / MEGA:.0f} MB"
