"""Cases that become one, and posts that get one of their own: nobody counts twice or is lost."""

from __future__ import annotations

from random import Random

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CaseState,
    Draft,
    DraftState,
    Fingerprint,
    Question,
    Submission,
    Telling,
)
from bot.services import asking, feedback
from bot.services.asking import Asked
from bot.services.cases import casework, gathering, priority
from bot.services.cases.results import Closed, HeldByOther, WaitsForApproval
from bot.services.cases.values import BothWritten, Detached, Merged, Unfit
from bot.store import cases as case_rows
from bot.store import drafts
from bot.store.database import Store
from tests.services.desk import (
    ADA,
    ANN,
    BEES,
    BOB,
    HOLD,
    WASPS,
    case_of,
    cases,
    decided,
    draft,
    lease_of,
    open_case,
    posts_of,
    staff,
    take,
)
from tests.services.test_casework import at_once
from tests.services.world import HOUR, NOW, post, record, submission


@pytest.fixture
def office(store: Store) -> Store:
    return staff(store)


def merge(store: Store, case: int, into: int, who: int = ANN) -> object:
    return store.transact(casework.merge, case, into, who, NOW + HOUR)


def detach(store: Store, case: int, post_id: int | None, who: int = ANN) -> object:
    return store.transact(casework.detach, case, post_id or 0, who, NOW + HOUR)


def test_of_two_cases_one_is_left_that_counts_each_person_once(office: Store) -> None:
    bees = open_case(office, BEES, askers=(1, 2, 2))
    wasps = open_case(office, WASPS, askers=(2, 3))

    assert merge(office, bees, wasps) == Merged(wasps)

    gone, left = case_of(office, bees), case_of(office, wasps)
    assert (gone.state, gone.people, gone.grew, posts_of(office, bees)) == ("closed", 0, 0, [])
    assert (left.state, left.people, left.grew) == (CaseState.OPEN, 3, 3)
    assert len(posts_of(office, wasps)) == 5
    assert left.priority == priority.of(left)
    (line,) = decided(office, bees)
    assert (line.kind, line.person_id, line.changes) == ("merged", ANN, {"into": wasps})


def test_a_merged_case_is_found_by_what_either_said(office: Store) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)
    before = {case: prints(office, case) for case in (bees, wasps)}

    merge(office, bees, wasps)

    assert prints(office, wasps) == before[bees] | before[wasps]
    assert prints(office, bees) == set()


def prints(store: Store, case: int) -> set[int]:
    query = (
        select(Fingerprint.band)
        .join(Telling, col(Telling.id) == Fingerprint.telling_id)
        .join(Submission, col(Submission.id) == Telling.submission_id)
        .where(Submission.case_id == case)
    )
    return set(store.transact(lambda session: session.exec(query).all()))


def test_what_was_done_for_a_case_goes_on_with_the_other(office: Store) -> None:
    bees = open_case(office, BEES)
    wasps = open_case(office, WASPS, now=NOW + HOUR)
    office.transact(casework.boost, bees, ADA, NOW)
    office.transact(casework.escalate, bees, ADA, NOW)
    take(office, bees)
    written = draft(office, bees)
    office.transact(asking.ask, ANN, Asked(Question.FORM, bees, 1), NOW)

    merge(office, bees, wasps)

    left = case_of(office, wasps)
    assert (left.boost, left.created_at, left.escalated_at is None) == (1, NOW, False)
    kept = office.transact(drafts.of_case, wasps)
    assert kept is not None
    assert kept.id == written
    lease = lease_of(office, wasps)
    assert lease is not None
    assert (lease.person_id, lease_of(office, bees)) == (ANN, None)
    assert office.transact(asking.asked, ANN) == Asked(Question.FORM, wasps, 1)


def test_two_drafts_do_not_become_one(office: Store) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)
    begun = draft(office, bees)
    draft(office, wasps, BOB)

    def write(session: Session) -> None:
        session.get_one(Draft, begun).claim = "Bees pay taxes"

    office.transact(write)

    assert merge(office, bees, wasps) == BothWritten()
    assert case_of(office, bees).state is CaseState.OPEN


def test_a_draft_that_taking_a_case_began_and_nobody_wrote_keeps_nothing_apart(
    office: Store,
) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)
    draft(office, bees)
    waits = draft(office, wasps, BOB, DraftState.SUBMITTED)

    assert merge(office, bees, wasps) == Merged(wasps)

    kept = office.transact(drafts.of_case, wasps)
    assert kept is not None
    assert (kept.id, case_of(office, wasps).people) == (waits, 1)


def test_posts_join_a_case_whose_verdict_waits_but_do_not_take_that_away(office: Store) -> None:
    bees, wasps = open_case(office, BEES, askers=(1, 2)), open_case(office, WASPS)
    draft(office, wasps, BOB, DraftState.SUBMITTED)

    assert merge(office, wasps, bees) == WaitsForApproval()
    assert merge(office, bees, wasps) == Merged(wasps)
    assert (case_of(office, wasps).state, case_of(office, wasps).people) == ("submitted", 2)


def test_what_another_holds_or_is_closed_is_not_merged(office: Store) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)
    take(office, wasps, BOB)

    assert merge(office, bees, wasps) == HeldByOther(NOW + HOLD)
    assert merge(office, bees, bees) == Unfit()
    assert merge(office, bees, 999_999) == Closed()
    office.transact(casework.give_back, wasps, BOB, NOW)
    office.transact(casework.spam, wasps, ANN, NOW)
    assert merge(office, bees, wasps) == Closed()
    assert merge(office, wasps, bees) == Closed()


