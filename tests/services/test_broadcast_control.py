"""Steering a broadcast: by whom, when, twice, and while something is on its way."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from bot.models import (
    Activity,
    BroadcastState,
    Collected,
    DecisionKind,
    NoticeKind,
    NoticeState,
    Pause,
    Verdict,
)
from bot.services import outbox, people
from bot.services.broadcasts import control, running
from bot.services.broadcasts.running_values import NoBroadcast, Steered, TooFar
from bot.services.order import blocking
from bot.services.order.values import Blocked, ByPerson
from bot.services.values import NotAllowed, Sender
from bot.services.verdicts import telling
from bot.store.database import Store
from tests.services.broadcast_runs import (
    ADA,
    BEN,
    FIRST,
    admins,
    begin,
    broadcast,
    copies,
    deeds,
    prepared,
    schedule,
    states,
)
from tests.services.world import MINUTE, NOW, add_verdict, claim, notices, send, withdraw

PAUSED, RUNNING = BroadcastState.PAUSED, BroadcastState.RUNNING
STOPPED = BroadcastState.STOPPED
Steer = Callable[[Session, int, int, datetime], control.Result]


def test_what_is_paused_waits_and_goes_on_where_it_was(store: Store) -> None:
    number = prepared(store, 4)
    begin(store)
    first = claim(store, limit=1)
    store.transact(outbox.delivered, first[0].notice_id, 1, NOW)

    assert store.transact(control.pause, number, ADA, NOW) == Steered(PAUSED)
    assert store.transact(control.pause, number, BEN, NOW) == Steered(PAUSED, new=False)
    assert claim(store) == []
    assert states(store, number) == {NoticeState.SENT: 1, NoticeState.HELD: 3}

    assert store.transact(control.resume, number, BEN, NOW) == Steered(RUNNING)
    assert store.transact(control.resume, number, ADA, NOW) == Steered(RUNNING, new=False)
    assert len(send(store)) == 3
    assert deeds(store) == [
        (DecisionKind.BROADCAST_STARTED, None),
        (DecisionKind.BROADCAST_PAUSED, ADA),
        (DecisionKind.BROADCAST_RESUMED, BEN),
    ]


def test_what_is_stopped_goes_to_nobody_else(store: Store) -> None:
    number = prepared(store, 4, daily=1)
    begin(store)
    (parcel,) = claim(store, limit=1)

    assert store.transact(control.stop, number, ADA, NOW) == Steered(STOPPED)
    assert store.transact(control.stop, number, ADA, NOW) == Steered(STOPPED, new=False)
    store.transact(outbox.delivered, parcel.notice_id, 1, NOW)

    assert states(store, number) == {NoticeState.SENT: 1, NoticeState.DROPPED: 2}
    assert store.transact(control.resume, number, ADA, NOW) == TooFar(STOPPED)
    stopped = broadcast(store, number)
    assert (stopped.finished_at, stopped.collected) == (NOW, 0)
    assert store.transact(lambda s: s.get(Collected, (10_001, number))) is None


@pytest.mark.parametrize(
    ("steer", "state"),
    [(control.pause, NoticeState.HELD), (control.stop, NoticeState.DROPPED)],
)
def test_what_is_on_its_way_meanwhile_waits_as_its_broadcast_does(
    store: Store, steer: Steer, state: NoticeState
) -> None:
    number = prepared(store, 3)
    begin(store)
    again, back, unsure = claim(store)

    store.transact(steer, number, ADA, NOW)
    assert states(store, number) == {NoticeState.SENDING: 3}
    store.transact(outbox.retry, again.notice_id, NOW + MINUTE, "too many")
    store.transact(outbox.put_back, back.notice_id)
    store.transact(outbox.unsure, unsure.notice_id, "timed out")

    assert states(store, number) == {state: 2, NoticeState.UNSURE: 1}
    assert [one.tries for one in copies(store, number)] == [1, 0, 1]


def test_only_admins_steer_and_only_what_was_scheduled(store: Store) -> None:
    number = prepared(store, 1)
    composing = store.transact(schedule, state=BroadcastState.COMPOSING)

    for steer in (control.pause, control.resume, control.stop):
        assert store.transact(steer, number, 5, NOW) == NotAllowed()
        assert store.transact(steer, 99, ADA, NOW) == NoBroadcast()
        result = store.transact(steer, composing, ADA, NOW)
        assert result == TooFar(BroadcastState.COMPOSING)
    assert store.transact(control.pause, number, ADA, NOW) == TooFar(BroadcastState.SCHEDULED)
    assert store.transact(control.stop, number, ADA, NOW) == Steered(STOPPED)
    assert begin(store, NOW + MINUTE) == 0


def test_while_all_are_paused_nothing_leaves_or_begins(store: Store) -> None:
    first, alone = prepared(store, 2), store.transact(schedule)
    begin(store)
    store.transact(control.pause, alone, ADA, NOW)
    later = store.transact(schedule)

    def pause(session: Session) -> int:
        session.add(Pause(activity=Activity.BROADCASTS, at=NOW))
        return control.pause_all(session, NOW)

    def resume(session: Session) -> int:
        session.delete(session.get_one(Pause, Activity.BROADCASTS))
        return control.resume_all(session, NOW)

    assert store.transact(pause) == 1
    assert begin(store) == 0
    assert claim(store) == []
    assert store.transact(control.resume, alone, ADA, NOW) == Steered(RUNNING)
    assert claim(store) == []

    assert store.transact(resume) == 2
    assert begin(store) == 1
    assert [broadcast(store, one).state for one in (first, alone, later)] == [RUNNING] * 3
    assert len(send(store)) == 6


def test_paused_while_its_recipients_are_listed_it_is_listed_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.broadcasts.running.PORTION", 2)
    number = prepared(store, 3)
    assert store.transact(running.list_some, NOW)
    store.transact(control.pause, number, ADA, NOW)
    assert begin(store) == 0

    assert store.transact(control.resume, number, ADA, NOW) == Steered(BroadcastState.LISTING)
    begin(store)
    assert states(store, number) == {NoticeState.DUE: 3}


def test_a_withdrawn_verdict_stops_what_tells_of_it(store: Store) -> None:
    sent = prepared(store, 3)
    begin(store)
    (parcel,) = claim(store, limit=1)
    store.transact(outbox.delivered, parcel.notice_id, 1, NOW)
    verdict = broadcast(store, sent).verdict_id or 0
    planned = store.transact(schedule, verdict_id=verdict, due_at=NOW + MINUTE, confirmed_by=BEN)
    drafted = store.transact(schedule, verdict_id=verdict, state=BroadcastState.WAITING)
    other = store.transact(schedule, due_at=NOW + MINUTE)

    store.transact(withdraw, verdict, NOW)

    assert [broadcast(store, one).state for one in (sent, planned, drafted, other)] == [
        STOPPED,
        STOPPED,
        STOPPED,
        BroadcastState.SCHEDULED,
    ]
    assert states(store, sent) == {NoticeState.SENT: 1, NoticeState.DROPPED: 2}
    told = [one for one in notices(store) if one.params.get("name") == "broadcast_withdrawn"]
    assert [(one.chat_id, one.params["values"]["number"]) for one in told] == [
        (ADA, str(sent)),
        (ADA, str(planned)),
        (BEN, str(planned)),
        (ADA, str(drafted)),
    ]
    assert (told[0].params["values"]["sent"], told[0].params["values"]["dropped"]) == (1, 2)


def test_nothing_is_stopped_where_nobody_tells_of_it(store: Store) -> None:
    store.transact(admins)
    verdict = store.transact(add_verdict)

    assert store.transact(control.stop_about, verdict, NOW) == 0


@pytest.mark.parametrize("steer", [control.pause, control.stop])
def test_who_comes_back_just_as_it_is_held_gets_nothing(store: Store, steer: Steer) -> None:
    number = prepared(store, 1)
    begin(store)
    (parcel,) = claim(store)
    store.transact(outbox.blocked, parcel.notice_id, NOW)
    steered = Event()

    def slowly(session: Session) -> None:
        steer(session, number, ADA, NOW)
        session.flush()
        steered.set()
        time.sleep(0.3)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(store.transact, slowly)
        steered.wait()
        store.transact(people.meet, Sender(FIRST, "en"), NOW)
        held.result()

    assert set(states(store, number)) <= {NoticeState.HELD, NoticeState.BLOCKED}


def test_who_is_banned_after_it_was_listed_gets_nothing(store: Store) -> None:
    number = prepared(store, 2)
    begin(store)
    done = store.transact(blocking.block, ByPerson(FIRST), ADA, NOW)
    assert isinstance(done, Blocked)

    send(store)

    assert states(store, number) == {NoticeState.FAILED: 1, NoticeState.SENT: 1}


def correct(store: Store, verdict_id: int) -> int:
    """Make a new version of a verdict, and tell of it."""

    def change(session: Session) -> int:
        verdict = session.get_one(Verdict, verdict_id)
        verdict.version += 1
        return telling.tell_change(session, verdict, None, NOW)

    return store.transact(change)


def news(store: Store) -> list[tuple[int, str, NoticeState]]:
    return [(one.chat_id, one.key, one.state) for one in notices(store, NoticeKind.VERDICT)]


def test_who_got_a_broadcast_hears_of_its_correction_and_its_end(store: Store) -> None:
    number = prepared(store, 5, daily=1)
    begin(store)
    verdict = broadcast(store, number).verdict_id or 0
    got, doubt, gone, late = claim(store)
    store.transact(outbox.delivered, got.notice_id, 1, NOW)
    store.transact(outbox.unsure, doubt.notice_id, "timed out")
    store.transact(outbox.blocked, gone.notice_id, NOW)
    store.transact(
        outbox.owe, key="bulletin", kind=NoticeKind.BULLETIN, chat_id=FIRST, person_id=FIRST,
        params={"broadcasts": [number]}, due_at=NOW,
    )  # fmt: skip
    (bulletin,) = claim(store)
    store.transact(outbox.delivered, bulletin.notice_id, 2, NOW)
    store.transact(people.follow, got.chat_id, verdict, NOW)

    assert correct(store, verdict) == 4  # what is on its way may have the old words
    assert correct(store, verdict) == 0  # they are to be told, and hear of this one then
    version = f"verdict:{verdict}:2"
    assert news(store) == [
        (one, f"{version}:{one}", NoticeState.DUE)
        for one in (got.chat_id, FIRST, doubt.chat_id, FIRST + 4)
    ]
    store.transact(outbox.delivered, late.notice_id, 3, NOW)
    send(store)
    assert correct(store, verdict) == 4

    store.transact(withdraw, verdict, NOW)
    assert len(news(store)) == 4 + 4 + 4


def test_many_recipients_are_told_in_few_statements(store: Store) -> None:
    number = prepared(store, 1200)
    begin(store)
    for parcel in claim(store, limit=1200):
        store.transact(outbox.delivered, parcel.notice_id, 1, NOW)
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    told = correct(store, broadcast(store, number).verdict_id or 0)
    sa.event.remove(store.engine, "before_cursor_execute", note)

    assert told == 1200
    assert len(statements) < 30
