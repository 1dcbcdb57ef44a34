"""A published verdict is looked at again once at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from sqlmodel import Session, select

from bot.models import Case, CasePurpose, CaseReason, utcnow
from bot.services import people
from bot.services.cases.membership import close
from bot.services.cases.results import Closed, Taken
from bot.services.verdicts import rechecking, rechecks
from bot.services.verdicts.values import Confirmed
from bot.store import cases
from bot.store.database import Store
from tests.services.world import HOUR, NOW, add_verdict, withdraw


def test_a_case_about_a_verdict_says_why_and_what(store: Store) -> None:
    verdict = store.transact(add_verdict, claim="Bees pay taxes")

    case = store.transact(rechecks.open, verdict, CaseReason.DISPUTED, NOW, people=3)

    assert case is not None
    assert (case.purpose, case.reason, case.about_id) == (
        CasePurpose.RECHECK,
        CaseReason.DISPUTED,
        verdict,
    )
    assert (case.text, case.people, case.text_hash) == ("Bees pay taxes", 3, "")


def test_while_one_is_open_there_is_no_other_and_afterwards_there_is(store: Store) -> None:
    verdict = store.transact(add_verdict)
    first = store.transact(rechecks.open, verdict, CaseReason.OLD, NOW)
    again = store.transact(rechecks.open, verdict, CaseReason.DISPUTED, NOW)
    assert first is not None
    assert again is not None
    assert (again.id, again.reason) == (first.id, CaseReason.OLD)

    store.transact(lambda session: close(session, session.get_one(Case, first.id), NOW))
    later = store.transact(rechecks.open, verdict, CaseReason.DISPUTED, NOW)

    assert later is not None
    assert later.id != first.id


def test_of_two_at_once_one_opens_it(store: Store) -> None:
    verdict = store.transact(add_verdict)

    with ThreadPoolExecutor(2) as threads:
        opened = [
            threads.submit(store.transact, rechecks.open, verdict, reason, NOW)
            for reason in (CaseReason.DISPUTED, CaseReason.ASKED)
        ]
        ids = {case.id for one in opened if (case := one.result())}

    kept = store.transact(lambda session: session.exec(select(Case.id)).all())
    assert (len(ids), list(ids)) == (1, kept)


def test_a_withdrawn_or_unknown_verdict_is_not_looked_at_again(store: Store) -> None:
    verdict = store.transact(add_verdict)
    store.transact(withdraw, verdict, utcnow())

    found = [store.transact(rechecks.open, one, CaseReason.OLD, NOW) for one in (verdict, 99)]

    assert found == [None, None]


def test_to_correct_and_to_confirm_at_once_do_not_wait_for_each_other(store: Store) -> None:
    store.transact(people.sync_roles, (), (50, 51))
    verdict_id = store.transact(add_verdict)
    case = store.transact(rechecks.open, verdict_id, CaseReason.OLD, NOW)
    assert case is not None
    case_id = case.id or 0
    locked = Event()

    def work(session: Session) -> None:
        cases.locked(session, case_id)
        locked.set()
        sleep(0.5)  # the other is at it meanwhile
        assert rechecking.confirm(session, case_id, 50, NOW) == Confirmed(verdict_id)

    with ThreadPoolExecutor() as pool:
        confirmed = pool.submit(store.transact, work)
        locked.wait()
        correct = rechecking.correct
        corrected = pool.submit(store.transact, correct, verdict_id, 51, NOW, HOUR, key="a")
        confirmed.result()
        assert isinstance(corrected.result(), Closed | Taken)
