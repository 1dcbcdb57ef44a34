"""Broadcasts before they begin: what is composed, and what was handed in before."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Broadcast, BroadcastState


def add(session: Session, broadcast: Broadcast) -> Broadcast:
    """Keep a new broadcast."""
    session.add(broadcast)
    session.flush()
    return broadcast


def latest(session: Session, limit: int) -> Sequence[Broadcast]:
    """Return the newest broadcasts, the last one first."""
    return session.exec(select(Broadcast).order_by(col(Broadcast.id).desc()).limit(limit)).all()


def same(session: Session, broadcast: Broadcast, content_hash: str) -> Broadcast | None:
    """Return the last other broadcast that said the same to the same people, or is to say it."""
    called_off = sa.and_(
        col(Broadcast.state) == BroadcastState.STOPPED,
        col(Broadcast.started_at).is_(None),
        col(Broadcast.listed_to) == 0,
    )
    query = select(Broadcast).where(
        Broadcast.content_hash == content_hash,
        Broadcast.id != broadcast.id,
        col(Broadcast.state) != BroadcastState.COMPOSING,
        ~called_off,
    )
    return session.exec(query.order_by(col(Broadcast.id).desc()).limit(1)).first()


def composed_by(session: Session, person_id: int) -> Sequence[Broadcast]:
    """Return what somebody composes, and lock it."""
    query = select(Broadcast).where(
        Broadcast.author_id == person_id, Broadcast.state == BroadcastState.COMPOSING
    )
    return session.exec(query.order_by(col(Broadcast.id)).with_for_update(key_share=True)).all()
