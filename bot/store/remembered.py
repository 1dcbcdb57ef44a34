"""Values that the program keeps for itself, by name."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Remembered
from bot.store.statements import insert_new


def get(session: Session, name: str) -> str | None:
    """Return a value; None where nothing goes by this name."""
    row = session.get(Remembered, name)
    return row.value if row else None


def first(session: Session, name: str, value: str, now: datetime) -> str:
    """Keep a value unless there is one by its name; return the one that there is then."""
    insert_new(session, Remembered(name=name, value=value, at=now), "name")
    return session.get_one(Remembered, name, populate_existing=True).value


def put(session: Session, name: str, value: str, now: datetime) -> None:
    """Keep a value in place of the one before."""
    session.merge(Remembered(name=name, value=value, at=now))


def drop(session: Session, name: str) -> bool:
    """Forget a value; False where there is none."""
    session.flush()
    query = sa.delete(Remembered).where(col(Remembered.name) == name)
    return bool(session.connection().execute(query).rowcount)


def beginning(session: Session, prefix: str) -> dict[str, datetime]:
    """Return the names that begin with *prefix*, each with when its value was kept."""
    query = select(Remembered.name, Remembered.at).where(
        col(Remembered.name).startswith(prefix, autoescape=True)
    )
    return dict(session.exec(query.order_by(col(Remembered.name))).all())


def purge(session: Session, prefix: str, before: datetime) -> int:
    """Forget what goes by names that begin with *prefix* and is older than a moment."""
    query = sa.delete(Remembered).where(
        col(Remembered.name).startswith(prefix, autoescape=True), col(Remembered.at) < before
    )
    return session.connection().execute(query).rowcount
