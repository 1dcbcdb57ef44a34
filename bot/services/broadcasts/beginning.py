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


def may_begin(session: Session, broadcast: Broadcast, now: datetime, over: int) -> bool:
    """Say whether a scheduled broadcast, which is locked, begins now that its time has come.

    Another admin has to say yes first where nobody who composed or confirmed it is one any more,
    or where it goes to more than *over* people by now and nobody has confirmed it. Where nothing
    can be sent, or to nobody, it ends.
    """
    if broadcast.due_at is not None and broadcast.due_at > now:  # it was put off meanwhile
        return False
    count = audience.count(session, broadcast)
    answers = {broadcast.author_id, broadcast.confirmed_by_id} & set(members.admins(session))
    if not answers or (broadcast.confirmed_by_id is None and count.people > over):
        _ask_first(session, broadcast, over, now)
        return False
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


def _ask_first(session: Session, broadcast: Broadcast, over: int, now: datetime) -> None:
    """Ask other admins for their yes now, and tell the author, who can change it meanwhile."""
    broadcast.confirmed_by_id = None
    broadcast.version += 1
    wait(session, broadcast, over, None, now)
    if broadcast.author_id in members.admins(session):
        noting.tell(session, broadcast, "broadcast_grown", broadcast.author_id or 0, now)
    cards.redraw(session, broadcast)


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
