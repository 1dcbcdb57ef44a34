"""What readers say of answers: not about their post, or rated wrongly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from bot.models import Case, CaseReason, Flag, Outcome, Submission
from bot.services import feedback, people
from bot.services.cases import gathering
from bot.services.cases.membership import close
from bot.services.values import Noted, NotYours
from bot.services.verdicts import rechecks, telling
from bot.store.database import Store
from tests.services.world import (
    HOUR,
    MINUTE,
    NOW,
    add_verdict,
    far,
    near,
    post,
    record,
    submission,
    sure,
    withdraw,
)

REVIEWER = 60


@pytest.fixture
def verdict(store: Store) -> int:
    store.transact(people.sync_roles, (), (REVIEWER,))
    return store.transact(add_verdict)


def answered(store: Store, verdict: int, person: int) -> int:
    """Let somebody get an answer; return their post's number."""
    return record(store, post(person=person), sure(verdict)).submission_id


def disputes(store: Store, verdict: int, *persons: int) -> list[feedback.Said]:
    """Let each of some people say that the rating is wrong."""
    return [
        store.transact(feedback.rating_is_wrong, answered(store, verdict, one), one, verdict, NOW)
        for one in persons
    ]


def rows(store: Store) -> list[Case]:
    return list(store.transact(lambda session: session.exec(select(Case)).all()))


def flags(store: Store) -> list[Flag]:
    return list(store.transact(lambda session: session.exec(select(Flag)).all()))


def test_three_people_have_a_verdict_looked_at_again(store: Store, verdict: int) -> None:
    said = disputes(store, verdict, 1, 2)
    before = rows(store)

    said += disputes(store, verdict, 3, 4)

    (case,) = rows(store)
    assert (said, before) == ([Noted()] * 4, [])
    assert (case.about_id, case.reason, case.people) == (verdict, CaseReason.DISPUTED, 3)


def test_one_person_counts_once_however_often_they_press(store: Store, verdict: int) -> None:
    submission_id = answered(store, verdict, 1)
    press = feedback.rating_is_wrong

    said = [store.transact(press, submission_id, 1, verdict, NOW) for _ in range(3)]
    said += disputes(store, verdict, 1, 1)

    assert said == [Noted(), Noted(new=False), Noted(new=False), Noted(), Noted()]
    assert rows(store) == []


def test_a_reviewer_is_enough(store: Store, verdict: int) -> None:
    disputes(store, verdict, REVIEWER)

    assert [case.reason for case in rows(store)] == [CaseReason.DISPUTED]


def test_three_at_once_open_one_case(store: Store, verdict: int) -> None:
    posts = {person: answered(store, verdict, person) for person in (1, 2, 3)}

    def press(person: int) -> feedback.Said:
        mine = posts[person], person, verdict, NOW
        return store.transact(feedback.rating_is_wrong, *mine)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(press, posts))

    assert [case.people for case in rows(store)] == [3]


def test_after_a_second_look_it_takes_three_again(store: Store, verdict: int) -> None:
    disputes(store, verdict, 1, 2, 3)
    (case,) = rows(store)
    store.transact(lambda session: close(session, session.get_one(Case, case.id), NOW + HOUR))
    late = answered(store, verdict, 4)

    store.transact(feedback.rating_is_wrong, late, 4, verdict, NOW + HOUR + MINUTE)

    assert len(rows(store)) == 1


def test_only_who_got_the_answer_can_say_so(store: Store, verdict: int) -> None:
    own, other = answered(store, verdict, 1), store.transact(add_verdict, claim="Wasps")
    press = feedback.rating_is_wrong

    said = [
        store.transact(press, *one, NOW)
        for one in ((own, 2, verdict), (999, 1, verdict), (own, 1, other), (own, 1, 999))
    ]

    assert (said, flags(store)) == ([NotYours()] * 4, [])


def test_the_last_word_counts(store: Store, verdict: int) -> None:
    own = answered(store, verdict, 1)
    store.transact(feedback.rating_is_wrong, own, 1, verdict, NOW)

    missed = store.transact(feedback.not_what_i_asked, own, 1, verdict)
    (flag,) = flags(store)
    wrong = store.transact(feedback.rating_is_wrong, own, 1, verdict, NOW)

    assert (missed, wrong) == (Noted(), Noted())
    assert flag.wrong is False
    assert [one.wrong for one in flags(store)] == [True]
    assert submission(store, own).outcome is Outcome.RELATED


def _tell(session: Session, submission_id: int, case_id: int, verdict_id: int) -> None:
    """Answer a post's case with a verdict."""
    close(session, session.get_one(Case, case_id), NOW, verdict_id)
    telling.tell(session, verdict_id, [session.get_one(Submission, submission_id)], NOW)


def test_a_verdict_that_was_told_later_may_miss_the_post_too(store: Store, verdict: int) -> None:
    own = record(store, post(person=1), far()).submission_id
    store.transact(gathering.gather, NOW)
    (case,) = rows(store)

    store.transact(lambda session: _tell(session, own, case.id or 0, verdict))

    said = store.transact(feedback.not_what_i_asked, own, 1, verdict)

    row = submission(store, own)
    assert said == Noted()
    assert (row.verdict_id, row.case_id, row.apart) == (None, None, [case.id])
    store.transact(gathering.gather, NOW)
    assert submission(store, own).case_id not in (None, case.id)


def test_one_that_was_chosen_can_be_refused_again(store: Store, verdict: int) -> None:
    own = record(store, post(person=1), near(verdict)).submission_id
    store.transact(feedback.this_one, own, 1, verdict)

    said = store.transact(feedback.not_what_i_asked, own, 1, verdict)

    assert said == Noted()
    assert [one.same_claim for one in flags(store)] == [False]
    assert submission(store, own).verdict_id is None


def test_a_withdrawn_verdict_is_not_looked_at_again(store: Store, verdict: int) -> None:
    own = answered(store, verdict, REVIEWER)
    store.transact(withdraw, verdict, NOW)

    said = store.transact(feedback.rating_is_wrong, own, REVIEWER, verdict, NOW)

    assert (said, rows(store)) == (Noted(), [])
    assert store.transact(rechecks.open, verdict, CaseReason.DISPUTED, NOW) is None
