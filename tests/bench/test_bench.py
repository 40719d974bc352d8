"""The bench itself: it runs, its documents are in order, and it judges figures as it says. Never how fast."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dcc
from tests.bench.documents import DOCUMENTS, Document, write
from tests.bench.environments import Figures
from tests.bench.plan import all_rows
from tests.bench.report import duration, size, times
from tests.bench.targets import TARGETS, judge

PROJECT = Path(__file__).parent.parent.parent

SMALL = [document for document in DOCUMENTS if document.quick]


def test_it_measures_every_case_of_ours_on_the_smallest_document(tmp_path: Path) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "performance.md"
    options = ["--quick", "--without-peers", "--document", "20KB"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *options, "--json", figures, "--markdown", report],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(figures.read_text("utf-8"))["figures"]
    assert [figure["case"] for figure in measured if figure["reason"]] == []
    assert {figure["case"] for figure in measured} == {
        r.name for r in all_rows() if not r.peer and not r.only
    }
    assert all(figure["median"] > 0 and figure["peak"] > 0 for figure in measured)
    assert "ours: schema + integrity" in done.stdout
    assert "dcclib: schema" in report.read_text("utf-8")


@pytest.mark.parametrize("document", SMALL, ids=[document.name for document in SMALL])
def test_its_documents_are_without_any_finding(document: Document, tmp_path: Path) -> None:
    report = dcc.validate(write(document, tmp_path).read_bytes())
    assert report.valid
    assert report.findings == ()


def test_its_documents_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = (write(SMALL[0], tmp_path / name).read_bytes() for name in ("a", "b"))
    assert first == second


def test_a_target_is_met_missed_or_not_measured() -> None:
    lxml, fast, slow = (Figures(times=(seconds,), peak=150_000_000) for seconds in (0.2, 0.3, 0.5))
    verdicts = {}
    for name, ours in (("fast", fast), ("slow", slow)):
        results = {("validate", "results-1e4"): ours, ("lxml-schema", "results-1e4"): lxml}
        verdicts[name] = [outcome.verdict for outcome in judge(results, {"results-1e4": 15_000_000})]
    assert verdicts["fast"] == ["met", "met"] + ["not measured"] * (len(TARGETS) - 2)
    assert verdicts["slow"] == ["NOT MET", "met"] + ["not measured"] * (len(TARGETS) - 2)


def test_figures_are_written_with_the_digits_that_a_reader_needs() -> None:
    assert [duration(seconds) for seconds in (0.000098, 0.0012, 0.29, 10.46)] == [
        "98 µs",
        "1.2 ms",
        "290 ms",
        "10.46 s",
    ]
    assert [times(ratio) for ratio in (0.113, 2.34, 23.4)] == ["×0.11", "×2.3", "×23"]
    assert [size(count) for count in (20_113, 1_532_564, 61_939_712)] == ["20 KB", "1.5 MB", "62 MB"]
