"""Reminders: each at its moment, once, not to who wants none, and only while there is a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.models import (
    Approval,
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    Draft,
    DraftState,
    Lease,
    Member,
    NoticeKind,
    utcnow,
)
from bot.services import people
from bot.services.cases import leases
from bot.services.clock import reminders
from bot.services.clock.values import (
    ApprovalsWait,
    LeaseEnds,
    RanOut,
    RemindersSwitch,
    SentBackWaits,
)
from bot.services.values import NotAllowed
from bot.store.database import Store
from tests.services.clock_world import (
    ADA,
    ANN,
    BOB,
    SECOND,
    case,
    change,
    decided,
    delivered,
    draft,
    hold,
    office,
    submitted,
)
from tests.services.world import HOUR, MINUTE, NOW, notices

HOLD = timedelta(hours=2)
UTC_ZONE, KYIV = ZoneInfo("UTC"), ZoneInfo("Europe/Kyiv")
ENDS = NOW + HOLD
NIGHT = NOW + 12 * HOUR  # midnight


@pytest.fixture
def desk(store: Store) -> Store:
    store.transact(office)
    return store


def remind(
    store: Store, now: datetime, *, hold: timedelta = HOLD, zone: ZoneInfo = UTC_ZONE
) -> list[tuple[int, str]]:
    """Do what the clock does, and return what is newly owed: to whom, and about what."""
    before = len(notices(store))
    store.transact(reminders.remind, now, hold, zone)
    return [(one.chat_id, one.params["about"]) for one in notices(store)[before:]]


def held(store: Store, *, until: datetime = ENDS, **values: object) -> int:
    """A case that Ann holds and writes on."""
    number = case(store, **values)
    hold(store, number, ANN, until)
    draft(store, number, author=ANN)
    return number


def test_twenty_minutes_before_a_lease_ends_its_holder_is_reminded_once(desk: Store) -> None:
    held(desk)
    soon = ENDS - 20 * MINUTE

    assert remind(desk, soon - SECOND) == []
    assert remind(desk, soon) == [(ANN, "lease")]
    assert remind(desk, soon + MINUTE) == []
    (parcel,) = delivered(desk, soon + MINUTE, ANN)
    assert isinstance(parcel.message, LeaseEnds)
    assert parcel.message.until == ENDS


def test_each_pause_has_its_reminder(desk: Store) -> None:
    number = held(desk)
    remind(desk, ENDS - MINUTE)
    change(desk, Lease, number, until=ENDS + HOLD)

    assert remind(desk, ENDS) == []
    assert remind(desk, ENDS + HOLD - MINUTE) == [(ANN, "lease")]


def test_a_short_lease_is_no_reason_to_hurry_at_once(desk: Store) -> None:
    held(desk, until=NOW + 8 * MINUTE)

    assert remind(desk, NOW, hold=8 * MINUTE) == []
    assert remind(desk, NOW + 6 * MINUTE, hold=8 * MINUTE) == [(ANN, "lease")]


@pytest.mark.parametrize("now", [ENDS, ENDS + MINUTE])
def test_a_lease_that_is_over_or_without_a_draft_is_not_reminded_of(
    desk: Store, now: datetime
) -> None:
    held(desk)
    hold(desk, case(desk), BOB, now + MINUTE)

    assert remind(desk, now) == []


def test_a_reminder_without_a_reason_any_more_is_not_sent(desk: Store) -> None:
    extended, given_back = held(desk), held(desk)
    remind(desk, ENDS - MINUTE)
    change(desk, Lease, extended, until=ENDS + HOLD)
    desk.transact(leases.give_back, given_back, ANN, ENDS - MINUTE)

    assert delivered(desk, ENDS, ANN) == []


def test_who_held_a_case_is_told_once_that_it_is_free_again(desk: Store) -> None:
    number, other = held(desk), case(desk)
    hold(desk, other, BOB, ENDS)

    released = [desk.transact(leases.release, ENDS + n * MINUTE) for n in (-1, 0, 1)]

    assert released == [0, 2, 0]
    told = delivered(desk, ENDS, ANN) + [
        one for one in delivered(desk, ENDS, BOB) if isinstance(one.message, RanOut)
    ]
    assert isinstance(told[0].message, RanOut)
    assert (told[0].message.case.case_id, told[0].message.written) == (number, True)
    assert [line.role for line in decided(desk, DecisionKind.RAN_OUT)] == [None, None]


def test_who_took_it_again_meanwhile_is_not_told(desk: Store) -> None:
    number = held(desk)
    desk.transact(leases.release, ENDS)
    desk.transact(leases.take, number, ANN, ENDS + MINUTE, HOLD)

    assert delivered(desk, ENDS + MINUTE, ANN) == []


def sent_back(store: Store) -> int:
    number = case(store)
    draft(store, number, author=ANN, comment="Which year?", changed_at=NOW)
    line = Decided(kind=DecisionKind.SENT_BACK, case_id=number, person_id=BOB, at=NOW)
    store.transact(lambda session: session.add(line))
    return number


def test_a_draft_that_was_sent_back_is_reminded_of_once_after_four_hours(desk: Store) -> None:
    sent_back(desk)
    due = NOW + 4 * HOUR

    assert remind(desk, due - SECOND) == []
    assert remind(desk, due) == [(ANN, "sent_back")]
    assert remind(desk, due + 24 * HOUR) == []
    (parcel,) = delivered(desk, due, ANN)
    assert isinstance(parcel.message, SentBackWaits)
    assert parcel.message.comment == "Which year?"


def test_what_somebody_went_on_with_is_not_reminded_of(desk: Store) -> None:
    number = sent_back(desk)
    hold(desk, number, BOB, NOW + 5 * HOUR)
    sent_back(desk)
    change(desk, Draft, 2, changed_at=NOW + SECOND)
    closed = sent_back(desk)
    change(desk, Case, closed, state=CaseState.CLOSED)

    assert remind(desk, NOW + 4 * HOUR) == []


def test_a_reminder_of_a_draft_that_was_changed_is_not_sent(desk: Store) -> None:
    sent_back(desk)
    remind(desk, NOW + 4 * HOUR)
    change(desk, Draft, 1, version=2)

    assert delivered(desk, NOW + 4 * HOUR, ANN) == []


def test_what_waits_for_approval_is_brought_up_once_a_day(desk: Store) -> None:
    submitted(desk, author=BOB, at=NOW)
    due = NOW + 4 * HOUR

    assert remind(desk, due - SECOND) == []
    assert remind(desk, due) == [(ADA, "approvals"), (51, "approvals"), (ANN, "approvals")]
    assert remind(desk, due + HOUR) == []
    (parcel,) = delivered(desk, due, ANN)
    assert isinstance(parcel.message, ApprovalsWait)
    assert (parcel.message.count, parcel.message.cases[0].since) == (1, NOW)
    assert len(remind(desk, due + 24 * HOUR)) == 3


def test_only_who_has_the_language_and_may_approve_is_reminded_of_approvals(desk: Store) -> None:
    submitted(desk, author=BOB, language="pl")  # Ann reads Ukrainian
    submitted(desk, author=ANN)
    submitted(desk, author=BOB, purpose=CasePurpose.TRANSLATION, language="mk")
    approved = submitted(desk, author=BOB)
    desk.transact(lambda session: session.add(Approval(draft_id=4, version=1, person_id=ANN)))

    owed = remind(desk, NOW + 4 * HOUR)

    assert approved == 4
    assert ANN not in [who for who, _ in owed]
    assert BOB in [who for who, _ in owed]


@pytest.mark.parametrize(
    ("hour", "minute", "zone", "count"),
    [
        (7, 59, UTC_ZONE, 0),
        (8, 0, UTC_ZONE, 3),
        (20, 59, UTC_ZONE, 3),
        (21, 0, UTC_ZONE, 0),
        (6, 0, KYIV, 3),
        (19, 0, KYIV, 0),
    ],
)
def test_the_night_is_left_in_peace(
    desk: Store, hour: int, minute: int, zone: ZoneInfo, count: int
) -> None:
    submitted(desk, author=BOB, at=NOW)
    night = NOW.replace(hour=hour, minute=minute) + timedelta(days=1)

    assert len(remind(desk, night, zone=zone)) == count


def test_at_night_too_a_lease_that_ends_is_reminded_of(desk: Store) -> None:
    held(desk, until=NIGHT)
    sent_back(desk)

    assert remind(desk, NIGHT - MINUTE) == [(ANN, "lease")]


@pytest.mark.parametrize("how", ["muted", "suspended", "demoted"])
def test_who_wants_none_or_reviews_no_more_is_not_reminded(desk: Store, how: str) -> None:
    held(desk, until=NOW + 4 * HOUR + MINUTE)
    sent_back(desk)
    submitted(desk, author=BOB)
    if how == "muted":
        change(desk, Member, ANN, muted=True)
    if how == "suspended":
        change(desk, Member, ANN, suspended_at=NOW)
    if how == "demoted":
        desk.transact(people.sync_roles, (), ())

    assert ANN not in [who for who, _ in remind(desk, NOW + 4 * HOUR)]


def test_who_was_suspended_meanwhile_gets_no_reminder(desk: Store) -> None:
    held(desk)
    remind(desk, ENDS - MINUTE)
    change(desk, Member, ANN, suspended_at=ENDS)

    assert delivered(desk, ENDS, ANN) == []


def test_a_reviewer_switches_reminders_off_and_on(desk: Store) -> None:
    assert desk.transact(reminders.owe_switch, ANN, "a") is None
    assert desk.transact(reminders.switch, ANN, NOW, "b", on=False, edits=7) is None
    off = delivered(desk, utcnow(), ANN)
    desk.transact(reminders.switch, ANN, NOW, "c", on=True, edits=7)
    on = delivered(desk, utcnow(), ANN)

    # The words are made when they are sent: the first was sent after the switch.
    assert [(one.message, one.edits) for one in off] == [
        (RemindersSwitch(on=False), None),
        (RemindersSwitch(on=False), 7),
    ]
    assert [(one.message, one.edits) for one in on] == [(RemindersSwitch(on=True), 7)]


def test_only_reviewers_have_reminders(desk: Store) -> None:
    assert desk.transact(reminders.owe_switch, 999, "a") == NotAllowed()
    assert desk.transact(reminders.switch, 999, NOW, "b", on=False, edits=7) == NotAllowed()
    assert notices(desk, NoticeKind.REMINDER) == []


def test_a_submitted_draft_is_not_the_holders_any_more(desk: Store) -> None:
    held(desk)
    change(desk, Draft, 1, state=DraftState.SUBMITTED)

    assert remind(desk, ENDS - MINUTE) == []
