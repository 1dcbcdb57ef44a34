"""Bulletins: at their hour, once, with what still stands; nothing for who has gone."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Collected,
    Frequency,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Role,
    Subscription,
)
from bot.services import outbox, people
from bot.services.broadcasts.values import BroadcastMessage
from bot.services.clock import slots
from bot.services.order import blocking
from bot.services.order.values import Blocked, ByPerson
from bot.services.subscriptions import bulletins, ending
from bot.services.subscriptions.values import Bulletin
from bot.services.values import Sender
from bot.store.database import Store
from tests.services import broadcast_runs
from tests.services.test_subscriptions import subscribe, waiting
from tests.services.world import HOUR, MINUTE, NOW, add_verdict, notices, send, withdraw

KYIV, SKOPJE = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Skopje")
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def at(day: str, hour: float, zone: ZoneInfo = KYIV) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.fromisoformat(day).replace(tzinfo=zone) + timedelta(hours=hour)


THURSDAY = "2026-03-12"  # far from any change of the clock
EVENING = at(THURSDAY, 18)


def collected(
    store: Store,
    *people: int,
    when: datetime = EVENING - HOUR,
    verdict: int | None = None,
    state: BroadcastState = BroadcastState.DONE,
    **texts: str,
) -> int:
    """Put a broadcast into the next bulletins of some people."""

    def add(session: Session) -> int:
        said = {} if verdict else texts or {"en": "We moved."}
        row = Broadcast(verdict_id=verdict, texts=said, state=state, language="en")
        session.add(row)
        session.flush()
        for person in people or (1,):
            session.add(Collected(person_id=person, broadcast_id=row.id or 0, at=when))
        return row.id or 0

    return store.transact(add)


def collect(store: Store, now: datetime, *, hour: int = 18, zone: ZoneInfo = KYIV) -> int:
    """Do what the clock does; return how many bulletins came of it."""
    before, after = len(notices(store, NoticeKind.BULLETIN)), 0
    while after := store.transact(bulletins.collect, now, hour, zone, after=after):
        continue
    return len(notices(store, NoticeKind.BULLETIN)) - before


def said(store: Store, now: datetime) -> list[list[str]]:
    """Send what is owed, and return what each bulletin says."""
    return [
        [one.verdict.claim if one.verdict else one.text for one in parcel.message.entries]
        for parcel in send(store, now)
        if isinstance(parcel.message, Bulletin)
    ]


def test_a_daily_bulletin_comes_at_its_hour_once(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    collected(store, en="We stay.")

    counts = [collect(store, EVENING + offset) for offset in (-MINUTE, MINUTE, HOUR, DAY)]

    assert counts == [0, 1, 0, 0]
    assert said(store, EVENING + DAY) == [["We stay.", "We moved."]]
    assert waiting(store) == 0


def test_a_clock_that_was_years_ahead_keeps_nobody_waiting_for_years(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    assert collect(store, EVENING + 500 * DAY) == 1
    collected(store)

    counts = [collect(store, EVENING + offset) for offset in (MINUTE, HOUR)]

    assert counts == [1, 0]


def test_what_comes_after_the_hour_waits_for_the_next(store: Store) -> None:
    store.transact(subscribe)
    collected(store, when=EVENING + HOUR)

    counts = [collect(store, EVENING + offset) for offset in (2 * HOUR, DAY - MINUTE, DAY)]

    assert counts == [0, 0, 1]


def test_a_weekly_bulletin_comes_on_mondays(store: Store) -> None:
    store.transact(subscribe, frequency=Frequency.WEEKLY)
    collected(store)
    monday = EVENING + 4 * DAY

    counts = [collect(store, monday + offset) for offset in (-DAY, -MINUTE, MINUTE, DAY)]

    assert counts == [0, 0, 1, 0]


def test_a_missed_hour_is_made_up_once(store: Store) -> None:
    store.transact(subscribe)
    store.transact(subscribe, 2, frequency=Frequency.WEEKLY)
    collected(store, 1, 2)
    late = EVENING + 10 * DAY + 5 * HOUR

    assert [collect(store, late), collect(store, late + MINUTE)] == [2, 0]


def test_nobody_gets_two_in_a_day_when_the_hour_is_changed(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    assert collect(store, EVENING) == 1
    collected(store, when=EVENING + HOUR)

    moved = [collect(store, EVENING + 2 * HOUR, hour=20), collect(store, EVENING + DAY)]

    assert moved == [0, 1]
    assert waiting(store) == 0


def test_a_row_with_an_old_moment_that_comes_late_is_not_lost(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    collect(store, EVENING + MINUTE)
    collected(store, en="We stay.")

    assert [collect(store, EVENING + HOUR), collect(store, EVENING + DAY)] == [0, 1]


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (None, EVENING + MINUTE, True),
        (EVENING - MINUTE, EVENING - MINUTE / 2, False),
        (EVENING - MINUTE, EVENING, True),
        (EVENING, EVENING + MINUTE, False),
        (EVENING, EVENING + HOUR, True),  # for what came late, or is wanted at once by now
        (EVENING - 2 * DAY, EVENING - HOUR, True),
    ],
)
def test_it_is_looked_for_what_waits_at_the_hour_and_now_and_then(
    last: datetime | None, now: datetime, expected: bool
) -> None:
    assert bulletins.due(last, now, 18, KYIV) is expected


def test_who_wants_it_at_once_by_now_gets_what_was_collected(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    store.transact(lambda session: often(session, Frequency.AT_ONCE))

    assert [collect(store, EVENING - MINUTE), collect(store, EVENING)] == [1, 0]


def often(session: Session, frequency: Frequency) -> None:
    session.get_one(Subscription, 1).frequency = frequency


@pytest.mark.parametrize(
    ("zone", "day", "moment"),  # the clock is put forward on 29 March, back on 25 October
    [
        (KYIV, "2026-03-28", "2026-03-28T16:00Z"),
        (KYIV, "2026-03-29", "2026-03-29T15:00Z"),
        (KYIV, "2026-10-24", "2026-10-24T15:00Z"),
        (KYIV, "2026-10-25", "2026-10-25T16:00Z"),
        (SKOPJE, "2026-03-28", "2026-03-28T17:00Z"),
        (SKOPJE, "2026-03-29", "2026-03-29T16:00Z"),
        (SKOPJE, "2026-10-24", "2026-10-24T16:00Z"),
        (SKOPJE, "2026-10-25", "2026-10-25T17:00Z"),
    ],
)
def test_it_comes_at_six_by_the_clock_on_the_wall(
    sqlite_store: Store, zone: ZoneInfo, day: str, moment: str
) -> None:
    evening = datetime.fromisoformat(moment)
    sqlite_store.transact(subscribe)
    collected(sqlite_store, when=evening - MINUTE)

    counts = [collect(sqlite_store, evening + offset, zone=zone) for offset in (-MINUTE, MINUTE)]

    assert counts == [0, 1]
    (owed,) = notices(sqlite_store, NoticeKind.BULLETIN)
    assert owed.key == f"bulletin:1:{day}"


@pytest.mark.parametrize("zone", [KYIV, SKOPJE])
@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("hour", range(24))
def test_each_day_has_its_hour_once_over_the_changes_of_the_clock(
    zone: ZoneInfo, change: str, hour: int
) -> None:
    start = at(change, -24, zone).astimezone(UTC)

    found = {slots.last(start + quarter * 15 * MINUTE, hour, zone) for quarter in range(3 * 96)}

    days = [slot.day for slot in sorted(found, key=lambda slot: slot.moment)]
    assert days == [days[0] + number * DAY for number in range(len(days))]
    assert {slot.moment.astimezone(zone).hour for slot in found} <= {hour, hour + 1}


def test_a_broadcast_reaches_daily_subscribers_in_their_bulletins(store: Store) -> None:
    broadcast_runs.prepared(store, 5, daily=2)

    broadcast_runs.begin(store)

    assert [collect(store, NOW + MINUTE), collect(store, NOW + DAY)] == [0, 2]
    bulletins_sent = [one for one in said(store, NOW + DAY) if one]
    assert bulletins_sent == [["Bees pay taxes"]] * 2


def test_what_was_withdrawn_or_stopped_is_left_out(store: Store) -> None:
    store.transact(subscribe)
    kept = store.transact(lambda session: add_verdict(session, claim="Bees fly"))
    taken = store.transact(lambda session: add_verdict(session, claim="Bees swim"))
    collected(store, verdict=kept)
    collected(store, verdict=taken)
    collected(store, verdict=kept)
    collected(store, state=BroadcastState.STOPPED)
    collect(store, EVENING)
    store.transact(withdraw, taken, EVENING)

    assert said(store, EVENING) == [["Bees fly"]]


def test_nothing_is_sent_where_nothing_is_left(store: Store) -> None:
    store.transact(subscribe)
    collected(store, state=BroadcastState.STOPPED)
    collect(store, EVENING)

    assert said(store, EVENING) == []
    assert states(store) == [NoticeState.FAILED]


def states(store: Store) -> list[NoticeState]:
    return [one.state for one in notices(store, NoticeKind.BULLETIN)]


def test_it_is_in_the_readers_language_or_in_that_of_the_text(store: Store) -> None:
    store.transact(subscribe)
    store.transact(people.choose_language, 1, "uk")
    verdict = store.transact(lambda session: add_verdict(session, texts=[("uk", "Бджоли")]))
    collected(store, verdict=verdict)
    collected(store, en="We moved.", uk="Ми переїхали.")
    collected(store, en="We stay.", pl="Zostajemy.")
    collect(store, EVENING)

    (parcel,) = send(store, EVENING)

    assert isinstance(parcel.message, Bulletin)
    stay, moved, bees = parcel.message.entries
    assert stay == BroadcastMessage(text="We stay.", language="en")
    assert moved == BroadcastMessage(text="Ми переїхали.", language="uk")
    assert bees.verdict
    assert bees.verdict.claim == "Бджоли"


def test_who_left_before_it_is_sent_gets_none(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    collect(store, EVENING)
    store.transact(ending.unsubscribe, 1, EVENING)

    assert said(store, EVENING) == []


def steer(store: Store, number: int, state: BroadcastState) -> None:
    store.transact(lambda session: setattr(session.get_one(Broadcast, number), "state", state))


@pytest.mark.parametrize("late", [False, True])
def test_what_is_paused_waits_for_a_bulletin_after_it_goes_on(store: Store, late: bool) -> None:
    store.transact(subscribe)
    collected(store, en="We stay.")
    paused = collected(store)
    if not late:
        steer(store, paused, BroadcastState.PAUSED)
    assert collect(store, EVENING) == 1
    steer(store, paused, BroadcastState.PAUSED)  # while it is owed

    assert said(store, EVENING) == [["We stay."]]
    assert collect(store, EVENING + DAY) == 0
    steer(store, paused, BroadcastState.RUNNING)
    assert collect(store, EVENING + DAY + HOUR) == 1
    assert said(store, EVENING + DAY + HOUR) == [["We moved."]]
    assert waiting(store) == 0


def test_whose_posts_are_not_taken_any_more_gets_none(store: Store) -> None:
    store.transact(subscribe)
    store.transact(lambda session: session.add(Person(id=9, role=Role.ADMIN)))
    collected(store)
    collect(store, EVENING)
    done = store.transact(blocking.block, ByPerson(1), 9, EVENING)
    assert isinstance(done, Blocked)

    assert said(store, EVENING) == []


def test_what_was_listed_for_who_left_meanwhile_is_dropped(store: Store) -> None:
    store.transact(subscribe)
    store.transact(ending.unsubscribe, 1, EVENING - HOUR)
    store.transact(people.meet, Sender(2, "en"), EVENING)
    collected(store, 1, 2)

    assert collect(store, EVENING - MINUTE) == 0

    assert [waiting(store), waiting(store, 2)] == [0, 0]


def test_who_blocked_the_bot_gets_nothing_and_begins_anew(store: Store) -> None:
    store.transact(subscribe)
    collected(store)
    store.transact(people.block, 1, EVENING - HOUR)

    assert collect(store, EVENING) == 0
    store.transact(people.meet, Sender(1, "en"), EVENING + HOUR)
    collected(store, when=EVENING + 2 * HOUR, en="We stay.")
    assert collect(store, EVENING + DAY) == 1

    assert said(store, EVENING + DAY) == [["We stay."]]


@pytest.mark.parametrize("kind", [NoticeKind.BROADCAST, NoticeKind.BULLETIN])
def test_who_comes_back_is_not_flooded_with_what_went_to_many(
    store: Store, kind: NoticeKind
) -> None:
    store.transact(subscribe)
    owed = ((kind, "many"), (NoticeKind.MINE, "own"), (kind, "held"))
    for which, key in owed:
        store.transact(owe, which, key)
    store.transact(lambda session: hold(session, "held"))
    store.transact(people.block, 1, EVENING)
    store.transact(people.meet, Sender(1, "en"), EVENING + WEEK)

    assert {one.key: one.state for one in notices(store)} == {
        "many": NoticeState.BLOCKED,
        "own": NoticeState.DUE,
        "held": NoticeState.BLOCKED,
    }


def owe(session: Session, kind: NoticeKind, key: str) -> None:
    params = {"broadcasts": [1]}
    outbox.owe(session, key=key, kind=kind, chat_id=1, person_id=1, params=params)


def hold(session: Session, key: str) -> None:
    session.exec(select(Notice).where(Notice.key == key)).one().state = NoticeState.HELD


def test_many_subscribers_come_in_portions(store: Store) -> None:
    number = bulletins.PORTION + 7
    ids = range(1, number + 1)
    store.transact(subscribe, *ids)
    collected(store, *ids)

    first = store.transact(bulletins.collect, EVENING, 18, KYIV)

    assert first == bulletins.PORTION
    assert collect(store, EVENING) == 7
    assert store.transact(left) == []


def left(session: Session) -> Sequence[int]:
    return session.exec(select(Collected.person_id).order_by(col(Collected.person_id))).all()


def test_two_clocks_at_once_owe_each_bulletin_once(store: Store) -> None:
    store.transact(subscribe, *range(1, 30))
    collected(store, *range(1, 30))
    start = Barrier(2)

    def run(_: int) -> None:
        start.wait()
        store.transact(bulletins.collect, EVENING, 18, KYIV)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    assert len(notices(store, NoticeKind.BULLETIN)) == 29
    assert store.transact(left) == []
