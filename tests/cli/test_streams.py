"""Pipes, closed streams and terminals of every kind: what can be shown is shown, and nothing breaks."""

from __future__ import annotations

import json
import os
import shlex
import shutil
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


@pytest.mark.parametrize(
    ("stream", "message"), [(">/dev/full", b"No space left on device"), ("2>/dev/full >/dev/full", b"")]
)
def test_output_that_cannot_be_written_is_the_machines_failure(
    desk: Path, stream: str, message: bytes
) -> None:
    done = shell(f"dcc show certificate.xml {stream}", cwd=desk)
    assert done.returncode == 3
    assert message in done.stderr
    assert b"defect" not in done.stderr


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
    if shutil.which("script") is None:
        pytest.skip("script is absent: apt-get install bsdutils")
    for colour in ({"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}):
        done = subprocess.run(
            ["script", "-qec", f"{shlex.quote(sys.executable)} -m dcc show certificate.xml", "/dev/null"],
            cwd=desk,
            env={**os.environ, **colour},
            capture_output=True,
            timeout=60,
            check=True,
        )
        assert b"\x1b" not in done.stdout
