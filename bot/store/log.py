"""What was done, from all logs: the latest of each, and everything in the order of time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeAlias, cast

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    ChangedBy,
    Decided,
    DecisionKind,
    FigureChange,
    MemberChange,
    VerdictChange,
)

Row: TypeAlias = Decided | MemberChange | VerdictChange | FigureChange
TABLES: tuple[type[Row], ...] = (Decided, MemberChange, VerdictChange, FigureChange)
LOGGED = (ChangedBy.REVIEWER, ChangedBy.ADMIN, ChangedBy.IMPORT)  # verdicts: they are decisions


def decisions(
    session: Session, kinds: Collection[DecisionKind] | None, limit: int
) -> Sequence[Decided]:
    """Return the latest decisions, of some kinds if they are named."""
    query = select(Decided).order_by(col(Decided.id).desc()).limit(limit)
    if kinds is not None:
        query = query.where(col(Decided.kind).in_(list(kinds)))
    return session.exec(query).all()


def members(session: Session, limit: int) -> Sequence[MemberChange]:
    """Return the latest changes of memberships."""
    query = select(MemberChange).order_by(col(MemberChange.id).desc())
    return session.exec(query.limit(limit)).all()


def verdicts(session: Session, limit: int) -> Sequence[tuple[VerdictChange, int]]:
    """Return the latest changes of verdicts that nobody decided at the desk.

    What was changed at once is one row, with how many verdicts it changed.
    """
    newest, count = sa.func.max(VerdictChange.id), sa.func.count()
    groups = (
        select(newest.label("newest"), count.label("count"))
        .where(col(VerdictChange.by).not_in(LOGGED))
        .group_by(col(VerdictChange.at), col(VerdictChange.by))
        .order_by(newest.desc())
        .limit(limit)
        .subquery()
    )
    query = select(VerdictChange, groups.c.count).join(
        groups, groups.c.newest == col(VerdictChange.id)
    )
    return session.exec(query).all()


def figures(session: Session, limit: int) -> Sequence[tuple[FigureChange, int]]:
    """Return the latest changes of figures; what was changed at once is one row, with how many."""
    newest, count = sa.func.max(FigureChange.id), sa.func.count()
    groups = (
        select(newest.label("newest"), count.label("count"))
        .group_by(col(FigureChange.at), col(FigureChange.by), col(FigureChange.person_id))
        .order_by(newest.desc())
        .limit(limit)
        .subquery()
    )
    query = select(FigureChange, groups.c.count).join(
        groups, groups.c.newest == col(FigureChange.id)
    )
    return session.exec(query).all()


def order(session: Session, since: datetime | None) -> list[tuple[datetime, int, int]]:
    """Return when each row of all logs was written, its place in TABLES and its id, in order."""
    found: list[tuple[datetime, int, int]] = []
    for place, table in enumerate(TABLES):
        query = sa.select(col(table.at), col(table.id))
        if since is not None:
            query = query.where(col(table.at) >= since)
        found += [(at, place, number or 0) for at, number in session.connection().execute(query)]
    return sorted(found)


def rows(session: Session, place: int, ids: Collection[int]) -> dict[int, Row]:
    """Return rows of a log by id."""
    table = TABLES[place]
    query = sa.select(table).where(col(table.id).in_(list(ids)))
    found = cast("Sequence[Row]", session.scalars(query).all())
    return {row.id or 0: row for row in found}
