"""Subscriptions: what is wanted, from whom nothing is wanted any more, and back again."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    Collected,
    Frequency,
    Notice,
    NoticeKind,
    Person,
    Subscription,
)
from bot.services.subscriptions import ending
from bot.services.subscriptions.values import (
    Ended,
    EndedBefore,
    NothingEnded,
    SubscriptionEnded,
    Undone,
)
from bot.services.values import Text
from bot.store.database import Store
from tests.services.world import HOUR, MINUTE, NOW, notices, send


def subscribe(
    session: Session,
    person: int = 1,
    *,
    frequency: Frequency = Frequency.DAILY,
    since: datetime = NOW - HOUR,
) -> None:
    """Add a person who has subscribed to everything."""
    session.add(Person(id=person, language="en", created_at=since))
    session.flush()
    session.add(Subscription(person_id=person, frequency=frequency, since=since))


def collect(session: Session, person: int = 1, at: datetime = NOW - MINUTE) -> int:
    """Put a broadcast of a text into somebody's next bulletin."""
    broadcast = Broadcast(texts={"en": "We moved."}, created_at=at)
    session.add(broadcast)
    session.flush()
    session.add(Collected(person_id=person, broadcast_id=broadcast.id or 0, at=at))
    return broadcast.id or 0


def row(store: Store, person: int = 1) -> Subscription | None:
    return store.transact(lambda session: session.get(Subscription, person))


def waiting(store: Store, person: int = 1) -> int:
    query = select(Collected).where(col(Collected.person_id) == person)
    return len(store.transact(lambda session: session.exec(query).all()))


def unsubscribe(store: Store, person: int = 1) -> Ended | EndedBefore:
    return store.transact(ending.unsubscribe, person, NOW)


def undo(store: Store, person: int = 1) -> Undone | NothingEnded:
    return store.transact(ending.undo, person, NOW, "undo", edits=7)


def shown(store: Store) -> list[object]:
    return [parcel.message for parcel in send(store)]


def test_unsubscribing_ends_it_and_drops_what_waits_for_the_next_bulletin(store: Store) -> None:
    store.transact(subscribe)
    store.transact(collect)

    assert unsubscribe(store) == Ended()

    ended = row(store)
    assert ended is not None
    assert ended.ended_at == NOW
    assert waiting(store) == 0
    assert shown(store) == [SubscriptionEnded()]


def test_unsubscribing_twice_says_it_once(store: Store) -> None:
    store.transact(subscribe)

    assert [unsubscribe(store), unsubscribe(store)] == [Ended(), EndedBefore()]

    assert shown(store) == [SubscriptionEnded()]


def test_who_never_subscribed_can_want_nothing(store: Store) -> None:
    assert unsubscribe(store) == Ended()

    ended = row(store)
    assert ended is not None
    assert ended.ended_at == NOW
    assert unsubscribe(store) == EndedBefore()


def test_undoing_brings_a_subscription_back_in_place(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)
    send(store)

    assert undo(store) == Undone()

    back = row(store)
    assert back is not None
    assert back.ended_at is None
    (parcel,) = send(store)
    assert parcel.edits == 7


def test_undoing_leaves_who_never_subscribed_unsubscribed(store: Store) -> None:
    unsubscribe(store)
    send(store)

    assert undo(store) == Undone()

    assert row(store) is None
    assert shown(store) == [Text("asked_again")]


def test_undoing_twice_does_no_harm(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)

    assert [undo(store), undo(store)] == [Undone(), NothingEnded()]


@pytest.mark.parametrize("subscribed", [True, False])
def test_there_is_nothing_to_undo_for_who_ended_nothing(store: Store, subscribed: bool) -> None:
    if subscribed:
        store.transact(subscribe)

    assert undo(store) == NothingEnded()

    assert notices(store) == []


def test_the_line_is_not_sent_to_who_is_back_before_it_goes_out(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)
    undo(store)

    assert not any(isinstance(one, SubscriptionEnded) for one in shown(store))


def test_the_line_goes_to_their_own_chat(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)

    (line,) = notices(store, NoticeKind.SUBSCRIPTION)

    assert (line.chat_id, line.person_id) == (1, 1)
    assert isinstance(line, Notice)
