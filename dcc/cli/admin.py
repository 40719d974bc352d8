"""``dcc admin``: the API keys of a register, on the machine that has its database."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.main import plain
from dcc.cli.serve import CONFIG, DATABASE, load_config
from dcc.errors import EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from verify_service.store import Store


@click.group()
def command() -> None:
    """Make, list and revoke API keys, on the machine that has the register's database."""


@command.command("create-key")
@click.option("--actor", required=True, help="Whose key it is; two keys of one actor are one actor.")
@click.option(
    "--role",
    type=click.Choice(["publisher", "approver", "reader"]),
    required=True,
    help="publisher: register, suspend, ask to void. approver: approve what others asked for. "
    "reader: search and read events.",
)
@CONFIG
@DATABASE
def create_key(actor: str, role: str, config_file: Path | None, database: str | None) -> None:
    """Make a key and print it, this once."""
    from verify_service.app import utc_now
    from verify_service.records import Role
    from verify_service.service import create_key as create

    with _store(config_file, database) as store:
        click.echo(create(store, actor=actor, role=Role(role), now=utc_now()))


@command.command("list-keys")
@CONFIG
@DATABASE
def list_keys(config_file: Path | None, database: str | None) -> None:
    """Print the keys: prefix, actor, role, and since when.

    The keys themselves are not kept and cannot be shown again.
    """
    with _store(config_file, database) as store, store.reading() as transaction:
        keys = transaction.api_keys()
    for key in keys:
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else f"since {key.created_at:%Y-%m-%d}"
        click.echo(f"{key.prefix}\t{plain(key.actor)}\t{', '.join(key.roles)}\t{state}")


@command.command("revoke-key")
@click.argument("prefix")
@CONFIG
@DATABASE
def revoke_key(prefix: str, config_file: Path | None, database: str | None) -> None:
    """Revoke a key for good.

    PREFIX is the part of the key between the underscores, as list-keys prints it.
    """
    from verify_service.app import utc_now

    with _store(config_file, database) as store, store.writing() as transaction:
        kept = transaction.api_key(prefix)
        if kept is None:
            raise UsageError(f"there is no key {prefix}", hint="dcc admin list-keys shows them.")
        if kept.revoked_at is None:
            transaction.revoke_api_key(prefix, utc_now())
    click.echo(f"The key {prefix} of {kept.actor} is revoked.")


def _store(config_file: Path | None, database: str | None) -> contextlib.closing[Store]:
    """The store of the register, closed at the end of the ``with`` that it is for."""
    from verify_service.store import is_missing, open_store

    url = load_config(config_file, database=database).database
    if is_missing(url):  # and not a new one in the wrong folder
        raise EnvironmentFailure(
            f"there is no register at {url}",
            hint="Name it with --database or --config; dcc serve makes one at its first start.",
        )
    return contextlib.closing(open_store(url))
