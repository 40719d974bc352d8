"""Running what the documentation shows: ``console`` blocks, with the output they promise.

In a block, a line that starts with ``$ `` is a command, the lines after it are what it prints. ``…`` stands
for anything within a line, a line of ``…`` alone for any number of lines.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.cli.commands import dcc

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command with the output that a page shows for it."""

    command: str
    output: str


def shown_in(page: Path) -> list[Shown]:
    """Every command of every ``console`` block of a page, in order."""
    found = []
    for block in _BLOCK.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = command[:-1] + more.strip()
            found.append(Shown(command=command.strip(), output=output.strip("\n")))
    return found


def run(command: str, folder: Path) -> str:
    """What a ``dcc`` command prints, both streams in the order a terminal most often shows them."""
    words = shlex.split(command)
    if words[0] != "dcc":
        raise AssertionError(f"only dcc commands are run from pages, not {command!r}")
    outcome = dcc(*words[1:], cwd=folder)
    return (outcome.messages + outcome.output).strip("\n")


def fits(shown: str, printed: str) -> bool:
    """Whether ``printed`` is what ``shown`` promises, whatever port a service listens at."""
    lines = []
    for line in shown.splitlines():
        if line.strip() == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(re.escape(part) for part in _plain(line).split("…")) + r"\s*\n")
    return re.fullmatch("".join(lines), _plain(printed) + "\n") is not None


def _plain(text: str) -> str:
    return _ADDRESS.sub("http://127.0.0.1:8000", "\n".join(line.rstrip() for line in text.splitlines()))
