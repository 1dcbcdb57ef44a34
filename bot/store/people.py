"""People who wrote to the bot, and what they follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Collected, Follow, Lease, Member, Person, Role, Subscription
from bot.store.statements import insert_new


def get(session: Session, person_id: int) -> Person | None:
    """Find a person by Telegram's user id."""
    return session.get(Person, person_id)


def ids(session: Session) -> Sequence[int]:
    """Return the ids of all who are known."""
    return session.exec(select(Person.id)).all()


def hold(session: Session, person_id: int) -> None:
    """Keep others from changing a person's role until this transaction ends."""
    session.get(Person, person_id, with_for_update={"read": True}, populate_existing=True)


def ensure(session: Session, person: Person) -> Person:
    """Return the row of a person, made now if there is none."""
    if known := session.get(Person, person.id):
        return known
    insert_new(session, person, "id")
    return session.get_one(Person, person.id)


def with_roles(session: Session, person_ids: Collection[int]) -> Sequence[Person]:
    """Return everybody who has a role, or is among *person_ids*."""
    query = select(Person).where(
        sa.or_(col(Person.role) != Role.PUBLIC, col(Person.id).in_(list(person_ids)))
    )
    return session.exec(query).all()


def follow(session: Session, row: Follow) -> bool:
    """Note that a person wants to hear of changes; False if that was noted before."""
    return insert_new(session, row, "person_id", "verdict_id")


def followers(session: Session, verdict_id: int) -> Sequence[int]:
    """Return the ids of those who want to hear of a verdict's changes."""
    return session.exec(select(Follow.person_id).where(Follow.verdict_id == verdict_id)).all()


def follows(session: Session, person_id: int) -> int:
    """Count the verdicts that a person follows."""
    query = select(sa.func.count()).select_from(Follow).where(Follow.person_id == person_id)
    return session.exec(query).one()


def followed(session: Session, person_id: int) -> Sequence[Follow]:
    """Return what a person follows, the first first."""
    query = select(Follow).where(Follow.person_id == person_id)
    return session.exec(query.order_by(col(Follow.at), col(Follow.verdict_id))).all()


def erase(session: Session, person_id: int) -> None:
    """Delete a person's row and what they had or wanted; what else names them is gone."""
    session.flush()
    connection = session.connection()
    for table in (Lease, Follow, Subscription, Collected, Member):
        connection.execute(sa.delete(table).where(col(table.person_id) == person_id))
    connection.execute(sa.delete(Person).where(col(Person.id) == person_id))
    session.expire_all()
