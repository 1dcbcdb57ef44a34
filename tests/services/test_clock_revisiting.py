"""Aged verdicts come back to the desk, few a day; translations are wanted, few at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CasePurpose,
    CaseReason,
    CaseState,
    DecisionKind,
    Member,
    Submission,
    Told,
    Verdict,
    VerdictText,
)
from bot.services.clock import revisiting
from bot.store.database import Store
from tests.services.clock_world import ANN, BOB, change, decided, draft, hold, office
from tests.services.world import HOUR, NOW, add_verdict

UTC_ZONE, KYIV = ZoneInfo("UTC"), ZoneInfo("Europe/Kyiv")
AFTER, DAY = timedelta(days=180), timedelta(days=1)
TODAY = NOW.date()
FRESH = TODAY - timedelta(days=1)


def verdict(
    store: Store,
    checked: date = FRESH,
    until: date | None = None,
    told: datetime | None = NOW,
    **values: object,
) -> int:
    """A verdict that somebody was told."""

    def add(session: Session) -> int:
        number = add_verdict(session)
        row = session.get_one(Verdict, number)
        row.checked_on, row.valid_until, row.updated_at = checked, until, NOW
        for name, value in values.items():
            setattr(row, name, value)
        if told:
            post = Submission(chat_id=1)
            session.add(post)
            session.flush()
            session.add(Told(submission_id=post.id or 0, verdict_id=number, version=1, at=told))
        return number

    return store.transact(add)


def recheck(store: Store, now: datetime = NOW, zone: ZoneInfo = UTC_ZONE) -> int:
    return store.transact(revisiting.recheck, now, AFTER, zone)


def cases(store: Store, purpose: CasePurpose = CasePurpose.RECHECK) -> list[Case]:
    query = select(Case).where(Case.purpose == purpose).order_by(col(Case.id))
    return list(store.transact(lambda session: session.exec(query).all()))


@pytest.mark.parametrize(
    ("checked", "until", "expected"),
    [
        (TODAY - AFTER, None, None),
        (TODAY - AFTER - DAY, None, CaseReason.OLD),
        (FRESH, TODAY, None),
        (FRESH, FRESH, CaseReason.EXPIRED),
        (FRESH, FRESH - DAY, None),  # its period was over when it was checked
        (TODAY - AFTER - DAY, FRESH, CaseReason.EXPIRED),
        (date(2020, 1, 1), date(2019, 1, 1), CaseReason.OLD),
    ],
)
def test_a_verdict_comes_back_the_day_after_its_period_or_its_age(
    store: Store, checked: date, until: date | None, expected: CaseReason | None
) -> None:
    number = verdict(store, checked, until)

    opened = [recheck(store), recheck(store)]

    assert opened == ([1, 0] if expected else [0, 0])
    assert [(one.about_id, one.reason) for one in cases(store)] == (
        [(number, expected)] if expected else []
    )


def test_the_day_is_that_of_the_desk(store: Store) -> None:
    verdict(store, FRESH, TODAY)
    late = NOW.replace(hour=22, minute=30)  # half past midnight in Kyiv

    assert [recheck(store, late, zone) for zone in (UTC_ZONE, KYIV)] == [0, 1]


def test_the_clock_opens_it_without_a_person_and_no_post_joins_it(store: Store) -> None:
    number = verdict(store, date(2024, 1, 1))
    recheck(store)

    (line,) = decided(store, DecisionKind.OPENED)
    (case,) = cases(store)
    assert (line.person_id, line.role, line.case_id, line.verdict_id) == (
        None,
        None,
        case.id,
        number,
    )
    assert (case.text, case.text_hash, case.people) == ("Bees pay taxes", "", 0)
    assert case.priority != 0.0  # it has its place in the queue


def test_a_fresh_install_with_many_old_verdicts_has_no_rechecks(store: Store) -> None:
    for _ in range(30):
        verdict(store, date(2024, 1, 1), told=None)

    assert recheck(store) == 0


def test_ten_a_day_come_those_told_lately_first_then_the_oldest(store: Store) -> None:
    long_ago = NOW - timedelta(days=31)
    forgotten = [verdict(store, date(2020, 1, day + 1), told=long_ago) for day in range(4)]
    lately = [verdict(store, date(2024, 1, 12 - day)) for day in range(8)]

    opened = [recheck(store, moment) for moment in (NOW, NOW + 11 * HOUR, NOW + 12 * HOUR)]

    assert opened == [10, 0, 2]
    assert [one.about_id for one in cases(store)] == [*reversed(lately), *forgotten]


def look(store: Store, case_id: int, at: datetime) -> None:
    """Confirm: a reviewer looked, and left the verdict as it is."""
    change(store, Case, case_id, state=CaseState.CLOSED, closed_at=at)


def test_a_confirmed_verdict_does_not_come_back_before_its_time(store: Store) -> None:
    verdict(store, FRESH, FRESH)
    recheck(store)
    look(store, cases(store)[0].id or 0, NOW)

    opened = [recheck(store, NOW + n * DAY) for n in (0, 1, 100, 180, 181)]

    assert opened == [0, 0, 0, 0, 1]
    assert [one.reason for one in cases(store)] == [CaseReason.EXPIRED, CaseReason.OLD]


def test_what_is_withdrawn_or_being_looked_at_is_left_alone(store: Store) -> None:
    verdict(store, date(2024, 1, 1), withdrawn_at=NOW)
    busy = verdict(store, date(2024, 1, 1))
    asked = Case(
        purpose=CasePurpose.RECHECK, about_id=busy, reason=CaseReason.ASKED, language="en"
    )
    store.transact(lambda session: session.add(asked))

    assert recheck(store) == 0


def translate(store: Store, now: datetime = NOW) -> int:
    return store.transact(revisiting.translate, now)


def test_a_verdict_of_the_desk_is_wanted_in_the_languages_of_its_reviewers(store: Store) -> None:
    store.transact(office)  # Ann: Ukrainian
    change(store, Member, BOB, languages=["en", "pl"])
    number = verdict(store, told=None)
    verdict(store, key="imported")
    verdict(store, withdrawn_at=NOW)
    store.transact(
        lambda session: session.add(
            VerdictText(verdict_id=number, language="pl", claim="Pszczoły", summary="Nie.")
        )
    )

    opened = [translate(store), translate(store)]

    assert opened == [1, 0]
    (case,) = cases(store, CasePurpose.TRANSLATION)
    assert (case.about_id, case.language, case.text_hash) == (number, "uk", "")
    (line,) = decided(store, DecisionKind.OPENED)
    assert (line.role, line.verdict_id) == (None, number)


def test_nobody_translates_for_who_is_suspended(store: Store) -> None:
    store.transact(office)
    change(store, Member, ANN, suspended_at=NOW)
    verdict(store)

    assert translate(store) == 0


def test_translations_are_wanted_a_few_at_a_time_the_latest_first(store: Store) -> None:
    store.transact(office)
    numbers = [verdict(store) for _ in range(12)]

    assert [translate(store), translate(store)] == [10, 0]
    found = cases(store, CasePurpose.TRANSLATION)
    assert [one.about_id for one in found] == numbers[:1:-1]

    look(store, found[0].id or 0, NOW)
    assert translate(store) == 1


def test_who_said_no_to_a_translation_is_asked_again_only_once_the_verdict_changed(
    store: Store,
) -> None:
    store.transact(office)
    number = verdict(store)
    translate(store)
    look(store, cases(store, CasePurpose.TRANSLATION)[0].id or 0, NOW)

    again = translate(store, NOW + DAY)
    change(store, Verdict, number, updated_at=NOW + HOUR)

    assert (again, translate(store, NOW + DAY)) == (0, 1)


@pytest.mark.parametrize("how", ["text", "withdrawn"])
def test_a_case_with_nothing_left_to_do_is_closed(store: Store, how: str) -> None:
    store.transact(office)
    number = verdict(store)
    translate(store)
    assert store.transact(revisiting.settle, NOW) == 0
    settle(store, number, how)

    assert [store.transact(revisiting.settle, NOW) for _ in range(2)] == [1, 0]
    (case,) = cases(store, CasePurpose.TRANSLATION)
    assert (case.state, case.verdict_id) == (CaseState.CLOSED, number)
    (line,) = decided(store, DecisionKind.SETTLED)
    assert (line.role, line.case_id, line.verdict_id) == (None, case.id, number)


@pytest.mark.parametrize("how", ["held", "drafted"])
def test_a_case_that_somebody_works_on_is_not_closed_under_them(store: Store, how: str) -> None:
    store.transact(office)
    number = verdict(store)
    translate(store)
    case_id = cases(store, CasePurpose.TRANSLATION)[0].id or 0
    settle(store, number, "text")
    if how == "held":
        hold(store, case_id)
    else:
        draft(store, case_id)

    assert store.transact(revisiting.settle, NOW) == 0


def settle(store: Store, number: int, how: str) -> None:
    """Leave nothing to do for a translation into Ukrainian."""
    if how == "withdrawn":
        change(store, Verdict, number, withdrawn_at=NOW)
        return
    text = VerdictText(verdict_id=number, language="uk", claim="Бджоли", summary="Ні.")
    store.transact(lambda session: session.add(text))
