"""Ctrl+C, the end of a session, a terminal that is closed: tidy, and nobody goes on in the background."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from dcc.cli.demo_register import PORT
from tests.cli.commands import listing

START = (sys.executable, "-m", "dcc")
ENDS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@contextmanager
def running(*arguments: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*START, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):  # the group is empty, as it has to be
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """What it prints, up to the line with ``text``."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError(f"it ended before it said {text!r}: {''.join(lines)}")


def end(process: subprocess.Popen[str], how: signal.Signals) -> tuple[int, str]:
    """Press Ctrl+C, end the session, close the terminal; its exit status and what else it said."""
    os.killpg(process.pid, how)
    output, messages = process.communicate(timeout=30)
    assert "Traceback" not in output + messages
    return process.returncode, output + messages


def answers(url: str) -> bool:
    port = int(url.rpartition(":")[2])
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


@contextmanager
def usual_port_taken() -> Iterator[None]:
    """Keep demos off the port that all of them prefer: on one that ours has left, another test's may answer.

    Waits until no demo has it; anybody else who keeps it for good is as good a reason not to use it.
    """
    with ExitStack() as stack:
        for _ in range(600):
            with suppress(OSError):
                stack.enter_context(socket.create_server(("127.0.0.1", PORT)))
                break
            time.sleep(0.1)
        yield


def wait_for_reader(pipe: Path) -> int:
    """The writing end of a named pipe, once somebody reads at the other."""
    for _ in range(600):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody reads")


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_build_that_is_stopped_leaves_nothing(desk: Path, how: signal.Signals) -> None:
    (desk / "weights.csv").unlink()
    os.mkfifo(desk / "weights.csv")
    before = listing(desk)
    with running("build", "source.yaml", "-o", "certificate.xml", cwd=desk) as process:
        writer = wait_for_reader(desk / "weights.csv")
        status, said = end(process, how)
        os.close(writer)
    assert status == 128 + how
    assert said.strip() == ("Stopped." if how is signal.SIGINT else "")
    assert listing(desk) == before


@contextmanager
def working(desk: Path) -> Iterator[subprocess.Popen[str]]:
    """``dcc validate`` with two processes, one of which waits for a file that never comes."""
    many = desk / "many"
    many.mkdir()
    for number in range(8):
        shutil.copy(desk / "certificate.xml", many / f"{number}.xml")
    os.mkfifo(many / "waiting.xml")
    files = sorted(f"many/{path.name}" for path in many.iterdir())
    with running("validate", "--jobs", "2", *files, cwd=desk) as process:
        writer = wait_for_reader(many / "waiting.xml")
        yield process
        os.close(writer)


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_workers_that_are_interrupted_keep_quiet(desk: Path, how: signal.Signals) -> None:
    with working(desk) as process:
        status, said = end(process, how)
    assert status == 128 + how
    assert said.endswith("Stopped.\n") is (how is signal.SIGINT)
    assert "Error" not in said


def test_workers_end_when_only_their_parent_is_told(desk: Path) -> None:
    with working(desk) as process:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM


def test_pressing_ctrl_c_again_and_again_changes_nothing(desk: Path) -> None:
    with working(desk) as process:
        for _ in range(5):
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.02)
        _, messages = process.communicate(timeout=30)
    assert process.returncode == 130
    assert messages.split() == ["Stopped."]


def test_a_worker_that_the_system_ends_is_the_machines_failure(desk: Path) -> None:
    with working(desk) as process:
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
        _, messages = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "Use fewer --jobs" in messages
    assert "defect" not in messages


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_service_that_is_stopped_is_gone(tmp_path: Path, how: signal.Signals) -> None:
    with running("serve", "--port", "0", "--workers", "2", cwd=tmp_path) as process:
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+", read_until(process, "Stop with"))
        assert answers(url)
        status, _ = end(process, how)
    assert status == 0, "being stopped is how a service ends"
    assert not answers(url)


def test_a_service_that_is_told_again_and_again_to_end_is_gone(tmp_path: Path) -> None:
    with running("serve", "--port", "0", "--workers", "2", cwd=tmp_path) as process:
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+", read_until(process, "Stop with"))
        for how in ENDS * 20:
            os.killpg(process.pid, how)
        status, _ = end(process, signal.SIGTERM)
    assert status == 0
    assert not answers(url)


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_service_whose_workers_hear_the_signal_first_ends_as_well(
    tmp_path: Path, how: signal.Signals
) -> None:
    with running("serve", "--port", "0", "--workers", "2", cwd=tmp_path) as process:
        read_until(process, "Stop with")
        process.send_signal(signal.SIGSTOP)  # as on a machine with other work
        os.killpg(process.pid, how)
        time.sleep(0.5)
        status, said = end(process, signal.SIGCONT)
    assert status == 0
    assert "Error" not in said


@pytest.mark.slow
@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_demo_that_is_stopped_leaves_no_service_behind_and_can_begin_anew(
    tmp_path: Path, how: signal.Signals
) -> None:
    with usual_port_taken(), running("demo", cwd=tmp_path) as process:
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+", read_until(process, "http://"))
        read_until(process, "$ dcc sign")
        status, said = end(process, how)
    assert status == 128 + how
    assert "NOT AS IT MUST BE" not in said
    assert not answers(url)
    with running("demo", cwd=tmp_path) as process:
        read_until(process, "1. Keys.")
        end(process, signal.SIGTERM)


@pytest.mark.slow
def test_a_demo_that_is_killed_takes_its_service_along(tmp_path: Path) -> None:
    with usual_port_taken(), running("demo", cwd=tmp_path) as process:
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+", read_until(process, "http://"))
        assert answers(url)
        process.kill()
        process.wait()
        for _ in range(600):
            if not answers(url):
                break
            time.sleep(0.05)
        assert not answers(url)


@pytest.mark.slow
def test_a_demo_stopped_while_it_clears_an_earlier_one_can_begin_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / ".made-by-dcc-demo").touch()
    (folder / "weights-e2").write_text("what was left")
    with running("demo", cwd=tmp_path) as process:
        read_until(process, "keys in demo")
        end(process, signal.SIGTERM)
    assert not (folder / "weights-e2").exists()
    assert (folder / ".made-by-dcc-demo").exists()


@pytest.mark.slow
def test_a_demo_beside_another_service_takes_a_port_of_its_own(tmp_path: Path) -> None:
    with usual_port_taken(), running("demo", cwd=tmp_path) as process:
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+", read_until(process, "http://"))
        end(process, signal.SIGINT)
    assert not url.endswith(f":{PORT}")
