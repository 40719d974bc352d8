"""Pipes, closed streams and terminals of every kind: what can be shown is shown, and nothing breaks."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import dcc


def shell(line: str, *, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """``line`` in a shell, where ``dcc`` is our command."""
    done = subprocess.run(
        ["bash", "-c", f'dcc() {{ "{sys.executable}" -m dcc "$@"; }}\n{line}'],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done


def test_nobody_reads_on(desk: Path) -> None:
    done = shell("dcc show certificate.xml | true; echo ${PIPESTATUS[0]}", cwd=desk)
    assert done.stdout == b"141\n", "as of a program that SIGPIPE ended"
    assert done.stderr == b""


@pytest.mark.parametrize("stream", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_change_nothing_but_what_is_printed(desk: Path, stream: str) -> None:
    assert shell(f"dcc validate certificate.xml {stream}", cwd=desk).returncode == 0
    assert shell(f"dcc validate source.yaml {stream}", cwd=desk).returncode == 1
    assert shell(f"dcc build source.yaml -o out.xml {stream}", cwd=desk).returncode == 0
    assert dcc("validate", "out.xml", cwd=desk).status == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_cannot_be_written_is_the_machines_failure(
    desk: Path, keys: Path, unbuffered: str
) -> None:
    """Whether the text fails when it is written or, held in a buffer, only when the process ends."""
    for command in WRITING:
        for stream, message in ((">/dev/full", b"No space left"), ("2>/dev/full >/dev/full", b"")):
            line = f"TRUST={shlex.quote(str(keys / 'trust'))}; {command} {stream}"
            done = shell(line, cwd=desk, PYTHONUNBUFFERED=unbuffered)
            assert done.returncode == 3, f"{command} {stream}"
            assert message in done.stderr
            assert b"defect" not in done.stderr


WRITING = (
    "dcc --help",
    "dcc --version",
    "dcc show --help",
    "dcc show certificate.xml",
    "dcc diff certificate.xml certificate.xml",
    "dcc validate certificate.xml",
    "dcc validate --format json source.yaml",
    "dcc validate --format junit certificate.xml",
    "dcc verify --trust $TRUST --format json certificate.xml",
    "dcc convert certificate.xml -o certificate.json",
    "dcc explain UNIT-UNKNOWN",
    "dcc rules",
    "dcc schema list",
    "dcc doctor",
)
"""Commands that print something."""


def test_a_message_that_cannot_be_written_is_the_machines_failure(desk: Path) -> None:
    for command in ("no-such-command", "show", "show absent.xml", "show source.yaml"):
        assert shell(f"dcc {command} 2>/dev/full", cwd=desk).returncode == 3, command
        piped = shell(f"dcc {command} 2>&1 >/dev/null | true; echo ${{PIPESTATUS[0]}}", cwd=desk)
        assert piped.stdout == b"141\n", command


def test_a_message_that_nobody_needs_fails_nothing(desk: Path) -> None:
    """A full standard error matters only to those who have something to say there."""
    assert shell("dcc show certificate.xml 2>/dev/full", cwd=desk).returncode == 0
    assert shell("dcc validate source.yaml 2>/dev/full", cwd=desk).returncode == 1


def test_the_traceback_of_debug_keeps_the_exit_status(desk: Path) -> None:
    for options, status in (("show absent.xml", 3), ("show source.yaml", 1), ("convert a.xml -o b.xml", 2)):
        for debug in ("", "--debug"):
            done = subprocess.run(
                [sys.executable, "-m", "dcc", *options.split(), *debug.split()],
                cwd=desk,
                capture_output=True,
                check=False,
            )
            assert done.returncode == status
            assert (b"Traceback" in done.stderr) == bool(debug)


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "latin-1", "ascii"])
def test_a_terminal_without_our_characters_gets_the_rest(desk: Path, encoding: str) -> None:
    (desk / "certificate.xml").rename(desk / "证书.xml")
    for command in ("validate 证书.xml", "show 证书.xml", "show 没有.xml"):
        done = shell(f"dcc {command}", cwd=desk, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LANG="C.UTF-8")
        assert done.returncode == (3 if "没有" in command else 0)
        assert b"defect" not in done.stderr
    done = shell("dcc validate --format json 证书.xml", cwd=desk, PYTHONIOENCODING=encoding, LANG="C.UTF-8")
    assert json.loads(done.stdout)["file"] == "证书.xml"
    done = shell("dcc validate --format junit 证书.xml", cwd=desk, PYTHONIOENCODING=encoding, LANG="C.UTF-8")
    assert "证书.xml" in done.stdout.decode("utf-8"), "the encoding that the document declares"


def test_the_plainest_locale_will_do(desk: Path) -> None:
    plainest = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in ("show certificate.xml", "validate certificate.xml", "build source.yaml -o out.xml"):
        assert shell(f"dcc {command}", cwd=desk, **plainest).returncode == 0
    assert "校准证书" in shell("dcc show certificate.xml", cwd=desk, **plainest).stdout.decode("utf-8")


@pytest.mark.parametrize("columns", ["1", "20", "40", "-5", "many"])
def test_a_narrow_terminal_will_do(desk: Path, columns: str) -> None:
    for command in ("--help", "show certificate.xml", "diff certificate.xml certificate.xml"):
        assert dcc(*command.split(), cwd=desk, COLUMNS=columns).status == 0


def test_nothing_is_coloured(desk: Path) -> None:
    for colour in ({"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}):
        shown = in_a_terminal("show", "certificate.xml", cwd=desk, PYTHONUTF8="1", **colour)
        assert "校准证书".encode() in shown
        assert b"\x1b" not in shown


def in_a_terminal(*arguments: str, cwd: Path, **environment: str) -> bytes:
    """What ``dcc`` shows in a terminal of its own."""
    try:
        ours, its = os.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo-terminal can be had ({error.strerror}): mount -t devpts devpts /dev/pts")
    with subprocess.Popen(
        [sys.executable, "-m", "dcc", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=its,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        shown = b"".join(iter(lambda: _read(ours), b""))
        assert process.wait(timeout=60) == 0
    os.close(ours)
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""
