"""Who changed recorded figures, when, and what each said from then on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import ChangedBy, FigureChange


def add(session: Session, change: FigureChange) -> None:
    """Keep a change as the newest one of its figure."""
    latest = newest(session, change.figure_id)
    change.version = latest.version + 1 if latest else 1
    session.add(change)
    session.flush()


def newest(
    session: Session, figure_id: int, *, by: ChangedBy | None = None
) -> FigureChange | None:
    """Return a figure's last change; *by* whom, if that matters."""
    query = select(FigureChange).where(FigureChange.figure_id == figure_id)
    if by is not None:
        query = query.where(FigureChange.by == by)
    return session.exec(query.order_by(col(FigureChange.version).desc()).limit(1)).first()


def of_figures(session: Session, figure_ids: Collection[int]) -> Sequence[FigureChange]:
    """Return all changes of figures, the oldest first."""
    query = select(FigureChange).where(col(FigureChange.figure_id).in_(list(figure_ids)))
    return session.exec(query.order_by(col(FigureChange.id))).all()


def last(session: Session, figure_ids: Collection[int]) -> int:
    """Return a number that each change to one of the figures raises; 0 where there was none."""
    query = select(sa.func.max(FigureChange.id)).where(
        col(FigureChange.figure_id).in_(list(figure_ids))
    )
    return session.exec(query).one() or 0
