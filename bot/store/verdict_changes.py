"""What verdicts said in each of their versions, and who made that so."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import ChangedBy, Decided, VerdictChange


def add(session: Session, change: VerdictChange) -> None:
    """Keep what a verdict says in a version."""
    session.add(change)
    session.flush()


def newest(
    session: Session, verdict_id: int, *, by: ChangedBy | None = None
) -> VerdictChange | None:
    """Return a verdict's last change; *by* whom, if that matters."""
    query = select(VerdictChange).where(VerdictChange.verdict_id == verdict_id)
    if by is not None:
        query = query.where(VerdictChange.by == by)
    return session.exec(query.order_by(col(VerdictChange.version).desc()).limit(1)).first()


def of_verdict(session: Session, verdict_id: int) -> Sequence[VerdictChange]:
    """Return all changes of a verdict, the newest first."""
    query = select(VerdictChange).where(VerdictChange.verdict_id == verdict_id)
    return session.exec(query.order_by(col(VerdictChange.version).desc())).all()


def decided_by(session: Session, verdict_id: int, person_id: int) -> bool:
    """Say whether a person wrote a version of a verdict, or decided that one goes out."""
    wrote = sa.exists().where(
        col(VerdictChange.verdict_id) == verdict_id, col(VerdictChange.person_id) == person_id
    )
    decided = sa.exists().where(
        col(Decided.verdict_id) == verdict_id, col(Decided.person_id) == person_id
    )
    return bool(session.exec(select(sa.or_(wrote, decided))).one())
