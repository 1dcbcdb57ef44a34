"""A person's subscription as it stands at the moment when it is shown."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import Notice, NoticeKind, Subscription
from bot.services.owing import owe
from bot.services.subscriptions.values import (
    Place,
    SubscriptionCard,
    SubscriptionEnded,
    TopicChoice,
    Wanted,
)
from bot.store import subscriptions, verdicts

PAGE: Final = 8  # topics
CARD, DONE, ENDED = "card", "done", "ended"  # what a notice is about
MARK_BYTES: Final = 6


def owe_card(
    session: Session, person_id: int, place: Place, now: datetime, *, about: str = CARD
) -> None:
    """Owe somebody their subscription in their own chat."""
    owe(
        session,
        key=place.key,
        kind=NoticeKind.SUBSCRIPTION,
        chat_id=person_id,
        person_id=person_id,
        due_at=now,
        params={"about": about, "page": place.page},
        edits=place.edits,
    )


def parcelled(session: Session, notice: Notice) -> SubscriptionCard | SubscriptionEnded | None:
    """Return what a notice shows; nothing where they have come back from an end meanwhile."""
    row = subscriptions.get(session, notice.person_id or 0)
    about = notice.params["about"]
    if about == ENDED:
        return SubscriptionEnded() if row and row.ended_at else None
    return _card(session, row, notice.params["page"], done=about == DONE)


def _card(
    session: Session, row: Subscription | None, page: int, *, done: bool
) -> SubscriptionCard:
    known = offered(session, row)
    pages = max(1, -(-len(known) // PAGE))
    number = min(max(1, page), pages)
    chosen = wanted(row) or Wanted()
    return SubscriptionCard(
        wanted=chosen,
        topics=tuple(
            TopicChoice(one, mark(one), one in chosen.topics)
            for one in known[(number - 1) * PAGE : number * PAGE]
        ),
        page=number,
        pages=pages,
        done=done and chosen.active,
    )


def wanted(row: Subscription | None) -> Wanted | None:
    """Return what somebody wants; None where they never said anything of it."""
    if row is None:
        return None
    return Wanted(row.ended_at is None, tuple(row.topics), tuple(row.languages), row.frequency)


def offered(session: Session, row: Subscription | None) -> list[str]:
    """Return the topics that there are, and those that somebody has chosen, to take them back."""
    return sorted({*verdicts.topics(session), *(row.topics if row else ())})


def mark(topic: str) -> int:
    """Return a number that stands for a topic in a button, whatever others there are."""
    digest = hashlib.sha256(topic.encode()).digest()
    return int.from_bytes(digest[:MARK_BYTES]) + 1
