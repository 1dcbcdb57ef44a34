"""Search by words and by number: verdicts for everybody, open cases for reviewers."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from bot.matching import build
from bot.models import Case, CaseReason, NoticeKind, Question, Rating
from bot.services import asking, material, people, searching
from bot.services.asking import Asked
from bot.services.cases import gathering, leases
from bot.services.cases.membership import close
from bot.services.cases.results import Closed, HeldByOther
from bot.services.cases.values import Shown
from bot.services.found_values import FoundCase, FoundList, Listed, NoList
from bot.services.values import NotAllowed, VerdictView
from bot.services.verdicts import rechecks
from bot.store import cases
from bot.store.database import Store
from bot.text.terms import beginnings, terms
from tests.services.world import (
    HOUR,
    NOW,
    add_verdict,
    far,
    near,
    notices,
    post,
    record,
    send,
    withdraw,
)

ANN, BOB, READER = 60, 61, 70
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def desk(store: Store) -> Store:
    store.transact(people.sync_roles, (), (ANN, BOB))
    record(store, post("The mayor has sold the library", person=READER), far())
    store.transact(gathering.gather, NOW)
    send(store)
    return store


def case_of(store: Store, text: str, person: int = 1) -> int:
    """Open a case about a text; return its number."""
    record(store, post(text, person=person), far())
    store.transact(gathering.gather, NOW)
    send(store)
    (found,) = store.transact(cases.saying, beginnings(text), 9)
    return found.id or 0


def hits(store: Store, words: str) -> tuple[int, ...]:
    index = build(store.transact(material.material))
    return index.search(words, searching.MOST)


def find(store: Store, words: str, person: int = READER, key: str = "found") -> FoundList:
    """Search, and return what is shown."""
    store.transact(searching.owe_found, person, person, key, words, hits(store, words))
    return last(store)


def last(store: Store) -> FoundList:
    message = send(store, LATER)[-1].message
    assert isinstance(message, FoundList)
    return message


def ids(shown: FoundList) -> list[tuple[str, int]]:
    """Name each entry by its kind and number."""
    return [
        ("verdict", one.id) if isinstance(one, VerdictView) else ("case", one.case_id)
        for one in shown.entries
    ]


def test_everybody_finds_verdicts_and_reviewers_open_cases_too(desk: Store) -> None:
    verdict = desk.transact(add_verdict, claim="The library was sold by its mayors")

    public = find(desk, "library mayor", READER, "a")
    reviewer = find(desk, "library mayor", ANN, "b")

    assert ids(public) == [("verdict", verdict)]
    assert ids(reviewer) == [("verdict", verdict), ("case", 1)]
    assert reviewer.entries[1] == FoundCase(1, 1, "The mayor has sold the library")


def test_a_number_finds_what_has_it_before_what_says_it(desk: Store) -> None:
    desk.transact(add_verdict, claim="The bridge has 2 arches")
    second = desk.transact(add_verdict, claim="Wasps pay taxes")

    assert ids(find(desk, "2", READER, "a")) == [("verdict", second), ("verdict", 1)]
    assert ids(find(desk, "#1", ANN, "b")) == [("verdict", 1), ("case", 1)]
    assert ids(find(desk, "9" * 40, ANN, "c")) == []


def test_all_the_words_must_be_in_a_case_with_any_ending(desk: Store) -> None:
    case = case_of(desk, "100% of captured_soldiers said so")

    for at, words in enumerate(["soldiers", "capturing soldier", "100 soldiers"]):
        assert ids(find(desk, words, ANN, f"a{at}")) == [("case", case)]
    for at, words in enumerate(["soldiers library", "%", "_", "_ %", "sold%rs"]):
        assert ids(find(desk, words, ANN, f"b{at}")) == []


def test_what_was_withdrawn_or_closed_meanwhile_is_not_shown(desk: Store) -> None:
    verdict = desk.transact(add_verdict, claim="The library was sold by its mayor")
    found = hits(desk, "library mayor")
    desk.transact(searching.owe_found, ANN, ANN, "a", "library mayor", found)
    desk.transact(withdraw, verdict, NOW)
    desk.transact(lambda session: close(session, session.get_one(Case, 1), NOW))

    assert ids(last(desk)) == []


def test_pages_turn_in_place_and_only_for_who_searched(desk: Store) -> None:
    for number in range(12):
        desk.transact(add_verdict, claim=f"Tunnel {number} is closed")
    first = find(desk, "tunnel closed")
    (notice,) = notices(desk, NoticeKind.FOUND)
    where = notice.chat_id, notice.message_id or 0

    turned = desk.transact(searching.owe_page, *where, READER, "turn", 3)
    third = last(desk)
    refused = [
        desk.transact(searching.owe_page, *where, ANN, "other", 2),
        desk.transact(searching.owe_page, READER, 1, READER, "gone", 2),
    ]

    assert (turned, refused) == (Listed(12), [NoList(), NoList()])
    assert (first.page, first.pages, first.first, len(first.entries)) == (1, 3, 1, 5)
    assert (third.page, third.pages, third.first, len(third.entries)) == (3, 3, 11, 2)
    assert len(set(ids(first) + ids(third))) == 7
    assert third.words == "tunnel closed"


def test_the_list_is_in_the_reader_s_language(desk: Store) -> None:
    desk.transact(add_verdict, claim="The library was sold", texts=[("uk", "Бібліотеку продали")])

    shown = find(desk, "бібліотека")

    assert [one.claim for one in shown.entries if isinstance(one, VerdictView)] == [
        "Бібліотеку продали"
    ]


def test_the_nearest_are_proposed_at_once(desk: Store) -> None:
    verdict = desk.transact(add_verdict, claim="The library was burnt", rating=Rating.TRUE)
    text = "The library of our town burnt down last night while the mayor slept"
    record(desk, post(text, person=1), near(verdict))
    other = case_of(desk, text.replace("mayor", "judge"), 2)
    (asked_of,) = [
        one.id for one in desk.transact(cases.saying, beginnings("library burnt mayor"), 9)
    ]

    listed = desk.transact(searching.ask, ANN, asked_of or 0, "ask", NOW)

    shown = last(desk)
    assert listed == Shown()
    assert (shown.words, shown.about) == ("", asked_of)
    assert ids(shown)[:2] == [("verdict", verdict), ("case", other)]
    assert ("case", asked_of) not in ids(shown)
    assert desk.transact(asking.asked, ANN) == Asked(Question.SAME_AS, asked_of or 0)


def test_words_answer_until_something_is_found(desk: Store) -> None:
    verdict = desk.transact(add_verdict, claim="The library was sold")
    desk.transact(searching.ask, ANN, 1, "ask", NOW)
    answer = searching.answer

    nothing = desk.transact(answer, ANN, 1, "a", "zebra", hits(desk, "zebra"), NOW)
    still = desk.transact(asking.asked, ANN)
    listed = desk.transact(answer, ANN, 1, "b", "library", hits(desk, "library"), NOW)

    shown = last(desk)
    assert (nothing, still) == (Listed(0), Asked(Question.SAME_AS, 1))
    assert (listed, desk.transact(asking.asked, ANN)) == (Listed(1), None)
    assert (shown.about, ids(shown)) == (1, [("verdict", verdict)])  # and not the case itself


def test_only_who_may_work_on_the_case_is_asked(desk: Store) -> None:
    desk.transact(leases.take, 1, BOB, NOW, HOUR)

    said = [desk.transact(searching.ask, one, 1, f"{one}", NOW) for one in (READER, 999, ANN)]
    desk.transact(lambda session: close(session, session.get_one(Case, 1), NOW))
    said.append(desk.transact(searching.ask, ANN, 1, "late", NOW))
    answered = desk.transact(searching.answer, ANN, 1, "word", "library", (), NOW)

    assert said == [NotAllowed(), NotAllowed(), HeldByOther(NOW + HOUR), Closed()]
    assert answered == Closed()
    assert notices(desk, NoticeKind.FOUND) == []


def test_a_case_about_a_verdict_is_found_by_its_claim(desk: Store) -> None:
    verdict = desk.transact(add_verdict, claim="Wasps pay taxes")
    case = desk.transact(rechecks.open, verdict, CaseReason.OLD, NOW)
    assert case is not None

    assert ids(find(desk, "wasp taxes", ANN)) == [("verdict", verdict), ("case", case.id or 0)]


def test_a_hundred_thousand_cases_are_searched_at_once(store: Store) -> None:
    store.transact(_fill)
    if not store.sqlite:
        with store.engine.connect() as connection:
            connection.execute(sa.text("ANALYZE reviewcase"))

    spent = []
    for _ in range(3):
        start = perf_counter()
        found = store.transact(cases.saying, beginnings("captured bridges 777"), 50)
        spent.append(perf_counter() - start)

    assert len(found) == 50
    assert min(spent) < 0.9  # 0.15 s alone on one core; three times and more under load


def _fill(session: Session) -> None:
    words = "On the {} of May soldiers of the army captured bridge {} over the river, says {}. "
    known = [terms(words.format(at % 31, at, at + 1) * 2, "en") for at in range(997)]
    rows = [
        {
            "state": "open",
            "purpose": "claim",
            "text": "",
            "text_hash": str(at),
            "terms": known[at % len(known)],
            "people": 1,
            "grew": 0,
            "boost": 0,
            "priority": float(at % 7),
            "created_at": NOW,
            "asked_at": NOW,
        }
        for at in range(100_000)
    ]
    session.connection().execute(sa.insert(Case), rows)
