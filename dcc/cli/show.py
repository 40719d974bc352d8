"""``dcc show``: a certificate in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.files import FILE, MAX_SIZE
from dcc.cli.reading import read_certificate, terminal_columns, wanted_languages


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--lang",
    "languages",
    metavar="LANG",
    help="The languages you read, most wanted first, such as zh or zh,en.  [default: your terminal's]",
)
@click.option("--all", "everything", is_flag=True, help="Show every row of long tables.")
@MAX_SIZE
def command(file: Path, languages: str | None, everything: bool, max_size: int) -> None:
    """Show a certificate as a person would lay it out: who, what, when, results as tables, statements.

    Numbers stand as they are written. A text that is not there in your language is shown in the
    certificate's own. Signatures are counted, not checked: dcc verify does that.
    """
    from dcc.render.terminal import MOST_ROWS, show

    wanted = wanted_languages(languages)
    certificate = read_certificate(file, max_size=max_size)
    text = show(
        certificate, languages=wanted, columns=terminal_columns(), most_rows=None if everything else MOST_ROWS
    )
    click.echo(text, nl=False)
