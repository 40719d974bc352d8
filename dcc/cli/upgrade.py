"""``dcc upgrade``: an older certificate as one of the current version, saying what changed."""

from __future__ import annotations

from pathlib import Path

import click

from dcc.cli.files import FILE, MAX_SIZE, read_file, write_file
from dcc.cli.main import TEXT_OR_JSON, print_json
from dcc.cli.reading import naming
from dcc.errors import UsageError
from dcc.upgrade import Change, PerformancePlace, UpgradedDocument, counted, upgrade_document
from dcc.xml.description import LATEST
from dcc.xml.parse import Limits


@click.command()
@click.argument("document", metavar="IN.xml", type=FILE)
@click.option(
    "--to",
    "version",
    type=click.Choice([LATEST]),
    default=LATEST,
    show_default=True,
    help="The version to reach.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT.xml",
    type=FILE,
    required=True,
    help="Where the upgraded certificate goes.",
)
@click.option(
    "--performance-location",
    "performed_at",
    type=click.Choice([place.value for place in PerformancePlace]),
    help="Where the calibration was performed, for DCC 2.4.0, which does not say it.  [default: other]",
)
@TEXT_OR_JSON
@MAX_SIZE
def command(
    document: Path,
    version: str,
    output: Path,
    performed_at: str | None,
    output_format: str,
    max_size: int,
) -> None:
    """Write an older certificate (DCC 2.4.0 to 3.2.1) as one of DCC 3.3.0 and list every change.

    Every digit stays as it is. What the newer version demands and the older document leaves open becomes
    the standard's neutral word, and the list says so. Signatures hold only for the old file: they are
    dropped, and the new certificate must be signed anew.
    """
    place = PerformancePlace(performed_at) if performed_at else None
    with naming(document, failing="cannot be upgraded"):
        data = read_file(document, at_most=max_size)
        upgraded = upgrade_document(data, performed_at=place, limits=Limits(size=max_size))
    if upgraded.signatures:
        _refuse_overwriting(document, output)
    write_file(output, upgraded.xml)
    if output_format == "json":
        print_json(
            {
                "file": str(document),
                "output": str(output),
                "from": upgraded.before,
                "to": version,
                "signatures_dropped": upgraded.signatures,
                "changes": [change.as_json() for change in upgraded.changes],
            }
        )
    else:
        click.echo(_as_text(upgraded, document, output))
    if upgraded.signatures:
        dropped = "signature was" if upgraded.signatures == 1 else f"{upgraded.signatures} signatures were"
        click.echo(
            f"Warning: {document} is signed. Its {dropped} made over that file and cannot be in {output}.\n"
            "  → Keep the old file; have the new one signed (dcc sign).",
            err=True,
        )


def _refuse_overwriting(document: Path, output: Path) -> None:
    if output.exists() and output.samefile(document):
        raise UsageError(
            f"{document} is signed, and its upgrade would take its place without the signatures",
            hint="Give another name with -o.",
        )


def _as_text(upgraded: UpgradedDocument, document: Path, output: Path) -> str:
    if upgraded.before == LATEST:
        return f"{document} is of DCC {LATEST} already; {output} is the same, byte by byte."
    counts = ", ".join(f"{count} {what}" for what, count in counted(upgraded.changes))
    lines = [f"{output}: DCC {upgraded.before} → {LATEST}; {counts}.", ""]
    alike: dict[tuple[str, str, str, str], list[Change]] = {}
    for change in upgraded.changes:
        alike.setdefault((change.what.value, change.old, change.new, change.why), []).append(change)
    for changes in alike.values():
        lines += [*_item(changes), ""]
    return "\n".join(lines).rstrip()


def _item(changes: list[Change]) -> list[str]:
    """One change, with every place where it was made."""
    from dcc.render.characters import clean

    change = changes[0]
    words = f"{clean(change.old) or '(nothing)'} → {clean(change.new) or '(nothing)'}"
    return [
        f"{change.what.value:<10} {words}",
        f"           why: {change.why}",
        *(f"           at {change.where}" for change in changes),
    ]
