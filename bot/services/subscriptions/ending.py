"""Ending a subscription, and taking that back. Both can be said twice."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import NoticeKind, Person, Subscription
from bot.services.owing import owe
from bot.services.subscriptions.values import Ended, EndedBefore, NothingEnded, Undone
from bot.store import people, subscriptions


def unsubscribe(session: Session, person_id: int, now: datetime) -> Ended | EndedBefore:
    """Send somebody no broadcast or bulletin any more, and owe them a line that says so.

    Also somebody who never subscribed and was written to because they had asked: their row
    ends when it begins.
    """
    people.ensure(session, Person(id=person_id, created_at=now))
    never = subscriptions.add(session, Subscription(person_id=person_id, since=now, ended_at=now))
    row = subscriptions.locked(session, person_id)
    if row is None or not (never or row.ended_at is None):
        return EndedBefore()
    row.ended_at = now
    subscriptions.drop_collected(session, person_id)
    owe(
        session,
        key=f"unsubscribed:{person_id}:{now.isoformat()}",
        kind=NoticeKind.SUBSCRIPTION,
        chat_id=person_id,
        person_id=person_id,
        due_at=now,
        params={"about": "ended"},
    )
    return Ended()


def undo(
    session: Session, person_id: int, now: datetime, key: str, *, edits: int
) -> Undone | NothingEnded:
    """Make it as it was before somebody wanted nothing, and say so where they pressed."""
    row = subscriptions.locked(session, person_id)
    if row is None or row.ended_at is None:
        return NothingEnded()
    if never := row.since == row.ended_at:
        session.delete(row)
    row.ended_at = None
    owe(
        session,
        key=key,
        kind=NoticeKind.TEXT,
        chat_id=person_id,
        person_id=person_id,
        due_at=now,
        params={"name": "asked_again" if never else "subscribed_again"},
        edits=edits,
    )
    return Undone()
