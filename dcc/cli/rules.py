"""``dcc rules``: what is checked, as a list."""

from __future__ import annotations

import click

from dcc.cli.main import print_json
from dcc.errors import UsageError


@click.command()
@click.option("--profile", metavar="NAME", help="Only the rules of this profile.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="markdown prints the reference of all codes, those of signatures and sources included.",
)
def command(profile: str | None, output_format: str) -> None:
    """List every code that `dcc validate` can report, with its severity and what it says.

    `dcc explain CODE` tells more about one of them.
    """
    from dcc.rules.catalogue import validation_codes

    if output_format == "markdown":
        _print_reference()
        return
    groups = validation_codes()
    if profile is not None:
        if profile not in groups:
            raise UsageError(
                f"the profile '{profile}' has no rules here", hint=f"There are: {', '.join(groups)}."
            )
        groups = {profile: groups[profile]}
    if output_format == "json":
        print_json(
            [
                {
                    "code": code.name,
                    "group": group,
                    "severity": code.severity.value,
                    "title": code.title,
                    "clause": code.clause,
                }
                for group, codes in groups.items()
                for code in codes
            ]
        )
        return
    for group, codes in groups.items():
        click.echo(f"{group}:")
        for code in codes:
            click.echo(f"  {code.severity.value:<7} {code.name:<22} {code.title}")


def _print_reference() -> None:
    from dcc.findings import codes_in
    from dcc.rules.reference import reference
    from signing import codes

    click.echo(reference({"Signatures": codes_in(codes).values()}), nl=False)
