"""What every command shares: lazy loading, messages, interruptions and exit statuses."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any, TextIO

import click

from dcc.errors import DccError, DocumentError, EnvironmentFailure
from dcc.findings import Finding
from dcc.nearest import nearest

STATUS_GOOD, STATUS_NOT_GOOD, STATUS_WRONG_USE, STATUS_ENVIRONMENT = range(4)
STATUS_INTERRUPTED, STATUS_UNREAD = 128 + 2, 128 + 13
"""Ended from outside: 128 and the number of the signal, as shells count. Here Ctrl+C, and a pipe that nobody
reads any more (``dcc show FILE | head``)."""


TEXT_OR_JSON = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
"""The option of every command whose answer programs read too."""


class Stopped(BaseException):  # like KeyboardInterrupt, which no one may take for an error
    """The process was told to end, or its terminal was closed; what is open is closed on the way out."""

    def __init__(self, number: int) -> None:
        self.status = 128 + number


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = nearest(args[0], self._table)
            if near is None:
                raise
            raise click.UsageError(f"{error.format_message()} Did you mean {near}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._table.items()])


def prepare_process() -> None:
    """Make ready what only a process of our own has: its streams, and what it does when told to end."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the terminal's encoding lacks is written as \u2713, and ends nothing.
            stream.reconfigure(errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def let_go_of_streams(status: int) -> int:
    """Write out what the streams still hold; the exit status, which is another when that fails.

    Python would try again on its way out, and turn every exit status into 120. So a stream that fails is
    led to where everything can be written.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            status = STATUS_UNREAD
            _lead_to_nowhere(stream)
        except OSError:
            status = STATUS_ENVIRONMENT
            _lead_to_nowhere(stream)
    return status


def _lead_to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)


def run(command: click.Command, given: Sequence[str]) -> int:
    """Run ``command`` with the arguments ``given``, whatever may end it; the exit status."""
    try:
        return attempt(command, given)
    except (click.Abort, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again, it has nothing left to end
        click.echo("Stopped.", err=True)
        return STATUS_INTERRUPTED
    except Stopped as stopped:
        return stopped.status
    except (SystemExit, BrokenPipeError):  # how click ends when nobody reads its output
        return STATUS_UNREAD
    except Exception as error:  # noqa: BLE001 - with --debug any; else that no message could be written
        if "--debug" in given:
            with contextlib.suppress(OSError):
                traceback.print_exc()
        return _as_ours(error).exit_status


def attempt(command: click.Command, given: Sequence[str]) -> int:
    """Run ``command`` with the arguments ``given``; the exit status. No traceback without ``--debug``,
    which may stand anywhere. Interruptions are left to the caller."""
    arguments = [argument for argument in given if argument != "--debug"]
    debug = len(arguments) < len(given)
    try:
        status: object = command.main(arguments, standalone_mode=False, prog_name="dcc")
    except click.exceptions.Exit as done:  # older versions of click raise what newer ones return
        return done.exit_code
    except click.Abort:
        raise
    except click.ClickException as error:
        error.show()
        return STATUS_WRONG_USE
    except Exception as error:
        if debug:
            raise
        said = _as_ours(error)
        show_error(said)
        return said.exit_status
    return status if isinstance(status, int) else STATUS_GOOD


def _as_ours(error: Exception) -> DccError:
    """Any exception as one with a message, a hint and an exit status."""
    match error:
        case DccError():
            return error
        case OSError():
            place = f" ({error.filename})" if error.filename else ""
            return EnvironmentFailure(
                f"cannot go on: {error.strerror or error}{place}",
                hint="Check that the files and folders are there, and the permissions and space they need.",
            )
        case MemoryError():
            return EnvironmentFailure("there is not enough memory", hint="Try a smaller file.")
    return EnvironmentFailure(
        f"an unexpected {type(error).__name__}: {error}",
        hint="This is a defect in dcc; run again with --debug and report what it prints.",
    )


def finish(status: int) -> None:
    """End the command with an exit status."""
    raise click.exceptions.Exit(status)


def show_error(error: DccError) -> None:
    """What is wrong, where, and what to do, on standard error."""
    findings = error.findings if isinstance(error, DocumentError) else ()
    click.echo(f"Error: {plain(str(error))}", err=True)
    for finding in findings:
        click.echo(as_text(finding), err=True)
    if error.hint and not findings:
        click.echo(f"  → {plain(error.hint)}", err=True)


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
    """One JSON document on standard output and nothing else; escaped where the terminal is not Unicode."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    ascii_only = not encoding.lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=ascii_only, indent=2))
