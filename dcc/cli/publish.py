"""``dcc publish``: enter signed certificates into a register."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.client import Service, with_key
from dcc.cli.main import STATUS_NOT_GOOD, finish, read_file, show_error
from dcc.errors import DccError, EnvironmentFailure, UsageError


@click.command(short_help="Enter signed certificates into a register.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@with_key
@click.option(
    "--disclose",
    type=click.Choice(["nothing-more", "conclusion"]),
    default="nothing-more",
    show_default=True,
    help="What anyone may see of these certificates beyond the public fields.",
)
def command(files: tuple[Path, ...], url: str, key: str, disclose: str) -> None:
    """Send certificates to a service, which registers those that verify as passed.

    Prints for each its id, its number and the address of its page, separated by tabs. A certificate that
    is refused does not keep the others from being sent; the exit status is then 1.
    """
    service = Service(url=url, key=key)
    refused = 0
    for file in files:
        data = read_file(file)
        try:
            answer = service.post_xml("certificates", body=data, disclose=disclose)
        except (UsageError, EnvironmentFailure):
            raise
        except DccError as error:
            click.echo(f"{file} was not registered.", err=True)
            show_error(error)
            refused += 1
        else:
            click.echo(f"{answer['id']}\t{answer['number']}\t{answer['url']}")
    if refused:
        finish(STATUS_NOT_GOOD)
