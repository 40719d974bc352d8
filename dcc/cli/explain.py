"""``dcc explain``: what a finding means and what to do about it."""

from __future__ import annotations

import textwrap

import click

from dcc.cli.main import TEXT_OR_JSON, print_json
from dcc.errors import UsageError
from dcc.findings import Code, codes_in
from dcc.nearest import nearest

_WIDTH = 88


@click.command()
@click.argument("code")
@TEXT_OR_JSON
def command(code: str, output_format: str) -> None:
    """Explain a CODE that dcc printed, such as UNIT-UNKNOWN: what is wrong, why it matters, what to do.

    `dcc rules` lists the codes of validation, docs/reference/findings.md those of signatures and sources too.
    """
    known = _known_codes()
    found = known.get(code.strip().upper().replace("_", "-"))
    if found is None:
        near = nearest(code, known)
        perhaps = f"Perhaps {near} is meant; " if near else ""
        raise UsageError(
            f"there is no code '{code}'", hint=f"{perhaps}docs/reference/findings.md lists all codes."
        )
    if output_format == "json":
        print_json(
            {
                "code": found.name,
                "severity": found.severity.value,
                "title": found.title,
                "meaning": found.meaning,
                "hint": found.hint,
                "clause": found.clause,
            }
        )
        return
    click.echo(f"{found.name} ({found.severity.value}): {found.title}\n")
    click.echo(textwrap.fill(found.meaning, _WIDTH))
    click.echo("\n" + textwrap.fill(f"→ {found.hint}", _WIDTH, subsequent_indent="  "))
    if found.clause:
        click.echo(f"\nClause: {found.clause}")


def _known_codes() -> dict[str, Code]:
    from dcc import codes
    from signing import codes as signing_codes

    return {**codes_in(codes), **codes_in(signing_codes)}
