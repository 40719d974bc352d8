"""Running the command line as a user does: a process, its two streams and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    status: int
    output: str
    messages: str


def dcc(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Outcome:
    """Run ``dcc`` with ``arguments``; ``environment`` adds to the environment variables."""
    done = subprocess.run(
        [sys.executable, "-c", "from dcc.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    output, messages = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in output + messages, output + messages
    return Outcome(status=done.returncode, output=output, messages=messages)
