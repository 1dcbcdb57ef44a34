"""The log of what was done to a broadcast, and what its author is told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Broadcast, DecisionKind
from bot.services import audit
from bot.services.broadcasts.values import Count
from bot.services.owing import owe_text


def note(
    session: Session,
    broadcast: Broadcast,
    kind: DecisionKind,
    person_id: int | None,
    count: Count | None,
    now: datetime,
) -> None:
    """Log a step on a broadcast, with how many people it is for."""
    changes: dict[str, Any] = {"broadcast": broadcast.id, "version": broadcast.version}
    changes |= {"audience": broadcast.audience, "topic": broadcast.topic}
    changes |= {"language": broadcast.segment_language, "reason": broadcast.reason}
    if count is not None:
        changes |= {"people": count.people, "in_bulletins": count.in_bulletins}
    if broadcast.due_at is not None:
        changes["due_at"] = broadcast.due_at.isoformat()
    audit.note(
        session,
        kind,
        now,
        person_id=person_id,
        verdict_id=broadcast.verdict_id,
        changes={name: value for name, value in changes.items() if value is not None},
    )


def tell_author(session: Session, broadcast: Broadcast, name: str, by: int, now: datetime) -> None:
    """Tell a broadcast's author what another admin did."""
    if broadcast.author_id is not None and broadcast.author_id != by:
        tell(session, broadcast, name, broadcast.author_id, now)


def tell(session: Session, broadcast: Broadcast, name: str, person_id: int, now: datetime) -> None:
    """Owe somebody a text about a broadcast, once for each of its versions."""
    key = f"{name}:{broadcast.id}:{broadcast.version}:{person_id}"
    owe_text(session, key, person_id, name, now, number=str(broadcast.id))
