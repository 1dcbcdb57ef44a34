"""Recipients of whom nobody knows whether a broadcast reached them, and what an admin decides."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, DecisionKind, NoticeState
from bot.services import audit
from bot.services.broadcasts.running_values import NoBroadcast, Settled, TooFar, UnsureList
from bot.services.members.roles import may_administer
from bot.services.values import NotAllowed
from bot.store import broadcasts

PAGE: Final = 20
# What was stopped is written to nobody.
OPEN: Final = (BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.DONE)

Result = Settled | TooFar | NoBroadcast | NotAllowed


def page(session: Session, broadcast_id: int, number: int) -> UnsureList | None:
    """List a page of them by the number of their message; None without such a broadcast."""
    broadcast = broadcasts.get(session, broadcast_id)
    if broadcast is None:
        return None
    total = broadcasts.count_undecided(session, broadcast_id)
    pages = max(1, -(-total // PAGE))
    number = max(1, min(number, pages))
    found = broadcasts.undecided(session, broadcast_id, (number - 1) * PAGE, PAGE)
    lines = tuple((one.id or 0, one.due_at) for one in found)
    return UnsureList(broadcast_id, number, pages, total, lines, broadcast.state in OPEN)


def write_again(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Result:
    """Owe a broadcast once more to all of them, once each however often this is done."""
    broadcast = _to_settle(session, broadcast_id, person_id)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    if broadcast.state not in OPEN:
        return TooFar(broadcast.state)
    if broadcast.state is BroadcastState.DONE:
        broadcast.state, broadcast.finished_at = BroadcastState.RUNNING, None
    held = broadcast.state is BroadcastState.PAUSED or broadcasts.all_paused(session)
    state = NoticeState.HELD if held else NoticeState.DUE
    count = broadcasts.owe_again(session, broadcast_id, state, now)
    return _noted(session, broadcast, "written_again", count, person_id, now)


def leave(session: Session, broadcast_id: int, person_id: int, now: datetime) -> Result:
    """Leave all of them as they are: nobody is asked about them any more."""
    broadcast = _to_settle(session, broadcast_id, person_id)
    if not isinstance(broadcast, Broadcast):
        return broadcast
    count = broadcasts.decide(session, broadcast_id, broadcasts.LEFT)
    return _noted(session, broadcast, "left", count, person_id, now)


def _to_settle(
    session: Session, broadcast_id: int, person_id: int
) -> Broadcast | NoBroadcast | NotAllowed:
    if not may_administer(session, person_id):
        return NotAllowed()
    return broadcasts.locked(session, broadcast_id) or NoBroadcast()


def _noted(
    session: Session, broadcast: Broadcast, what: str, count: int, person_id: int, now: datetime
) -> Settled:
    if count:
        audit.note(
            session,
            DecisionKind.BROADCAST_UNSURE,
            now,
            person_id=person_id,
            verdict_id=broadcast.verdict_id,
            changes={"broadcast": broadcast.id, what: count},
        )
    return Settled(count)
