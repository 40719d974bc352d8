"""A certificate's life in a register: its status, and the commands that change it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from dcc.cli.client import TO, Service, with_key
from dcc.cli.main import STATUS_NOT_GOOD, TEXT_OR_JSON, finish, print_json
from dcc.cli.times import TIME
from dcc.errors import DccError

REASONS = (
    "content-error",
    "wrong-item",
    "standard-out-of-tolerance",
    "method-error",
    "fraud",
    "key-compromise",
    "customer-request",
    "administrative",
)
ID = click.argument("identifier", metavar="ID")
NOTE = click.option("--note", default="", help="In your own words, for the certificate's holder only.")
_REASON_HELP = "Why, as anyone may see it."
REASON = click.option("--reason", type=click.Choice(REASONS), required=True, help=_REASON_HELP)
MAYBE_REASON = click.option("--reason", type=click.Choice(REASONS), help=_REASON_HELP)
BY = click.option(
    "--by", required=True, metavar="ID", help="The id of the other certificate, registered before."
)
SINCE = click.option(
    "--effective-from",
    type=TIME,
    help="When it takes effect, if before the approval: 2026-11-20T08:00:00Z.",
)


@click.command()
@ID
@TO
@click.option("--at", type=TIME, help="How it stood then, such as 2026-11-20T08:00:00Z.  [default: now]")
@click.option("--as-known-at", type=TIME, help="By what the register knew then.  [default: now]")
@TEXT_OR_JSON
def status(
    identifier: str, url: str, at: datetime | None, as_known_at: datetime | None, output_format: str
) -> None:
    """Ask a register how a certificate stands. Exit status 0 when it is valid, 1 when it is not."""
    times = {"at": _written(at), "as_known_at": _written(as_known_at)}
    answer = Service(url=url).get("certificates", identifier, "status", **times)
    if output_format == "json":
        print_json(answer)
    else:
        click.echo("\n".join(_lines(answer)))
    if answer["status"] != "valid":
        finish(STATUS_NOT_GOOD)


@click.command()
@ID
@with_key
@REASON
@NOTE
@SINCE
def void(
    identifier: str, url: str, key: str, reason: str, note: str, effective_from: datetime | None
) -> None:
    """Ask that a certificate be void. It is suspended at once, and void when another actor approves."""
    since = _written(effective_from)
    _ask(url, key, identifier, type="void", reason=reason, note=note, effective_from=since)


@click.command()
@ID
@with_key
@BY
@REASON
@NOTE
@SINCE
def replace(
    identifier: str, url: str, key: str, by: str, reason: str, note: str, effective_from: datetime | None
) -> None:
    """Ask that a certificate be replaced by another one, published before under a number of its own.

    It is suspended at once, and replaced when another actor approves.
    """
    since = _written(effective_from)
    _ask(url, key, identifier, type="replace", by=by, reason=reason, note=note, effective_from=since)


@click.command()
@ID
@with_key
@REASON
@NOTE
def suspend(identifier: str, url: str, key: str, reason: str, note: str) -> None:
    """Suspend a certificate, at once, until it is reinstated, voided or replaced."""
    _ask(url, key, identifier, type="suspend", reason=reason, note=note)


@click.command()
@ID
@with_key
@MAYBE_REASON
@NOTE
def reinstate(identifier: str, url: str, key: str, reason: str | None, note: str) -> None:
    """End a suspension. A voiding or replacing that waits for approval is turned down by this."""
    _ask(url, key, identifier, type="reinstate", reason=reason, note=note)


@click.command()
@ID
@with_key
@BY
@MAYBE_REASON
@NOTE
def supplement(identifier: str, url: str, key: str, by: str, reason: str | None, note: str) -> None:
    """Link a certificate to one that supplements it, published before. Both stay valid."""
    _ask(url, key, identifier, type="supplement", by=by, reason=reason, note=note)


@click.command()
@ID
@click.argument("event", required=False)
@with_key
def approve(identifier: str, event: str | None, url: str, key: str) -> None:
    """Approve the EVENT that waits for it, which then takes effect. Only one waits at a time."""
    service = Service(url=url, key=key)
    if event is None:
        recorded = service.get("certificates", identifier, "events")["events"]
        waiting = [each["id"] for each in recorded if each["state"] == "pending"]
        if not waiting:
            raise DccError(
                "nothing waits for approval here",
                hint="dcc status says how the certificate stands.",
            )
        event = str(waiting[0])
    answer = service.post_json("certificates", identifier, "events", event, "approve")
    click.echo(f"Approved. The certificate is {answer['status']}.")


def _ask(url: str, key: str, identifier: str, **body: str | None) -> None:
    given = {name: value for name, value in body.items() if value}
    answer = Service(url=url, key=key).post_json("certificates", identifier, "events", body=given)
    if answer["state"] == "pending":
        click.echo(
            f"Recorded as event {answer['id']}. The certificate is {answer['status']} until another actor "
            f"approves:\n  dcc approve {identifier} {answer['id']} --to {url}"
        )
    else:
        click.echo(f"Recorded as event {answer['id']}. The certificate is {answer['status']}.")


def _written(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _lines(answer: dict[str, Any]) -> list[str]:
    since = f"{answer['since'][:19]}Z"  # the service tells fractions of a second
    lines = [f"{answer['number']} is {answer['status']} since {since}"]
    for name, label in (
        ("reason", "reason"),
        ("replaced_by", "replaced by"),
        ("replaces", "replaces"),
        ("supplements", "supplements"),
    ):
        if answer[name]:
            lines.append(f"  {label}: {answer[name]}")
    lines += [f"  supplemented by: {identifier}" for identifier in answer["supplemented_by"]]
    lines.append(f"  said at {answer['produced_at']}, to be asked again by {answer['next_update']}")
    return lines
