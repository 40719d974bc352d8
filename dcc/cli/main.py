"""What every command shares: lazy loading, reading and writing files, messages and exit statuses."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from dcc.errors import DccError, DocumentError, EnvironmentFailure
from dcc.findings import Finding

STATUS_GOOD, STATUS_NOT_GOOD, STATUS_WRONG_USE, STATUS_ENVIRONMENT = range(4)


class Commands(click.Group):
    """A group whose commands are imported when asked for. The table names for each its module, which holds
    a ``command``, or module and attribute (``module:attribute``) where one module holds several."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute or "command")
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._table.items()])


def run(command: click.Command, given: Sequence[str]) -> int:
    """Run ``command`` with the arguments ``given``; the exit status. No traceback without ``--debug``,
    which may stand anywhere."""
    arguments = [argument for argument in given if argument != "--debug"]
    debug = len(arguments) < len(given)
    try:
        status: object = command.main(arguments, standalone_mode=False, prog_name="dcc")
    except click.exceptions.Exit as done:  # older versions of click raise what newer ones return
        return done.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return STATUS_WRONG_USE
    except click.ClickException as error:
        error.show()
        return STATUS_WRONG_USE
    except DccError as error:
        if debug:
            raise
        show_error(error)
        return error.exit_status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STATUS_GOOD
    except Exception as error:
        if debug:
            raise
        click.echo(f"Error: an unexpected {type(error).__name__}: {error}", err=True)
        click.echo("  → This is a defect in dcc; run again with --debug and report what it prints.", err=True)
        return STATUS_ENVIRONMENT
    return status if isinstance(status, int) else STATUS_GOOD


def finish(status: int) -> None:
    """End the command with an exit status."""
    raise click.exceptions.Exit(status)


def show_error(error: DccError) -> None:
    """What is wrong, where, and what to do, on standard error."""
    findings = error.findings if isinstance(error, DocumentError) else ()
    click.echo(f"Error: {error}", err=True)
    for finding in findings:
        click.echo(as_text(finding), err=True)
    if error.hint and not findings:
        click.echo(f"  → {error.hint}", err=True)


def as_text(finding: Finding, *, file: str | None = None) -> str:
    """A finding for a terminal: severity, code and message, then place, clause and hint."""
    lines = [f"  {finding.severity.value:<7} {finding.code}  {finding.message}"]
    place = str(finding.location)
    if file and finding.location.line is not None and finding.location.file is None:
        place = f"{file}:{place.removeprefix('line ')}"
    if place:
        lines.append(f"          at {place}")
    if finding.clause:
        lines.append(f"          clause: {finding.clause}")
    if finding.hint:
        lines.append(f"          → {finding.hint}")
    return "\n".join(map(plain, lines))


def plain(text: str) -> str:
    """Text from a document in one line, without anything that could steer the terminal or hide in it."""
    return "".join(
        each if each.isprintable() else " " if each.isspace() else "\N{REPLACEMENT CHARACTER}"
        for each in text
    )


def print_json(value: object) -> None:
    """One JSON document on standard output and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def read_file(path: Path, *, at_most: int | None = None) -> bytes:
    """The bytes of ``path``; ``at_most`` refuses a larger file unread (``XML-TOO-LARGE``)."""
    from dcc.xml.parse import Limits, check_size

    try:
        if at_most is not None:
            check_size(path.stat().st_size, limits=Limits(size=at_most))
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFailure(
            f"cannot read {path}: {error.strerror}", hint="Check the name and the permissions."
        ) from None


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write ``data`` to ``path`` whole or not at all: to a temporary file beside it, then rename.

    ``private`` keeps the file readable by its owner only, as a key must be.
    """
    with writing(path) as temporary:
        temporary.write_bytes(data)
        temporary.chmod(0o600 if private else 0o666 & ~_umask())


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well."""
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise EnvironmentFailure(
            f"cannot write {path}: {error.strerror}",
            hint="Check that the folder exists, is writable and has space.",
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
