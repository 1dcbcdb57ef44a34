"""A published verdict is looked at again once at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from bot.models import Case, CasePurpose, CaseReason, utcnow
from bot.services import rechecks
from bot.services.membership import close
from bot.store.database import Store
from tests.services.world import NOW, add_verdict, withdraw


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
