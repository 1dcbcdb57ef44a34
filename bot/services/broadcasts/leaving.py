"""What becomes of somebody's broadcasts once they are forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import BroadcastState
from bot.store import composed

FORGOTTEN: Final = "forgotten"  # the reason


def forget(session: Session, person_id: int, now: datetime) -> None:
    """Erase what somebody composes.

    Of what they handed in their id is taken off: once its time comes, it waits for an admin who
    answers for it (see beginning.py).
    """
    for broadcast in composed.composed_by(session, person_id):
        broadcast.state, broadcast.reason = BroadcastState.STOPPED, FORGOTTEN
        broadcast.finished_at = now
        broadcast.texts, broadcast.photo = {}, None
