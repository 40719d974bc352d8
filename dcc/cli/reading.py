"""What commands that read certificates share: reading one with the file named in what is wrong with it, and
what they know of their reader: the languages, and the width of the terminal."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dcc.cli.files import read_file
from dcc.errors import DocumentError, UsageError
from dcc.findings import Finding

if TYPE_CHECKING:
    from dcc.model import Certificate

_NARROWEST, _WIDEST = 40, 120


def read_certificate(path: Path, *, max_size: int) -> Certificate:
    """The certificate in the XML file ``path`` of at most ``max_size`` bytes."""
    from dcc.xml.parse import Limits
    from dcc.xml.reading import read

    with naming(path):
        return read(read_file(path, at_most=max_size), limits=Limits(size=max_size))


@contextlib.contextmanager
def naming(path: Path, *, failing: str = "cannot be read") -> Iterator[None]:
    """Name the file ``path`` in what is wrong with its content; ``failing`` is what fails then."""
    try:
        yield
    except DocumentError as error:
        message = f"{path} {failing}" if error.findings else f"{path}: {error}"
        findings = [_placed(finding, path) for finding in error.findings]
        raise DocumentError(message, findings=findings, hint=error.hint) from None


def _placed(finding: Finding, path: Path) -> Finding:
    if finding.location.file is not None or finding.location.line is None:
        return finding
    return dataclasses.replace(finding, location=dataclasses.replace(finding.location, file=str(path)))


def wanted_languages(given: str | None) -> tuple[str, ...]:
    """The languages of ``--lang``; without it the terminal's, if it says one."""
    if given is None:
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        named = re.match(r"([a-z]{2})(?:[_.@]|$)", locale)
        return (named.group(1),) if named else ()
    languages = tuple(part.strip().lower() for part in given.split(","))
    for language in languages:
        if not re.fullmatch(r"[a-z]{2}", language):
            raise UsageError(
                f"{language!r} is not a language code", hint="Two letters (ISO 639-1) each: --lang zh,en"
            )
    return languages


def terminal_columns() -> int:
    """The columns of the terminal, within what is pleasant to read; 80 in a pipe."""
    return max(_NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, _WIDEST))
