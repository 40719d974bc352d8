"""``dcc convert``: a certificate from one form into another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.files import FILE, MAX_SIZE, read_file, write_file
from dcc.cli.reading import naming
from dcc.errors import UsageError

if TYPE_CHECKING:
    from dcc.model import Certificate

FORMS = {".xml": "XML", ".json": "JSON"}
"""The forms a certificate can be converted from and into, by the suffix of a file's name."""


@click.command()
@click.argument("document", metavar="IN", type=FILE)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=FILE,
    required=True,
    help="Where the converted certificate goes; its suffix says into what: .xml or .json.",
)
@MAX_SIZE
def command(document: Path, output: Path, max_size: int) -> None:
    """Convert a certificate between XML and JSON; the suffixes of the two names say from what into what.

    Nothing is lost either way: XML made from the JSON of a document says the same, digit by digit, as the
    document. A certificate of any version from DCC 2.4.0 on stays in that version.
    """
    from dcc.xml.parse import Limits

    before, after = _form(document), _form(output)
    if before == after:
        raise UsageError(
            f"{document} and {output} are both {after}: there is nothing to convert",
            hint="Give one of them another suffix: .xml or .json.",
        )
    with naming(document):
        certificate = _reader(before)(read_file(document, at_most=max_size), limits=Limits(size=max_size))
    write_file(output, _writer(after)(certificate))
    click.echo(f"{output}: certificate {certificate.number} (DCC {certificate.schema_version}) as {after}.")
    if certificate.signature:
        _say_what_becomes_of_signatures(document, output, len(certificate.signature), after)


def _form(path: Path) -> str:
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            f"{path}: the suffix {path.suffix or '(none)'} names no form that can be converted",
            hint=f"Possible in this version: {' and '.join(FORMS)}, either into the other.",
        )
    return form


def _reader(form: str) -> Callable[..., Certificate]:
    if form == "JSON":
        from dcc.exchange.json import read_json

        return read_json
    from dcc.xml.reading import read

    return read


def _writer(form: str) -> Callable[[Certificate], bytes]:
    if form == "JSON":
        from dcc.exchange.json import write_json

        return write_json
    from dcc.xml.writing import write

    return write


def _say_what_becomes_of_signatures(document: Path, output: Path, count: int, form: str) -> None:
    signatures = "a signature that holds" if count == 1 else f"{count} signatures that hold"
    if form == "JSON":
        words = f"Note: {document} carries {signatures} only for that file. {output} keeps them as texts."
        advice = "Keep the XML file: it is the signed certificate."
    else:
        words = f"Note: {output} carries {signatures} only for the file that was signed."
        advice = f"Unless {output} is identical with that file, pass that file on; dcc verify tells."
    click.echo(f"{words}\n  → {advice}", err=True)
