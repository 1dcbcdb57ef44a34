"""The durable inbox: every update is a row before anything is done with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Received, UpdateState, utcnow
from bot.store.statements import insert_new


def keep(session: Session, update_id: int, sender: int, raw: dict[str, Any]) -> bool:
    """Keep an update until it is done; False where it is there already."""
    row = Received(update_id=update_id, sender=sender, raw=raw)
    return insert_new(session, row, "update_id")


def waiting(session: Session) -> Sequence[Received]:
    """Return what is not done, oldest first."""
    return _in_state(session, UpdateState.WAITING)


def parked(session: Session) -> Sequence[Received]:
    """Return what failed too often or could not be read, oldest first."""
    return _in_state(session, UpdateState.PARKED)


def unread(session: Session, sender: int) -> Sequence[Received]:
    """Return what is kept of a sender unread: for later, or put aside; oldest first."""
    states = col(Received.state).in_((UpdateState.HELD, UpdateState.PARKED))
    query = select(Received).where(Received.sender == sender, states)
    return session.exec(query.order_by(col(Received.update_id))).all()


def hold(session: Session, update_id: int) -> None:
    """Keep an update for later, as it came; that it was tried does not count."""
    query = sa.update(Received).where(col(Received.update_id) == update_id)
    session.connection().execute(query.values(state=UpdateState.HELD, tries=0, error=None))


def held_before(session: Session, sender: int, update_id: int) -> bool:
    """Say whether an earlier update of the same sender is kept for later."""
    query = select(Received.update_id).where(
        Received.sender == sender,
        Received.state == UpdateState.HELD,
        Received.update_id < update_id,
    )
    return session.exec(query.limit(1)).first() is not None


def held_after(session: Session, sender: int, update_id: int) -> Received | None:
    """Return the next update of the same sender that is kept for later; None where none is."""
    query = select(Received).where(
        Received.sender == sender,
        Received.state == UpdateState.HELD,
        Received.update_id > update_id,
    )
    return session.exec(query.order_by(col(Received.update_id)).limit(1)).first()


def any_held(session: Session) -> bool:
    """Say whether anything is kept for later."""
    query = select(Received.update_id).where(Received.state == UpdateState.HELD)
    return session.exec(query.limit(1)).first() is not None


def held(session: Session, known: Collection[int], *, limit: int, each: int) -> Sequence[Received]:
    """Return what is kept for later and not *known*: the first of each sender come first.

    Of one sender there are at most *each*, in their order.
    """
    place = sa.func.row_number().over(
        partition_by=col(Received.sender), order_by=col(Received.update_id)
    )
    places = (
        select(Received.update_id, place.label("place"))
        .where(Received.state == UpdateState.HELD)
        .subquery()
    )
    query = (
        select(Received)
        .join(places, places.c.update_id == col(Received.update_id))
        .where(places.c.place <= each, col(Received.update_id).not_in(list(known)))
        .order_by(places.c.place, col(Received.update_id))
        .limit(limit)
    )
    return session.exec(query).all()


def count_held(session: Session) -> int:
    """Count what is kept unread for now."""
    query = select(sa.func.count()).select_from(Received)
    return session.exec(query.where(Received.state == UpdateState.HELD)).one()


def _in_state(session: Session, state: UpdateState) -> Sequence[Received]:
    query = select(Received).where(Received.state == state).order_by(col(Received.update_id))
    return session.exec(query).all()


def started(session: Session, update_id: int) -> int:
    """Count a try before it is made, so that a crash counts too; return how many there were.

    What was kept for later is not any more. 0 where the update is gone: its sender is forgotten.
    """
    query = sa.update(Received).where(col(Received.update_id) == update_id)
    counted = query.values(tries=col(Received.tries) + 1, state=UpdateState.WAITING)
    return session.connection().scalar(counted.returning(col(Received.tries))) or 0


def done(session: Session, update_id: int) -> None:
    """Note that an update was handled; what it said, and who said it, goes at once."""
    query = sa.update(Received).where(col(Received.update_id) == update_id)
    session.connection().execute(
        query.values(state=UpdateState.DONE, raw={}, sender=0, error=None, done_at=utcnow())
    )


def failed(session: Session, update_id: int, error: str, max_tries: int) -> bool:
    """Note a failure; True where the update is parked now, after *max_tries*."""
    if (update := session.get(Received, update_id)) is None:
        return False
    update.error = error
    if update.tries >= max_tries:
        update.state = UpdateState.PARKED
    return update.state is UpdateState.PARKED


def park(session: Session, update_id: int, raw: dict[str, Any], error: str) -> None:
    """Put aside an update that cannot be read, so that its neighbours go on."""
    keep(session, update_id, 0, raw)
    if update := session.get(Received, update_id, with_for_update=True):
        update.state = UpdateState.PARKED
        update.error = error


def forget(session: Session, sender: int) -> None:
    """Erase what a person's updates said, but for those that still wait to be handled."""
    session.connection().execute(
        sa.delete(Received).where(
            col(Received.sender) == sender, col(Received.state) != UpdateState.WAITING
        )
    )


def purge_parked(session: Session, before: datetime) -> int:
    """Delete what was parked and came before a moment; return how many."""
    return (
        session.connection()
        .execute(
            sa.delete(Received).where(
                col(Received.state) == UpdateState.PARKED, col(Received.received_at) < before
            )
        )
        .rowcount
    )


def purge(session: Session, before: datetime) -> int:
    """Delete what was done before a moment; return how many."""
    return (
        session.connection()
        .execute(
            sa.delete(Received).where(
                col(Received.state) == UpdateState.DONE, col(Received.done_at) < before
            )
        )
        .rowcount
    )
