"""The demo's register: a real ``dcc serve`` in a process of its own."""

from __future__ import annotations

import contextlib
import html
import re
import subprocess
import sys
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
    with (folder / "register.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", "dcc", "serve"),
                *("--database", f"sqlite:///{(folder / 'register.sqlite').resolve()}"),
                *("--trust", str(folder / "trust")),
                *("--port", str(port)),
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield _announced(process, folder)
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


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
