"""``dcc new``: a commented source to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.files import FILE, write_file
from dcc.errors import UsageError
from dcc.vocabulary import CertificateType


@click.command()
@click.option(
    "--type",
    "kind",
    type=click.Choice([kind.value for kind in CertificateType]),
    default=CertificateType.CALIBRATION.value,
    show_default=True,
    help="What kind of certificate it is to become.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE.yaml",
    type=FILE,
    required=True,
    help="Where the source goes; a file that is there already is left alone.",
)
def command(kind: str, output: Path) -> None:
    """Write a commented source that builds as it stands.

    Replace its data by your own, then: dcc build FILE.yaml -o CERT.xml
    """
    from dcc.source.starter import starter

    if output.exists():
        raise UsageError(f"{output} is there already", hint="Choose another name, or delete the file first.")
    write_file(output, starter(CertificateType(kind)).encode())
    click.echo(f"{output} is a source for a {CertificateType(kind).titles['en'].lower()}.", err=True)
    click.echo(f"  → Fill it in, then: dcc build {output} -o {output.with_suffix('.xml')}", err=True)
