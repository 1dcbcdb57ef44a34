"""Subscriptions: what is wanted, from whom nothing is wanted any more, and back again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier
from typing import Any

from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    Collected,
    Frequency,
    NoticeKind,
    Person,
    Subscription,
    Verdict,
)
from bot.services import people
from bot.services.subscriptions import cards, choosing, counts, ending
from bot.services.subscriptions.cards import mark
from bot.services.subscriptions.values import (
    Counts,
    Ended,
    EndedBefore,
    NoSuchChoice,
    NothingEnded,
    Place,
    SubscriptionCard,
    SubscriptionEnded,
    Undone,
    Wanted,
)
from bot.services.values import Sender, Text
from bot.store.database import Store
from tests.services.world import HOUR, MINUTE, NOW, add_verdict, notices, send, withdraw

_numbers = count(1)


def subscribe(
    session: Session,
    *people: int,
    frequency: Frequency = Frequency.DAILY,
    since: datetime = NOW - HOUR,
) -> None:
    """Add people, or one, who have subscribed to everything."""
    for person in people or (1,):
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


def topics(session: Session, *names: str | None) -> None:
    """Publish a verdict on each topic."""
    for name in names:
        verdict = session.get_one(Verdict, add_verdict(session, claim=f"On {name}"))
        verdict.topic = name


def verdict_on(session: Session, topic: str) -> int:
    return session.exec(select(Verdict.id).where(Verdict.topic == topic)).one() or 0


def choose(
    store: Store, service: Callable[..., Any], *values: object, now: datetime = NOW, **how: object
) -> object:
    """Press a button of a card."""
    place = Place(f"press:{next(_numbers)}")
    result: object = store.transact(service, 1, now, place, *values, **how)
    return result


def active(store: Store) -> bool:
    found = row(store)
    return found is not None and found.ended_at is None


def row(store: Store, person: int = 1) -> Subscription | None:
    return store.transact(lambda session: session.get(Subscription, person))


def waiting(store: Store, person: int = 1) -> int:
    query = select(Collected).where(col(Collected.person_id) == person)
    return len(store.transact(lambda session: session.exec(query).all()))


def unsubscribe(store: Store, person: int = 1) -> Ended | EndedBefore:
    return store.transact(ending.unsubscribe, person, NOW)


def undo(store: Store, person: int = 1) -> Undone | NothingEnded:
    return store.transact(ending.undo, person, NOW, Place(f"undo:{next(_numbers)}", 7))


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

    assert [undo(store), undo(store)] == [Undone(), Undone()]

    assert active(store)


def test_there_is_nothing_to_undo_for_who_said_nothing(store: Store) -> None:
    assert undo(store) == NothingEnded()

    assert notices(store) == []


def test_the_line_is_not_sent_to_who_is_back_before_it_goes_out(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)
    undo(store)

    assert not any(isinstance(one, SubscriptionEnded) for one in shown(store))


def test_the_line_takes_the_place_of_the_card_that_was_pressed(store: Store) -> None:
    store.transact(subscribe)
    store.transact(cards.owe_card, 1, Place("card"), NOW)
    send(store)
    (card,) = notices(store, NoticeKind.SUBSCRIPTION)

    store.transact(ending.unsubscribe, 1, NOW, pressed=card.message_id)
    store.transact(ending.unsubscribe, 1, NOW + MINUTE, pressed=card.message_id)

    parcels = send(store, NOW + MINUTE)
    assert [parcel.edits for parcel in parcels] == [card.message_id, card.message_id]
    assert [parcel.message for parcel in parcels] == [SubscriptionEnded()] * 2


def test_under_a_broadcast_the_line_comes_as_a_message(store: Store) -> None:
    store.transact(subscribe)

    store.transact(ending.unsubscribe, 1, NOW, pressed=99)

    (parcel,) = send(store)
    assert (parcel.edits, parcel.chat_id) == (None, 1)


def test_showing_the_card_subscribes_nobody(store: Store) -> None:
    store.transact(people.meet, Sender(1, "en"), NOW)

    store.transact(cards.owe_card, 1, Place("card"), NOW)

    assert shown(store) == [SubscriptionCard(Wanted(), ())]
    assert row(store) is None


def test_the_first_choice_subscribes(store: Store) -> None:
    choose(store, choosing.want_often, Frequency.WEEKLY)

    found = row(store)
    assert found is not None
    assert (found.since, found.ended_at, found.frequency) == (NOW, None, Frequency.WEEKLY)
    (card,) = shown(store)
    assert card == SubscriptionCard(Wanted(True, frequency=Frequency.WEEKLY), ())


def test_subscribing_takes_everything_at_once(store: Store) -> None:
    choose(store, choosing.subscribe)

    assert shown(store) == [SubscriptionCard(Wanted(True), ())]


def test_a_choice_begins_anew_what_had_ended_with_what_was_chosen(store: Store) -> None:
    store.transact(subscribe)
    unsubscribe(store)

    choose(store, choosing.want_language, "uk", wanted=True, now=NOW + MINUTE)

    found = row(store)
    assert found is not None
    assert (found.since, found.ended_at) == (NOW + MINUTE, None)
    assert (found.languages, found.frequency) == (["uk"], Frequency.DAILY)


def test_topics_are_those_of_verdicts_that_hold(store: Store) -> None:
    store.transact(topics, "bees", "wasps", "ants", None, "")
    store.transact(lambda session: withdraw(session, verdict_on(session, "ants"), NOW))

    store.transact(cards.owe_card, 1, Place("card"), NOW)

    (card,) = shown(store)
    assert isinstance(card, SubscriptionCard)
    assert [(one.topic, one.chosen) for one in card.topics] == [("bees", False), ("wasps", False)]


def test_a_topic_is_chosen_by_its_mark_and_taken_back(store: Store) -> None:
    store.transact(topics, "bees", "wasps")

    for wanted in (True, True):
        choose(store, choosing.want_topic, mark("bees"), wanted=wanted)
    choose(store, choosing.want_topic, mark("wasps"), wanted=True)
    both = row(store)
    choose(store, choosing.want_topic, mark("bees"), wanted=False)
    one = row(store)
    choose(store, choosing.want_every_topic)
    every = row(store)

    assert [found.topics for found in (both, one, every) if found] == [
        ["bees", "wasps"],
        ["wasps"],
        [],
    ]


def test_a_topic_keeps_its_mark_whatever_others_come(store: Store) -> None:
    store.transact(topics, "bees", "wasps")
    pressed = mark("wasps")
    store.transact(topics, "ants", "zebras")

    choose(store, choosing.want_topic, pressed, wanted=True)

    found = row(store)
    assert found is not None
    assert found.topics == ["wasps"]


def test_a_mark_that_stands_for_no_topic_changes_nothing(store: Store) -> None:
    store.transact(topics, "bees")

    assert choose(store, choosing.want_topic, 12345, wanted=True) == NoSuchChoice()
    assert choose(store, choosing.want_language, "xx", wanted=True) == NoSuchChoice()

    assert row(store) is None


def test_a_chosen_topic_can_be_taken_back_when_its_verdicts_are_gone(store: Store) -> None:
    store.transact(topics, "bees")
    choose(store, choosing.want_topic, mark("bees"), wanted=True)
    store.transact(lambda session: withdraw(session, verdict_on(session, "bees"), NOW))

    assert choose(store, choosing.want_topic, mark("bees"), wanted=False) is None

    found = row(store)
    assert found is not None
    assert found.topics == []


def test_many_topics_come_by_pages(store: Store) -> None:
    store.transact(topics, *(f"topic {number:02}" for number in range(20)))

    for page in (1, 3, 99):
        store.transact(cards.owe_card, 1, Place(f"page {page}", page=page), NOW)

    pages = [one for one in shown(store) if isinstance(one, SubscriptionCard)]
    assert [(one.page, one.pages, len(one.topics)) for one in pages] == [
        (1, 3, 8),
        (3, 3, 4),
        (3, 3, 4),
    ]


def test_two_choices_at_once_are_both_kept(store: Store) -> None:
    store.transact(people.meet, Sender(1, "en"), NOW)
    codes, start = ("en", "uk", "ru", "mk", "pl"), Barrier(5)

    def press(code: str) -> None:
        start.wait()
        choose(store, choosing.want_language, code, wanted=True)

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(press, codes))

    found = row(store)
    assert found is not None
    assert found.languages == sorted(codes)


def test_of_leaving_and_choosing_at_once_one_comes_last_and_nothing_breaks(store: Store) -> None:
    store.transact(subscribe)
    store.transact(collect)
    start = Barrier(2)

    def press(deed: Callable[[], object]) -> None:
        start.wait()
        deed()

    deeds = (lambda: unsubscribe(store), lambda: choose(store, choosing.subscribe))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, deeds))

    assert waiting(store) == 0


def test_forgetting_somebody_drops_their_subscription(store: Store) -> None:
    store.transact(subscribe)
    store.transact(collect)

    store.transact(people.forget, 1, NOW)

    assert row(store) is None
    assert waiting(store) == 0


def test_privacy_says_what_somebody_wants(store: Store) -> None:
    retention = timedelta(days=90)
    before = store.transact(people.kept, 1, retention)
    choose(store, choosing.want_language, "uk", wanted=True)
    during = store.transact(people.kept, 1, retention)
    unsubscribe(store)
    after = store.transact(people.kept, 1, retention)

    assert [one.wanted for one in (before, during, after)] == [
        None,
        Wanted(True, languages=("uk",)),
        Wanted(False, languages=("uk",)),
    ]


def test_subscribers_who_can_be_reached_are_counted(store: Store) -> None:
    for person, frequency in enumerate((Frequency.DAILY, Frequency.DAILY, Frequency.AT_ONCE), 1):
        store.transact(subscribe, person, frequency=frequency)
    store.transact(subscribe, 8)
    store.transact(people.block, 8, NOW)
    unsubscribe(store, 9)
    store.transact(people.choose_language, 3, "uk")

    assert store.transact(counts) == Counts(
        active=3,
        by_frequency=((Frequency.AT_ONCE, 1), (Frequency.DAILY, 2), (Frequency.WEEKLY, 0)),
        by_language=(("en", 2), ("uk", 1)),
    )
