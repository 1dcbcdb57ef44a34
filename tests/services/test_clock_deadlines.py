"""Cases that wait too long are marked, move up, and come before the admins."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.models import (
    Case,
    CasePurpose,
    CaseReason,
    CaseState,
    DecisionKind,
    NoticeKind,
)
from bot.services import people
from bot.services.cases import offering
from bot.services.clock import deadlines, escalations
from bot.services.clock.values import Escalated
from bot.store.database import Store
from tests.services.clock_world import (
    ADA,
    ALAN,
    ANN,
    SECOND,
    case,
    change,
    decided,
    delivered,
    get,
    hold,
    office,
    submitted,
)
from tests.services.world import HOUR, NOW, notices, send

OVERDUE, ESCALATION = timedelta(hours=18), timedelta(hours=24)
CHAT = -500


def mark(store: Store, now: datetime, **how: int) -> int:
    return store.transact(deadlines.mark_overdue, now, OVERDUE, **how)


def escalate(store: Store, now: datetime, **how: int) -> int:
    return store.transact(deadlines.escalate, now, ESCALATION, **how)


def test_a_case_is_overdue_from_its_hour_on_and_marked_once(store: Store) -> None:
    number, due = case(store), NOW + OVERDUE

    marked = [mark(store, due - SECOND), mark(store, due), mark(store, due + HOUR)]

    assert marked == [0, 1, 0]
    assert get(store, number).overdue_at == due
    (line,) = decided(store, DecisionKind.OVERDUE)
    assert (line.case_id, line.person_id, line.role, line.at) == (number, None, None, due)


def test_what_somebody_works_on_is_not_overdue_until_it_is_free_again(store: Store) -> None:
    store.transact(office)
    held, late = case(store), NOW + OVERDUE
    hold(store, held, until=late + HOUR)
    submitted(store, author=ANN)
    case(store, state=CaseState.CLOSED)

    assert (mark(store, late), escalate(store, NOW + ESCALATION - HOUR)) == (0, 0)
    assert mark(store, late + HOUR) == 1
    assert get(store, held).overdue_at == late + HOUR


def test_only_what_readers_wait_for_is_overdue(store: Store) -> None:
    case(store, purpose=CasePurpose.TRANSLATION)
    for reason in (CaseReason.ASKED, CaseReason.OLD, CaseReason.EXPIRED):
        case(store, purpose=CasePurpose.RECHECK, reason=reason)
    disputed = case(store, purpose=CasePurpose.RECHECK, reason=CaseReason.DISPUTED)

    assert mark(store, NOW + OVERDUE) == 1
    assert get(store, disputed).overdue_at is not None


def test_many_are_marked_in_batches_and_only_the_first_cards_are_drawn_anew(store: Store) -> None:
    store.transact(office)
    for number in range(7):
        case(store, priority=float(number))
    store.transact(offering.offer, CHAT, NOW, 10)
    send(store)
    late = NOW + OVERDUE

    marked = [mark(store, late, limit=3, drawn=drawn) for drawn in (2, 0, 0, 0)]

    assert marked == [3, 3, 1, 0]
    redrawn = [one.case_id for one in notices(store, NoticeKind.CASE) if one.edits]
    first = [7, 6]  # by priority
    assert redrawn == first


def test_a_case_is_escalated_at_its_hour_moves_up_and_the_admins_hear_once(store: Store) -> None:
    store.transact(office)
    number, due = case(store, text="Bees, call +380 44 123 45 67"), NOW + ESCALATION
    before = get(store, number).priority

    done = [escalate(store, due - SECOND), escalate(store, due), escalate(store, due)]
    told = [store.transact(escalations.tell_admins, due + n * HOUR) for n in range(3)]

    assert (done, told) == ([0, 1, 0], [2, 0, 0])
    assert get(store, number).escalated_at == due
    assert get(store, number).priority != before
    (line,) = decided(store, DecisionKind.ESCALATED)
    assert (line.person_id, line.role) == (None, None)
    (parcel,) = delivered(store, due, ADA)
    assert isinstance(parcel.message, Escalated)
    assert "123" not in parcel.message.cases[0].words


def test_admins_get_one_message_for_all_that_was_escalated_since_the_last(store: Store) -> None:
    store.transact(office)
    first, later = NOW + ESCALATION, NOW + ESCALATION + HOUR
    numbers = [case(store, priority=float(-number)) for number in range(12)]
    escalate(store, first, limit=5)
    escalate(store, first, limit=50)
    store.transact(escalations.tell_admins, first)
    numbers.append(case(store, created_at=NOW + HOUR))
    escalate(store, later)
    store.transact(escalations.tell_admins, later)

    messages = [parcel.message for parcel in delivered(store, later, ALAN)]

    assert [(one.count, len(one.cases)) for one in messages if isinstance(one, Escalated)] == [
        (12, escalations.NAMED),
        (1, 1),
    ]


def test_an_admin_hears_nothing_of_what_is_closed_or_once_they_are_none(store: Store) -> None:
    store.transact(office)
    number = case(store)
    escalate(store, NOW + ESCALATION)
    store.transact(escalations.tell_admins, NOW + ESCALATION)
    store.transact(people.sync_roles, (ADA,), ())
    change(store, Case, number, state=CaseState.CLOSED)

    assert send(store, NOW + ESCALATION) == []


def test_a_hundred_thousand_cases_are_one_message_a_round(store: Store) -> None:
    """In small: however many batches, one message to each admin, and a few cards."""
    store.transact(office)
    for _ in range(60):
        case(store)
    late = NOW + timedelta(days=400)

    while mark(store, late, limit=7) + escalate(store, late, limit=7):
        continue
    store.transact(escalations.tell_admins, late)

    assert len(notices(store)) == 2
