"""What a recipient gets is made when it is sent: of what holds then, in their language."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import (
    Activity,
    Audience,
    Broadcast,
    NoticeKind,
    Pause,
    Subscription,
    Verdict,
    utcnow,
)
from bot.models.mail import Notice
from bot.services.broadcasts import cards
from bot.services.broadcasts.values import BroadcastMessage, Place
from bot.store.database import Store
from tests.services.broadcasts import broadcast, subscribe
from tests.services.desk import ADA, ANN, staff
from tests.services.world import NOW, add_verdict, notices, send, withdraw

NADIA = 301


def owed(store: Store, row: Broadcast, person: int = NADIA) -> BroadcastMessage | None:
    """Owe somebody a broadcast, and return what they got."""

    def add(session: Session) -> None:
        notice = Notice(key=f"b:{row.id}:{person}", kind=NoticeKind.BROADCAST, chat_id=person)
        notice.person_id, notice.direct, notice.due_at = person, False, NOW
        notice.broadcast_id = row.id
        session.add(notice)

    store.transact(add)
    return got(store)


def got(store: Store) -> BroadcastMessage | None:
    sent = [parcel.message for parcel in send(store, utcnow())]
    assert all(isinstance(one, BroadcastMessage) for one in sent)
    return sent[0] if sent else None  # type: ignore[return-value]


def test_a_text_comes_in_the_recipient_s_language_or_as_it_was_written(store: Store) -> None:
    subscribe(store, NADIA, speaks="uk")
    subscribe(store, NADIA + 1, speaks="pl")
    row = broadcast(store, texts={"en": "Bees", "uk": "Бджоли"}, photo="photo")

    assert owed(store, row) == BroadcastMessage(None, "Бджоли", "uk", "photo")
    assert owed(store, row, NADIA + 1) == BroadcastMessage(None, "Bees", "en", "photo")


def test_a_verdict_comes_as_it_stands_when_it_is_sent(store: Store) -> None:
    subscribe(store, NADIA, speaks="uk")
    verdict = store.transact(add_verdict, texts=[("uk", "Бджоли")])

    got = owed(store, broadcast(store, verdict_id=verdict))

    assert got is not None
    assert got.verdict is not None
    assert (got.verdict.claim, got.verdict.translated) == ("Бджоли", True)


def test_nothing_comes_of_a_withdrawn_verdict_or_one_without_rating(store: Store) -> None:
    subscribe(store, NADIA)
    withdrawn, unrated = store.transact(add_verdict), store.transact(add_verdict)
    store.transact(withdraw, withdrawn, NOW)

    def unrate(session: Session) -> None:
        session.get_one(Verdict, unrated).rating = None

    store.transact(unrate)

    assert owed(store, broadcast(store, verdict_id=withdrawn)) is None
    assert owed(store, broadcast(store, verdict_id=unrated)) is None
    assert {one.error for one in notices(store)} == {"nothing to say any more"}


def test_nothing_comes_to_whoever_wants_it_no_more(store: Store) -> None:
    subscribe(store, NADIA)
    row = broadcast(store)

    def end(session: Session) -> None:
        session.get_one(Subscription, NADIA).ended_at = NOW

    store.transact(end)

    assert owed(store, row) is None


def test_who_asked_gets_it_without_a_subscription(store: Store) -> None:
    staff(store)
    verdict = store.transact(add_verdict)

    row = broadcast(store, verdict_id=verdict, audience=Audience.ASKED)

    assert owed(store, row, ANN) is not None
    assert owed(store, broadcast(store, verdict_id=verdict), ANN) is None


def test_admins_see_it_as_readers_of_each_language_will(store: Store) -> None:
    staff(store)
    row = broadcast(store, texts={"en": "Bees", "uk": "Бджоли"})

    # A pause holds what goes to readers, not what admins look at.
    store.transact(lambda session: session.add(Pause(activity=Activity.BROADCASTS)))

    def look(person: int) -> BroadcastMessage | None:
        place = Place(person, f"look:{person}", 100)
        store.transact(cards.show_sample, row.id or 0, place, "uk")
        return got(store)

    assert look(ADA) == BroadcastMessage(None, "Бджоли", "uk", sample=True)
    assert look(ANN) is None
