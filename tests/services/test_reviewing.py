"""From unanswered posts to cases, from cases to verdicts, and back to those who asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from bot.models import (
    Case,
    CaseState,
    Decided,
    DecisionKind,
    MediaKind,
    Outcome,
    Rating,
    Source,
    Verdict,
    Wording,
)
from bot.services import feedback, people, reviewing
from bot.services.values import (
    BadSource,
    CaseCard,
    Chosen,
    ClaimMissing,
    Closed,
    Dismissed,
    HeldByOther,
    News,
    NoRating,
    NotAllowed,
    Noted,
    NotYours,
    Published,
    Rated,
)
from bot.store import revision
from bot.store.database import Store
from tests.services.world import (
    HOUR,
    NOW,
    add_verdict,
    near,
    no_claim,
    notices,
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
    store.transact(reviewing.gather, NOW)
    return cases(store)[-1].id or 0


def choose(store: Store, case_id: int, person: int = ANN, now: datetime = NOW) -> Rated:
    return store.transact(reviewing.choose_rating, case_id, person, Rating.FALSE, now)


def test_the_same_text_is_one_case_that_counts_people(store: Store) -> None:
    for person in (1, 2, 2):
        record(store, post(BEES, person=person))
    record(store, post("Wasps repair the bridges of the capital at night", person=3))

    assert store.transact(reviewing.gather, NOW) == 4
    assert store.transact(reviewing.gather, NOW) == 0

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

    store.transact(reviewing.gather, NOW)

    assert len(cases(store)) == count


def test_a_later_post_joins_an_open_case(store: Store) -> None:
    one_case(store)
    record(store, post(f"{BEES} already", person=9))

    store.transact(reviewing.gather, NOW)

    assert [case.people for case in cases(store)] == [2]


def test_pictures_without_words_are_cases_of_their_own(store: Store) -> None:
    for person in (1, 2):
        record(store, post("", person=person, media=MediaKind.PHOTO), no_claim())

    store.transact(reviewing.gather, NOW)

    assert [case.people for case in cases(store)] == [1, 1]
    card = store.transact(reviewing.card, cases(store)[0].id or 0, "en")
    assert card is not None
    assert (card.media, card.file_id, card.text) == (MediaKind.PHOTO, "file", "")


def test_what_is_answered_or_held_back_or_no_claim_is_not_gathered(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    record(store, post("says so"), sure(verdict_id))
    record(store, post("hello"), no_claim())
    held = record(store, post("keep this from people"))
    store.transact(feedback.hold_back, held.submission_id, 1)

    assert store.transact(reviewing.gather, NOW) == 0


def test_cases_are_offered_once_those_of_most_people_first(office: Store) -> None:
    for number, askers in enumerate((1, 3, 2)):
        for person in range(askers):
            record(
                office, post(f"claim number {'abc'[number]} is quite unheard of", person=person)
            )
    office.transact(reviewing.gather, NOW)

    assert office.transact(reviewing.offer, CHAT, NOW, 2) == 2
    assert office.transact(reviewing.offer, CHAT, NOW, 2) == 1
    assert office.transact(reviewing.offer, CHAT, NOW, 2) == 0

    cards = [parcel.message for parcel in send(office) if parcel.chat_id == CHAT]
    assert [card.people for card in cards if isinstance(card, CaseCard)] == [3, 2, 1]


def test_a_card_hides_personal_data_and_shows_what_is_near(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    text = f"{BEES}, call +380 67 123 45 67 or write to bee@hive.example"
    record(office, post(text), near(verdict_id))
    office.transact(reviewing.gather, NOW)

    card = office.transact(reviewing.card, cases(office)[0].id or 0, "en")

    assert card is not None
    assert ("123 45 67" in card.text, "bee@hive" in card.text) == (False, False)
    assert [one.id for one in card.nearest] == [verdict_id]
    assert office.transact(reviewing.card, 999_999, "en") is None


def test_only_reviewers_and_admins_decide(office: Store) -> None:
    case_id = one_case(office)

    assert choose(office, case_id, person=1) == NotAllowed()
    assert office.transact(reviewing.not_a_claim, case_id, 1, NOW) == NotAllowed()
    assert office.transact(reviewing.source_line, case_id, 999, LINE, NOW) == NotAllowed()
    assert isinstance(choose(office, case_id, person=ADA), Chosen)


def test_a_case_is_held_for_two_hours(office: Store) -> None:
    case_id = one_case(office)

    assert choose(office, case_id) == Chosen(Rating.FALSE, NOW + 2 * HOUR)
    assert choose(office, case_id, BOB, NOW + HOUR) == HeldByOther(NOW + 2 * HOUR)
    assert choose(office, case_id, ANN, NOW + HOUR) == Chosen(Rating.FALSE, NOW + 3 * HOUR)
    assert office.transact(reviewing.case_held, ANN, NOW + HOUR) == case_id
    assert choose(office, case_id, BOB, NOW + 4 * HOUR) == Chosen(Rating.FALSE, NOW + 6 * HOUR)
    assert office.transact(reviewing.case_held, ANN, NOW + 4 * HOUR) is None


def test_of_reviewers_who_press_at_once_one_gets_the_case(office: Store) -> None:
    case_id = one_case(office)
    office.transact(people.sync_roles, (), range(100, 108))
    start = Barrier(8)
    results: list[Rated] = []

    def press(person: int) -> None:
        start.wait()
        results.append(choose(office, case_id, person))

    threads = [Thread(target=press, args=(person,)) for person in range(100, 108)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(result).__name__ for result in results) == ["Chosen"] + ["HeldByOther"] * 7


def test_of_two_sources_at_once_one_publishes(office: Store) -> None:
    case_id = one_case(office)
    choose(office, case_id)
    start = Barrier(4)
    results: list[object] = []

    def publish() -> None:
        start.wait()
        results.append(office.transact(reviewing.source_line, case_id, ANN, LINE, NOW))

    threads = [Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(result).__name__ for result in results) == ["Closed"] * 3 + ["Published"]
    assert len(office.transact(lambda session: session.exec(select(Verdict)).all())) == 1


def test_a_held_case_is_given_back_when_its_time_is_over(office: Store) -> None:
    case_id = one_case(office)
    choose(office, case_id)

    assert office.transact(reviewing.release_leases, NOW + HOUR) == 0
    assert office.transact(reviewing.release_leases, NOW + 2 * HOUR) == 1

    card = office.transact(reviewing.card, case_id, "en")
    assert card is not None
    assert (card.taken_by, card.rating) == (None, None)


def test_a_source_line_publishes_and_everybody_who_asked_is_told(office: Store) -> None:
    case_id = one_case(office, people=3)
    first_messages = {parcel.chat_id: parcel.reply_to for parcel in send(office)}
    choose(office, case_id)
    before = office.transact(revision.current)

    published = office.transact(reviewing.source_line, case_id, ANN, LINE, NOW)

    assert isinstance(published, Published)
    assert published.told == 3
    assert office.transact(revision.current) == before + 1
    told = [parcel for parcel in send(office) if isinstance(parcel.message, News)]
    assert {parcel.chat_id: parcel.reply_to for parcel in told} == first_messages
    news = told[0].message
    assert isinstance(news, News)
    assert (news.verdict.claim, news.verdict.rating) == (BEES, Rating.FALSE)
    (source,) = news.verdict.sources
    assert (source.title, source.outlet, source.url) == (
        "On bees",
        "The Hive",
        "https://hive.example/bees",
    )
    (decided,) = office.transact(lambda session: session.exec(select(Decided)).all())
    assert (decided.person_id, decided.kind, decided.verdict_id) == (
        ANN,
        DecisionKind.RATED,
        published.verdict_id,
    )
    (wording,) = office.transact(lambda session: session.exec(select(Wording)).all())
    assert wording.text == BEES


def test_a_person_with_two_posts_is_told_once_under_the_latest(office: Store) -> None:
    record(office, post(BEES, message=5))
    record(office, post(BEES, message=9))
    office.transact(reviewing.gather, NOW)
    send(office)
    case_id = cases(office)[0].id or 0
    choose(office, case_id)

    office.transact(reviewing.source_line, case_id, ANN, LINE, NOW)

    assert [parcel.reply_to for parcel in send(office)] == [9]


def test_a_reviewer_may_word_the_claim(office: Store) -> None:
    case_id = one_case(office)
    choose(office, case_id)

    office.transact(reviewing.source_line, case_id, ANN, f"Bees\npay  taxes\n\n{LINE}", NOW)

    (verdict,) = office.transact(lambda session: session.exec(select(Verdict)).all())
    assert (verdict.claim, verdict.language) == ("Bees pay taxes", "en")


def test_a_picture_needs_its_claim_in_words(office: Store) -> None:
    record(office, post("", media=MediaKind.PHOTO), no_claim())
    office.transact(reviewing.gather, NOW)
    case_id = cases(office)[0].id or 0
    choose(office, case_id)

    assert office.transact(reviewing.source_line, case_id, ANN, LINE, NOW) == ClaimMissing()
    published = office.transact(reviewing.source_line, case_id, ANN, f"Bees in hats\n{LINE}", NOW)

    assert isinstance(published, Published)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "empty"),
        (" | | ", "empty"),
        (" | The Hive", "empty"),
        ("a | b | c", "too_many_parts"),
        ("a | https://a.example | https://b.example", "too_many_parts"),
        ("a | ftp://a.example", "bad_link"),
        ("javascript://alert(1)", "bad_link"),
        ("a | https://me:secret@a.example", "bad_link"),
        ("a | https://[", "bad_link"),
        ("x" * 1001, "too_long"),
    ],
)
def test_a_bad_source_line_is_named_and_publishes_nothing(
    office: Store, line: str, reason: str
) -> None:
    case_id = one_case(office)
    choose(office, case_id)

    assert office.transact(reviewing.source_line, case_id, ANN, line, NOW) == BadSource(reason)
    assert office.transact(lambda session: session.exec(select(Verdict)).all()) == []


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("On bees", ("On bees", None, None)),
        ("https://hive.example/a", (None, None, "https://hive.example/a")),
        ("On bees | https://hive.example", ("On bees", None, "https://hive.example")),
        ("On bees|The Hive", ("On bees", "The Hive", None)),
    ],
)
def test_a_source_is_what_the_line_gives(
    office: Store, line: str, source: tuple[str | None, ...]
) -> None:
    case_id = one_case(office)
    choose(office, case_id)

    office.transact(reviewing.source_line, case_id, ANN, line, NOW)

    (row,) = office.transact(lambda session: session.exec(select(Source)).all())
    assert (row.title, row.outlet, row.url) == source


def test_a_source_before_a_rating_is_too_early(office: Store) -> None:
    case_id = one_case(office)

    assert office.transact(reviewing.source_line, case_id, ANN, LINE, NOW) == NoRating()
    choose(office, case_id, BOB)
    said = office.transact(reviewing.source_line, case_id, ANN, LINE, NOW)
    assert said == HeldByOther(NOW + 2 * HOUR)


def test_a_closed_case_says_its_verdict(office: Store) -> None:
    case_id = one_case(office)
    choose(office, case_id)
    office.transact(reviewing.source_line, case_id, ANN, LINE, NOW)

    said = choose(office, case_id, BOB)

    assert isinstance(said, Closed)
    assert said.verdict is not None
    assert said.verdict.claim == BEES
    assert choose(office, 999_999) == Closed(None)
    assert choose(office, -1) == Closed(None)


def test_a_dismissed_text_is_not_offered_again(office: Store) -> None:
    case_id = one_case(office)

    assert office.transact(reviewing.not_a_claim, case_id, ANN, NOW) == Dismissed()
    record(office, post(BEES, person=9))
    office.transact(reviewing.gather, NOW)

    assert [case.state for case in cases(office)] == [CaseState.CLOSED]
    assert office.transact(reviewing.offer, CHAT, NOW, 9) == 0


def test_a_card_is_redrawn_in_place_when_its_case_moves(office: Store) -> None:
    case_id = one_case(office)
    office.transact(reviewing.offer, CHAT, NOW, 9)
    (shown,) = [parcel for parcel in send(office) if parcel.chat_id == CHAT]
    message_id = next(
        notice.message_id for notice in notices(office) if notice.id == shown.notice_id
    )
    assert message_id is not None
    assert office.transact(reviewing.case_under, CHAT, message_id) == case_id
    assert office.transact(reviewing.case_under, CHAT, 1) is None

    choose(office, case_id)
    choose(office, case_id)
    redrawn = [parcel for parcel in send(office, LATER) if parcel.chat_id == CHAT]
    office.transact(reviewing.source_line, case_id, ANN, LINE, NOW)
    closed = [parcel for parcel in send(office, LATER) if parcel.chat_id == CHAT]

    assert [parcel.edits for parcel in (*redrawn, *closed)] == [message_id, message_id]
    card = closed[0].message
    assert isinstance(card, CaseCard)
    assert (card.closed, card.verdict is not None, card.taken_by) == (True, True, None)


def test_the_related_claim_that_is_the_one_is_sent(store: Store) -> None:
    verdict_id = store.transact(add_verdict)
    other = store.transact(add_verdict, claim="Wasps pay taxes")
    recorded = record(store, post(BEES), near(verdict_id))
    store.transact(reviewing.gather, NOW)
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
    assert store.transact(reviewing.gather, NOW) == 1


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
    office.transact(reviewing.gather, NOW)

    said = [
        office.transact(feedback.hold_back, recorded.submission_id, person) for person in (2, 1, 1)
    ]

    assert said == [NotYours(), Noted(True), Noted(False)]
    (case,) = cases(office)
    assert (case.state, case.people) == (CaseState.CLOSED, 0)
    assert office.transact(reviewing.offer, CHAT, NOW, 9) == 0
