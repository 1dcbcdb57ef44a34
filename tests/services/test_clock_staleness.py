"""Claims that nobody asks about any more are closed, and those who asked hear of it once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    DecisionKind,
    NoticeKind,
)
from bot.services import privacy
from bot.services.cases import gathering
from bot.services.clock import staleness
from bot.services.values import Text
from bot.store.database import Store
from tests.services.clock_world import (
    SECOND,
    case,
    change,
    decided,
    draft,
    get,
    hold,
    office,
)
from tests.services.world import NOW, notices, post, record, send, submission

STALE = timedelta(days=30)


def ask(store: Store, *who: int, text: str = "Bees pay taxes in Ruritania") -> int:
    """Let people ask the same, and return the case."""
    posts = [record(store, post(text, person=person)).submission_id for person in who]
    store.transact(gathering.gather, NOW)
    number = submission(store, posts[-1]).case_id or 0
    change(store, Case, number, asked_at=NOW)
    return number


def close_stale(store: Store, now: datetime = NOW + STALE, **how: int) -> int:
    return store.transact(staleness.close_stale, now, STALE, **how)


def test_a_claim_that_nobody_asks_about_any_more_is_closed_and_its_askers_hear_once(
    store: Store,
) -> None:
    number = ask(store, 1, 2, 2)
    send(store)

    closed = [close_stale(store, NOW + STALE - SECOND), close_stale(store), close_stale(store)]
    sent = send(store, NOW + STALE)

    assert closed == [0, 1, 0]
    assert get(store, number).state is CaseState.CLOSED
    assert [(one.chat_id, one.message) for one in sent] == [(1, Text("stale")), (2, Text("stale"))]
    assert [one.submission_id for one in notices(store, NoticeKind.TEXT)] == [1, 3]  # the latest
    assert all(parcel.reply_to for parcel in sent)
    (line,) = decided(store, DecisionKind.STALE)
    assert (line.case_id, line.person_id, line.role) == (number, None, None)


def test_who_was_forgotten_hears_nothing(store: Store) -> None:
    ask(store, 1, 2)
    store.transact(privacy.forget, 1, NOW)
    send(store)

    close_stale(store)

    assert [one.chat_id for one in send(store, NOW + STALE)] == [2]


def test_asking_again_opens_a_new_case(store: Store) -> None:
    old = ask(store, 1)
    close_stale(store)

    new = ask(store, 2)

    assert new != old
    assert get(store, new).state is CaseState.OPEN


@pytest.mark.parametrize("kept", ["held", "drafted", "submitted", "recheck"])
def test_what_is_worked_on_is_not_stale(store: Store, kept: str) -> None:
    store.transact(office)
    purpose = CasePurpose.RECHECK if kept == "recheck" else CasePurpose.CLAIM
    number = case(store, purpose=purpose)
    if kept == "held":
        hold(store, number, until=NOW + 2 * STALE)
    if kept == "drafted":
        draft(store, number)
    if kept == "submitted":
        change(store, Case, number, state=CaseState.SUBMITTED)

    assert close_stale(store) == 0


def test_stale_cases_are_closed_in_batches_after_a_long_stop(store: Store) -> None:
    for _ in range(5):
        case(store)

    assert [close_stale(store, NOW + 10 * STALE, limit=2) for _ in range(4)] == [2, 2, 1, 0]
