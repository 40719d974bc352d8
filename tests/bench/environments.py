"""Where the cases run: our own environment, and one for the peers, made on demand from PyPI.

The peers get an environment of their own because pydcc installs a package ``dcc`` too. Nothing here is
imported but the standard library: this process must stay small, since the kernel counts its memory as part
of what a whole process that it starts has held.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import NotMeasurableError, repeat

PROJECT = Path(__file__).resolve().parent.parent.parent
BENCH = PROJECT / ".bench"
PEERS_VENV = BENCH / "venv"

PEERS = ("dcclib==0.4.0", "dcclib-cli==0.4.0", "dcc-json-toolkit==1.2.5", "pydcc==0.2.33")
OUR_VERSIONS = ("dcc-toolchain", "lxml", "xmlschema", "numpy", "cryptography", "signxml")
PEER_VERSIONS = ("dcclib", "dcclib-cli", "dcc-json-toolkit", "pydcc", "lxml", "xmlschema", "saxonche")

TIMEOUT = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured for one case on one document: seconds and bytes, or the reason why nothing was."""

    setup: float = 0.0
    first: float = 0.0
    times: tuple[float, ...] = ()
    peak: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How often a case is repeated: at most ``runs`` times, fewer once ``seconds`` are spent."""

    runs: int
    seconds: float


def install_peers() -> str:
    """Make the peers' environment where it is not there yet; the reason why there is none, or nothing."""
    stamp = PEERS_VENV / "installed"
    if not stamp.exists() or stamp.read_text() != "\n".join(PEERS):
        say("installing the peers from PyPI into .bench/venv")
        shutil.rmtree(PEERS_VENV, ignore_errors=True)
        venv.create(PEERS_VENV, with_pip=True)
        pip = [_python(PEERS_VENV), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, *PEERS], capture_output=True, text=True, check=False)
        if done.returncode:
            return f"not installed: {_last_line(done.stderr)}"
        stamp.write_text("\n".join(PEERS))
    prepared = subprocess.run(
        [_python(PEERS_VENV), str(PROJECT / "tests/bench/peers.py"), "prepare"],
        env=_peer_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return f"not prepared: {_last_line(prepared.stderr)}" if prepared.returncode else ""


def measure_ours(case: str, document: Path, effort: Effort) -> Figures:
    """One case of ``ours.py`` in a fresh process."""
    return _measure(Path(sys.executable), "ours.py", case, document, effort, dict(os.environ))


def measure_peer(case: str, document: Path, effort: Effort) -> Figures:
    """One case of ``peers.py`` in a fresh process of the peers' environment."""
    return _measure(Path(_python(PEERS_VENV)), "peers.py", case, document, effort, _peer_environment())


def measure_our_command(arguments: tuple[str, ...], document: Path, effort: Effort) -> Figures:
    """``dcc`` as a whole process, from its start to its end."""
    return _measure_command(Path(sys.executable).parent, arguments, document, effort, dict(os.environ))


def measure_peer_command(arguments: tuple[str, ...], document: Path, effort: Effort) -> Figures:
    """A peer's command as a whole process."""
    folder = Path(_python(PEERS_VENV)).parent
    return _measure_command(folder, arguments, document, effort, _peer_environment())


def versions(*, peers: bool) -> dict[str, str]:
    """Distributions and their versions, in our environment or in the peers'."""
    names = PEER_VERSIONS if peers else OUR_VERSIONS
    code = "import json, sys; from importlib.metadata import version; "
    code += "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    python = _python(PEERS_VENV) if peers else sys.executable
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def say(message: str) -> None:
    """Progress goes to standard error; the table alone to standard output."""
    sys.stderr.write(f"bench: {message}\n")
    sys.stderr.flush()


def _measure(
    python: Path, script: str, case: str, document: Path, effort: Effort, environment: dict[str, str]
) -> Figures:
    path = PROJECT / "tests" / "bench" / script
    command = [str(python), str(path), case, str(document), str(effort.runs), str(effort.seconds)]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return Figures(reason=f"not done after {TIMEOUT} s")
    if done.returncode:
        return Figures(reason=f"exit status {done.returncode}: {_last_line(done.stderr)}")
    figures = json.loads(done.stdout.splitlines()[-1])
    return Figures(**{**figures, "times": tuple(figures.get("times", ()))})


def _measure_command(
    folder: Path,
    arguments: tuple[str, ...],
    document: Path,
    effort: Effort,
    environment: dict[str, str],
) -> Figures:
    command = [str(folder / arguments[0]), *arguments[1:], str(document)]
    peaks: list[int] = []

    def timed() -> float:
        took, peak = _run(command, environment)
        peaks.append(peak)
        return took

    try:
        first, times = repeat(timed, runs=effort.runs, seconds=effort.seconds)
    except NotMeasurableError as error:
        return Figures(reason=str(error))
    return Figures(first=first, times=tuple(times), peak=max(peaks))


def _run(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Seconds and peak memory of one process from its start to its end."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complaints:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=complaints)
        except OSError as error:
            raise NotMeasurableError(f"{command[0]}: {error.strerror}") from None
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            said.seek(0)
            words = _last_line(complaints.read() or said.readline())
            raise NotMeasurableError(f"exit status {process.returncode}: {words}")
    return took, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _peer_environment() -> dict[str, str]:
    """A home and a cache of their own, so that nobody's real ones are touched."""
    home, cache = BENCH / "home", BENCH / "cache"
    for folder in (home, cache):
        folder.mkdir(parents=True, exist_ok=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**ours, "HOME": str(home), "XDG_CACHE_HOME": str(cache)}


def _python(folder: Path) -> str:
    return str(folder / "bin" / "python")


def _last_line(text: str) -> str:
    """Where a traceback names the error; the hint that our own messages end with is left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("→")]
    return lines[-1] if lines else "no message"
