"""Broadcasts and how far each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.models import Broadcast, BroadcastState


def in_state(session: Session, *states: BroadcastState) -> Sequence[Broadcast]:
    """Return the broadcasts in one of the states, the oldest first."""
    query = select(Broadcast).where(col(Broadcast.state).in_(states))
    return session.exec(query.order_by(col(Broadcast.id))).all()
