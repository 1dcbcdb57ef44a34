"""Broadcasts once they are scheduled, and the notices that their recipients are owed.

Who changes a broadcast and its notices locks the broadcast first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Activity,
    Broadcast,
    BroadcastState,
    Collected,
    Notice,
    NoticeKind,
    NoticeState,
    Pause,
)

NOTHING = "nothing to say any more"  # the error of what was settled without being sent
AGAIN = "written to again"  # of what nobody knows of, once it is owed anew
LEFT = "left as it is"  # likewise, where an admin wants no second one
LATEST = 100  # notices by which it is told how fast they leave
ALIVE = (BroadcastState.LISTING, BroadcastState.RUNNING, BroadcastState.PAUSED)
ENDED = (BroadcastState.DONE, BroadcastState.STOPPED)
OPEN = (NoticeState.HELD, NoticeState.DUE, NoticeState.SENDING)
GOT = (NoticeState.SENT, NoticeState.SENDING, NoticeState.UNSURE)  # for all that is known


def get(session: Session, broadcast_id: int) -> Broadcast | None:
    """Find a broadcast."""
    return session.get(Broadcast, broadcast_id)


def locked(session: Session, broadcast_id: int) -> Broadcast | None:
    """Find a broadcast, and keep all others from changing it until this transaction ends."""
    session.flush()
    lock = {"key_share": True}  # rows that refer to it may be added meanwhile
    return session.get(Broadcast, broadcast_id, with_for_update=lock, populate_existing=True)


def hold(session: Session, broadcast_id: int) -> Broadcast | None:
    """Find a broadcast, and let nobody change it; others may do the same meanwhile."""
    session.flush()
    return session.get(
        Broadcast, broadcast_id, with_for_update={"read": True}, populate_existing=True
    )


def all_paused(session: Session) -> bool:
    """Say whether admins have paused all broadcasts."""
    return session.get(Pause, Activity.BROADCASTS, populate_existing=True) is not None


def in_state(session: Session, *states: BroadcastState) -> Sequence[Broadcast]:
    """Return the broadcasts in some states, the oldest first."""
    query = select(Broadcast).where(col(Broadcast.state).in_(states)).order_by(col(Broadcast.id))
    return session.exec(query).all()


def just_ended(session: Session) -> Sequence[Broadcast]:
    """Return the broadcasts whose end has not been shown yet, the oldest first."""
    shown_at, begun = col(Broadcast.told_at), col(Broadcast.started_at).is_not(None)
    query = select(Broadcast).where(
        col(Broadcast.state).in_(ENDED),
        sa.or_(begun, col(Broadcast.listed_to) > 0),
        sa.or_(shown_at.is_(None), shown_at < col(Broadcast.finished_at)),
    )
    return session.exec(query.order_by(col(Broadcast.id))).all()


def about(session: Session, verdict_id: int, states: Collection[BroadcastState]) -> list[int]:
    """Return the broadcasts of a verdict in some states, the oldest first."""
    query = select(Broadcast.id).where(
        Broadcast.verdict_id == verdict_id, col(Broadcast.state).in_(list(states))
    )
    return [one for one in session.exec(query.order_by(col(Broadcast.id))) if one is not None]


def to_list(session: Session, now: datetime) -> int | None:
    """Return the broadcast whose recipients are listed next: one that was begun comes first."""
    listing = col(Broadcast.state) == BroadcastState.LISTING
    due = (col(Broadcast.state) == BroadcastState.SCHEDULED) & (col(Broadcast.due_at) <= now)
    query = (
        select(Broadcast.id)
        .where(sa.or_(listing, due))
        .order_by(listing.desc(), col(Broadcast.due_at), col(Broadcast.id))
    )
    return session.exec(query.limit(1)).first()


def next_due(session: Session) -> datetime | None:
    """Return when the next scheduled broadcast begins."""
    query = select(sa.func.min(Broadcast.due_at)).where(
        Broadcast.state == BroadcastState.SCHEDULED
    )
    return session.exec(query).one()


def owe_held(session: Session, broadcast: Broadcast, people: Sequence[int], at: datetime) -> None:
    """Write a notice for each recipient; none is sent yet."""
    rows: list[dict[str, Any]] = [
        {
            "key": f"broadcast:{broadcast.id}:{person}",
            "kind": NoticeKind.BROADCAST,
            "chat_id": person,
            "person_id": person,
            "broadcast_id": broadcast.id,
            "params": {},
            "direct": False,
            "state": NoticeState.HELD,
            "due_at": at,
            "tries": 0,
            "created_at": at,
        }
        for person in people
    ]
    if rows:
        session.connection().execute(sa.insert(Notice), rows)


def collect(session: Session, broadcast: Broadcast, people: Sequence[int], at: datetime) -> None:
    """Keep a broadcast for the next bulletin of each of these people."""
    rows = [{"person_id": one, "broadcast_id": broadcast.id, "at": at} for one in people]
    if rows:
        session.connection().execute(sa.insert(Collected), rows)


def forget_collected(session: Session, broadcast_id: int) -> int:
    """Take a broadcast out of the next bulletins; return of how many people."""
    gone = sa.delete(Collected).where(col(Collected.broadcast_id) == broadcast_id)
    return session.connection().execute(gone).rowcount


def turn(
    session: Session, broadcast_id: int, old: Collection[NoticeState], new: NoticeState
) -> int:
    """Bring the notices of a broadcast from some states into another; return how many."""
    session.flush()
    changed = session.connection().execute(
        sa.update(Notice)
        .where(col(Notice.broadcast_id) == broadcast_id, col(Notice.state).in_(list(old)))
        .values(state=new)
    )
    session.expire_all()
    return changed.rowcount


def waiting(session: Session, notice: Notice) -> NoticeState:
    """Return how a notice waits that was taken and not sent: as its broadcast is by now."""
    if notice.broadcast_id is None:
        return NoticeState.DUE
    broadcast = get(session, notice.broadcast_id)
    if broadcast is None or broadcast.state in ENDED:
        return NoticeState.DROPPED
    running = broadcast.state is BroadcastState.RUNNING and not all_paused(session)
    return NoticeState.DUE if running else NoticeState.HELD


def is_open(session: Session, broadcast_id: int) -> bool:
    """Say whether a notice of a broadcast is still to be sent."""
    query = select(Notice.id).where(
        Notice.broadcast_id == broadcast_id, col(Notice.state).in_(OPEN)
    )
    return session.exec(query.limit(1)).first() is not None


def recipients(session: Session, verdict_id: int) -> set[int]:
    """Return who was sent a verdict in a broadcast, or in a bulletin, for all that is known."""
    rows = session.exec(select(Broadcast).where(Broadcast.verdict_id == verdict_id)).all()
    numbers = {row.id for row in rows}
    sent = select(Notice.person_id).where(
        col(Notice.broadcast_id).in_(numbers), col(Notice.state).in_(GOT)
    )
    found = set(session.exec(sent)) if numbers else set()
    if since := min((row.created_at for row in rows if row.listed_to), default=None):
        bulletins = select(Notice.person_id, Notice.params).where(
            Notice.kind == NoticeKind.BULLETIN,
            col(Notice.state).in_(GOT),
            col(Notice.created_at) >= since,
        )
        for person_id, params in session.exec(bulletins):
            if numbers.intersection(params.get("broadcasts", ())):
                found.add(person_id)
    return {one for one in found if one is not None}


def _undecided(broadcast_id: int) -> sa.ColumnElement[bool]:
    decided = (AGAIN, LEFT)
    return sa.and_(
        col(Notice.broadcast_id) == broadcast_id,
        col(Notice.state) == NoticeState.UNSURE,
        sa.or_(col(Notice.error).is_(None), col(Notice.error).not_in(decided)),
    )


def count_undecided(session: Session, broadcast_id: int) -> int:
    """Count those of whom nobody knows, and no admin has said what to do."""
    query = select(sa.func.count()).select_from(Notice).where(_undecided(broadcast_id))
    return session.exec(query).one()


def undecided(session: Session, broadcast_id: int, skip: int, limit: int) -> Sequence[Notice]:
    """Return some of them, the oldest first."""
    query = select(Notice).where(_undecided(broadcast_id)).order_by(col(Notice.id))
    return session.exec(query.offset(skip).limit(limit)).all()


def decide(session: Session, broadcast_id: int, error: str) -> int:
    """Say of all of them what was decided; return how many they were."""
    session.flush()
    changed = session.connection().execute(
        sa.update(Notice).where(_undecided(broadcast_id)).values(error=error)
    )
    session.expire_all()
    return changed.rowcount


def owe_again(session: Session, broadcast_id: int, state: NoticeState, at: datetime) -> int:
    """Owe all of them the same under a new key, once each; return how many they were."""
    session.flush()
    copied = ("kind", "chat_id", "person_id", "broadcast_id", "params", "direct")
    given: dict[str, Any] = {"state": state, "due_at": at, "created_at": at, "tries": 0}
    table: sa.Table = Notice.__table__  # type: ignore[attr-defined]
    values = [sa.literal(value, table.c[name].type) for name, value in given.items()]
    session.connection().execute(
        sa.insert(Notice).from_select(
            ["key", *copied, *given],
            sa.select(table.c.key + ":again", *(table.c[name] for name in copied), *values).where(
                _undecided(broadcast_id)
            ),
        )
    )
    return decide(session, broadcast_id, AGAIN)


def speed(session: Session, broadcast_id: int) -> float | None:
    """Return how many messages a second left lately; None while too few have."""
    first, last, count = session.exec(_latest(), params={"broadcast": broadcast_id}).one()
    if count < 2 or last <= first:
        return None
    return float((count - 1) / (last - first).total_seconds())


@cache
def _latest() -> Any:
    latest = (
        sa.select(col(Notice.sent_at).label("at"))
        .where(col(Notice.broadcast_id) == sa.bindparam("broadcast"))
        .where(col(Notice.state) == NoticeState.SENT)
        .order_by(col(Notice.id).desc())
        .limit(LATEST)
        .subquery()
    )
    return sa.select(sa.func.min(latest.c.at), sa.func.max(latest.c.at), sa.func.count())
