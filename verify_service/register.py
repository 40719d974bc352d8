"""What the register does: enter certificates, record what happens to them, and say how they stand.

Every function here is one transaction, or takes part in one; what it returns has been committed by the time
the ``writing()`` block around it has ended. The clock and randomness come from the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dcc.errors import DccError, UsageError
from verify_service import lifecycle
from verify_service.lifecycle import Standing, TransitionError
from verify_service.records import Approval, CertificateRecord, Event, EventType, Reason, Status
from verify_service.store import Transaction

LONGEST_NOTE = 4000


class UnknownError(DccError):
    """The register has no such certificate, instrument or event, or had none at the time asked for."""

    def __init__(self, message: str = "this register has nothing under this id") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A certificate together with where it stands; ``replaces`` and ``supplements`` are certificate ids."""

    record: CertificateRecord
    standing: Standing
    replaces: str | None
    supplements: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRequest:
    """What somebody asks to be recorded of a certificate."""

    type: EventType
    reason: Reason | None = None
    note: str = ""
    by: str | None = None
    effective_from: datetime | None = None


def find(transaction: Transaction, identifier: str) -> CertificateRecord:
    """The certificate with this id. Raises ``UnknownError``."""
    record = transaction.certificate(identifier)
    if record is None:
        raise UnknownError
    return record


def entry(
    transaction: Transaction,
    record: CertificateRecord,
    *,
    at: datetime,
    as_known_at: datetime | None = None,
) -> Entry:
    """``record`` with its standing at ``at``, as the register knew it at ``as_known_at`` (default ``at``).

    Raises ``UnknownError`` for times before its registration.
    """
    known = as_known_at or at
    history = transaction.history(record.id)
    standing = _standing(record, history, at=at, as_known_at=known)
    replaces, supplements = None, None
    for event in transaction.referring(record.id):
        if event.type is EventType.SUPPLEMENT and event.recorded_at <= known:
            supplements = event.certificate_id
        elif event.approval and event.approval.recorded_at <= known:
            replaces = event.certificate_id
    notes = tuple(event.note for event in history if event.note and event.recorded_at <= known)
    return Entry(record=record, standing=standing, replaces=replaces, supplements=supplements, notes=notes)


def present(transaction: Transaction, record: CertificateRecord, *, now: datetime) -> datetime:
    """The time to ask ``entry`` about for how ``record`` stands now.

    Later than ``now`` where the clock went back, or is behind that of another machine of the service: what
    was recorded counts at once.
    """
    return _moment(now, record, transaction.history(record.id))


def request_event(
    transaction: Transaction,
    identifier: str,
    request: EventRequest,
    *,
    actor: str,
    now: datetime,
    event_id: str,
) -> Event:
    """Record what ``actor`` asks for. A voiding or replacing waits for approval from then on.

    Raises ``UnknownError``, ``TransitionError`` when the status does not take it, and ``UsageError`` when
    the request itself is incomplete or contradicts itself.
    """
    record = find(transaction, identifier)
    transaction.lock(identifier, *([request.by] if request.by else []))
    history = transaction.history(identifier)
    moment = _moment(now, record, history)
    _check_form(request, record, moment)
    lifecycle.check_request(_standing(record, history, at=moment, as_known_at=moment), request.type)
    if request.by is not None:
        _check_other(transaction, record, request.by, request.type, moment)
    event = Event(
        id=event_id,
        certificate_id=identifier,
        type=request.type,
        reason=request.reason,
        note=request.note.strip(),
        by=request.by,
        effective_from=request.effective_from,
        recorded_at=moment,
        actor=actor,
    )
    transaction.add_event(event)
    _index(transaction, record, moment)
    return event


