"""What commands that show something know of their reader: the languages, and the width of the terminal."""

from __future__ import annotations

import os
import re
import shutil

from dcc.errors import UsageError

_NARROWEST, _WIDEST = 40, 120


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
