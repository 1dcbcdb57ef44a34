"""Owing a message: the row that makes it sure to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Notice, NoticeKind, NoticeState, utcnow
from bot.store import notices, people


def owe(
    session: Session,
    *,
    key: str,
    kind: NoticeKind,
    chat_id: int,
    person_id: int | None = None,
    direct: bool = True,
    due_at: datetime | None = None,
    submission_id: int | None = None,
    verdict_id: int | None = None,
    case_id: int | None = None,
    params: Mapping[str, Any] | None = None,
    reply_to: int | None = None,
    edits: int | None = None,
) -> bool:
    """Owe a message once per *key*; say whether it is new.

    *params* are "name" and "values" of a text, "retention_days" of what is kept, the "figure",
    the "page", the "member" with what is "asked" of them, the "invitation", what a reminder is
    "about", "since" and "until" when a digest tells, the "flag", the "words" of a search with the
    "verdicts" and "cases" that it found and the case that it is "about", and "locale" for a chat
    without person. What is owed to somebody who blocked the bot is held until they come back. For
    somebody of whom nothing is kept leave *person_id* out: the row goes once it is sent.
    """
    person = people.get(session, person_id) if person_id is not None else None
    held = person is not None and person.blocked_at is not None
    notice = Notice(
        key=key,
        kind=kind,
        chat_id=chat_id,
        person_id=person.id if person else None,
        direct=direct,
        due_at=due_at or utcnow(),
        submission_id=submission_id,
        verdict_id=verdict_id,
        case_id=case_id,
        params=dict(params or {}),
        reply_to=reply_to,
        edits=edits,
        state=NoticeState.BLOCKED if held else NoticeState.DUE,
    )
    return notices.add(session, notice)


def owe_text(
    session: Session, key: str, person_id: int, name: str, now: datetime, **values: str | int
) -> bool:
    """Owe somebody, in their own chat, a text of the catalogue by name; once per *key*."""
    return owe(
        session,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=person_id,
        person_id=person_id,
        direct=False,
        due_at=now,
        params={"name": name, "values": values},
    )
