"""Who wants to be sent new verdicts, and what waits for their next bulletin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Broadcast, BroadcastState, Collected, Frequency, Person, Subscription
from bot.store.statements import insert_new

HELD_BACK = (BroadcastState.LISTING, BroadcastState.PAUSED)  # nothing of these leaves
_LEAVES = (col(Collected.broadcast_id) == col(Broadcast.id)) & col(Broadcast.state).not_in(
    HELD_BACK
)


def get(session: Session, person_id: int) -> Subscription | None:
    """Find what somebody wants to be sent; one that has ended says that they want nothing."""
    return session.get(Subscription, person_id)


def locked(session: Session, person_id: int) -> Subscription | None:
    """Find the same, as it is now, and keep others from changing it."""
    return session.get(Subscription, person_id, with_for_update=True, populate_existing=True)


def add(session: Session, row: Subscription) -> bool:
    """Add a subscription; False where that person has one, or had."""
    return insert_new(session, row, "person_id")


def locked_of(session: Session, person_ids: Collection[int]) -> Sequence[Subscription]:
    """Find what some people want, as it is now, and keep others from changing it."""
    query = (
        select(Subscription)
        .where(col(Subscription.person_id).in_(list(person_ids)))
        .order_by(col(Subscription.person_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(query).all()


def put_back(session: Session, person_id: int, broadcast_id: int, at: datetime) -> None:
    """Keep a broadcast for somebody's next bulletin, once."""
    row = Collected(person_id=person_id, broadcast_id=broadcast_id, at=at)
    insert_new(session, row, "person_id", "broadcast_id")


def drop_collected(session: Session, person_id: int) -> None:
    """Forget what waits for somebody's next bulletin."""
    session.flush()
    which = col(Collected.person_id) == person_id
    session.connection().execute(sa.delete(Collected).where(which))


def drop(session: Session, rows: Collection[tuple[int, int]]) -> None:
    """Forget that broadcasts wait, given as people with broadcasts; what has come since stays."""
    if not rows:
        return
    session.flush()
    which = (
        col(Collected.person_id) == sa.bindparam("person"),
        col(Collected.broadcast_id) == sa.bindparam("broadcast"),
    )
    named = [{"person": person, "broadcast": broadcast} for person, broadcast in rows]
    session.connection().execute(sa.delete(Collected).where(*which), named)


def collected_of(session: Session, person_ids: Collection[int]) -> dict[int, list[int]]:
    """Return which broadcasts wait for some people's next bulletins, in their order.

    What is paused is left out: it goes on waiting.
    """
    query = (
        select(Collected.person_id, Collected.broadcast_id)
        .join(Broadcast, _LEAVES)
        .where(col(Collected.person_id).in_(list(person_ids)))
        .order_by(col(Collected.person_id), col(Collected.broadcast_id))
    )
    found: dict[int, list[int]] = {}
    for person_id, broadcast_id in session.exec(query):
        found.setdefault(person_id, []).append(broadcast_id)
    return found


def due(
    session: Session,
    since: Mapping[Frequency, datetime],
    now: datetime,
    after: int,
    limit: int,
) -> Sequence[int]:
    """Return the next people, by id, for whom something waited as their hour came.

    *since* says when it came last, by how often they want to be written to. What waits for
    somebody who blocked the bot, or wants nothing any more, is due at once, to be dropped. What is
    paused does not count, nor a bulletin that is still to come, by a clock that was wrong.
    """
    last = col(Subscription.bulletin_at)
    waits = sa.exists().where(col(Collected.person_id) == col(Person.id), _LEAVES)
    come = [
        (col(Subscription.frequency) == frequency)
        & waits.where(col(Collected.at) <= moment)
        & sa.or_(last.is_(None), last < moment, last > now)
        for frequency, moment in since.items()
    ]
    gone = sa.or_(
        col(Subscription.person_id).is_(None),
        col(Subscription.ended_at).is_not(None),
        col(Person.blocked_at).is_not(None),
    )
    query = (
        select(Person.id)
        .join(Subscription, col(Subscription.person_id) == Person.id, isouter=True)
        .where(col(Person.id) > after, sa.or_(gone & waits, *come))
        .order_by(col(Person.id))
        .limit(limit)
    )
    return session.exec(query).all()


def people(session: Session, person_ids: Collection[int]) -> Sequence[Person]:
    """Find people by their ids."""
    return session.exec(select(Person).where(col(Person.id).in_(list(person_ids)))).all()


def count(session: Session) -> Sequence[tuple[Frequency, str, int]]:
    """Count who is subscribed, by how often, and by the language in which they are spoken to.

    Whoever blocked the bot is left out.
    """
    by = (col(Subscription.frequency), col(Person.language))
    query = (
        select(*by, sa.func.count())
        .join(Person, col(Person.id) == Subscription.person_id)
        .where(col(Subscription.ended_at).is_(None), col(Person.blocked_at).is_(None))
        .group_by(*by)
        .order_by(*by)
    )
    return [(frequency, language, number) for frequency, language, number in session.exec(query)]
