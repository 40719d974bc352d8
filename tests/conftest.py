"""What all tests share: a plain environment, hypothesis profiles, and the rule that nothing may be skipped in
continuous integration."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import hypothesis
import pytest

from tests.corpora import ABSENT, CORPORA

hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
hypothesis.settings.load_profile("default")

OURS = ("DCC_CORPORA", "DCC_MUTANT_SEED", "DCC_NO_SKIPS", "DCC_SCREENSHOTS")
ENCODING = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE")
"""The locale that says how this machine encodes text: tests pass in each. Their language is English."""
for name in [each for each in os.environ if each.startswith(("DCC_", "LANG", "LC_")) and each not in OURS]:
    del os.environ[name]  # somebody's register, key or language
os.environ["LANG"] = "C.UTF-8"
if ENCODING:
    os.environ["LC_CTYPE"] = ENCODING
os.environ.pop("PYTHONUNBUFFERED", None)  # users' streams are buffered, and fail later than unbuffered ones

for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:  # in the background, under nohup
        signal.signal(number, lambda *_: None)  # the same here, but not handed down to what tests start

NO_SKIPS = os.environ.get("DCC_NO_SKIPS") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``DCC_NO_SKIPS=1`` a skipped test is a failed one: a tool or a document is missing.

    The one exception is the corpora, which no installation step can bring.
    """
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for_want_of_corpora = ABSENT in reason or "empty parameter set" in reason
        if CORPORA.is_dir() or not for_want_of_corpora:
            report.outcome = "failed"
            report.longrepr = f"skipped, which DCC_NO_SKIPS=1 forbids: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: ``record_property("figure", "…")``, in whichever process they ran."""
    figures = [
        value
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.write_line(str(figure))
