"""A real browser, driven through its DevTools protocol over a pipe, with the standard library alone."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ABSENT = "no Chromium found: apt-get install chromium"

_SECONDS = 60
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class BrowserError(Exception):
    """What the browser answered instead of a result."""


class Chromium:
    """One headless browser with one page. Use it in a ``with`` block."""

    def __enter__(self) -> Self:
        assert PROGRAM is not None, ABSENT
        # Not in a folder of the user's choice: a socket's path may have 107 characters.
        self._profile = tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True)
        command_read, self._write = os.pipe()
        self._read, answer_write = os.pipe()
        # The browser wants its pipe at the descriptors 3 and 4, where ours may be by accident.
        theirs = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 20) for each in (command_read, answer_write)]
        silence = os.open(os.devnull, os.O_WRONLY)
        self._process = os.posix_spawn(
            PROGRAM,
            [PROGRAM, *_ARGUMENTS, f"--user-data-dir={self._profile.name}", "about:blank"],
            {**os.environ, "TMPDIR": self._profile.name},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, theirs[0], 3),
                (os.POSIX_SPAWN_DUP2, theirs[1], 4),
                (os.POSIX_SPAWN_DUP2, silence, 2),
            ],
            setpgroup=0,
        )
        for each in (command_read, answer_write, *theirs, silence):
            os.close(each)
        self._buffer = b""
        self._last = 0
        self._loaded = False
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._call("Page.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._write)
        os.close(self._read)
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._profile.cleanup()

    def open(self, url: str, *, width: int, height: int = 800, scripts: bool = True) -> None:
        """Open a page in a window of this width, in CSS pixels, and wait until it is loaded."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self._call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._loaded = False
        self._call("Page.navigate", url=url)
        self._wait_for_load()

    def imitate(self, *, medium: str = "", **features: str) -> None:
        """Show pages as on another medium (``print``) or under media features (``forced_colors``)."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._call("Emulation.setEmulatedMedia", media=medium, features=named)

    def print_to_pdf(self) -> bytes:
        """The page as it is printed on A4."""
        printed = self._call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(printed["data"])

    def press_tab(self) -> None:
        """Move the keyboard's focus to the next element, as the tabulator does."""
        for kind in ("rawKeyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)

    def _wait_for_load(self) -> None:
        while not self._loaded:
            self._receive()

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise BrowserError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def choose_file(self, selector: str, path: Path) -> None:
        """Put a file into a file field, as a person would."""
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def press(self, selector: str) -> None:
        """Click on an element with the mouse and wait for the page that this brings."""
        root = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._call("DOM.scrollIntoViewIfNeeded", nodeId=node)
        corners = self._call("DOM.getBoxModel", nodeId=node)["model"]["content"]
        place = {"x": sum(corners[::2]) / 4, "y": sum(corners[1::2]) / 4}
        self._loaded = False
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)
        self._wait_for_load()

    def screenshot(self) -> bytes:
        """The whole page as PNG."""
        shot = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], _SECONDS)[0]:
                raise BrowserError(f"the browser said nothing for {_SECONDS} s")
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise BrowserError("the browser ended")
            self._buffer += chunk
        message, _, self._buffer = self._buffer.partition(b"\0")
        received: dict[str, Any] = json.loads(message)
        self._loaded = self._loaded or received.get("method") == "Page.loadEventFired"
        return received
