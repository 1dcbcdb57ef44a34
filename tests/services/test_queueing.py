"""What comes first for each reviewer, and what they see of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.models import Approval, CaseState, DraftState, NoticeKind
from bot.services.cases import casework, leases, queueing, review_languages
from bot.services.cases.review_languages import BadLanguages, ReviewsIn
from bot.services.cases.values import InHand, NoCase, QueueEmpty, Shown, Skipped, Viewer
from bot.services.values import CaseCard, NotAllowed, Text
from bot.store import drafts
from bot.store.database import Store
from tests.services.desk import (
    ADA,
    ANN,
    BEES,
    BOB,
    HOLD,
    LATER,
    WASPS,
    cases,
    decided,
    draft,
    open_case,
    review_in,
    staff,
    take,
)
from tests.services.world import HOUR, NOW, notices, post, record, send

DAY = timedelta(days=1)


@pytest.fixture
def office(store: Store) -> Store:
    return staff(store)


def first(store: Store, person: int = ANN, now: datetime = NOW) -> int | None:
    case = store.transact(queueing.next_case, person, now)
    return case.id if case else None


def test_what_most_people_ask_comes_first(office: Store) -> None:
    open_case(office, BEES)
    wanted = open_case(office, WASPS, askers=(1, 2, 3))

    assert first(office) == wanted


def test_what_is_held_is_left_to_its_holder_until_their_time_is_over(office: Store) -> None:
    case = open_case(office)
    take(office, case, BOB)

    assert first(office) is None
    assert first(office, BOB) is None
    assert first(office, now=NOW + HOLD) == case


def test_what_somebody_skipped_comes_back_to_them_after_a_day(office: Store) -> None:
    case, other = open_case(office, BEES), open_case(office, WASPS)
    started = first(office)
    assert started is not None

    assert office.transact(casework.skip, started, ANN, NOW) == Skipped()

    assert {started, first(office)} == {case, other}
    assert first(office, BOB) == started
    assert first(office, now=NOW + DAY) == started
    assert office.transact(casework.skip, started, 1, NOW) == NotAllowed()
    assert office.transact(casework.skip, 999_999, ANN, NOW) == Skipped()


def test_a_reviewer_gets_cases_in_their_languages_and_those_without_one(office: Store) -> None:
    open_case(office, BEES, askers=(1, 2, 3), language="pl")
    english = open_case(office, WASPS, askers=(1, 2), language="en")
    silent = open_case(office, "Ants build a tower of sand in Freedonia", language=None)
    review_in(office, ANN, "uk", "en")

    assert first(office) == english
    take(office, english, BOB)
    assert first(office) == silent
    take(office, silent, BOB)
    assert first(office) is None
    assert first(office, ADA) is not None


def test_what_others_submitted_comes_before_open_cases(office: Store) -> None:
    open_case(office, BEES, askers=(1, 2, 3))
    submitted = open_case(office, WASPS)
    draft_id = draft(office, submitted, BOB, DraftState.SUBMITTED)

    assert first(office, ANN) == submitted
    assert first(office, BOB) != submitted  # nobody approves their own

    review_in(office, ANN, "uk")
    assert first(office, ANN) is None
    review_in(office, ANN)
    yes = Approval(draft_id=draft_id, version=1, person_id=ANN, at=NOW)
    office.transact(drafts.approve, yes)
    assert first(office, ANN) != submitted  # once is enough
    assert first(office, ADA) == submitted
    office.transact(casework.skip, submitted, ADA, NOW)
    assert first(office, ADA) != submitted


def test_the_first_case_is_shown_and_the_next_in_its_place(office: Store) -> None:
    open_case(office, BEES, askers=(1, 2))
    send(office, LATER)

    owed = office.transact(queueing.owe_next, ANN, ANN, "a", NOW)
    (shown,) = send(office, LATER)
    assert isinstance(shown.message, CaseCard)
    office.transact(casework.skip, shown.message.case_id, ANN, NOW)
    number = next(one.message_id for one in notices(office) if one.key == "a")
    after = office.transact(queueing.owe_next, ANN, ANN, "b", NOW, edits=number)
    (empty,) = send(office, LATER)

    assert (owed, after) == (Shown(), QueueEmpty())
    assert (shown.message.viewer, empty.edits) == (Viewer.REVIEWER, number)
    assert empty.message == Text("queue_empty")
    assert office.transact(queueing.owe_next, ANN, ANN, "c", NOW) == QueueEmpty()
    assert send(office, LATER) == []
    assert office.transact(queueing.owe_next, 1, 1, "d", NOW) == NotAllowed()


def test_a_submitted_case_is_shown_as_its_draft(office: Store) -> None:
    draft(office, open_case(office), BOB, DraftState.SUBMITTED)

    office.transact(queueing.owe_next, ANN, ANN, "a", NOW)

    assert [one.kind for one in notices(office) if one.key == "a"] == [NoticeKind.DRAFT]


def test_a_case_is_shown_to_reviewers_alone(office: Store) -> None:
    case = open_case(office)
    send(office, LATER)

    said = [
        office.transact(queueing.owe_case, person, person, f"{person}", number)
        for person, number in ((1, case), (ANN, 999_999), (ADA, case))
    ]

    assert said == [NotAllowed(), NoCase(), Shown()]
    (parcel,) = send(office, LATER)
    assert isinstance(parcel.message, CaseCard)
    assert (parcel.chat_id, parcel.message.viewer) == (ADA, Viewer.ADMIN)


def test_a_card_in_a_group_is_for_whoever_is_there(office: Store) -> None:
    case = open_case(office)
    take(office, case)
    send(office, LATER)

    office.transact(queueing.owe_case, -500, ADA, "a", case)

    (parcel,) = send(office, LATER)
    assert isinstance(parcel.message, CaseCard)
    assert (parcel.message.viewer, parcel.message.held) == (Viewer.GROUP, False)


def test_my_cases_are_what_i_hold_or_wrote(office: Store) -> None:
    texts = [f"Claim number {letter} is of bees in Ruritania" for letter in "abcdef"]
    held, back, waits, begun, taken, _ = [open_case(office, text) for text in texts]
    take(office, held)
    draft(office, back, comment="Which source?")
    draft(office, waits, state=DraftState.SUBMITTED)
    draft(office, begun)
    draft(office, taken)
    take(office, taken, BOB)

    mine = office.transact(queueing.mine, ANN, 1)

    assert mine is not None
    assert [(one.case_id, one.hand) for one in mine.cases] == [
        (back, InHand.SENT_BACK),
        (held, InHand.HELD),
        (waits, InHand.WAITS),
        (begun, InHand.BEGUN),
    ]
    assert mine.cases[1].until == NOW + HOLD
    assert office.transact(queueing.mine, 1, 1) is None


def test_posts_come_a_page_at_a_time_and_cleaned(office: Store) -> None:
    text = f"{BEES}, call +380 67 123 45 67"
    case = open_case(office, text, askers=range(1, 7))

    first_page = office.transact(queueing.posts, case, 1)
    last = office.transact(queueing.posts, case, 99)

    assert first_page is not None
    assert last is not None
    assert (len(first_page.posts), len(last.posts), last.page, last.pages) == (4, 2, 2, 2)
    assert "123 45 67" not in first_page.posts[0].text
    assert first_page.detachable
    assert office.transact(queueing.posts, 999_999, 1) is None


def test_the_bot_may_write_where_it_has_written(office: Store) -> None:
    assert office.transact(queueing.may_write, ANN) is False

    record(office, post(person=ANN))
    send(office, LATER)

    assert office.transact(queueing.may_write, ANN) is True


def test_members_choose_the_languages_in_which_they_review(office: Store) -> None:
    def choose(*words: str, person: int = ANN) -> object:
        return office.transact(review_languages.choose, person, words, NOW)

    assert choose() == ReviewsIn(())
    assert choose("UK,", "en", "uk") == ReviewsIn(("uk", "en"))
    assert choose("tlh") == BadLanguages()
    assert choose() == ReviewsIn(("uk", "en"))
    assert choose("all") == ReviewsIn(())
    assert choose("uk", person=1) == NotAllowed()


def test_a_case_that_ran_out_is_given_back_with_a_line_in_the_log(office: Store) -> None:
    case = open_case(office)
    take(office, case)

    assert office.transact(leases.release, NOW + HOUR) == 0
    assert office.transact(leases.release, NOW + HOLD) == 1

    assert first(office, now=NOW + HOLD) == case
    assert [one.kind for one in decided(office, case)] == ["taken", "ran_out"]
    assert cases(office)[0].state is CaseState.OPEN
