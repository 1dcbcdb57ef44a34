"""A broadcast reaches those who want it, each once, and nobody else."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from bot.models import Audience, Ban, Broadcast, Case, CaseState, Frequency, Person, Verdict
from bot.models.posts import Submission
from bot.services import marks
from bot.services.broadcasts import audience
from bot.services.broadcasts.values import Count
from bot.store import people
from bot.store.database import Store
from tests.services.broadcasts import broadcast, subscribe
from tests.services.world import NOW, add_verdict, far, post, record, send, sure


def who(store: Store, row: Broadcast, portion: int = 2) -> list[int]:
    """List the recipients, a few at a time."""
    found: list[int] = []
    while some := store.transact(audience.recipients, row, found[-1] if found else 0, portion):
        found += [one.person_id for one in some]
    counted = store.transact(audience.count, row)
    assert counted.people == len(found)
    return found


def about(store: Store, topic: str | None, **more: object) -> int:
    """Publish a verdict with a topic."""

    def add(session: Session) -> int:
        verdict_id = add_verdict(session, **more)  # type: ignore[arg-type]
        session.get_one(Verdict, verdict_id).topic = topic
        return verdict_id

    return store.transact(add)


def test_a_text_goes_to_all_subscribers_in_the_order_of_their_ids(store: Store) -> None:
    subscribe(store, 9, 3, 5, topics=["war"], languages=["uk"])
    subscribe(store, 4, ended_at=NOW)

    assert who(store, broadcast(store)) == [3, 5, 9]


@pytest.mark.parametrize(
    ("topic", "expected"), [("war", [1, 2]), ("health", [1, 3]), ("sport", [1]), (None, [1])]
)
def test_a_verdict_goes_to_those_who_take_its_topic(
    store: Store, topic: str | None, expected: list[int]
) -> None:
    subscribe(store, 1)
    subscribe(store, 2, topics=["war", "sports"])
    subscribe(store, 3, topics=["health"])

    assert who(store, broadcast(store, verdict_id=about(store, topic))) == expected


def test_a_verdict_goes_to_those_who_take_one_of_its_languages(store: Store) -> None:
    subscribe(store, 1)
    subscribe(store, 2, languages=["uk", "pl"])
    subscribe(store, 3, languages=["mk"])
    verdict = about(store, None, language="en", texts=[("uk", "Бджоли")])

    assert who(store, broadcast(store, verdict_id=verdict)) == [1, 2]


def test_a_text_can_go_to_a_topic_or_to_a_language(store: Store) -> None:
    subscribe(store, 1, speaks="uk")
    subscribe(store, 2, topics=["війна"], speaks="pl")
    subscribe(store, 3, topics=["health"], languages=["uk"], speaks="en")
    subscribe(store, 4, languages=["en"], speaks="uk")
    topical = broadcast(store, audience=Audience.TOPIC, topic="війна")
    spoken = broadcast(store, audience=Audience.LANGUAGE, segment_language="uk")

    assert (who(store, topical), who(store, spoken)) == ([1, 2, 4], [1, 3])


def test_a_verdict_for_a_topic_goes_to_those_who_take_both(store: Store) -> None:
    subscribe(store, 1)
    subscribe(store, 2, topics=["war"])
    subscribe(store, 3, topics=["war", "health"])
    verdict = about(store, "health")

    row = broadcast(store, verdict_id=verdict, audience=Audience.TOPIC, topic="war")

    assert who(store, row) == [1, 3]


def test_it_is_told_how_many_get_it_at_once_and_how_many_in_a_bulletin(store: Store) -> None:
    subscribe(store, 1, 2, 3)
    subscribe(store, 4, frequency=Frequency.DAILY)
    subscribe(store, 5, frequency=Frequency.WEEKLY)

    assert store.transact(audience.count, broadcast(store)) == Count(3, 2)


def test_who_blocked_the_bot_or_is_banned_gets_nothing(store: Store) -> None:
    subscribe(store, 1, 2, 3)

    def shut(session: Session) -> None:
        people.ensure(session, Person(id=1)).blocked_at = NOW
        session.add(Ban(digest=marks.mark(session, 2, NOW)))
        session.add(Ban(digest=marks.mark(session, 77, NOW)))

    store.transact(shut)

    assert who(store, broadcast(store)) == [3]


def test_who_asked_gets_it_subscribed_or_not_but_for_who_wants_nothing(store: Store) -> None:
    verdict, other = about(store, "war"), about(store, "war")
    for person in (1, 2, 3, 4):
        record(store, post(person=person), sure(verdict))
        record(store, post(person=person), sure(verdict))
    record(store, post(person=5), sure(other))
    record(store, post(person=6), far())
    record(store, post(person=7, chat=-100), sure(verdict))
    send(store)
    subscribe(store, 2, topics=["health"], frequency=Frequency.DAILY)
    subscribe(store, 3, ended_at=NOW)
    subscribe(store, 8)

    def ask(session: Session) -> None:
        """Let somebody wait in a case that the verdict closed."""
        case = Case(state=CaseState.CLOSED, verdict_id=verdict)
        session.add(case)
        session.flush()
        session.add(Submission(person_id=6, chat_id=6, case_id=case.id))
        people.ensure(session, Person(id=4)).blocked_at = NOW

    store.transact(ask)
    row = broadcast(store, verdict_id=verdict, audience=Audience.ASKED)

    assert who(store, row) == [1, 2, 6]
    assert store.transact(audience.count, row) == Count(2, 1)
    store.transact(lambda session: session.add(Ban(digest=marks.mark(session, 1, NOW))))
    assert who(store, row) == [2, 6]
