"""From unanswered posts to cases, and back to those who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.models import (
    Case,
    CaseState,
    MediaKind,
    Outcome,
)
from bot.services import feedback, people
from bot.services.cases import cards, gathering, offering
from bot.services.values import CaseCard, News, Noted, NotYours
from bot.store.database import Store
from tests.services.world import (
    NOW,
    add_verdict,
    near,
    no_claim,
    post,
    record,
    send,
    submission,
    sure,
)

CHAT = -500
ANN, BOB, ADA = 50, 51, 52
LATER = datetime.max.replace(tzinfo=NOW.tzinfo, microsecond=0) - timedelta(days=1)
BEES = "Bees pay taxes in the city of Ruritania since last autumn"
LINE = "On bees | The Hive | https://hive.example/bees"


@pytest.fixture
def office(store: Store) -> Store:
    """A store with two reviewers and an admin."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    return store


def cases(store: Store) -> list[Case]:
    return list(store.transact(lambda session: session.exec(select(Case).order_by("id")).all()))


def one_case(store: Store, text: str = BEES, *, people: int = 1) -> int:
    """Let so many people ask the same, and return the case."""
    for person in range(1, people + 1):
        record(store, post(text, person=person))
    store.transact(gathering.gather, NOW)
    return cases(store)[-1].id or 0


def test_the_same_text_is_one_case_that_counts_people(store: Store) -> None:
    for person in (1, 2, 2):
        record(store, post(BEES, person=person))
    record(store, post("Wasps repair the bridges of the capital at night", person=3))

    assert store.transact(gathering.gather, NOW) == 4
    assert store.transact(gathering.gather, NOW) == 0

    assert [(case.text, case.people) for case in cases(store)] == [
        (BEES, 2),
        ("Wasps repair the bridges of the capital at night", 1),
    ]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ("Bees pay taxes in the city of Ruritania since last autumn already", 1),
        ("Bee pays tax in the city of Ruritania since last autumn", 2),
        ("Bees pay taxes in the city of Ruritania since last spring", 2),
        ("Wasps pay taxes in the city of Ruritania since last autumn", 2),
        ("Bees do not pay taxes in the city of Ruritania since last autumn", 2),
        ("Bees pay taxes in the city of Freedonia since last autumn", 2),
        ("50 Bees pay taxes in the city of Ruritania since last autumn", 2),
        ("Do bees pay taxes in the city of Ruritania since last autumn?", 2),
        ("Bees pay taxes in the city of Ruritania since last autumn, says Zelensky", 2),
    ],
)
def test_only_what_says_the_same_joins_a_case(store: Store, other: str, count: int) -> None:
    record(store, post(BEES, person=1))
    record(store, post(other, person=2))

    store.transact(gathering.gather, NOW)

    assert len(cases(store)) == count


def test_a_later_post_joins_an_open_case(store: Store) -> None:
    one_case(store)
    record(store, post(f"{BEES} already", person=9))

    store.transact(gathering.gather, NOW)

    assert [case.people for case in cases(store)] == [2]


def test_pictures_without_words_are_cases_of_their_own(store: Store) -> None:
    for person in (1, 2):
        record(store, post("", person=person, media=MediaKind.PHOTO), no_claim())

    store.transact(gathering.gather, NOW)

    assert [case.people for case in cases(store)] == [1, 1]
    card = store.transact(cards.card, cases(store)[0].id or 0, "en")
    assert card is not None
    assert (card.media, card.file_id, card.text) == (MediaKind.PHOTO, "file", "")


def test_what_is_answered_or_held_back_or_no_claim_is_not_gathered(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("says so"), sure(verdict_id))
    record(store, post("hello"), no_claim())
    held = record(store, post("keep this from people"))
    store.transact(feedback.hold_back, held.submission_id, 1)

    assert store.transact(gathering.gather, NOW) == 0


def test_cases_are_offered_once_those_of_most_people_first(office: Store) -> None:
    for number, askers in enumerate((1, 3, 2)):
        for person in range(askers):
            record(
                office, post(f"claim number {'abc'[number]} is quite unheard of", person=person)
            )
    office.transact(gathering.gather, NOW)

    assert office.transact(offering.offer, CHAT, NOW, 2) == 2
    assert office.transact(offering.offer, CHAT, NOW, 2) == 1
    assert office.transact(offering.offer, CHAT, NOW, 2) == 0

    cards = [parcel.message for parcel in send(office) if parcel.chat_id == CHAT]
    assert [card.people for card in cards if isinstance(card, CaseCard)] == [3, 2, 1]


def test_the_related_claim_that_is_the_one_is_sent(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    other = store.transact(add_verdict, claim="Wasps pay taxes")
    recorded = record(store, post(BEES), near(verdict_id))
    store.transact(gathering.gather, NOW)
    send(store)

    said = [
        store.transact(feedback.this_one, recorded.submission_id, person, verdict)
        for person, verdict in ((2, verdict_id), (1, other), (1, verdict_id), (1, verdict_id))
    ]

    assert said == [NotYours(), NotYours(), Noted(True), Noted(False)]
    (parcel,) = send(store, LATER)
    assert isinstance(parcel.message, News)
    assert parcel.message.verdict.id == verdict_id
    assert [case.state for case in cases(store)] == [CaseState.CLOSED]


def test_none_of_these_leaves_the_post_with_the_reviewers(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    recorded = record(store, post(BEES), near(verdict_id))

    said = [
        store.transact(feedback.none_of_these, recorded.submission_id, person)
        for person in (2, 1, 1)
    ]

    assert said == [NotYours(), Noted(True), Noted(False)]
    assert store.transact(gathering.gather, NOW) == 1


def test_an_answer_that_misses_is_flagged_by_its_reader_alone(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    recorded = record(store, post(BEES), sure(verdict_id))

    said = [
        store.transact(feedback.not_what_i_asked, submission_id, person, verdict)
        for submission_id, person, verdict in (
            (recorded.submission_id, 2, verdict_id),
            (999_999, 1, verdict_id),
            (recorded.submission_id, 1, 999_999),
            (recorded.submission_id, 1, verdict_id),
        )
    ]

    assert said == [NotYours(), NotYours(), NotYours(), Noted(True)]
    assert submission(store, recorded.submission_id).outcome is Outcome.RELATED


def test_a_post_that_is_held_back_leaves_the_queue(office: Store) -> None:
    recorded = record(office, post(BEES))
    office.transact(gathering.gather, NOW)

    said = [
        office.transact(feedback.hold_back, recorded.submission_id, person) for person in (2, 1, 1)
    ]

    assert said == [NotYours(), Noted(True), Noted(False)]
    (case,) = cases(office)
    assert (case.state, case.people) == (CaseState.CLOSED, 0)
    assert office.transact(offering.offer, CHAT, NOW, 9) == 0
