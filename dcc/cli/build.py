"""``dcc build``: what a laboratory wrote, made into a certificate."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from dcc.cli.files import FILE, read_file, write_file
from dcc.cli.main import as_text
from dcc.errors import DocumentError, UsageError


@click.command()
@click.argument("source", metavar="SOURCE.yaml", type=FILE)
@click.option(
    "-o",
    "--output",
    metavar="CERT.xml",
    type=FILE,
    required=True,
    help="Where the certificate goes.",
)
@click.option("--draft", is_flag=True, help="Write the certificate even where its rules find errors.")
def command(source: Path, output: Path, draft: bool) -> None:
    """Make a DCC 3.3.0 certificate of a YAML source with its tables and attachments beside it.

    Mistakes are reported all at once, each with file, line, column and key. The certificate is validated
    before it is written; with errors it is not written at all, unless it is a draft. Where the source gives
    no verification_id, a random one is drawn; with one, the same source always gives the same bytes.
    """
    from dcc import identifiers
    from dcc.facts.certificate import facts_of
    from dcc.findings import has_errors
    from dcc.render.titles import title_of
    from dcc.source import build_traced
    from dcc.validation import validate
    from dcc.xml.writing import write

    used = [source]

    def read_beside(name: str) -> bytes:
        used.append(source.parent / name)
        return used[-1].read_bytes()

    built = build_traced(
        read_file(source),
        read=read_beside,
        file=str(source),
        verification_id=identifiers.new_id(secrets.token_bytes(identifiers.RANDOM_BYTES)),
    )
    if output.exists() and any(map(output.samefile, used)):
        raise UsageError(
            f"the certificate would take the place of {output}, which it is made of",
            hint="Give another name with -o.",
        )
    document = write(built.certificate)
    findings = (*built.findings, *map(built.trace.at_source, validate(document).findings))
    if has_errors(findings) and not draft:
        raise DocumentError(f"{output} was not written: the certificate has errors", findings=findings)
    for finding in findings:
        click.echo(as_text(finding), err=True)
    write_file(output, document)
    facts = facts_of(built.certificate)
    click.echo(f"{output}: {title_of(facts.stated_type, ['en'])} {facts.number}", err=True)
    click.echo(f"  verification id {identifiers.grouped(facts.verification_id or '')}", err=True)
