"""Whether a post is read now, later, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Activity, NoticeKind, Received
from bot.services import parts, people
from bot.services.order.values import Admitted, Held, Limits, Refused
from bot.services.owing import owe
from bot.services.values import Incoming
from bot.store import pauses, submissions, updates

DAY = timedelta(days=1)
HOUR = 3600  # seconds


def enter(
    session: Session, incoming: Incoming, line: int, limits: Limits, now: datetime
) -> Admitted | Held | Refused:
    """Say what becomes of a post that has come, and tell its sender where it is not read now.

    *line* is whose order the update keeps: what follows something that is kept for later is kept
    as well, so that nobody's posts change their order.
    """
    if pause := pauses.get(session, Activity.INTAKE):
        _tell(session, incoming, f"intake:{pause.at.timestamp()}", "intake_paused", now)
        return Held()
    if updates.held_before(session, line, incoming.update_id):
        return Held()
    if limits.per_day and _sent_enough(session, incoming, limits.per_day, now):
        _tell(session, incoming, f"day:{now.date()}", "enough_today", now, most=limits.per_day)
        return Refused()
    if limits.limited and (limits.crowded or updates.any_held(session)):
        _tell(session, incoming, f"many:{int(now.timestamp()) // HOUR}", "many_people", now)
        return Held()
    return Admitted()


def due(session: Session, known: frozenset[int], *, limit: int, each: int) -> Sequence[Received]:
    """Return what was kept for later, is not *known*, and can be read now."""
    if limit <= 0 or not updates.any_held(session) or pauses.get(session, Activity.INTAKE):
        return ()
    return updates.held(session, known, limit=limit, each=each)


def _sent_enough(session: Session, incoming: Incoming, most: int, now: datetime) -> bool:
    """Say whether somebody has sent so many posts within a day that no other one is taken.

    What belongs to a post that was taken, such as its edit or its next piece, is taken as well;
    what was not taken before is not taken because it was edited.
    """
    sender = incoming.sender.id
    if submissions.count_since(session, sender, now - DAY) < most:
        return False
    if parts.post_of(session, incoming) is not None:
        return False
    return parts.unfinished(session, incoming.chat_id, sender) is None


def _tell(
    session: Session, incoming: Incoming, why: str, name: str, now: datetime, **values: int
) -> None:
    """Owe the sender a line, once for each reason."""
    people.meet(session, incoming.sender, now)
    owe(
        session,
        key=f"later:{why}:{incoming.sender.id}",
        kind=NoticeKind.TEXT,
        chat_id=incoming.chat_id,
        person_id=incoming.sender.id,
        due_at=now,
        reply_to=incoming.message_id,
        params={"name": name, "values": values},
    )