def test_a_post_gets_a_case_of_its_own_and_stays_apart(office: Store) -> None:
    case = open_case(office, BEES, askers=(1, 2))
    first, second = posts_of(office, case)

    apart = detach(office, case, first.id)

    assert isinstance(apart, Detached)
    new = case_of(office, apart.case_id)
    assert (new.text, new.people, new.grew, new.state) == (BEES, 1, 1, CaseState.OPEN)
    assert submission(office, first.id or 0).apart == [case]
    old = case_of(office, case)
    assert (old.people, old.grew, [one.id for one in posts_of(office, case)]) == (
        1,
        1,
        [second.id],
    )
    assert prints(office, case)
    assert not prints(office, apart.case_id)  # who says the same goes where most did
    (line,) = decided(office, case)
    assert (line.kind, line.changes["into"]) == ("detached", apart.case_id)


def test_a_case_says_what_its_other_posts_say_once_its_own_is_gone(office: Store) -> None:
    case = open_case(office, BEES)
    record(office, post(f"{BEES} already", person=2))
    office.transact(gathering.gather, NOW)
    first, _ = posts_of(office, case)

    detach(office, case, first.id)

    assert case_of(office, case).text == f"{BEES} already"


def test_a_person_who_asked_twice_is_counted_in_both_cases(office: Store) -> None:
    case = open_case(office, BEES, askers=(1, 1))
    first, _ = posts_of(office, case)

    apart = detach(office, case, first.id)

    assert isinstance(apart, Detached)
    assert [one.people for one in cases(office)] == [1, 1]


def test_what_cannot_be_taken_out_stays(office: Store) -> None:
    case, other = open_case(office, BEES), open_case(office, WASPS)
    (only,), (elsewhere,) = posts_of(office, case), posts_of(office, other)

    said = [detach(office, case, one) for one in (only.id, elsewhere.id, 999_999)]

    assert said == [Unfit()] * 3


def test_two_merges_crosswise_leave_one_case(office: Store) -> None:
    bees, wasps = open_case(office, BEES, askers=(1, 2)), open_case(office, WASPS, askers=(3,))

    results = at_once(
        [
            lambda: merge(office, bees, wasps, ANN),
            lambda: merge(office, wasps, bees, BOB),
        ]
        * 3
    )

    done = [one for one in results if isinstance(one, Merged)]
    assert len(done) == 1
    assert set(map(type, results)) == {Merged, Closed}
    assert case_of(office, done[0].into).people == 3
    assert [one.state for one in cases(office)].count(CaseState.OPEN) == 1


def test_a_case_that_is_taken_and_merged_at_once_is_never_lost(office: Store) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)

    at_once(
        [
            lambda: merge(office, bees, wasps, ANN),
            lambda: office.transact(casework.take, bees, BOB, NOW + HOUR, HOLD, key="a"),
            lambda: office.transact(casework.take, wasps, BOB, NOW + HOUR, HOLD, key="b"),
        ]
    )

    assert_whole(office)
    for case in cases(office):
        assert case.state is CaseState.OPEN or lease_of(office, case.id or 0) is None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_each_asker_counts_once_where_their_posts_are(
    office: Store, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311
    texts = [f"Claim number {letter} is of bees in Ruritania" for letter in "abcde"]
    for step in range(60):
        open_ids = [case.id or 0 for case in cases(office) if case.state is CaseState.OPEN]
        match chance.choice(("ask", "ask", "merge", "detach", "leave", "dismiss")):
            case "merge" if len(open_ids) > 1:
                merge(office, *chance.sample(open_ids, 2))
            case "detach" if open_ids:
                case = chance.choice(open_ids)
                detach(office, case, chance.choice(posts_of(office, case)).id)
            case "leave" if open_ids:
                one = chance.choice(posts_of(office, chance.choice(open_ids)))
                office.transact(feedback.hold_back, one.id or 0, one.person_id or 0)
            case "dismiss" if open_ids and step % 10 == 0:
                office.transact(casework.spam, chance.choice(open_ids), ANN, NOW)
            case _:
                record(office, post(chance.choice(texts), person=chance.randint(1, 6)))
                office.transact(gathering.gather, NOW)
        assert_whole(office)


def assert_whole(store: Store) -> None:
    """Each open case counts its askers, and each post that waits is in one."""

    def look(session: Session) -> None:
        posts = session.exec(select(Submission)).all()
        rows = {case.id: case for case in session.exec(select(Case)).all()}
        for number, case in rows.items():
            askers = {one.person_id for one in posts if one.case_id == number}
            if case.state is not CaseState.CLOSED:
                assert (case.people, case.grew) == (len(askers), len(askers))
                assert case.priority == pytest.approx(priority.of(case))
                assert askers
        for one in posts:
            assert one.held_back or one.case_id in rows
            if one.case_id is not None and not case_rows.dismissed(session, one.case_id):
                assert rows[one.case_id].state is CaseState.OPEN

    store.transact(look)


def test_what_was_merged_says_where_it_went(office: Store) -> None:
    bees, wasps = open_case(office, BEES), open_case(office, WASPS)
    merge(office, bees, wasps)

    assert office.transact(case_rows.merged_into, bees) == wasps
    assert office.transact(case_rows.merged_into, wasps) is None
