"""Taking a verdict back: at once, for everybody, and for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from time import sleep

import pytest
from sqlmodel import Session, select

from bot.models import (
    CasePurpose,
    CaseState,
    DecisionKind,
    NoticeKind,
    Outcome,
    VerdictChange,
)
from bot.services import checking, feedback, people, privacy
from bot.services.cases import casework, gathering
from bot.services.cases.results import NotAllowed
from bot.services.values import Moved, Recalled
from bot.services.verdicts.history import history
from bot.services.verdicts.values import Withdrawn, WithdrawnBefore
from bot.services.verdicts.withdrawing import withdraw
from bot.store import revision, verdicts
from bot.store.database import Store
from tests.services.drafts import (
    ADA,
    ANN,
    BEES,
    BOB,
    about,
    case_of,
    draft_of,
    gathered,
    log,
    one_case,
    published,
    submit,
    verdict_of,
    written,
)
from tests.services.world import (
    NOW,
    add_verdict,
    notices,
    post,
    record,
    send,
    submission,
    sure,
)

LATER = datetime.max.replace(tzinfo=NOW.tzinfo, microsecond=0) - timedelta(days=1)


@pytest.fixture
def office(store: Store) -> Store:
    """A store with two reviewers and an admin."""
    store.transact(people.sync_roles, (ADA,), (ANN, BOB))
    return store


def recalled(store: Store) -> list[int]:
    """Send what is owed, and return who is told that a verdict holds no longer."""
    return sorted(one.chat_id for one in send(store, LATER) if isinstance(one.message, Recalled))


def test_only_admins_and_its_own_reviewers_withdraw_a_verdict(office: Store) -> None:
    verdict_id = published(office, one_case(office))

    assert office.transact(withdraw, verdict_id, 1, NOW) == NotAllowed()
    assert office.transact(withdraw, verdict_id, BOB, NOW) == NotAllowed()
    assert isinstance(office.transact(withdraw, verdict_id, ANN, NOW), Withdrawn)
    assert office.transact(withdraw, verdict_id, ADA, NOW) == WithdrawnBefore()
    assert log(office)[-1] == (DecisionKind.WITHDRAWN, ANN)


def test_everybody_who_got_it_is_told_once_and_their_posts_wait_again(office: Store) -> None:
    verdict_id = published(office, one_case(office, people=2))
    at_once = record(office, post("Bees pay taxes", person=3), sure(verdict_id))
    office.transact(people.follow, 3, verdict_id, NOW)
    send(office, LATER)

    assert office.transact(withdraw, verdict_id, ADA, NOW) == Withdrawn(3)

    assert recalled(office) == [1, 2, 3]
    found = submission(office, at_once.submission_id)
    assert (found.outcome, found.verdict_id) == (Outcome.NONE, None)
    first = submission(office, 1)
    assert (first.outcome, first.verdict_id, first.case_id) == (Outcome.NONE, None, None)
    assert office.transact(gathering.gather, NOW) == 3


def test_a_post_that_went_to_the_reviewers_already_stays_in_its_case(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    recorded = record(office, post(BEES), sure(verdict_id))
    office.transact(feedback.not_what_i_asked, recorded.submission_id, 1)
    case_id = gathered(office)

    office.transact(withdraw, verdict_id, ADA, NOW)

    assert submission(office, recorded.submission_id).case_id == case_id
    assert office.transact(gathering.gather, NOW) == 0


def test_who_is_answered_at_the_same_moment_is_told_too(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    before = office.transact(revision.current)
    locked = Event()

    def slowly(session: Session) -> None:
        verdicts.locked(session, verdict_id)
        locked.set()
        sleep(0.5)  # somebody is answered meanwhile
        withdraw(session, verdict_id, ADA, NOW)

    with ThreadPoolExecutor() as pool:
        withdrawn = pool.submit(office.transact, slowly)
        locked.wait()
        answered = pool.submit(
            office.transact,
            checking.record,
            post(BEES),
            sure(verdict_id),
            version=before,
            now=NOW,
            posts_per_minute=0,
        )
        withdrawn.result()
        recorded = answered.result()

    if not isinstance(recorded, Moved):  # decided anew otherwise
        assert submission(office, recorded.submission_id).outcome is Outcome.NONE


def test_what_is_withdrawn_meanwhile_closes_no_case(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    case_id = one_case(office)
    locked = Event()

    def slowly(session: Session) -> None:
        verdicts.locked(session, verdict_id)
        locked.set()
        sleep(0.5)
        withdraw(session, verdict_id, ADA, NOW)

    with ThreadPoolExecutor() as pool:
        withdrawn = pool.submit(office.transact, slowly)
        locked.wait()
        same = pool.submit(office.transact, casework.same_as, case_id, verdict_id, BOB, NOW)
        withdrawn.result()

        assert type(same.result()).__name__ == "NoVerdict"
    assert case_of(office, case_id).state is CaseState.OPEN


def test_no_answer_has_it_any_more(office: Store) -> None:
    verdict_id = office.transact(add_verdict)
    recorded = record(office, post("Bees pay taxes"), sure(verdict_id))
    before = office.transact(revision.current)

    office.transact(withdraw, verdict_id, ADA, NOW)

    assert office.transact(revision.current) > before  # what was decided before is not used again
    assert office.transact(checking.material).phrases == ()
    answer = office.transact(checking.answer, recorded.submission_id, "en")
    assert type(answer).__name__ == "Unchecked"


def test_what_was_not_told_yet_is_never_told(office: Store) -> None:
    verdict_id = published(office, one_case(office))

    office.transact(withdraw, verdict_id, ADA, NOW)

    assert recalled(office) == []
    owed = [one.kind for one in notices(office) if one.error == "nothing to say any more"]
    assert owed == [NoticeKind.VERDICT]


def test_work_on_a_withdrawn_verdict_ends(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    case_id = about(office, verdict_id, CasePurpose.RECHECK)
    written(office, case_id, BOB)
    submit(office, case_id, BOB)

    office.transact(withdraw, verdict_id, ADA, NOW)

    assert (case_of(office, case_id).state, draft_of(office, case_id)) == (CaseState.CLOSED, None)


def test_its_history_says_since_when(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    office.transact(withdraw, verdict_id, ADA, NOW)

    shown = office.transact(history, verdict_id, "en", ADA, asked=True)

    assert shown is not None
    assert (shown.withdrawn_at, shown.reviews, shown.withdraws) == (NOW, False, False)
    assert (shown.versions[0].changed, shown.versions[0].by) == (("withdrawn",), "admin")


def test_who_withdrew_is_forgotten_and_the_verdict_stays_withdrawn(office: Store) -> None:
    verdict_id = published(office, one_case(office))
    office.transact(withdraw, verdict_id, ADA, NOW)

    for person in (ANN, ADA):
        office.transact(privacy.forget, person, NOW)

    changes = office.transact(lambda session: session.exec(select(VerdictChange)).all())
    assert {one.person_id for one in changes} == {None}
    assert verdict_of(office, verdict_id).withdrawn_at == NOW
