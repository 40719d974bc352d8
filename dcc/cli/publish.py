"""``dcc publish``: enter signed certificates into a register."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.client import Service, with_key
from dcc.cli.files import FILE, read_file
from dcc.cli.main import STATUS_ENVIRONMENT, STATUS_NOT_GOOD, finish, show_error
from dcc.errors import DccError, EnvironmentFailure, UsageError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
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
    is refused does not keep the others from being sent; the exit status is then 1. It is 3 when a file
    cannot be read.
    """
    service = Service(url=url, key=key)
    refused = unread = 0
    for file in files:
        try:
            data = read_file(file)
        except EnvironmentFailure as failure:
            show_error(failure)
            unread += 1
            continue
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
    if unread or refused:
        finish(STATUS_ENVIRONMENT if unread else STATUS_NOT_GOOD)
