"""``dcc diff``: what changed between two certificates."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.files import FILE, MAX_SIZE
from dcc.cli.main import TEXT_OR_JSON, print_json
from dcc.cli.reading import read_certificate, terminal_columns, wanted_languages


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--lang",
    "languages",
    metavar="LANG",
    help="The languages you read, most wanted first, such as zh or zh,en.  [default: your terminal's]",
)
@TEXT_OR_JSON
@click.option("--all", "everything", is_flag=True, help="Show every change of long tables.")
@MAX_SIZE
def command(
    old: Path, new: Path, languages: str | None, output_format: str, everything: bool, max_size: int
) -> None:
    """Compare the certificate NEW with the earlier one OLD, in metrological words.

    Values are paired by vocabulary, name and nominal or reference value. A changed value stands beside the
    old one, both with their expanded uncertainties U, the change, and the En number |new - old| divided by
    the root of the sum of both U squared. Exit status 0 whether or not they differ. Signatures are not
    compared.
    """
    from dcc.compare import compare
    from dcc.render.comparison_text import describe
    from dcc.render.terminal import MOST_ROWS

    wanted = wanted_languages(languages)
    before, after = (read_certificate(file, max_size=max_size) for file in (old, new))
    comparison = compare(before, after, languages=wanted)
    if output_format == "json":
        print_json({"old": str(old), "new": str(new), **comparison.as_json()})
        return
    text = describe(
        comparison,
        languages=wanted or after.administrative_data.core_data.mandatory_lang_code_iso639_1,
        columns=terminal_columns(),
        most_rows=None if everything else MOST_ROWS,
    )
    click.echo(text, nl=False)