def approve_event(
    transaction: Transaction, identifier: str, event_id: str, *, actor: str, now: datetime
) -> Event:
    """Let a waiting event take effect with the consent of ``actor``, who must not have asked for it."""
    record = find(transaction, identifier)
    asked = next((event for event in transaction.history(identifier) if event.id == event_id), None)
    if asked is None:
        raise UnknownError("this certificate has no such event")
    transaction.lock(identifier, *([asked.by] if asked.by else []))
    history = transaction.history(identifier)
    moment = _moment(now, record, history)
    lifecycle.check_approval(_standing(record, history, at=moment, as_known_at=moment), asked, actor)
    if asked.by is not None:
        _check_other(transaction, record, asked.by, asked.type, moment)
    transaction.add_approval(event_id, Approval(actor=actor, recorded_at=moment))
    _index(transaction, record, moment)
    return next(event for event in transaction.history(identifier) if event.id == event_id)


def _standing(
    record: CertificateRecord, history: list[Event], *, at: datetime, as_known_at: datetime
) -> Standing:
    standing = lifecycle.standing(history, registered_at=record.registered_at, at=at, as_known_at=as_known_at)
    if standing is None:
        raise UnknownError("this register did not have the certificate at that time")
    return standing


def _moment(now: datetime, record: CertificateRecord, history: list[Event]) -> datetime:
    """``now``, unless the clock went back: what is recorded later never bears an earlier time."""
    moments = [event.recorded_at for event in history]
    moments += [event.approval.recorded_at for event in history if event.approval]
    return max(now, record.registered_at, *moments)


def _check_form(request: EventRequest, record: CertificateRecord, now: datetime) -> None:
    kind = request.type
    if kind in lifecycle.NEEDS_REASON and request.reason is None:
        raise UsageError(f"a {kind} needs a reason", hint=f"One of: {', '.join(Reason)}.")
    if kind in lifecycle.NEEDS_OTHER_CERTIFICATE and request.by is None:
        raise UsageError(f"a {kind} needs the id of the other certificate in 'by'")
    if kind not in lifecycle.NEEDS_OTHER_CERTIFICATE and request.by is not None:
        raise UsageError(f"a {kind} has no other certificate, so 'by' must be left out")
    if len(request.note) > LONGEST_NOTE:
        raise UsageError(f"a note has at most {LONGEST_NOTE} characters")
    if request.effective_from is None:
        return
    if kind not in lifecycle.NEEDS_APPROVAL:
        raise UsageError(f"a {kind} takes effect when it is recorded, so 'effective_from' must be left out")
    if not record.registered_at <= request.effective_from <= now:
        raise UsageError("'effective_from' must lie between the certificate's registration and now")


def _check_other(
    transaction: Transaction, record: CertificateRecord, other: str, kind: EventType, now: datetime
) -> None:
    """Raise unless the certificate ``other`` can replace or supplement ``record``."""
    if other == record.id:
        raise UsageError(f"a certificate cannot {kind} itself")
    by = transaction.certificate(other)
    if by is None:
        raise UsageError("the certificate named in 'by' is not in this register", hint="Publish it first.")
    standing = _standing(by, transaction.history(other), at=now, as_known_at=now)
    if standing.status is not Status.VALID:
        raise TransitionError(f"the certificate named in 'by' is {standing.status} itself")
    for event in transaction.referring(other):
        if event.certificate_id == record.id or not _holds(transaction, event, now):
            continue
        raise TransitionError(
            f"the certificate named in 'by' already stands as the {event.type} of another",
            hint="A certificate amends or replaces one certificate at most.",
        )


def _holds(transaction: Transaction, event: Event, now: datetime) -> bool:
    """Whether a replacing or supplementing was not turned down."""
    if event.type is EventType.SUPPLEMENT or event.approval:
        return True
    record = find(transaction, event.certificate_id)
    history = transaction.history(event.certificate_id)
    pending = _standing(record, history, at=now, as_known_at=now).pending
    return pending is not None and pending.id == event.id


def _index(transaction: Transaction, record: CertificateRecord, now: datetime) -> None:
    history = transaction.history(record.id)
    transaction.index_status(record.id, _standing(record, history, at=now, as_known_at=now).status)
