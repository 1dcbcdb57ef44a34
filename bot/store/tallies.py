"""What became of copies of broadcasts: of those that stand, and of those that were erased."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Broadcast, Notice, NoticeState
from bot.store import broadcasts
from bot.store.broadcasts import AGAIN, LEFT, NOTHING


def counts(session: Session, broadcast: Broadcast) -> Counter[NoticeState]:
    """Count the copies of a broadcast by their state."""
    query = (
        select(Notice.state, sa.func.count())
        .where(Notice.broadcast_id == broadcast.id)
        .group_by(col(Notice.state))
    )
    found = Counter({NoticeState(state): count for state, count in session.exec(query)})
    for state in NoticeState:
        found[state] += broadcast.erased.get(state, 0)
    return found


def said(session: Session, broadcast: Broadcast, state: NoticeState, error: str) -> int:
    """Count the copies of a broadcast in a state that few are in, by what is said of it."""
    query = (
        select(sa.func.count())
        .select_from(Notice)
        .where(Notice.broadcast_id == broadcast.id, Notice.state == state, Notice.error == error)
    )
    return session.exec(query).one() + broadcast.erased.get(_name(state, error), 0)


def keep(session: Session, which: sa.ColumnElement[bool]) -> None:
    """Count what is about to be erased, so that broadcasts go on telling what became of them.

    What is still to be sent is not counted: it never will be. Nobody decides any more on those of
    whom nobody knows.
    """
    session.flush()
    gone = (
        which,
        col(Notice.broadcast_id).is_not(None),
        col(Notice.state).not_in(broadcasts.OPEN),
    )
    error = sa.case((col(Notice.error).in_((NOTHING, AGAIN)), col(Notice.error)))
    by = (col(Notice.broadcast_id), col(Notice.state), error)
    numbers = session.exec(select(col(Notice.broadcast_id)).where(*gone).distinct()).all()
    rows = {one: broadcasts.locked(session, one or 0) for one in sorted(n or 0 for n in numbers)}
    for number, state, words, count in session.execute(
        sa.select(*by, sa.func.count()).where(*gone).group_by(*by)
    ):
        row = rows.get(number)
        if row is None:
            continue
        if words is None and state == NoticeState.UNSURE:
            words = LEFT
        named = [state, _name(state, words)] if words else [state]
        row.erased = Counter(row.erased) + Counter(dict.fromkeys(named, count))
    session.flush()


def _name(state: str, error: str) -> str:
    return f"{state}:{error}"
