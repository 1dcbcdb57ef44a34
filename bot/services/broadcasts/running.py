"""From its time to its end: a row for each recipient, then the pump sends, then it is done.

What is done here is done in short transactions, each of which leaves the store such that the next
one goes on there: a crash loses nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, DecisionKind, Frequency, NoticeState
from bot.services import audit
from bot.services.broadcasts import audience, beginning
from bot.services.broadcasts.progress import progress
from bot.services.owing import owe_text
from bot.store import broadcasts

PORTION: Final = 500  # recipients in one transaction: others wait for it
UNLIMITED: Final = 2**31 - 1  # people


def list_some(session: Session, now: datetime, over: int = UNLIMITED) -> bool:
    """Write rows for the next recipients of what is to begin; say whether there may be more.

    Nothing of it leaves before all of them have one. What goes to more than *over* people begins
    once another admin has confirmed it.
    """
    if broadcasts.all_paused(session) or (number := broadcasts.to_list(session, now)) is None:
        return False
    broadcast = broadcasts.locked(session, number)
    if broadcast is None or broadcasts.all_paused(session):
        return False
    if broadcast.state is BroadcastState.SCHEDULED:
        if not beginning.may_begin(session, broadcast, now, over):
            return True
        _begin(session, broadcast, now)
    if broadcast.state is BroadcastState.LISTING:
        _list(session, broadcast, now)
    return True


def _begin(session: Session, broadcast: Broadcast, now: datetime) -> None:
    broadcast.state = BroadcastState.LISTING
    broadcast.people = broadcast.collected = broadcast.listed_to = 0
    audit.note(
        session,
        DecisionKind.BROADCAST_STARTED,
        now,
        verdict_id=broadcast.verdict_id,
        changes={"broadcast": broadcast.id},
    )


def _list(session: Session, broadcast: Broadcast, now: datetime) -> None:
    found = audience.recipients(session, broadcast, broadcast.listed_to, PORTION)
    soon = [one.person_id for one in found if one.frequency is Frequency.AT_ONCE]
    later = [one.person_id for one in found if one.frequency is not Frequency.AT_ONCE]
    broadcasts.owe_held(session, broadcast, soon, now)
    broadcasts.collect(session, broadcast, later, now)
    broadcast.people += len(found)
    broadcast.collected += len(later)
    if found:
        broadcast.listed_to = found[-1].person_id
    if len(found) < PORTION:
        broadcast.state, broadcast.started_at = BroadcastState.RUNNING, now
        broadcasts.turn(session, broadcast.id or 0, (NoticeState.HELD,), NoticeState.DUE)


def finish(session: Session, now: datetime) -> int:
    """End the broadcasts of which nothing is to be sent any more; return how many."""
    ended = 0
    for one in broadcasts.in_state(session, BroadcastState.RUNNING):
        number = one.id or 0
        if broadcasts.is_open(session, number):
            continue
        broadcast = broadcasts.locked(session, number)
        if broadcast is None or broadcast.state is not BroadcastState.RUNNING:
            continue
        if not broadcasts.is_open(session, number):
            broadcast.state, broadcast.finished_at = BroadcastState.DONE, now
            _tell(session, broadcast, now)
            ended += 1
    return ended


def _tell(session: Session, broadcast: Broadcast, now: datetime) -> None:
    """Log what became of a broadcast, and tell its author."""
    shown = progress(session, broadcast)
    counts = {
        "sent": shown.sent,
        "blocked": shown.blocked,
        "failed": shown.failed,
        "unsure": shown.unsure,
        "left_out": shown.left_out,
        "in_bulletins": shown.in_bulletins,
    }
    audit.note(
        session,
        DecisionKind.BROADCAST_DONE,
        now,
        verdict_id=broadcast.verdict_id,
        changes={"broadcast": broadcast.id, **counts},
    )
    if broadcast.author_id is not None:
        key, number = f"broadcast-done:{broadcast.id}:{now.isoformat()}", str(broadcast.id)
        owe_text(session, key, broadcast.author_id, "broadcast_done", now, number=number, **counts)


def next_begin(session: Session) -> datetime | None:
    """Return when the next scheduled broadcast begins; None where none is scheduled."""
    return None if broadcasts.all_paused(session) else broadcasts.next_due(session)
