"""What may be recorded of certificates, and what follows for others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from dcc.errors import DccError, UsageError
from tests.verify_service.examples import NOON, an_id
from verify_service.lifecycle import SecondActorError, TransitionError
from verify_service.records import CertificateRecord, Event, EventType, Reason, Status
from verify_service.register import (
    Entry,
    EventRequest,
    UnknownError,
    approve_event,
    entry,
    find,
    request_event,
)
from verify_service.store import Search, Store

Registering = Callable[..., CertificateRecord]


def after(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


class Office:
    """A publisher and an approver at work on a register."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.events = 0

    def ask(self, record: CertificateRecord, kind: EventType, *, hour: float = 1, **more: Any) -> Event:
        self.events += 1
        needed = {"reason": Reason.CONTENT_ERROR} if kind is not EventType.REINSTATE else {}
        with self.store.writing() as transaction:
            return request_event(
                transaction,
                record.id,
                EventRequest(type=kind, **(needed | more)),
                actor="publisher",
                now=after(hour),
                event_id=f"event-{self.events}",
            )

    def approve(self, event: Event, *, hour: float = 2, actor: str = "approver") -> Event:
        with self.store.writing() as transaction:
            return approve_event(transaction, event.certificate_id, event.id, actor=actor, now=after(hour))

    def entry(self, record: CertificateRecord, *, hour: float = 9, known: float | None = None) -> Entry:
        with self.store.reading() as transaction:
            return entry(
                transaction,
                find(transaction, record.id),
                at=after(hour),
                as_known_at=None if known is None else after(known),
            )


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def test_a_supplement_names_its_original_from_when_it_was_recorded(
    office: Office, registered: Registering
) -> None:
    original, supplement = registered(1), registered(2)
    office.ask(original, EventType.SUPPLEMENT, by=supplement.id, hour=3)
    assert office.entry(supplement, hour=2).supplements is None
    assert office.entry(supplement, hour=4).supplements == original.id
    assert office.entry(original, hour=4).standing.supplemented_by == (supplement.id,)


def test_a_replaced_certificate_and_its_successor_name_each_other(
    office: Office, registered: Registering
) -> None:
    old, new = registered(1), registered(2)
    event = office.ask(old, EventType.REPLACE, by=new.id)
    assert office.entry(old).standing.status is Status.SUSPENDED
    assert office.entry(new).replaces is None
    office.approve(event)
    assert office.entry(old).standing.status is Status.REPLACED
    assert office.entry(old).standing.replaced_by == new.id
    assert office.entry(new).standing.status is Status.VALID
    assert office.entry(new).replaces == old.id
    assert office.entry(new, hour=9, known=1.5).replaces is None


def test_a_supplement_leaves_both_valid_and_links_them(office: Office, registered: Registering) -> None:
    old, first, second = registered(1), registered(2), registered(3)
    office.ask(old, EventType.SUPPLEMENT, by=first.id, hour=1)
    office.ask(old, EventType.SUPPLEMENT, by=second.id, hour=2)
    assert office.entry(old).standing.status is Status.VALID
    assert office.entry(old).standing.supplemented_by == (first.id, second.id)
    assert office.entry(old, hour=1.5).standing.supplemented_by == (first.id,)
    assert office.entry(first).supplements == old.id
    assert office.entry(first).standing.status is Status.VALID


def test_searches_find_the_status_that_the_events_lead_to(office: Office, registered: Registering) -> None:
    records = [registered(number) for number in range(1, 6)]
    valid, suspended, void, pending, replaced = records
    office.ask(suspended, EventType.SUSPEND)
    office.approve(office.ask(void, EventType.VOID))
    office.ask(pending, EventType.VOID)
    office.approve(office.ask(replaced, EventType.REPLACE, by=valid.id))
    for record in records:
        status = office.entry(record).standing.status
        with office.store.reading() as transaction:
            found, _ = transaction.search(Search(status=status))
        assert record in found


def test_a_clock_that_went_back_never_puts_an_event_before_an_earlier_one(
    office: Office, registered: Registering
) -> None:
    record = registered(1)
    office.ask(record, EventType.SUSPEND, hour=5)
    assert office.ask(record, EventType.REINSTATE, hour=-100).recorded_at == after(5)
    assert office.entry(record).standing.status is Status.VALID


def test_the_notes_are_kept_for_the_holder(office: Office, registered: Registering) -> None:
    record = registered(1)
    office.ask(record, EventType.SUSPEND, note="  Table 2 is in doubt. ")
    assert office.entry(record).notes == ("Table 2 is in doubt.",)
    assert office.entry(record, hour=0.5).notes == ()


