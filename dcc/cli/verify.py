"""``dcc verify``: is a certificate genuine and unchanged, and who says so?"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from dcc.cli.batch import find_documents, is_single, work_through
from dcc.cli.main import (
    STATUS_ENVIRONMENT,
    STATUS_GOOD,
    STATUS_NOT_GOOD,
    as_text,
    finish,
    print_json,
    read_file,
    show_error,
)
from dcc.cli.times import TIME, now
from dcc.errors import DocumentError, EnvironmentFailure

if TYPE_CHECKING:
    from signing import CertificateReport, Policy, SignatureResult

MODES = ("require", "if-available", "none")


@click.command(short_help="Is a certificate genuine and unchanged, and who signed it?")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--trust",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Trust folder: whose signatures are believed (docs/reference/trust-folder.md).",
)
@click.option("--at", type=TIME, help="Judge as of this time (ISO 8601, UTC).  [default: now]")
@click.option(
    "--revocation",
    type=click.Choice(MODES),
    default="require",
    show_default=True,
    help="What must be known about revoked certificates.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or one JSON document for programs.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes for many files."
)
def command(
    files: tuple[Path, ...],
    trust: Path,
    at: datetime | None,
    revocation: str,
    output_format: str,
    jobs: int,
) -> None:
    """Check every signature in each FILE (or each *.xml in a folder), then the content that they cover.

    A certificate has passed when every signature is intact, made by somebody whom the trust folder vouches
    for, and covers the document; when the required roles have signed; and when the content keeps the schema
    and the core rules. Nothing is fetched from the network. Exit status 1 unless every file has passed.
    """
    policy = _read_policy(trust, revocation)
    work = partial(verify_file, policy=policy, at=at or now())
    reports: list[tuple[Path, CertificateReport]] = []
    failures = 0
    for file, result in work_through(work, find_documents(files), jobs=jobs):
        if isinstance(result, EnvironmentFailure):
            show_error(result)
            failures += 1
        else:
            reports.append((file, result))
            if output_format == "text":
                click.echo("\n".join(describe(file, result)))
    if output_format == "json":
        answers = [report.as_json(file=str(file)) for file, report in reports]
        if not is_single(files):
            print_json(answers)
        elif answers:
            print_json(answers[0])
    good = all(report.verdict == "passed" for _, report in reports)
    finish(STATUS_ENVIRONMENT if failures else STATUS_GOOD if good else STATUS_NOT_GOOD)


def verify_file(file: Path, *, policy: Policy, at: datetime) -> CertificateReport:
    """One file, its size looked at before it is read, then verified."""
    from dcc.xml.parse import DEFAULT_LIMITS
    from signing.certificate import unreadable_certificate, verify_certificate

    try:
        data = read_file(file, at_most=DEFAULT_LIMITS.size)
    except DocumentError as error:
        return unreadable_certificate(error.findings, at=at)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cryptography's on X.509 certificates that are oddly encoded
        return verify_certificate(data, policy, at=at)


def _read_policy(folder: Path, revocation: str) -> Policy:
    from signing import Policy, Revocation, load_trust

    if not folder.is_dir():
        raise EnvironmentFailure(
            f"there is no trust folder {folder}", hint="Make one with the roots you trust in anchors/."
        )
    files = {
        path.relative_to(folder).as_posix(): read_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return Policy(trust=load_trust(files), revocation=Revocation(revocation))


# --- for people ---------------------------------------------------------------------------------------

_MARKS = {"passed": "✓", "indeterminate": "?", "failed": "✗"}


def describe(file: Path, report: CertificateReport) -> Iterator[str]:
    """The report in plain words: the verdict first, then each signature, then what else there is to say."""
    yield f"{_MARKS[report.verdict]} {file}: {report.verdict.upper()} - {_headline(report)}"
    document = report.document
    if document.unique_identifier:
        version = f", DCC {document.schema_version}" if document.schema_version else ""
        yield f"  certificate {plain(document.unique_identifier)}{version}"
    yield f"  checked as of {report.checked_at:%Y-%m-%d %H:%M} UTC"
    for number, signature in enumerate(report.signatures, start=1):
        yield from _describe_signature(number, signature)
    for finding in report.findings:
        yield plain_lines(as_text(finding, file=str(file)))


def _headline(report: CertificateReport) -> str:
    from signing import Integrity, Verdict

    if report.verdict is Verdict.PASSED:
        return "genuine and unchanged, as far as its signatures reach"
    if any(signature.integrity is Integrity.BROKEN for signature in report.signatures):
        return "it was changed after it was signed"
    if report.verdict is Verdict.INDETERMINATE:
        if not report.signatures:
            return "it is not signed, so nothing says whether it is genuine"
        return "it cannot be confirmed that it is genuine; the reasons follow"
    if report.result.verdict is Verdict.PASSED:
        return "its signatures hold, but it must not be used as it is; the reasons follow"
    return "do not rely on it; the reasons follow"


_INTEGRITY = {
    "intact": "unchanged since it was signed",
    "broken": "CHANGED since it was signed",
    "unchecked": "it could not be checked whether anything was changed",
}
_COVERS = {
    "document": "the signature covers the whole document",
    "part": "the signature covers only a part",
    "none": "the signature covers nothing of it",
}


def _describe_signature(number: int, signature: SignatureResult) -> Iterator[str]:
    role = f" as {plain(signature.role)}" if signature.role else ""
    reason = f" ({signature.sub_indication})" if signature.sub_indication else ""
    yield f"  {_MARKS[signature.verdict]} signature {number}{role}: {signature.verdict}{reason}"
    if signature.signer:
        yield f"      by {plain(signature.signer.subject)}"
        yield f"      issued by {plain(signature.signer.issuer)}"
    covers = f"; {_COVERS[signature.covers]}" if signature.integrity == "intact" else ""
    yield f"      {_INTEGRITY[signature.integrity]}{covers}"
    yield f"      {_times(signature)}"
    for finding in signature.findings:
        yield indent(plain_lines(as_text(finding)), "    ")


def _times(signature: SignatureResult) -> str:
    from signing import Verdict

    proven = any(timestamp.verdict is Verdict.PASSED for timestamp in signature.timestamps)
    claimed = signature.claimed_signing_time
    said = (
        f"says it was signed {claimed:%Y-%m-%d %H:%M} UTC" if claimed else "does not say when it was signed"
    )
    if proven:
        return f"{said}; a timestamp proves it existed {signature.best_signature_time:%Y-%m-%d %H:%M} UTC"
    return f"{said}; nothing proves that time"


def plain(text: str) -> str:
    """Text from a document without anything that could steer the terminal or hide in it."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def plain_lines(text: str) -> str:
    """The same, line by line."""
    return "\n".join(map(plain, text.splitlines()))
