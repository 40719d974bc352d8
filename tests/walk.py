"""Walking a page of the documentation: its commands in its order, as somebody would who reads it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.commands import dcc
from tests.console import Shown, fits

PROGRAM = (sys.executable, "-m", "dcc")


@dataclass(slots=True, kw_only=True)
class Walk:
    """Somebody at a page: the folder, what is exported, and the address and keys of the register.

    ``words`` are what the page leaves to its readers, such as ID; ``public_url`` is the register's address
    on the page.
    """

    folder: Path
    left: list[Shown]
    public_url: str = "http://127.0.0.1:8000"
    words: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    url: str = ""
    keys: list[str] = field(default_factory=list)

    def next(self, start: str) -> str:
        """Run the next command, which must start like this; what it prints must be what the page shows."""
        shown = self.left.pop(0)
        assert shown.command.startswith(start), f"the page goes on with {shown.command}"
        printed = self._printed(shlex.split(shown.command, comments=True))
        assert fits(shown.output, printed), f"$ {shown.command}\n{printed}"
        return printed

    def export(self) -> None:
        """Take over what the next command sets; … in it stands for a key of the register."""
        name, _, value = shlex.split(self.left.pop(0).command, comments=True)[1].partition("=")
        self.environment[name] = self.keys.pop(0) if "…" in value else self.url

    def skip_to(self, start: str) -> None:
        """Leave out what comes before the command that starts like this."""
        while not self.left[0].command.startswith(start):
            self.left.pop(0)

    def _printed(self, words: list[str]) -> str:
        arguments = [self.words.get(word, word) for word in words[1:]]
        outcome = dcc(*arguments, cwd=self.folder, **self.environment)
        printed = (outcome.messages + outcome.output).strip("\n")
        return printed.replace(self.url, self.public_url) if self.url else printed

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
