"""What the tests of broadcasts are made of: subscribers, and broadcasts to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Broadcast, Frequency, Person, Subscription
from bot.store import people
from bot.store.database import Store
from tests.services.world import NOW


def subscribe(
    store: Store,
    *who: int,
    topics: Sequence[str] = (),
    languages: Sequence[str] = (),
    frequency: Frequency = Frequency.AT_ONCE,
    speaks: str = "en",
    ended_at: datetime | None = None,
) -> None:
    """Let people subscribe."""

    def add(session: Session) -> None:
        for one in who:
            people.ensure(session, Person(id=one, language=speaks, created_at=NOW))
            row = Subscription(person_id=one, topics=list(topics), languages=list(languages))
            row.frequency, row.ended_at = frequency, ended_at
            session.add(row)

    store.transact(add)


def broadcast(store: Store, **fields: Any) -> Broadcast:
    """Put a broadcast into the store: a text in English unless it is of a verdict."""
    if "verdict_id" not in fields:
        fields.setdefault("texts", {"en": "Bees are back."})

    def add(session: Session) -> Broadcast:
        row = Broadcast(**fields)
        session.add(row)
        session.flush()
        return row

    return store.transact(add)
