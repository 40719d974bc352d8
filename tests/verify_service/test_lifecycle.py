"""The state machine of a certificate's life."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify_service import lifecycle
from verify_service.lifecycle import SecondActorError, Standing, TransitionError
from verify_service.records import Approval, Event, EventType, Reason, Status

START = datetime(2026, 1, 1, tzinfo=UTC)
ACTORS = ("publisher", "approver", "other")


def day(number: float) -> datetime:
    return START + timedelta(days=number)


class Life:
    """A certificate registered on day 0, to which something is tried every day."""

    def __init__(self) -> None:
        self.today = 0
        self.history: list[Event] = []

    def standing(self, *, at: float | None = None, known: float | None = None) -> Standing | None:
        return lifecycle.standing(
            self.history,
            registered_at=START,
            at=day(self.today if at is None else at),
            as_known_at=day(self.today if known is None else known),
        )

    @property
    def now(self) -> Standing:
        current = self.standing()
        assert current is not None
        return current

    def ask(self, kind: EventType, actor: str = "publisher", effective: datetime | None = None) -> Event:
        self.today += 1
        lifecycle.check_request(self.now, kind)
        event = Event(
            id=f"event-{self.today}",
            certificate_id="this",
            type=kind,
            reason=Reason.CONTENT_ERROR,
            note="",
            by="that" if kind in lifecycle.NEEDS_OTHER_CERTIFICATE else None,
            effective_from=effective,
            recorded_at=day(self.today),
            actor=actor,
        )
        self.history.append(event)
        return event

    def approve(self, event: Event, actor: str = "approver") -> None:
        self.today += 1
        lifecycle.check_approval(self.now, event, actor)
        index = [known.id for known in self.history].index(event.id)
        self.history[index] = replace(event, approval=Approval(actor=actor, recorded_at=day(self.today)))


def test_a_registered_certificate_is_valid_from_its_registration_on() -> None:
    life = Life()
    assert life.now.status is Status.VALID
    assert life.now.since == START
    assert life.standing(at=-1) is None
    assert life.standing(known=-1) is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ([EventType.SUSPEND], Status.SUSPENDED),
        ([EventType.SUSPEND, EventType.REINSTATE], Status.VALID),
        ([EventType.SUPPLEMENT], Status.VALID),
        ([EventType.SUPPLEMENT, EventType.SUPPLEMENT], Status.VALID),
        ([EventType.VOID], Status.SUSPENDED),
        ([EventType.REPLACE], Status.SUSPENDED),
        ([EventType.SUSPEND, EventType.VOID], Status.SUSPENDED),
        ([EventType.VOID, EventType.REINSTATE], Status.VALID),
        ([EventType.REPLACE, EventType.REINSTATE, EventType.SUPPLEMENT], Status.VALID),
    ],
)
def test_where_events_lead_without_an_approval(path: list[EventType], status: Status) -> None:
    life = Life()
    for kind in path:
        life.ask(kind)
    assert life.now.status is status


@pytest.mark.parametrize(
    ("kind", "status", "replaced_by"),
    [(EventType.VOID, Status.VOID, None), (EventType.REPLACE, Status.REPLACED, "that")],
)
def test_an_approval_by_a_second_actor_ends_the_life(
    kind: EventType, status: Status, replaced_by: str | None
) -> None:
    life = Life()
    life.approve(life.ask(kind))
    assert life.now == Standing(
        status=status, since=day(2), reason=Reason.CONTENT_ERROR, replaced_by=replaced_by
    )


@pytest.mark.parametrize("kind", [EventType.VOID, EventType.REPLACE])
def test_nobody_approves_an_own_request(kind: EventType) -> None:
    life = Life()
    event = life.ask(kind, actor="approver")
    with pytest.raises(SecondActorError):
        life.approve(event, actor="approver")
    assert life.now.status is Status.SUSPENDED


def test_a_request_that_was_turned_down_cannot_be_approved() -> None:
    life = Life()
    event = life.ask(EventType.VOID)
    life.ask(EventType.REINSTATE)
    with pytest.raises(TransitionError, match="does not wait"):
        life.approve(event)


def test_nor_while_another_waits() -> None:
    life = Life()
    declined = life.ask(EventType.VOID)
    life.ask(EventType.REINSTATE)
    waiting = life.ask(EventType.REPLACE)
    with pytest.raises(TransitionError, match="does not wait"):
        life.approve(declined)
    assert life.now.pending == waiting


def test_a_valid_certificate_has_no_reason_whatever_the_reinstatement_gave() -> None:
    life = Life()
    assert life.ask(EventType.SUSPEND).reason is life.now.reason is Reason.CONTENT_ERROR
    assert life.ask(EventType.REINSTATE).reason is Reason.CONTENT_ERROR
    assert life.now.reason is None


def test_a_supplement_counts_from_the_day_it_was_recorded() -> None:
    life = Life()
    life.ask(EventType.SUSPEND)
    life.ask(EventType.REINSTATE)
    life.ask(EventType.SUPPLEMENT)
    assert life.now.supplemented_by == ("that",)
    for then in (life.standing(at=2), life.standing(known=2)):
        assert then is not None
        assert then.supplemented_by == ()


def test_one_request_waits_at_a_time() -> None:
    life = Life()
    life.ask(EventType.VOID)
    with pytest.raises(TransitionError, match="already waits"):
        life.ask(EventType.REPLACE)


def test_what_the_register_said_and_what_was_true_are_told_apart() -> None:
    life = Life()
    life.ask(EventType.SUSPEND)  # day 1
    life.ask(EventType.REINSTATE)  # day 2
    life.approve(life.ask(EventType.VOID, effective=day(0.5)))  # days 3 and 4

    def status(at: float, known: float) -> Status:
        then = life.standing(at=at, known=known)
        assert then is not None
        return then.status

    assert [status(at, 4) for at in (0, 0.4, 0.5, 1.5, 2.5, 3.5, 4)] == [Status.VALID] * 2 + [Status.VOID] * 5
    assert [status(at, 3.9) for at in (0.5, 1.5, 2.5, 3.5)] == [
        Status.VALID,
        Status.SUSPENDED,
        Status.VALID,
        Status.SUSPENDED,
    ]
    assert status(2.5, 1.5) is Status.SUSPENDED


ATTEMPTS = st.lists(
    st.tuples(st.sampled_from([*EventType, "approve"]), st.sampled_from(ACTORS)), min_size=1, max_size=12
)


@given(ATTEMPTS)
def test_no_path_leads_out_of_void_or_replaced_or_there_without_two_actors(
    attempts: list[tuple[EventType | str, str]],
) -> None:
    life = Life()
    for attempt, actor in attempts:
        before = life.now
        requests = [event for event in life.history if event.type in lifecycle.NEEDS_APPROVAL]
        try:
            if isinstance(attempt, EventType):
                life.ask(attempt, actor)
            elif requests:
                life.approve(requests[-1], actor)
        except (TransitionError, SecondActorError):
            assert life.now == before
        after = life.now
        if not lifecycle.ALLOWED[before.status]:
            assert after == before
        elif not lifecycle.ALLOWED[after.status]:
            (decided,) = [event for event in life.history if event.approval]
            assert before.status is Status.SUSPENDED
            assert decided.approval is not None
            assert decided.approval.actor != decided.actor
            assert NEXT[decided.type] is after.status


NEXT = {EventType.VOID: Status.VOID, EventType.REPLACE: Status.REPLACED}


@given(ATTEMPTS, st.data())
def test_what_the_register_said_at_a_moment_never_changes_afterwards(
    attempts: list[tuple[EventType | str, str]], data: st.DataObject
) -> None:
    life = Life()
    said: dict[tuple[int, int], Standing | None] = {}
    for attempt, actor in attempts:
        requests = [event for event in life.history if event.type in lifecycle.NEEDS_APPROVAL]
        try:
            if isinstance(attempt, EventType):
                life.ask(attempt, actor, effective=START if data.draw(st.booleans()) else None)
            elif requests:
                life.approve(requests[-1], actor)
        except (TransitionError, SecondActorError):
            pass
        for at in range(life.today + 1):
            said[at, life.today] = life.standing(at=at)
    for at, known in itertools.islice(said, 200):
        then, now = said[at, known], life.standing(at=at, known=known)
        assert then is not None
        assert now is not None
        assert (then.status, then.since, then.reason) == (now.status, now.since, now.reason)
