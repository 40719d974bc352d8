"""Running the command line as a user does: a process, its two streams and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LIMITED = Path(__file__).parent / "limited.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    status: int
    output: str
    messages: str


def dcc(
    *arguments: str | Path,
    cwd: Path | None = None,
    without: str | None = None,
    **environment: str,
) -> Outcome:
    """Run ``dcc`` with ``arguments``; ``environment`` adds to the environment variables. ``without`` names
    what the process has less of (``tests/cli/limited.py``)."""
    start = (sys.executable, LIMITED, without) if without else (sys.executable, "-m", "dcc")
    done = subprocess.run(
        [*start, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    output, messages = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in output + messages, output + messages
    return Outcome(status=done.returncode, output=output, messages=messages)


def listing(folder: Path) -> dict[str, bytes]:
    """The files in a folder with what they hold, to see that a command changed nothing."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
