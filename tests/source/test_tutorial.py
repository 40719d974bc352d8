"""The tutorial, walked as it says: its commands, in its order, print what it shows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from dcc import vocabulary
from dcc.xml.reading import read
from tests.cli.commands import dcc
from tests.console import Shown, fits, shown_in

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial.md"
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)
TABLE = next(text for kind, text in BLOCKS if not kind)
COLUMNS = next(text for kind, text in BLOCKS if kind == "yaml")
PROGRAM = (sys.executable, "-c", "from dcc.cli import main; main()")
BUILD = "dcc build thermometer.yaml"


@dataclass(slots=True, kw_only=True)
class Walk:
    """Somebody at the tutorial: the folder, what is exported, the address and keys of the register."""

    folder: Path
    left: list[Shown] = field(default_factory=lambda: shown_in(TUTORIAL))
    environment: dict[str, str] = field(default_factory=dict)
    url: str = ""
    keys: list[str] = field(default_factory=list)

    def next(self, start: str) -> str:
        """Run the next command, which must start like this; what it prints must be what the page shows."""
        shown = self.left.pop(0)
        assert shown.command.startswith(start), f"the tutorial goes on with {shown.command}"
        words = shlex.split(shown.command, comments=True)
        printed = self._printed([word.replace("http://127.0.0.1:8000", self.url) for word in words])
        assert fits(shown.output, printed), f"$ {shown.command}\n{printed}"
        return printed

    def export(self) -> None:
        """Take over what the next command sets; … in it stands for a key of the register."""
        name, _, value = shlex.split(self.left.pop(0).command, comments=True)[1].partition("=")
        self.environment[name] = self.keys.pop(0) if "…" in value else self.url

    def _printed(self, words: list[str]) -> str:
        certificate = self.folder / "thermometer.xml"
        identifier = vocabulary.verification_id(read(certificate.read_bytes())) if "ID" in words else None
        arguments = [identifier.lower() if identifier and word == "ID" else word for word in words[1:]]
        outcome = dcc(*arguments, cwd=self.folder, **self.environment)
        return (outcome.messages + outcome.output).strip("\n")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), "utf-8")

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The next command runs meanwhile; it says where it listens and which keys it made."""
        shown = self.left.pop(0)
        process = subprocess.Popen(
            [*PROGRAM, *shlex.split(shown.command)[1:], "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            text=True,
        )
        assert process.stdout is not None
        try:
            lines: list[str] = []
            while "Stop with" not in "".join(lines):
                lines.append(process.stdout.readline())
                assert lines[-1], f"the register ended: {''.join(lines)}"
            printed = "".join(lines)
            assert fits(shown.output, printed.strip("\n")), printed
            self.url = re.findall(r"http://[\d.]+:\d+", printed)[0]
            self.keys = re.findall(r"dcct_\w+", printed)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)
            process.stdout.close()


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """At the beginning, with the toolchain installed."""
    walk = Walk(folder=tmp_path)
    skip_to(walk, "dcc new")
    return walk


def to_a_table_of_ones_own(walk: Walk) -> None:
    """Sections 1 and 2."""
    walk.next("dcc new")
    walk.next(BUILD)
    source = walk.folder / "thermometer.yaml"
    text = source.read_text("utf-8")
    source.write_text(text[: text.index("        table:\n")] + COLUMNS, "utf-8")
    (walk.folder / yaml.safe_load(COLUMNS)["table"]["file"]).write_text(TABLE, "utf-8")


def skip_to(walk: Walk, start: str) -> None:
    while not walk.left[0].command.startswith(start):
        walk.left.pop(0)


def test_from_a_starter_to_a_valid_certificate(walk: Walk) -> None:
    to_a_table_of_ones_own(walk)
    assert dcc("build", "thermometer.yaml", "-o", "thermometer.xml", cwd=walk.folder).status == 0
    assert "273.160" in (walk.folder / "thermometer.xml").read_text("utf-8")

    walk.edit("thermometer.yaml", "unit: K\n", "unit: Kelvin\n")
    walk.edit("results.csv", "0.060,0.040", "0.060")
    walk.next(BUILD)
    walk.edit("thermometer.yaml", "unit: Kelvin\n", "unit: K\n")
    walk.edit("results.csv", "0.060\n", "0.060,0.040\n")
    walk.edit("thermometer.yaml", "issued: 2026-01-16", "issued: 2026-01-13")
    walk.next(BUILD)
    walk.edit("thermometer.yaml", "issued: 2026-01-13", "issued: 2026-01-16")
    walk.next("dcc validate")


@pytest.mark.slow
def test_from_a_valid_certificate_to_a_void_one(walk: Walk) -> None:
    to_a_table_of_ones_own(walk)
    skip_to(walk, "dcc demo")
    walk.next("dcc demo")
    walk.edit("thermometer.yaml", "code: EXAMPLE-0001", "code: EX-L0001")
    walk.next(BUILD)
    for role in ("metrologist", "checker", "approver", "seal"):
        assert role in walk.next("dcc sign")
    walk.next("dcc verify")

    forged = (walk.folder / "signed.xml").read_text("utf-8")
    assert forged.count("0.040 0.060 0.090") == 1
    (walk.folder / "forged.xml").write_text(forged.replace("0.060 0.090", "0.050 0.090"), "utf-8")
    walk.next("dcc verify")
    walk.next("dcc diff")

    with walk.serving():
        walk.export()
        walk.export()
        walk.next("dcc publish signed.xml")
        walk.next("dcc publish forged.xml")
        walk.next("dcc qr")
        assert (walk.folder / "code.svg").stat().st_size > 1000
        walk.next("dcc status")
        walk.next("dcc void")
        walk.next("dcc status")
        walk.next("dcc approve")
        walk.export()
        walk.next("dcc approve")
        walk.next("dcc status")
    assert not walk.left
