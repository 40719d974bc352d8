"""``dcc schema``: the schemas at hand, and official schema files to use instead of the built-in ones."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from dcc.cli.files import FILE, read_file, write_file
from dcc.cli.main import TEXT_OR_JSON, print_json
from dcc.errors import DocumentError, EnvironmentFailure, UsageError
from dcc.xml.names import SI_VERSION_OF
from dcc.xml.schema_files import SchemaFile, describe

SIZE_LIMIT = 5_000_000
TIME_LIMIT = 30.0

_schema_dir = click.option(
    "--schema-dir",
    metavar="DIR",
    envvar="DCC_SCHEMA_DIR",
    type=FILE,
    help="The folder of official schema files.  [default: DCC_SCHEMA_DIR, else the user's data folder]",
)


@click.group()
def command() -> None:
    """List the schemas that are here, or add official ones.

    Certificates are judged by this program's own schemas, which accept what the official ones accept and
    need no network. Where the official files themselves must be used, add them here and name their folder:
    dcc validate --schema-dir DIR.
    """


@command.command("list")
@_schema_dir
@TEXT_OR_JSON
def list_schemas(schema_dir: Path | None, output_format: str) -> None:
    """Show the built-in versions and the official files that were added."""
    folder = schema_dir or data_folder()
    files = sorted(folder.iterdir()) if folder.exists() else []
    rows = [_row(path, folder) for path in files if path.suffix == ".xsd"]
    if output_format == "json":
        built_in = [{"dcc": version, "si": si} for version, si in SI_VERSION_OF.items()]
        print_json({"built_in": built_in, "schema_dir": str(folder), "files": rows})
        return
    click.echo("Built in:")
    for version, si in SI_VERSION_OF.items():
        click.echo(f"  DCC {version} with D-SI {si}")
    click.echo(f"\nFiles in {folder}:" if rows else f"\nNo files in {folder}.")
    for row in rows:
        click.echo(f"  {row['name']:<26} {row['state']}")
    if rows:
        click.echo(f"\nUse them with: dcc validate --schema-dir {folder} FILE")


@command.command()
@click.argument("sources", metavar="FILE|URL...", nargs=-1, required=True)
@_schema_dir
@click.option(
    "--sha256", metavar="HEX", help="Accept a file that is not known here, if this is its SHA-256 digest."
)
def add(sources: tuple[str, ...], schema_dir: Path | None, sha256: str | None) -> None:
    """Put official schema files into the folder.

    Each gets the name by which it is found there. The official files of DCC 2.4.0 to 3.3.0 and what they
    import are known by their digests; any other file is refused unless --sha256 gives its digest, so that
    nothing slips in unnoticed. PTB publishes the files at https://ptb.de/dcc/v3.3.0/dcc.xsd and so on.
    """
    if sha256 is not None and len(sources) > 1:
        raise UsageError("--sha256 is for one file, but several were given", hint="Add them one by one.")
    if sha256 is not None and not re.fullmatch("[0-9a-fA-F]{64}", sha256):
        raise UsageError("--sha256 takes 64 hexadecimal digits", hint="sha256sum FILE prints them.")
    folder = schema_dir or data_folder()
    known = [(_accepted(source, sha256), source) for source in sources]
    _make(folder)
    for (file, data), source in known:
        write_file(folder / file.name, data)
        click.echo(f"{source} added as {folder / file.name}")
    missing = {need for (file, _), _ in known for need in file.needs if not (folder / need).is_file()}
    for need in sorted(missing):
        click.echo(f"Still missing: {need}, which one of them imports; add it too.", err=True)


def data_folder() -> Path:
    """Where official schemas are kept for a user who names no folder."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "dcc-toolchain" / "schemas"


def _row(path: Path, folder: Path) -> dict[str, Any]:
    try:
        file = describe(read_file(path, at_most=SIZE_LIMIT))
    except DocumentError as error:
        return {"name": path.name, "state": f"unusable: {error}", "sha256": None, "official": False}
    missing = [need for need in file.needs if not (folder / need).is_file()]
    state = "official" if file.is_official else "not official"
    if file.name != path.name:
        state += f", never found: it should be called {file.name}"
    if missing:
        state += f", needs {' and '.join(missing)}"
    return {"name": path.name, "state": state, "sha256": file.sha256, "official": file.is_official}


def _accepted(source: str, sha256: str | None) -> tuple[SchemaFile, bytes]:
    """The file at ``source``, if it is an official one or the one that ``sha256`` names."""
    data = _fetch(source) if "://" in source else read_file(Path(source), at_most=SIZE_LIMIT)
    try:
        file = describe(data)
    except DocumentError as error:
        raise DocumentError(
            f"{source} cannot be added: {error}", findings=error.findings, hint=error.hint
        ) from None
    if sha256 is not None and sha256.lower() != file.sha256:
        raise DocumentError(
            f"{source} is not the file that was asked for: its SHA-256 is {file.sha256}",
            hint="Compare with the digest that its publisher gives, and fetch it again.",
        )
    if sha256 is None and not file.is_official:
        raise DocumentError(
            f"{source} says it is {file.name}, but is not the official file of that name as known here",
            hint=f"If you trust it, add it with --sha256 {file.sha256}",
        )
    return file, data


def _fetch(url: str) -> bytes:
    """The bytes at an http or https address, within limits of size and time."""
    import urllib.error
    import urllib.request

    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageError(f"{url} is no http or https address", hint="Give a file name or a web address.")

    class OnlyWeb(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
            if urlsplit(newurl).scheme not in ("http", "https"):
                raise EnvironmentFailure(f"{url} leads to {newurl}, which is no web address")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    until = time.monotonic() + TIME_LIMIT
    data = bytearray()
    try:
        with urllib.request.build_opener(OnlyWeb).open(url, timeout=TIME_LIMIT) as response:
            while chunk := response.read(65536):
                data += chunk
                if len(data) > SIZE_LIMIT:
                    raise EnvironmentFailure(f"{url} sends more than {SIZE_LIMIT:,} bytes; no schema does")
                if time.monotonic() > until:
                    raise EnvironmentFailure(f"{url} did not finish within {TIME_LIMIT:.0f} s")
    except urllib.error.HTTPError as error:
        raise EnvironmentFailure(f"{url} answers {error.code} {error.reason}") from None
    except (OSError, ValueError) as error:
        raise EnvironmentFailure(
            f"{url} cannot be reached: {getattr(error, 'reason', error)}",
            hint="Fetch the file in another way and add it by its file name.",
        ) from None
    return bytes(data)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFailure(
            f"cannot make the folder {folder}: {error.strerror}", hint="Name another with --schema-dir."
        ) from None
