"""``dcc show``: a certificate in the terminal."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import click

from dcc.cli.main import read_file
from dcc.errors import UsageError


@click.command(short_help="A certificate in the terminal.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--lang",
    "languages",
    metavar="LANG",
    help="The languages you read, most wanted first, such as zh or zh,en.  [default: your terminal's]",
)
@click.option("--all", "everything", is_flag=True, help="Show every row of long tables.")
def command(file: Path, languages: str | None, everything: bool) -> None:
    """Show a certificate as a person would lay it out: who, what, when, results as tables, statements.

    Numbers stand as they are written. A text that is not there in your language is shown in the
    certificate's own. Signatures are counted, not checked: dcc verify does that.
    """
    from dcc.render.terminal import MOST_ROWS, show
    from dcc.xml.reading import read

    wanted = wanted_languages(languages)
    certificate = read(read_file(file))
    columns = max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
    text = show(certificate, languages=wanted, columns=columns, most_rows=None if everything else MOST_ROWS)
    click.echo(text, nl=False)


def wanted_languages(given: str | None) -> tuple[str, ...]:
    """The languages of ``--lang``; without it the terminal's."""
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
