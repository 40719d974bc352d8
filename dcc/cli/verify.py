"""``dcc verify``: is a certificate genuine and unchanged, and who says so?"""

from __future__ import annotations

import dataclasses
import warnings
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dcc.cli.batch import find_documents, is_single, not_checked, work_through
from dcc.cli.files import FILE, MAX_SIZE, files_below, read_file
from dcc.cli.main import (
    STATUS_ENVIRONMENT,
    STATUS_GOOD,
    STATUS_NOT_GOOD,
    TEXT_OR_JSON,
    finish,
    print_json,
    show_error,
)
from dcc.cli.times import TIME, now
from dcc.cli.verification_text import describe
from dcc.errors import DocumentError, EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from signing import CertificateReport, Policy

MODES = ("require", "if-available", "none")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option(
    "--trust",
    metavar="DIR",
    type=FILE,
    help="Trust folder: whose signatures are believed (docs/reference/trust-folder.md). Without it nothing "
    "passes, and you see whether the file was changed and what it says of its signers.",
)
@click.option("--at", type=TIME, help="Judge as of this time (ISO 8601, UTC).  [default: now]")
@click.option(
    "--revocation",
    type=click.Choice(MODES),
    default="require",
    show_default=True,
    help="require: current revocation information on every signer, or nothing passes; if-available: a lack "
    "of it is a warning; none: nobody looks.",
)
@TEXT_OR_JSON
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes for many files."
)
@MAX_SIZE
def command(
    files: tuple[Path, ...],
    trust: Path | None,
    at: datetime | None,
    revocation: str,
    output_format: str,
    jobs: int,
    max_size: int,
) -> None:
    """Check every signature in each FILE (or each *.xml below a folder), then the content that they cover.

    A certificate has passed when every signature is intact, made by somebody whom the trust folder vouches
    for, and covers the document; when the required roles have signed; and when the content keeps the schema
    and the core rules. Nothing is fetched from the network. Exit status 1 unless every file has passed.
    """
    policy = _read_policy(trust, revocation)
    at = at or now()
    work = partial(verify_file, policy=policy, at=at, max_size=max_size)
    reports: list[tuple[Path, CertificateReport]] = []
    failures = 0
    for file, result in work_through(work, find_documents(files), jobs=jobs):
        if isinstance(result, EnvironmentFailure):
            show_error(result)
            failures += 1
            if output_format == "json":
                reports.append((file, _not_checked(result, at)))
        else:
            reports.append((file, result))
            if output_format == "text":
                click.echo("\n".join(describe(file, result)))
    if output_format == "json":
        answers = [report.as_json(file=str(file)) for file, report in reports]
        print_json(answers[0] if is_single(files) else answers)
    good = all(report.verdict == "passed" for _, report in reports)
    finish(STATUS_ENVIRONMENT if failures else STATUS_GOOD if good else STATUS_NOT_GOOD)


def verify_file(file: Path, *, policy: Policy, at: datetime, max_size: int) -> CertificateReport:
    """One file, its size looked at before it is read, then verified."""
    from dcc.xml.parse import Limits
    from signing.certificate import unreadable_certificate, verify_certificate

    try:
        data = read_file(file, at_most=max_size)
    except DocumentError as error:
        return unreadable_certificate(error.findings, at=at)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cryptography's on X.509 certificates that are oddly encoded
        return verify_certificate(data, policy, at=at, limits=Limits(size=max_size))


def _not_checked(failure: EnvironmentFailure, at: datetime) -> CertificateReport:
    from signing import Verdict
    from signing.certificate import unreadable_certificate

    report = unreadable_certificate([not_checked(failure)], at=at)
    return dataclasses.replace(report, verdict=Verdict.INDETERMINATE)


def _read_policy(folder: Path | None, revocation: str) -> Policy:
    from signing import Policy, Revocation, load_trust

    if folder is None:
        return Policy(revocation=Revocation(revocation))
    if not folder.is_dir():
        raise EnvironmentFailure(
            f"there is no trust folder {folder}", hint="Make one with the roots you trust in anchors/."
        )
    files = {path.relative_to(folder).as_posix(): read_file(path) for path in files_below(folder)}
    try:
        trust = load_trust(files)
    except UsageError as error:
        raise UsageError(f"{folder}: {error}", hint=error.hint) from None
    return Policy(trust=trust, revocation=Revocation(revocation))
