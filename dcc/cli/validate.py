"""``dcc validate``: schema, integrity and profile rules over files and folders."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.batch import find_documents, is_single, not_checked, work_through
from dcc.cli.files import FILE, MAX_SIZE, read_file
from dcc.cli.main import STATUS_ENVIRONMENT, STATUS_GOOD, STATUS_NOT_GOOD, finish, print_json, show_error
from dcc.errors import DocumentError, EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from dcc.findings import Report
    from dcc.rules.profiles import Profile

FORMATS = ("text", "json", "junit", "sarif")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option(
    "--profile",
    "profiles",
    metavar="NAME",
    multiple=True,
    default=("auto",),
    help="Rules to apply besides core, which always applies. In this version no other has any."
    "  [default: auto, what the type of the certificate asks for]",
)
@click.option(
    "--schema-dir",
    metavar="DIR",
    envvar="DCC_SCHEMA_DIR",
    type=FILE,
    help="Use the official schema files in this folder instead of the built-in ones.  [env: DCC_SCHEMA_DIR]",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, junit and sarif for build servers.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes for many files."
)
@MAX_SIZE
def command(
    files: tuple[Path, ...],
    profiles: tuple[str, ...],
    schema_dir: Path | None,
    output_format: str,
    jobs: int,
    max_size: int,
) -> None:
    """Check each FILE (or each *.xml below a folder) against the schema of its version and the rules.

    The rules look for what a schema cannot say: references that lead nowhere, lists of unequal length, dates
    in the wrong order, units that nobody can read, values that contradict each other. `dcc rules` lists them
    and `dcc explain CODE` tells more about one. No network is used, and signatures are not looked at: that
    is what `dcc verify` is for. Exit status 1 when a file has an error; warnings do not count.
    """
    from dcc.validation import unreadable

    chosen = _chosen(profiles)
    work = partial(validate_file, profiles=chosen, schema_dir=schema_dir, max_size=max_size)
    reports: list[tuple[str, Report]] = []
    failures = 0
    for file, result in work_through(work, find_documents(files), jobs=jobs):
        if isinstance(result, EnvironmentFailure):
            show_error(result)
            failures += 1
            if output_format != "text":
                reports.append((str(file), unreadable([not_checked(result)], profiles=chosen)))
            continue
        reports.append((str(file), result))
        if output_format == "text":
            _print_text(str(file), result)
    if output_format == "text" and not is_single(files):
        click.echo(_total(reports, failures))
    elif output_format != "text":
        _print_for_programs(output_format, reports, single=is_single(files))
    good = all(report.valid for _, report in reports)
    finish(STATUS_ENVIRONMENT if failures else STATUS_GOOD if good else STATUS_NOT_GOOD)


def validate_file(
    file: Path, *, profiles: tuple[Profile, ...], schema_dir: Path | None, max_size: int
) -> Report:
    """One file, its size looked at before it is read."""
    from dcc.validation import unreadable, validate
    from dcc.xml.parse import Limits

    try:
        data = read_file(file, at_most=max_size)
    except DocumentError as error:
        return unreadable(error.findings, profiles=profiles)
    return validate(data, profiles=profiles, limits=Limits(size=max_size), schema_dir=schema_dir)


def _chosen(names: tuple[str, ...]) -> tuple[Profile, ...]:
    """The profiles named. ``auto`` is ``core`` until the rules of the certificate types are written."""
    from dcc.rules.profiles import Profile, complete

    known = [profile.value for profile in Profile]
    for name in names:
        if name != "auto" and name not in known:
            raise UsageError(f"there is no profile '{name}'", hint=f"Profiles are: auto, {', '.join(known)}.")
    return complete(Profile(name) for name in names if name != "auto")


def _print_text(file: str, report: Report) -> None:
    from dcc.cli.validation_text import describe

    click.echo("\n".join(describe(file, report)))


def _total(reports: list[tuple[str, Report]], failures: int) -> str:
    valid = sum(report.valid for _, report in reports)
    unread = f", {failures} could not be read" if failures else ""
    return f"{len(reports) + failures} files: {valid} valid, {len(reports) - valid} not valid{unread}"


def _print_for_programs(output_format: str, reports: list[tuple[str, Report]], *, single: bool) -> None:
    from dcc.cli.validation_formats import as_junit, as_sarif

    if output_format == "junit":
        click.echo(as_junit(reports).encode())  # it declares UTF-8
    elif output_format == "sarif":
        print_json(as_sarif(reports))
    else:
        answers = [report.as_json(file=file) for file, report in reports]
        print_json(answers[0] if single else answers)
