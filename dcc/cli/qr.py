"""``dcc qr``: a certificate's QR code, or a label for its instrument."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.files import FILE, MAX_SIZE, read_file, write_file
from dcc.cli.reading import read_certificate
from dcc.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from dcc.model import Certificate, Date
    from dcc.render import qr


@click.command()
@click.argument("file", type=FILE)
@click.option("--base-url", required=True, metavar="URL", help="The verification service's address.")
@click.option("-o", "--output", required=True, type=FILE, help="Picture to write: .svg or .png.")
@click.option(
    "--kind",
    type=click.Choice(["certificate", "label"]),
    default="certificate",
    show_default=True,
    help="For the certificate's first page, or for the instrument.",
)
@click.option(
    "--id",
    "identifier",
    metavar="ID",
    help="The id it was published under, for a certificate that carries none.",
)
@click.option(
    "--font",
    type=FILE,
    help="TrueType or OpenType font for letters beyond Latin in a PNG label.",
)
@MAX_SIZE
def command(
    file: Path,
    base_url: str,
    output: Path,
    kind: str,
    identifier: str | None,
    font: Path | None,
    max_size: int,
) -> None:
    """Draw the code that opens the page of the certificate in FILE, with the service's host in letters.

    A label shows the certificate's number and dates beside the code. Where the certificate has an
    instrument code, the label's code opens the instrument's page instead, which lists this certificate
    and every later one.
    """
    from dcc.render import qr

    certificate = read_certificate(file, max_size=max_size)
    carried = identifier or _verification_id(certificate, file)
    if kind == "label":
        symbol = _label(certificate, base_url, carried)
    else:
        symbol = qr.certificate_symbol(base_url, carried)
    match output.suffix.lower():
        case ".svg":
            picture = qr.draw_svg(symbol)
        case ".png":
            picture = qr.draw_png(symbol, font=read_file(font) if font else None)
        case _:
            raise UsageError(
                f"{output}: a QR code is written as .svg or .png", hint="Give the name one of these suffixes."
            )
    write_file(output, picture)
    click.echo(f"{output}: {symbol.url}", err=True)


def _verification_id(certificate: Certificate, file: Path) -> str:
    from dcc import identifiers
    from dcc.facts.certificate import facts_of

    carried = facts_of(certificate).verification_id
    if carried is None:
        raise DocumentError(
            f"{file} carries no verification id",
            hint="Publish it and give the id it gets there with --id.",
        )
    if not identifiers.is_valid(carried):
        raise DocumentError(
            f"{file} carries the verification id {carried!r}, which is none",
            hint="Give the id under which it was published with --id.",
        )
    return carried


def _label(certificate: Certificate, base_url: str, identifier: str) -> qr.Symbol:
    from dcc.facts.certificate import facts_of
    from dcc.render import qr

    facts = facts_of(certificate)
    code = facts.instrument_code
    url = qr.instrument_url(base_url, code) if code else qr.certificate_url(base_url, identifier)
    lines = [facts.number, _day(facts.ended)]
    if facts.valid_until is not None:
        lines.append(f"» {_day(facts.valid_until)}")
    return qr.label_symbol(url, tuple(lines))


def _day(date: Date) -> str:
    """The date without its time zone, where it is in a year that has four digits."""
    try:
        return str(date.value)
    except ValueError:
        return date.strip()
