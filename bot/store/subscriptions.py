"""Who wants to be sent new verdicts, and what waits for their next bulletin."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session, col

from bot.models import Collected, Subscription
from bot.store.statements import insert_new


def get(session: Session, person_id: int) -> Subscription | None:
    """Find what somebody wants to be sent; one that has ended says that they want nothing."""
    return session.get(Subscription, person_id)


def locked(session: Session, person_id: int) -> Subscription | None:
    """Find the same, as it is now, and keep others from changing it."""
    return session.get(Subscription, person_id, with_for_update=True, populate_existing=True)


def add(session: Session, row: Subscription) -> bool:
    """Add a subscription; False where that person has one, or had."""
    return insert_new(session, row, "person_id")


def drop_collected(session: Session, person_id: int) -> None:
    """Forget what waits for somebody's next bulletin."""
    session.flush()
    which = col(Collected.person_id) == person_id
    session.connection().execute(sa.delete(Collected).where(which))
