"""A broadcast is composed by its author alone, step by step; what it cannot be is said plainly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from bot.models import (
    Audience,
    Broadcast,
    BroadcastState,
    Hand,
    NoticeKind,
    Question,
    Verdict,
)
from bot.services import asking, people, privacy
from bot.services.asking import Asked
from bot.services.broadcasts import composing, writing
from bot.services.broadcasts.results import (
    NoBroadcast,
    NoWords,
    OfAnother,
    OnlyWords,
    Overtaken,
    Shown,
    TextAsked,
    TooLong,
    Unfit,
)
from bot.services.broadcasts.times import BadTime, Why
from bot.services.broadcasts.values import (
    BroadcastCard,
    Flaw,
    Limits,
    Place,
    View,
    When,
    Written,
)
from bot.services.members import members
from bot.services.members.values import Author, Deed
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed
from bot.services.verdicts.values import NoVerdict
from bot.store.database import Store
from tests.services.broadcasts import broadcast, subscribe
from tests.services.desk import ADA, ANN, BOB, LATER
from tests.services.world import NOW, add_verdict, notices, send, withdraw

EVE = 53  # another admin
LIMITS = Limits(text=100, caption=20)
UK = LANGUAGES.index("uk")
KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture
def desk(sqlite_store: Store) -> Store:
    """A desk with two admins, and two subscribers."""
    sqlite_store.transact(people.sync_roles, (ADA, EVE), (ANN, BOB))
    subscribe(sqlite_store, 301, 302)
    return sqlite_store


def place(person: int = ADA, key: str = "key") -> Place:
    return Place(person, key, over=100)


def row(store: Store, number: int = 1) -> Broadcast:
    return store.transact(lambda session: session.get_one(Broadcast, number))


def shown(store: Store) -> BroadcastCard:
    """Send what is owed, and return the last card."""
    cards = [one.message for one in send(store, LATER) if isinstance(one.message, BroadcastCard)]
    return cards[-1]


def composed(store: Store, **fields: object) -> int:
    return broadcast(store, author_id=ADA, **fields).id or 0


def test_a_verdict_that_holds_and_has_a_rating_can_be_broadcast(desk: Store) -> None:
    good, withdrawn, unrated = (desk.transact(add_verdict) for _ in range(3))
    desk.transact(withdraw, withdrawn, NOW)

    def unrate(session: Session) -> None:
        session.get_one(Verdict, unrated).rating = None

    desk.transact(unrate)

    said = [
        desk.transact(composing.begin, place(key=str(one)), one, NOW)
        for one in (good, withdrawn, unrated, 999)
    ]

    expected = [Shown(), Unfit(Flaw.WITHDRAWN), Unfit(Flaw.UNRATED), NoVerdict()]
    assert said == expected
    assert row(desk).verdict_id == good


def test_what_is_handled_again_begins_nothing_new(desk: Store) -> None:
    verdict = desk.transact(add_verdict)

    for _ in range(2):
        desk.transact(composing.begin, place(), verdict, NOW)
        desk.transact(writing.write_new, place(key="text"), Written("Bees"), LIMITS, NOW)

    kinds = [one.kind for one in notices(desk)]
    assert kinds == [NoticeKind.BROADCAST_CARD] * 2


def test_only_admins_compose_and_only_their_own(desk: Store) -> None:
    number = composed(desk)

    for who, expected in ((ANN, NotAllowed()), (999, NotAllowed()), (EVE, OfAnother())):
        where = place(who, key=str(who))
        said = [
            desk.transact(composing.aim, number, where, Audience.ALL),
            desk.transact(composing.start_at, number, where, When.NOW, NOW, KYIV),
            desk.transact(composing.write_time, number, where, "18:30", NOW, KYIV),
            desk.transact(writing.ask_text, number, where, "uk", NOW),
            desk.transact(writing.call_original, number, where, "uk"),
        ]
        assert said == [expected] * len(said)
    assert row(desk).version == 1
    assert desk.transact(composing.aim, 99, place(), Audience.ALL) == NoBroadcast()


@pytest.mark.parametrize("deed", [Deed.DEMOTE, Deed.SUSPEND])
def test_who_is_no_admin_any_more_cannot_go_on(desk: Store, deed: Deed) -> None:
    number = composed(desk)
    desk.transact(members.change, ADA, deed, Author(Hand.ADMIN, EVE), NOW)

    assert desk.transact(composing.aim, number, place(), Audience.ALL) == NotAllowed()


def test_who_is_no_admin_any_more_is_asked_nothing_any_more(desk: Store) -> None:
    desk.transact(writing.ask_new, place(), NOW)
    desk.transact(members.change, ADA, Deed.DEMOTE, Author(Hand.ADMIN, EVE), NOW)
    asked = desk.transact(asking.asked, ADA)
    assert asked is not None

    said = desk.transact(writing.write, asked, place(), Written("Bees"), LIMITS, NOW)

    assert (said, desk.transact(asking.asked, ADA)) == (NotAllowed(), None)


def test_a_text_is_counted_in_characters_with_what_is_added(desk: Store) -> None:
    bees = "🐝" * 100

    fits = desk.transact(writing.write_new, place(), Written(f" {bees}\n"), LIMITS, NOW)
    long = desk.transact(writing.write_new, place(key="2"), Written(bees + "ab"), LIMITS, NOW)
    photo = desk.transact(writing.write_new, place(key="3"), Written("a" * 21, "p"), LIMITS, NOW)
    none = desk.transact(writing.write_new, place(key="4"), Written(" ", "p"), LIMITS, NOW)

    assert (fits, long, photo, none) == (Shown(), TooLong(2, 100), TooLong(1, 20), NoWords())
    assert row(desk).texts == {"en": bees}


@pytest.mark.parametrize(
    ("text", "language"),
    [("Бджоли повернулися до міста", "uk"), ("Die Bienen sind wieder da", "en"), ("🐝", "en")],
)
def test_the_language_of_a_text_is_read_or_its_author_s(
    desk: Store, text: str, language: str
) -> None:
    desk.transact(writing.write_new, place(), Written(text), LIMITS, NOW)

    assert row(desk).language == language


def test_further_languages_share_the_photo_and_go_with_the_original(desk: Store) -> None:
    number = composed(desk, texts={"en": "Bees"}, photo="photo")
    asked = Asked(Question.BROADCAST_TEXT, number, UK)

    first = desk.transact(writing.ask_text, number, place(), "uk", NOW)
    kept = desk.transact(asking.asked, ADA)
    refused = desk.transact(writing.write, asked, place(), Written("Бджоли", "x"), LIMITS, NOW)
    long = desk.transact(writing.write, asked, place(), Written("Б" * 21), LIMITS, NOW)
    desk.transact(writing.write, asked, place(), Written("Бджоли"), LIMITS, NOW)
    both = row(desk)
    again = Asked(Question.BROADCAST_TEXT, number, LANGUAGES.index("en"))
    desk.transact(writing.write, again, place(key="2"), Written("Wasps " * 10), LIMITS, NOW)

    assert (first, kept) == (TextAsked("uk", photo=True), asked)
    assert (refused, long) == (OnlyWords(), TooLong(1, 20))
    assert (both.texts, both.photo) == ({"en": "Bees", "uk": "Бджоли"}, "photo")
    assert (row(desk).texts, row(desk).photo) == ({"en": "Wasps " * 9 + "Wasps"}, None)
    assert desk.transact(asking.asked, ADA) is None


def test_the_language_of_the_original_can_be_corrected(desk: Store) -> None:
    number = composed(desk, texts={"en": "Бджоли", "pl": "Pszczoły"})

    taken = desk.transact(writing.call_original, number, place(), "pl")
    done = desk.transact(writing.call_original, number, place(key="2"), "mk")

    assert (taken, done) == (Overtaken(), Shown())
    assert (row(desk).language, row(desk).texts) == ("mk", {"mk": "Бджоли", "pl": "Pszczoły"})


def test_a_topic_is_chosen_by_a_verdict_about_it(desk: Store) -> None:
    verdict = desk.transact(add_verdict)

    def about(session: Session) -> None:
        session.get_one(Verdict, verdict).topic = "bees"

    desk.transact(about)
    number = composed(desk)

    desk.transact(composing.aim, number, place(), Audience.TOPIC)
    asked = shown(desk)
    desk.transact(composing.aim, number, place(key="2"), Audience.TOPIC, topic_of=999)
    strange = row(desk)
    desk.transact(composing.aim, number, place(key="3"), Audience.TOPIC, topic_of=verdict)

    assert (asked.view, [one.name for one in asked.topics]) == (View.TOPICS, ["bees"])
    assert (strange.audience, strange.version) == (Audience.ALL, 1)
    assert (row(desk).audience, row(desk).topic, row(desk).version) == (Audience.TOPIC, "bees", 2)


def test_a_text_is_not_for_those_who_asked_about_a_verdict(desk: Store) -> None:
    number = composed(desk)

    assert desk.transact(composing.aim, number, place(), Audience.ASKED) == Overtaken()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When.NOW, None),
        (When.HOUR, NOW + timedelta(hours=1)),
        (When.MORNING, datetime(2025, 1, 16, 7, tzinfo=UTC)),
    ],
)
def test_it_begins_when_its_author_says(
    desk: Store, when: When, expected: datetime | None
) -> None:
    number = composed(desk)

    desk.transact(composing.start_at, number, place(), when, NOW, KYIV)

    assert row(desk).due_at == expected


def test_a_time_is_asked_for_until_it_can_be_read(desk: Store) -> None:
    number = composed(desk)
    desk.transact(composing.start_at, number, place(), When.OWN, NOW, KYIV)

    bad = desk.transact(composing.write_time, number, place(), "soon", NOW, KYIV)
    still = desk.transact(asking.asked, ADA)
    desk.transact(composing.write_time, number, place(), "16.1. 9:30", NOW, KYIV)

    assert (bad, still) == (BadTime(Why.UNREADABLE), Asked(Question.BROADCAST_TIME, number))
    assert row(desk).due_at == datetime(2025, 1, 16, 7, 30, tzinfo=UTC)
    assert desk.transact(asking.asked, ADA) is None


@pytest.mark.parametrize("who", [ADA, EVE])
def test_a_card_that_asks_is_for_its_author_alone(desk: Store, who: int) -> None:
    number = composed(desk)

    desk.transact(composing.look, number, place(who), View.SEND)

    assert shown(desk).view is (View.SEND if who == ADA else View.MAIN)


def test_what_was_handed_in_is_shown_as_it_stands(desk: Store) -> None:
    number = composed(desk, state=BroadcastState.SCHEDULED, due_at=NOW)

    said = desk.transact(composing.aim, number, place(), Audience.ALL)

    assert (said, shown(desk).state) == (Overtaken(), BroadcastState.SCHEDULED)


def test_who_is_forgotten_takes_what_they_compose_along(desk: Store) -> None:
    drafted = composed(desk, texts={"en": "Ada's own words"}, photo="photo")
    sent = composed(desk, state=BroadcastState.SCHEDULED, due_at=NOW)
    confirmed = broadcast(desk, author_id=EVE, confirmed_by_id=ADA).id or 0

    desk.transact(privacy.forget, ADA, NOW)

    gone = row(desk, drafted)
    assert (gone.state, gone.texts, gone.photo) == (BroadcastState.STOPPED, {}, None)
    assert [row(desk, one).author_id for one in (drafted, sent, confirmed)] == [None, None, EVE]
    assert row(desk, confirmed).confirmed_by_id is None
    assert row(desk, sent).state is BroadcastState.SCHEDULED
