"""Files as commands read and write them: whole or not at all; what goes wrong is the machine's failure."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from dcc.errors import EnvironmentFailure, UsageError

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder on the command line. Whether it can be read is found out by reading it: that it cannot
is the machine's failure (exit status 3), and not wrong use, which click would make of it."""

_SIZE = re.compile(r"(\d+)\s*(|k|m|g)(?:i?b)?", re.IGNORECASE)


class Size(click.ParamType[int]):
    """A number of bytes, with K, M or G for 1024, 1024² or 1024³ of them."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = _SIZE.fullmatch(str(value).strip())
        if match is None or not int(match.group(1)):
            self.fail(f"{value!r} is no size; write bytes, or 64M", param, ctx)
        power = ("", "k", "m", "g").index(match.group(2).lower())
        return int(match.group(1)) * int(1024**power)


MAX_SIZE = click.option(
    "--max-size",
    metavar="SIZE",
    type=Size(),
    default="64M",
    show_default=True,
    help="Refuse larger files unread.",
)
"""The option of every command that reads certificates; ``Limits(size=max_size)`` are what it means."""


def read_file(path: Path, *, at_most: int | None = None) -> bytes:
    """The bytes of ``path``; ``at_most`` refuses a larger file unread (``XML-TOO-LARGE``)."""
    with _reading(path), path.open("rb") as file:
        if at_most is None:
            return file.read()
        from dcc.xml.parse import Limits, check_size

        kept = os.fstat(file.fileno())
        check_size(kept.st_size, limits=Limits(size=at_most))
        # A pipe or device does not say how much it holds.
        data = file.read() if stat.S_ISREG(kept.st_mode) else file.read(at_most + 1)
        check_size(len(data), limits=Limits(size=at_most))
        return data


def read_text(path: Path, *, what: str) -> str:
    """The text in a UTF-8 file, with or without byte order mark; ``what`` names it in the error."""
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text", hint=f"Save {what} as UTF-8.") from None


def files_below(folder: Path) -> list[Path]:
    """Every file in ``folder`` and the folders in it, in the order of names. A folder that cannot be looked
    into is an error: passing over it would say nothing of what it holds."""

    def refuse(error: OSError) -> None:
        raise error

    with _reading(folder):
        return sorted(
            path
            for inside, _, names in os.walk(folder, onerror=refuse)
            for path in (Path(inside, name) for name in names)
            if path.is_file()
        )


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFailure(
            f"cannot read {error.filename or path}: {error.strerror}",
            hint="Check the name and the permissions.",
        ) from None


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write ``data`` to ``path`` whole or not at all: to a temporary file beside it, then rename.

    A file that is there already keeps its permissions; ``private`` makes it readable by its owner only, as
    a key must be. A pipe or a device, such as /dev/stdout, is written into, since it has no content to keep.
    """
    try:
        mode = _mode(path)
        if stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(path)), data, mode=0o600 if private else stat.S_IMODE(mode))
        else:
            path.write_bytes(data)
    except OSError as error:
        raise EnvironmentFailure(
            f"cannot write {path}: {error.strerror}",
            hint="Check that the folder exists, is writable and has space.",
        ) from None


def _replace(path: Path, data: bytes, *, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".dcc-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """What ``path`` is and who may do what with it; for nothing yet, what a new file would be."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return stat.S_IFREG | 0o666 & ~umask
