"""``dcc serve``: the register of certificates and its pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.main import read_file
from dcc.errors import UsageError

if TYPE_CHECKING:
    from verify_service import ServiceConfig

CONFIG = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Configuration in TOML; the options here win over it.",
)
DATABASE = click.option(
    "--database",
    metavar="URL",
    help="The register's database, such as postgresql+psycopg://user@host/name."
    "  [default: sqlite:///dcc-register.sqlite, a file in this folder]",
)


@click.command(short_help="The verification service: register certificates, look them up.")
@CONFIG
@DATABASE
@click.option("--host", help="Address to listen at; 0.0.0.0 for every one.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen at; 0 finds a free one.  [default: 8000]")
@click.option("--workers", type=int, help="Processes that answer.  [default: 1]")
@click.option("--trust", type=click.Path(path_type=Path), help="Folder of the roots that are trusted.")
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

    config = load_config(config_file, database=database, host=host, port=port, workers=workers, trust=trust)
    if config.trust is not None and not config.trust.is_dir():
        raise UsageError(f"there is no trust folder {config.trust}", hint="Make it, or correct --trust.")
    config = dataclasses.replace(config, port=server.free_port(config.host, config.port))
    if base_url is not None:
        config = dataclasses.replace(config, base_url=base_url)
    elif config_file is None:
        config = dataclasses.replace(config, base_url=f"http://{_in_url(config.host)}:{config.port}")
    store = open_store(config.database)
    keys = create_first_keys(store, now=utc_now())
    store.close()
    server.run(config, when_ready=lambda: _announce(config, keys))


def load_config(config_file: Path | None, **given: object) -> ServiceConfig:
    """The configuration from a file (none: the defaults), with the options that were given."""
    from verify_service import ServiceConfig, read_config

    if config_file is None:
        config = ServiceConfig()
    else:
        try:
            text = read_file(config_file).decode()
        except UnicodeDecodeError:
            raise UsageError(f"{config_file} is not UTF-8 text") from None
        try:
            config = read_config(text, folder=config_file.parent)
        except UsageError as error:
            raise UsageError(f"{config_file}: {error}", hint=error.hint) from None
    changes = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(config, **changes)  # type: ignore[arg-type]


def _announce(config: ServiceConfig, keys: Mapping[str, str]) -> None:
    lines = [f"Certificate register at http://{_in_url(config.host)}:{config.port}/"]
    if keys:
        lines.append("First start: two API keys were made. Keep them; each is shown this once.")
        lines += [f"  {role:<10} {key}" for role, key in keys.items()]
    lines.append("Stop with Ctrl+C.")
    click.echo("\n".join(lines))
    if config.trust is None:
        click.echo(
            "Note: without --trust no certificate verifies as passed, so none can be published.", err=True
        )


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
