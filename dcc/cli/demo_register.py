"""The demo's register: a real ``dcc serve`` in a process of its own, which ends when the demo does.

This module is that process too: ``python -m dcc.cli.demo_register serve …``.
"""

from __future__ import annotations

import contextlib
import html
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dcc.errors import EnvironmentFailure

PORT = 8000
_URL = re.compile(r"https?://\S+?(?=/?(?:\s|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A running service with its two first keys."""

    url: str
    publisher: str
    approver: str
    process: subprocess.Popen[str]

    def headline(self, page: str, language: str) -> str:
        """The verdict that a certificate's page shows."""
        request = urllib.request.Request(page, headers={"Accept-Language": language})  # noqa: S310 - our own
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own
            text = answer.read().decode()
        found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found.group(1))).split()) if found else ""

    def wait(self) -> None:
        """Until the service ends or the user stops it."""
        with contextlib.suppress(KeyboardInterrupt):
            self.process.wait()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Register]:
    """A service with its database in ``folder``, at the usual port if that is free, else at another."""
    with contextlib.ExitStack() as stack:
        try:
            register = stack.enter_context(_serving_at(PORT, folder))
        except EnvironmentFailure:
            register = stack.enter_context(_serving_at(0, folder))
        yield register


@contextlib.contextmanager
def _serving_at(port: int, folder: Path) -> Iterator[Register]:
    for left in folder.glob("register.sqlite*"):  # by a try at a port that somebody else took just then
        left.unlink()
    with (folder / "register.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", "dcc.cli.demo_register", "serve"),
                *("--database", f"sqlite:///{(folder / 'register.sqlite').resolve()}"),
                *("--trust", str(folder / "trust")),
                *("--port", str(port)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield _announced(process, folder)
    finally:
        process.terminate()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _announced(process: subprocess.Popen[str], folder: Path) -> Register:
    """What the service prints when it is ready: its address and the two keys of the first start."""
    url, keys = "", {}
    for line in process.stdout or ():
        words = line.split()
        if found := _URL.search(line):
            url = found.group(0)
        elif len(words) == 2 and words[0] in ("publisher", "approver"):
            keys[words[0]] = words[1]
        if url and len(keys) == 2:
            return Register(url=url, process=process, **keys)
    raise EnvironmentFailure("the register did not start", hint=f"{folder / 'register.log'} says why.")


def _end_when_left() -> None:
    """End this process when nobody holds the other end of its input: the demo is gone, however it went."""
    if hasattr(signal, "pthread_sigmask"):
        # Left to the thread that the service lets wait for it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    from dcc.__main__ import main

    threading.Thread(target=_end_when_left, daemon=True).start()
    main()
