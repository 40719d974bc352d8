"""A certificate's life after publication: a pure state machine over its recorded events.

Nothing here reads a clock or a database. Two times are kept apart: when something took effect and when the
register learned of it, so that "what was true then" and "what did the register say then" both have answers.

Voiding and replacing take two actors. From the request on the certificate is suspended; the approval makes
it void or replaced; a reinstatement in between turns the request down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dcc.errors import DccError
from verify_service.records import Event, EventType, Reason, Status

ALLOWED = {
    Status.VALID: frozenset({EventType.SUSPEND, EventType.VOID, EventType.REPLACE, EventType.SUPPLEMENT}),
    Status.SUSPENDED: frozenset({EventType.REINSTATE, EventType.VOID, EventType.REPLACE}),
    Status.REPLACED: frozenset[EventType](),
    Status.VOID: frozenset[EventType](),
}
"""Which events each status takes."""

NEEDS_APPROVAL = {EventType.VOID: Status.VOID, EventType.REPLACE: Status.REPLACED}
"""Events that take effect with a second actor's approval, and what they lead to."""

NEEDS_REASON = frozenset({EventType.SUSPEND, EventType.VOID, EventType.REPLACE})
NEEDS_OTHER_CERTIFICATE = frozenset({EventType.REPLACE, EventType.SUPPLEMENT})


class TransitionError(DccError):
    """The certificate's status does not take this event, or somebody decided it before."""


class SecondActorError(DccError):
    """Who asked for an event may not approve it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a certificate stands at a moment.

    ``replaced_by`` and ``supplemented_by`` are certificate ids; ``pending`` is the request that waits for an
    approval, as far as the register knows.
    """

    status: Status
    since: datetime
    reason: Reason | None = None
    replaced_by: str | None = None
    supplemented_by: tuple[str, ...] = ()
    pending: Event | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A status taking effect."""

    effective: datetime
    status: Status
    cause: Event | None = None


def standing(
    history: Sequence[Event], *, registered_at: datetime, at: datetime, as_known_at: datetime
) -> Standing | None:
    """How the certificate stood at ``at``, by what the register had recorded until ``as_known_at``.

    ``history`` is in the order of recording. None when the certificate was not registered by either time.
    """
    if min(at, as_known_at) < registered_at:
        return None
    changes, pending = _changes(history, registered_at, as_known_at)
    current = changes[0]
    for change in sorted(changes, key=lambda change: change.effective):
        if change.effective <= at and ALLOWED[current.status]:
            current = change
    cause = current.cause
    return Standing(
        status=current.status,
        since=current.effective,
        reason=cause.reason if cause and current.status is not Status.VALID else None,
        replaced_by=cause.by if cause and current.status is Status.REPLACED else None,
        supplemented_by=tuple(
            event.by
            for event in history
            if event.type is EventType.SUPPLEMENT and event.by and event.recorded_at <= min(at, as_known_at)
        ),
        pending=pending,
    )


def _changes(
    history: Sequence[Event], registered_at: datetime, as_known_at: datetime
) -> tuple[list[_Change], Event | None]:
    """Every change of status known at ``as_known_at``, in the order of recording, and the open request."""
    changes = [_Change(effective=registered_at, status=Status.VALID)]
    pending = None
    for event in history:
        if event.recorded_at > as_known_at:
            continue
        match event.type:
            case EventType.SUSPEND:
                changes.append(_Change(effective=event.recorded_at, status=Status.SUSPENDED, cause=event))
            case EventType.REINSTATE:
                changes.append(_Change(effective=event.recorded_at, status=Status.VALID, cause=event))
                pending = None
            case EventType.VOID | EventType.REPLACE:
                if changes[-1].status is Status.VALID:
                    changes.append(_Change(effective=event.recorded_at, status=Status.SUSPENDED, cause=event))
                if event.approval is None or event.approval.recorded_at > as_known_at:
                    pending = event
                else:
                    effective = event.effective_from or event.approval.recorded_at
                    status = NEEDS_APPROVAL[event.type]
                    changes.append(_Change(effective=effective, status=status, cause=event))
    return changes, pending


_DONE = {
    EventType.SUSPEND: "suspended",
    EventType.REINSTATE: "reinstated",
    EventType.VOID: "made void",
    EventType.REPLACE: "replaced",
    EventType.SUPPLEMENT: "supplemented",
}


def check_request(now: Standing, kind: EventType) -> None:
    """Raise ``TransitionError`` unless a certificate standing so takes an event of this kind."""
    if kind not in ALLOWED[now.status]:
        raise TransitionError(
            f"a certificate that is {now.status} cannot be {_DONE[kind]}",
            hint=_possible(now.status),
        )
    if now.pending and kind is not EventType.REINSTATE:
        raise TransitionError(
            f"a request to {now.pending.type} this certificate (event {now.pending.id}) "
            "already waits for approval",
            hint="Approve that event, or reinstate the certificate to turn it down.",
        )


def check_approval(now: Standing, event: Event, actor: str) -> None:
    """Raise unless ``event`` waits for approval and ``actor`` is not the one who asked for it."""
    if now.pending is None or now.pending.id != event.id:
        raise TransitionError(
            f"event {event.id} does not wait for approval",
            hint="It took effect at once, was approved before, or was turned down by a reinstatement.",
        )
    if event.actor == actor:
        raise SecondActorError(
            f"{actor} asked for this {event.type}, so somebody else has to approve it",
            hint="Use the API key of another actor.",
        )


def _possible(status: Status) -> str:
    allowed = sorted(ALLOWED[status])
    return f"Possible now: {', '.join(allowed)}." if allowed else "This status is final."
