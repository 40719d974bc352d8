"""Calls that need an API key: registering certificates, and what happens to them afterwards."""

from __future__ import annotations

import re
import secrets
from typing import Any, TypeVar

from flask import Blueprint, request

from dcc import identifiers
from dcc.errors import UsageError
from dcc.vocabulary import CertificateType
from signing import Verdict
from verify_service import lifecycle, problems
from verify_service.access import Permission
from verify_service.describe import describe
from verify_service.disclosure import Tier, page_url, record_json
from verify_service.lifecycle import Standing
from verify_service.numbering import give_number
from verify_service.problems import ProblemError
from verify_service.records import CertificateRecord, Disclosure, Event, EventType, Reason, Status
from verify_service.register import EventRequest, approve_event, request_event
from verify_service.service import (
    authenticate,
    canonical,
    look_up,
    new_verification_id,
    reading_entry,
    service,
)
from verify_service.store import Search
from verify_service.uploads import argument, date_of, read_json, read_upload, text_of, time_of

blueprint = Blueprint("manage", __name__, url_prefix="/api/v1")

_LARGEST_PAGE = 200
_LARGEST_CURSOR = 2**31 - 1
"""What every database's integers hold."""
_EVENT_MEMBERS = ("type", "reason", "note", "by", "effective_from")

Answer = tuple[dict[str, Any], int] | tuple[dict[str, Any], int, dict[str, str]]
Word = TypeVar("Word", Status, EventType, Reason, Disclosure, CertificateType)


@blueprint.post("/certificates")
def publish() -> Answer:
    """Register a certificate that verifies as passed."""
    key = authenticate(Permission.PUBLISH)
    here = service()
    disclosure = _word(Disclosure, request.args.get("disclose"), "disclose") or Disclosure.NOTHING_MORE
    data = read_upload(limit=here.config.upload_limit)
    now = here.clock()
    checked = here.verifier.verify(data, at=now)
    if checked.verdict is not Verdict.PASSED or checked.certificate is None:
        raise ProblemError(
            problems.NOT_PASSED,
            f"the verdict is {checked.verdict.value}; nothing was registered",
            report=checked.report,
        )
    description = describe(checked.certificate)
    record = CertificateRecord(
        id=description.verification_id or new_verification_id(),
        description=description,
        sha256=checked.digests.sha256,
        content_sha256=checked.digests.content_sha256 or "",
        disclosure=disclosure,
        registered_at=now,
        registered_by=key.actor,
    )
    with here.store.writing() as transaction:
        transaction.add_certificate(record, data)
    url = page_url(here.config.base_url, record.id)
    answer = {"id": record.id, "number": record.number, "url": url, "sha256": record.sha256}
    return answer, 201, {"Location": f"/api/v1/certificates/{record.id}"}


@blueprint.get("/certificates")
def search() -> dict[str, Any]:
    """Certificates that meet every condition given, newest first, page by page."""
    authenticate(Permission.READ)
    here = service()
    asked = request.args
    wanted = Search(
        number=argument("number"),
        customer=argument("customer"),
        type=_word(CertificateType, asked.get("type"), "type"),
        issued_from=date_of(asked.get("from"), "from"),
        issued_to=date_of(asked.get("to"), "to"),
        status=_word(Status, asked.get("status"), "status"),
        words=argument("q"),
        after=_count(asked.get("cursor"), "cursor", most=_LARGEST_CURSOR),
        limit=_count(asked.get("limit"), "limit", most=_LARGEST_PAGE) or 50,
    )
    with here.store.reading() as transaction:
        found, cursor = transaction.search(wanted)
        shown = [
            record_json(look_up(transaction, record), Tier.HOLDER, base_url=here.config.base_url)
            for record in found
        ]
    return {"certificates": shown, "next": str(cursor) if cursor is not None else None}


