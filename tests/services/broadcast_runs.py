"""Broadcasts that run, for tests: subscribers, what is scheduled, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    BroadcastState,
    Decided,
    DecisionKind,
    Frequency,
    Notice,
    NoticeState,
    Person,
    Role,
    Subscription,
)
from bot.services.broadcasts import running
from bot.store.database import Store
from tests.services.world import NOW, add_verdict

ADA, BEN = 7_001, 7_002  # admins
FIRST = 10_001  # the first subscriber


def admins(session: Session) -> None:
    """Let there be two admins and a reader who is none."""
    for person in (ADA, BEN):
        session.add(Person(id=person, role=Role.ADMIN))
    session.add(Person(id=5))


def subscribers(session: Session, count: int, *, daily: int = 0, first: int = FIRST) -> list[int]:
    """Subscribe so many people to everything, some of them to a daily bulletin."""
    ids = list(range(first, first + count))
    if not ids:
        return ids
    connection = session.connection()
    connection.execute(sa.insert(Person), [Person(id=one).model_dump() for one in ids])
    rows = [
        Subscription(
            person_id=one,
            frequency=Frequency.DAILY if one < first + daily else Frequency.AT_ONCE,
        ).model_dump()
        for one in ids
    ]
    connection.execute(sa.insert(Subscription), rows)
    return ids


def schedule(
    session: Session,
    *,
    due_at: datetime = NOW,
    state: BroadcastState = BroadcastState.SCHEDULED,
    verdict_id: int | None = None,
    confirmed_by: int | None = None,
) -> int:
    """Leave a broadcast of a verdict as its author and a second admin leave it."""
    broadcast = Broadcast(
        state=state,
        verdict_id=add_verdict(session) if verdict_id is None else verdict_id,
        due_at=due_at,
        author_id=ADA,
        confirmed_by_id=confirmed_by,
    )
    session.add(broadcast)
    session.flush()
    return broadcast.id or 0


def prepared(store: Store, count: int, *, daily: int = 0) -> int:
    """Schedule a broadcast for so many subscribers, with its admins; return its number."""

    def prepare(session: Session) -> int:
        admins(session)
        subscribers(session, count, daily=daily)
        return schedule(session)

    return store.transact(prepare)


def begin(store: Store, now: datetime = NOW) -> int:
    """List all recipients of what is due; return the number of transactions."""
    portions = 0
    while store.transact(running.list_some, now):
        portions += 1
    return portions


def broadcast(store: Store, number: int) -> Broadcast:
    """Return a broadcast as it is in the store."""
    return store.transact(lambda session: session.get_one(Broadcast, number))


def copies(store: Store, number: int) -> list[Notice]:
    """Return what its recipients are, or were, owed, oldest first."""
    query = select(Notice).where(Notice.broadcast_id == number).order_by(col(Notice.id))
    return list(store.transact(lambda session: session.exec(query).all()))


def states(store: Store, number: int) -> dict[NoticeState, int]:
    """Count the copies by their state."""
    found = [one.state for one in copies(store, number)]
    return {state: found.count(state) for state in dict.fromkeys(found)}


def deeds(store: Store) -> list[tuple[DecisionKind, int | None]]:
    """Return the log's lines on broadcasts: what was done, by whom."""
    query = select(Decided).order_by(col(Decided.id))
    rows = store.transact(lambda session: session.exec(query).all())
    return [(row.kind, row.person_id) for row in rows if row.kind.startswith("broadcast_")]