@pytest.mark.parametrize(
    ("kind", "changes", "error", "message"),
    [
        (EventType.VOID, {"reason": None}, UsageError, "needs a reason"),
        (EventType.SUSPEND, {"reason": None}, UsageError, "needs a reason"),
        (EventType.REPLACE, {"by": None}, UsageError, "needs the id of the other"),
        (EventType.SUPPLEMENT, {"by": None}, UsageError, "needs the id of the other"),
        (EventType.VOID, {"by": "other"}, UsageError, "must be left out"),
        (EventType.REPLACE, {"by": "this"}, UsageError, "cannot replace itself"),
        (EventType.REPLACE, {"by": an_id(99)}, UsageError, "not in this register"),
        (EventType.SUSPEND, {"effective_from": NOON}, UsageError, "must be left out"),
        (EventType.VOID, {"effective_from": after(-1)}, UsageError, "between the certificate's registration"),
        (EventType.VOID, {"effective_from": after(2)}, UsageError, "between the certificate's registration"),
        (EventType.VOID, {"note": "x" * 4001}, UsageError, "at most 4000"),
        (EventType.REINSTATE, {}, TransitionError, "is valid cannot be reinstated"),
        (EventType.REPLACE, {"by": "void"}, TransitionError, "is void itself"),
        (EventType.REPLACE, {"by": "taken"}, TransitionError, "already stands as the replace of another"),
        (EventType.SUPPLEMENT, {"by": "taken"}, TransitionError, "already stands as the replace of another"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing_behind(
    office: Office,
    registered: Registering,
    kind: EventType,
    changes: dict[str, Any],
    error: type[DccError],
    message: str,
) -> None:
    this, other, void, old, taken = (registered(number) for number in range(1, 6))
    office.approve(office.ask(void, EventType.VOID, hour=0.1), hour=0.2)
    office.ask(old, EventType.REPLACE, by=taken.id, hour=0.3)
    names = {"this": this.id, "other": other.id, "void": void.id, "taken": taken.id}
    if "by" in changes:
        changes = {**changes, "by": names.get(changes["by"], changes["by"])}
    with pytest.raises(error, match=message):
        office.ask(this, kind, **changes)
    with office.store.reading() as transaction:
        assert transaction.history(this.id) == []


def test_a_replacing_that_was_turned_down_leaves_the_other_free(
    office: Office, registered: Registering
) -> None:
    first, second, new = registered(1), registered(2), registered(3)
    office.ask(first, EventType.REPLACE, by=new.id, hour=1)
    office.ask(first, EventType.REINSTATE, hour=2)
    office.approve(office.ask(second, EventType.REPLACE, by=new.id, hour=3), hour=4)
    assert office.entry(new).replaces == second.id


def test_a_successor_that_became_void_meanwhile_cannot_take_over(
    office: Office, registered: Registering
) -> None:
    old, new = registered(1), registered(2)
    event = office.ask(old, EventType.REPLACE, by=new.id, hour=1)
    office.approve(office.ask(new, EventType.VOID, hour=2), hour=3)
    with pytest.raises(TransitionError, match="is void itself"):
        office.approve(event, hour=4)
    assert office.entry(old).standing.status is Status.SUSPENDED


def test_an_approval_needs_a_second_actor_and_an_event_of_this_certificate(
    office: Office, registered: Registering
) -> None:
    first, second = registered(1), registered(2)
    event = office.ask(first, EventType.VOID)
    with pytest.raises(SecondActorError):
        office.approve(event, actor="publisher")
    with office.store.writing() as transaction, pytest.raises(UnknownError):
        approve_event(transaction, second.id, event.id, actor="approver", now=after(3))
    office.approve(event)
    with pytest.raises(TransitionError, match="does not wait"):
        office.approve(event, hour=3)


def test_of_two_who_approve_at_the_same_moment_one_does(office: Office, registered: Registering) -> None:
    event = office.ask(registered(1), EventType.VOID)

    def approve(actor: str) -> str:
        try:
            office.approve(event, actor=actor)
        except TransitionError:
            return "too late"
        return "approved"

    with ThreadPoolExecutor(4) as threads:
        said = sorted(threads.map(approve, ("a", "b", "c", "d")))
    assert said == ["approved", "too late", "too late", "too late"]


def test_of_two_requests_at_the_same_moment_one_is_recorded(office: Office, registered: Registering) -> None:
    record = registered(1)

    def ask(number: int) -> str:
        try:
            with office.store.writing() as transaction:
                request_event(
                    transaction,
                    record.id,
                    EventRequest(type=EventType.VOID, reason=Reason.FRAUD),
                    actor="publisher",
                    now=after(1),
                    event_id=f"event-{number}",
                )
        except TransitionError:
            return "refused"
        return "recorded"

    with ThreadPoolExecutor(4) as threads:
        said = sorted(threads.map(ask, range(4)))
    assert said == ["recorded", "refused", "refused", "refused"]


def test_a_voiding_can_reach_back_and_both_times_can_be_asked_for(
    office: Office, registered: Registering
) -> None:
    record = registered(1)
    event = office.ask(record, EventType.VOID, hour=5, effective_from=after(1))
    office.approve(event, hour=6)
    assert office.entry(record, hour=3).standing.status is Status.VALID
    assert office.entry(record, hour=3, known=9).standing.status is Status.VOID
    assert office.entry(record, hour=3, known=9).standing.since == after(1)


def test_an_unknown_certificate_or_time_is_unknown(office: Office, registered: Registering) -> None:
    record = registered(1)
    with pytest.raises(UnknownError), office.store.reading() as transaction:
        find(transaction, an_id(99))
    with pytest.raises(UnknownError, match="at that time"):
        office.entry(record, hour=-1)
