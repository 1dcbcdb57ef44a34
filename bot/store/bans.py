"""Who is blocked, by mark: nobody's id is here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Ban
from bot.store.statements import insert_new


def get(session: Session, digest: str) -> Ban | None:
    """Find the ban of a mark."""
    return session.get(Ban, digest, populate_existing=True)


def add(session: Session, ban: Ban) -> bool:
    """Keep a ban; False where there was one before."""
    return insert_new(session, ban, "digest")


def digests(session: Session) -> frozenset[str]:
    """Return the marks of all who are blocked."""
    return frozenset(session.exec(select(Ban.digest)).all())


def drop(session: Session, digest: str) -> bool:
    """Take a ban back; False where there is none."""
    session.flush()
    query = sa.delete(Ban).where(col(Ban.digest) == digest)
    return session.connection().execute(query).rowcount == 1


def tell(session: Session, digest: str, now: datetime, before: datetime) -> bool:
    """Note that somebody is told now that they are blocked; False where it was not long ago."""
    session.flush()
    last = col(Ban.told_at)
    query = sa.update(Ban).where(col(Ban.digest) == digest, last.is_(None) | (last <= before))
    return session.connection().execute(query.values(told_at=now)).rowcount == 1
