"""Ending a subscription, and taking that back. Both can be said twice."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import NoticeKind, Person, Subscription
from bot.services.owing import owe
from bot.services.subscriptions.cards import ENDED, owe_card
from bot.services.subscriptions.values import Ended, EndedBefore, NothingEnded, Place, Undone
from bot.store import notices, people, subscriptions


def unsubscribe(
    session: Session, person_id: int, now: datetime, *, pressed: int | None = None
) -> Ended | EndedBefore:
    """Send somebody no broadcast or bulletin any more, and owe them a line that says so.

    The line takes the place of their card, where they *pressed* a button of that message. Also
    somebody who never subscribed can want nothing, who was written to because they had asked:
    their row ends when it begins.
    """
    people.ensure(session, Person(id=person_id, created_at=now))
    never = subscriptions.add(session, Subscription(person_id=person_id, since=now, ended_at=now))
    row = subscriptions.locked(session, person_id)
    ended = row is not None and (never or row.ended_at is None)
    if row is not None and ended:
        row.ended_at = now
        subscriptions.drop_collected(session, person_id)
    edits = pressed if pressed and _is_card(session, person_id, pressed) else None
    if ended or edits:
        place = Place(f"unsubscribed:{person_id}:{now.isoformat()}", edits)
        owe_card(session, person_id, place, now, about=ENDED)
    return Ended() if ended else EndedBefore()


def _is_card(session: Session, person_id: int, message_id: int) -> bool:
    kind = NoticeKind.SUBSCRIPTION
    return notices.sent_as(session, person_id, message_id, kind) is not None


def undo(session: Session, person_id: int, now: datetime, place: Place) -> Undone | NothingEnded:
    """Make it as it was before somebody wanted nothing, and show that where they pressed."""
    row = subscriptions.locked(session, person_id)
    if row is None:
        return NothingEnded()
    if row.since == row.ended_at:
        session.delete(row)
        _say_undone(session, person_id, now, place)
        return Undone()
    row.ended_at = None
    owe_card(session, person_id, place, now)
    return Undone()


def _say_undone(session: Session, person_id: int, now: datetime, place: Place) -> None:
    """Tell somebody who never subscribed that they may be written to on what they asked."""
    owe(
        session,
        key=place.key,
        kind=NoticeKind.TEXT,
        chat_id=person_id,
        person_id=person_id,
        due_at=now,
        params={"name": "asked_again"},
        edits=place.edits,
    )
