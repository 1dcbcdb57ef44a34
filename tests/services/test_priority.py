"""Why each weight of the queue's order is as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.models import Case
from bot.services.cases import gathering, priority
from bot.store.database import Store
from tests.services.world import HOUR, NOW, post, record

DAY = timedelta(days=1)


def place(
    people: int,
    *,
    lately: int = 0,
    days: float = 0,
    boost: int = 0,
    escalated: bool = False,
) -> float:
    """Where a case stands for which so many ask, opened so many days ago."""
    case = Case(
        people=people,
        grew=lately,
        created_at=NOW - days * DAY,
        boost=boost,
        escalated_at=NOW if escalated else None,
    )
    return priority.of(case)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # many people today go before one who waits, but not for ever
        (place(10, lately=10), place(1, days=3)),
        (place(10, lately=10), place(1, days=12)),
        (place(1, days=14), place(10, lately=10)),
        # of those who wait alike, what more people ask for, and what spreads now
        (place(3, days=2), place(2, days=2)),
        (place(8, lately=4, days=2), place(8, days=2)),
        (place(2, lately=2), place(1, lately=1)),
        # a lonely case rises above a new lonely one, on its first day and after
        (place(1, lately=1, days=0.01), place(1, lately=1)),
        (place(1, days=1.01), place(1, lately=1)),
        (place(1, days=30), place(1, days=29)),
        # an admin's word goes before nearly everything, a second before the first
        (place(1, boost=1), place(250, lately=250)),
        (place(1, boost=1), place(1, days=30)),
        (place(1, boost=2), place(200, lately=200, boost=1)),
        # an escalation outweighs a few people, not many
        (place(1, escalated=True), place(3, lately=3)),
        (place(10, lately=10), place(1, escalated=True)),
        (place(1, boost=1), place(100, days=2, escalated=True)),
        # what nobody asked for waits in turn with what one person asked for
        (place(0, days=1), place(1)),
    ],
)
def test_what_comes_first(first: float, second: float) -> None:
    assert first > second


def test_the_order_stays_as_time_passes(store: Store) -> None:
    for hours, text in ((0, "Bees pay taxes in Ruritania"), (1, "Wasps repair the bridges")):
        record(store, post(text, person=hours + 1), now=NOW + hours * HOUR)
        store.transact(gathering.gather, NOW + hours * HOUR)

    older, newer = cases(store)

    assert older.priority - newer.priority == pytest.approx(priority.PER_DAY / 24)


def cases(store: Store) -> list[Case]:
    return list(store.transact(lambda session: session.exec(select(Case).order_by("id")).all()))


def test_growth_is_counted_anew_by_the_clock(store: Store) -> None:
    for hours in (0, 20, 23, 30):
        now = NOW + hours * HOUR
        record(store, post(person=hours + 1), now=now)
        store.transact(gathering.gather, now)
    (before,) = cases(store)

    after = store.transact(priority.recount, NOW + 40 * HOUR)

    (case,) = cases(store)
    assert (before.people, before.grew, before.asked_at) == (4, 4, NOW + 30 * HOUR)
    assert (case.people, case.grew, after) == (4, 3, case.id)
    assert case.priority < before.priority
    assert store.transact(priority.recount, NOW + 40 * HOUR, after=after) == 0
    store.transact(priority.recount, NOW + 60 * HOUR)
    assert cases(store)[0].grew == 0
    assert store.transact(priority.recount, NOW + 60 * HOUR) == 0


def test_somebody_who_asks_twice_within_a_day_counts_once(store: Store) -> None:
    for hours in (0, 1, 30):
        record(store, post(person=1), now=NOW + hours * HOUR)
        store.transact(gathering.gather, NOW + hours * HOUR)

    (case,) = cases(store)

    assert (case.people, case.grew) == (1, 1)
