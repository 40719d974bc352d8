"""``dcc serve``: the register of certificates and its pages."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.files import FILE, read_text
from dcc.errors import UsageError

if TYPE_CHECKING:
    from verify_service import ServiceConfig

CONFIG = click.option(
    "--config",
    "config_file",
    type=FILE,
    help="Configuration in TOML (docs/reference/service-configuration.md); the options here win over it.",
)
DATABASE = click.option(
    "--database",
    metavar="URL",
    help="The register's database, such as postgresql+psycopg://user@host/name."
    "  [default: sqlite:///dcc-register.sqlite, a file in this folder]",
)


@click.command()
@CONFIG
@DATABASE
@click.option("--host", help="Address to listen at; 0.0.0.0 for every one.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen at; 0 finds a free one.  [default: 8000]")
@click.option("--workers", type=int, help="Processes that answer.  [default: 1]")
@click.option("--trust", metavar="DIR", type=FILE, help="Trust folder: whose signatures are believed.")
@click.option("--base-url", metavar="URL", help="Where people reach the service, as in QR codes.")
def command(
    config_file: Path | None,
    database: str | None,
    host: str | None,
    port: int | None,
    workers: int | None,
    trust: Path | None,
    base_url: str | None,
) -> None:
    """Run the register until stopped with Ctrl+C or a TERM signal.

    The first start makes two API keys, a publisher's and an approver's, and prints them this once:
    voiding or replacing a certificate takes both. More keys: dcc admin create-key.
    """
    from verify_service import server
    from verify_service.app import utc_now
    from verify_service.service import create_first_keys
    from verify_service.store import open_store
    from verify_service.verification import Verifier

    config = load_config(
        config_file, database=database, host=host, port=port, workers=workers, trust=trust, base_url=base_url
    )
    if config.trust is not None:
        Verifier(config.trust, config.revocation).probe()
    config = _changed(config, port=server.free_port(config.host, config.port))
    with contextlib.closing(open_store(config.database)) as store:
        _show_keys(create_first_keys(store, now=utc_now()))
    server.run(config, when_ready=lambda: _announce(config))


def load_config(config_file: Path | None, **given: object) -> ServiceConfig:
    """The configuration from a file (none: the defaults), with the options that were given."""
    from verify_service import ServiceConfig, read_config

    if config_file is None:
        config = ServiceConfig()
    else:
        text = read_text(config_file, what="the configuration")
        try:
            config = read_config(text, folder=config_file.parent)
        except UsageError as error:
            raise UsageError(f"{config_file}: {error}", hint=error.hint) from None
    return _changed(config, **{name: value for name, value in given.items() if value is not None})


def _changed(config: ServiceConfig, **changes: object) -> ServiceConfig:
    """``config`` with ``changes``. The base URL goes with the address for as long as it is the same."""
    changed = dataclasses.replace(config, **changes)  # type: ignore[arg-type]  # the values are checked where they come in
    if "base_url" in changes or config.base_url != config.address:
        return changed
    return dataclasses.replace(changed, base_url=changed.address)


def _show_keys(keys: Mapping[str, str]) -> None:
    """At once, so that they are not lost when the service cannot start after all."""
    if keys:
        click.echo("First start: two API keys were made. Keep them; each is shown this once.")
    for role, key in keys.items():
        click.echo(f"  {role:<10} {key}")


def _announce(config: ServiceConfig) -> None:
    click.echo(f"Certificate register at {config.address}/\nStop with Ctrl+C.")
    if config.trust is None:
        click.echo(
            "Note: without --trust no certificate verifies as passed, so none can be published.", err=True
        )
