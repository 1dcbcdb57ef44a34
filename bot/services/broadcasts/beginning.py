"""Whether a broadcast begins whose time has come, or has to wait for another admin, or ends."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Broadcast, BroadcastState, DecisionKind
from bot.services.broadcasts import audience, cards, content, noting
from bot.services.broadcasts.values import Flaw
from bot.store import members


def end(session: Session, broadcast: Broadcast, reason: str, now: datetime) -> None:
    """Stop a broadcast that has not begun."""
    broadcast.state, broadcast.reason, broadcast.finished_at = BroadcastState.STOPPED, reason, now
    session.flush()


def may_begin(session: Session, broadcast: Broadcast, now: datetime) -> bool:
    """Say whether a scheduled broadcast, which is locked, begins now that its time has come.

    Where nobody who composed or confirmed it is an admin any more, another one has to say yes
    first. Where nothing can be sent, or to nobody, it ends.
    """
    if broadcast.due_at is not None and broadcast.due_at > now:  # it was put off meanwhile
        return False
    if not {broadcast.author_id, broadcast.confirmed_by_id} & set(members.admins(session)):
        broadcast.confirmed_by_id = None
        broadcast.version += 1
        wait(session, broadcast, 0, None, now)
        return False
    count = audience.count(session, broadcast)
    why = content.unfit(session, broadcast) or (None if count.people else Flaw.NOBODY)
    broadcast.people = count.people
    if why is None:
        return True
    end(session, broadcast, why, now)
    noting.note(session, broadcast, DecisionKind.BROADCAST_STOPPED, None, count, now)
    for person_id in {broadcast.author_id, broadcast.confirmed_by_id} - {None}:
        noting.tell(session, broadcast, f"broadcast_ended_{why}", person_id or 0, now)
    cards.redraw(session, broadcast)
    return False


def wait(
    session: Session, broadcast: Broadcast, over: int, person_id: int | None, now: datetime
) -> None:
    """Let a broadcast wait for the yes of an admin who did not compose it, and ask them all."""
    broadcast.state = BroadcastState.WAITING
    session.flush()
    others = set(members.admins(session)) - {broadcast.author_id}
    cards.ask_others(session, broadcast, over, others, now)
    count = audience.count(session, broadcast)
    noting.note(session, broadcast, DecisionKind.BROADCAST_ASKED, person_id, count, now)