@blueprint.get("/certificates/<identifier>/events")
def events(identifier: str) -> dict[str, Any]:
    """Everything that happened to a certificate, in the order of recording."""
    authenticate(Permission.READ)
    with reading_entry(identifier) as (transaction, found):
        history = transaction.history(found.record.id)
    return {"events": [_event_json(event, found.standing) for event in history]}


@blueprint.post("/certificates/<identifier>/events")
def ask(identifier: str) -> Answer:
    """Suspend, reinstate or supplement at once; ask to void or replace."""
    key = authenticate(Permission.REQUEST)
    here = service()
    body = read_json(_EVENT_MEMBERS)
    kind = _word(EventType, text_of(body, "type"), "type")
    if kind is None:
        raise ProblemError(problems.BAD_REQUEST, "the member 'type' is missing")
    wanted = EventRequest(
        type=kind,
        reason=_word(Reason, text_of(body, "reason"), "reason"),
        note=text_of(body, "note") or "",
        by=_other(text_of(body, "by")),
        effective_from=time_of(text_of(body, "effective_from"), "effective_from"),
    )
    with here.store.writing() as transaction:
        event = request_event(
            transaction,
            canonical(identifier),
            wanted,
            actor=key.actor,
            now=here.clock(),
            event_id=secrets.token_hex(8),
        )
    with reading_entry(identifier) as (_, found):
        status = 202 if event.type in lifecycle.NEEDS_APPROVAL else 201
        return {**_event_json(event, found.standing), "status": found.standing.status.value}, status


@blueprint.post("/certificates/<identifier>/events/<event_id>/approve")
def approve(identifier: str, event_id: str) -> Answer:
    """Let an event take effect that another actor asked for."""
    key = authenticate(Permission.APPROVE)
    here = service()
    with here.store.writing() as transaction:
        event = approve_event(transaction, canonical(identifier), event_id, actor=key.actor, now=here.clock())
    with reading_entry(identifier) as (_, found):
        return {**_event_json(event, found.standing), "status": found.standing.status.value}, 201


@blueprint.post("/numbers")
def number() -> Answer:
    """The next number of a series, which nobody else gets."""
    key = authenticate(Permission.PUBLISH)
    here = service()
    name = text_of(read_json(["series"]), "series")
    if name is None:
        raise ProblemError(problems.BAD_REQUEST, "the member 'series' is missing")
    with here.store.writing() as transaction:
        given = give_number(transaction, name, series=here.config.series, actor=key.actor, now=here.clock())
    return {"number": given}, 201


def _event_json(event: Event, now: Standing) -> dict[str, Any]:
    """An event as people with a key see it; ``state`` is pending, effective or declined."""
    state = "effective"
    if event.type in lifecycle.NEEDS_APPROVAL and event.approval is None:
        state = "pending" if now.pending and now.pending.id == event.id else "declined"
    return {
        "id": event.id,
        "certificate": event.certificate_id,
        "type": event.type.value,
        "state": state,
        "reason": event.reason.value if event.reason else None,
        "note": event.note,
        "by": event.by,
        "effective_from": event.effective_from.isoformat() if event.effective_from else None,
        "recorded_at": event.recorded_at.isoformat(),
        "actor": event.actor,
        "approved_by": event.approval.actor if event.approval else None,
        "approved_at": event.approval.recorded_at.isoformat() if event.approval else None,
    }


def _word(kind: type[Word], text: str | None, name: str) -> Word | None:
    """A word of a fixed list; None for None."""
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        raise UsageError(
            f"{name!r} must be one of {', '.join(member.value for member in kind)}, not {text!r}"
        ) from None


def _count(text: str | None, name: str, *, most: int) -> int | None:
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,10}", text) or not 1 <= int(text) <= most:
        raise ProblemError(
            problems.BAD_REQUEST, f"{name!r} must be a whole number from 1 to {most}, not {text!r}"
        )
    return int(text)


def _other(text: str | None) -> str | None:
    return identifiers.parse(text) if text is not None else None
