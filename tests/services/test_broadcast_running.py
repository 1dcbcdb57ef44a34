"""A broadcast from its time to its end, and how it is shown meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.models import (
    BroadcastState,
    Collected,
    DecisionKind,
    Notice,
    NoticeKind,
    NoticeState,
    Subscription,
)
from bot.services import outbox, people
from bot.services.broadcasts import control, progress, running, unsure
from bot.services.broadcasts.running_values import Progress, Settled, TooFar, UnsureList
from bot.services.clock import housekeeping
from bot.services.values import NotAllowed, Sender
from bot.store import broadcasts
from bot.store.database import Store
from tests.services.broadcast_runs import (
    ADA,
    BEN,
    FIRST,
    begin,
    broadcast,
    copies,
    deeds,
    prepared,
    schedule,
    states,
)
from tests.services.world import MINUTE, NOW, claim, notices, send

SECOND = timedelta(seconds=1)
CARDS = NoticeKind.BROADCAST_CARD


def shown(store: Store, number: int) -> Progress:
    return store.transact(
        lambda session: progress.progress(session, broadcasts.get(session, number))  # type: ignore[arg-type]
    )


def settle(store: Store, number: int) -> None:
    """Let one copy be sent, one come back as blocked, one fail, one be in doubt."""
    sent, blocked, failed, doubt = claim(store, limit=4)
    store.transact(outbox.delivered, sent.notice_id, 1, NOW)
    store.transact(outbox.blocked, blocked.notice_id, NOW)
    store.transact(outbox.failed, failed.notice_id, "refused")
    store.transact(outbox.unsure, doubt.notice_id, "timed out")


def test_nothing_leaves_before_everybody_has_a_row(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PORTION", 3)
    number = prepared(store, 7, daily=2)

    assert store.transact(running.list_some, NOW)
    assert store.transact(running.list_some, NOW)  # a crash here loses nothing
    assert broadcast(store, number).state is BroadcastState.LISTING
    assert claim(store) == []
    assert begin(store) == 1

    row = broadcast(store, number)
    assert (row.state, row.people, row.collected) == (BroadcastState.RUNNING, 7, 2)
    assert [one.person_id for one in copies(store, number)] == list(range(FIRST + 2, FIRST + 7))
    daily = store.transact(lambda session: session.exec(select(Collected.person_id)).all())
    assert daily == [FIRST, FIRST + 1]
    assert len(send(store)) == 5


def test_a_broadcast_begins_at_its_time_and_two_at_once_one_by_one(store: Store) -> None:
    first = prepared(store, 2)
    later = store.transact(schedule, due_at=NOW + MINUTE)

    assert begin(store) == 1
    assert broadcast(store, later).state is BroadcastState.SCHEDULED
    assert store.transact(running.next_begin) == NOW + MINUTE
    assert begin(store, NOW + MINUTE) == 1
    assert [broadcast(store, one).state for one in (first, later)] == [BroadcastState.RUNNING] * 2


def test_at_the_end_its_author_is_told_once_what_became_of_it(store: Store) -> None:
    number = prepared(store, 5, daily=1)
    begin(store)
    assert store.transact(running.finish, NOW) == 0
    settle(store, number)

    assert store.transact(running.finish, NOW) == 1
    assert store.transact(running.finish, NOW + MINUTE) == 0

    row = broadcast(store, number)
    assert (row.state, row.finished_at) == (BroadcastState.DONE, NOW)
    (told,) = notices(store, NoticeKind.TEXT)
    assert (told.chat_id, told.params["name"]) == (ADA, "broadcast_done")
    assert told.params["values"] == {
        "number": str(number),
        "sent": 1,
        "blocked": 1,
        "failed": 1,
        "unsure": 1,
        "left_out": 0,
        "in_bulletins": 1,
    }
    assert deeds(store)[-1] == (DecisionKind.BROADCAST_DONE, None)


def test_one_whose_recipients_all_left_is_done_at_once(store: Store) -> None:
    prepared(store, 0)
    number = store.transact(schedule, state=BroadcastState.LISTING)
    begin(store)

    assert store.transact(running.finish, NOW) == 1
    assert broadcast(store, number).state is BroadcastState.DONE


def test_progress_counts_each_recipient_once(store: Store) -> None:
    number = prepared(store, 7, daily=1)
    begin(store)
    settle(store, number)
    store.transact(lambda s: setattr(s.get_one(Subscription, FIRST + 5), "ended_at", NOW))
    (last,) = claim(store)  # and one who wants nothing any more
    store.transact(outbox.put_back, last.notice_id)

    found = shown(store, number)

    assert found.people == 6
    assert (found.sent, found.waiting, found.blocked, found.failed) == (1, 1, 1, 1)
    assert (found.unsure, found.to_decide, found.left_out) == (1, 1, 1)
    assert found.in_bulletins == 1


def test_its_counts_outlast_the_rows_that_are_erased(store: Store) -> None:
    number = prepared(store, 7, daily=1)
    begin(store)
    settle(store, number)
    store.transact(lambda s: setattr(s.get_one(Subscription, FIRST + 5), "ended_at", NOW))
    (late,) = claim(store)
    store.transact(outbox.put_back, late.notice_id)
    store.transact(control.pause, number, ADA, NOW)
    before = shown(store, number)
    first = copies(store, number)[0].person_id or 0

    store.transact(people.forget, first, NOW)
    assert shown(store, number) == before
    for days in (100, 200):
        store.transact(housekeeping.purge, NOW + timedelta(days=days), timedelta(days=90))

    assert len(copies(store, number)) == 1
    assert shown(store, number) == replace(before, to_decide=0)
    store.transact(control.resume, number, ADA, NOW)
    (parcel,) = claim(store)
    store.transact(outbox.delivered, parcel.notice_id, 9, NOW)
    assert (shown(store, number).sent, shown(store, number).waiting) == (2, 0)


def test_progress_tells_how_fast_it_goes_and_how_long_it_takes(store: Store) -> None:
    number = prepared(store, 12)
    begin(store)
    for place, parcel in enumerate(claim(store, limit=8)):
        at = NOW + place * SECOND / 4
        store.transact(outbox.delivered, parcel.notice_id, place + 1, at)

    found = shown(store, number)

    assert (found.per_second, found.seconds_left) == (4.0, 1)


def test_its_message_is_edited_only_once_the_edit_before_has_gone_out(store: Store) -> None:
    number = prepared(store, 6)
    begin(store)

    store.transact(progress.show, NOW)
    store.transact(progress.show, NOW + 4 * SECOND)
    (card,) = notices(store, CARDS)
    assert (card.chat_id, card.direct, card.edits) == (ADA, True, None)

    (parcel,) = claim(store, limit=1)  # before what is broadcast
    assert isinstance(parcel.message, Progress)
    store.transact(outbox.delivered, parcel.notice_id, 77, NOW)
    store.transact(progress.show, NOW + 8 * SECOND)
    assert notices(store, CARDS)[0].state is NoticeState.SENT  # nothing has changed
    settle(store, number)
    store.transact(progress.show, NOW + 9 * SECOND)
    store.transact(progress.show, NOW + 12 * SECOND)

    (card,) = notices(store, CARDS)
    assert (card.state, card.edits) == (NoticeState.DUE, 77)


def test_at_its_end_its_message_is_edited_once_more(store: Store) -> None:
    number = prepared(store, 1)
    begin(store)
    assert store.transact(progress.show, NOW)
    (card,) = claim(store, limit=1)
    (copy,) = claim(store)
    store.transact(outbox.delivered, copy.notice_id, 5, NOW)
    store.transact(running.finish, NOW + SECOND)

    assert not store.transact(progress.show, NOW + 2 * SECOND)  # the edit before is on its way
    store.transact(outbox.delivered, card.notice_id, 77, NOW)
    store.transact(progress.show, NOW + 3 * SECOND)
    last = [one.message for one in send(store, NOW + 3 * SECOND)]
    store.transact(progress.show, NOW + 9 * SECOND)

    assert [one.state for one in last if isinstance(one, Progress)] == [BroadcastState.DONE]
    assert notices(store, CARDS)[0].state is NoticeState.SENT
    assert shown(store, number).sent == 1


def test_who_confirmed_it_watches_too_and_nobody_is_asked_away(store: Store) -> None:
    prepared(store, 3)
    store.transact(schedule, confirmed_by=BEN)
    begin(store)

    store.transact(progress.show, NOW)

    assert [one.chat_id for one in notices(store, CARDS)] == [ADA, ADA, BEN]


def test_a_question_is_left_standing_for_a_while(store: Store) -> None:
    number = prepared(store, 4)
    begin(store)
    store.transact(progress.show, NOW)
    (card,) = claim(store, limit=1)
    store.transact(outbox.delivered, card.notice_id, 77, NOW)
    store.transact(
        outbox.owe,
        key="asked",
        kind=CARDS,
        chat_id=ADA,
        person_id=ADA,
        due_at=NOW,
        params={"broadcast": number, "asked": True},
        edits=77,
    )
    (asked,) = claim(store, limit=1)
    store.transact(outbox.delivered, asked.notice_id, 77, NOW)
    settle(store, number)

    store.transact(progress.show, NOW + 10 * SECOND)
    before = notices(store, CARDS)[0].state
    store.transact(progress.show, NOW + 31 * SECOND)

    assert isinstance(asked.message, Progress)
    assert asked.message.asked
    assert (before, notices(store, CARDS)[0].state) == (NoticeState.SENT, NoticeState.DUE)


def test_whoever_blocks_the_bot_and_comes_back_gets_what_still_runs(store: Store) -> None:
    number = prepared(store, 2)
    begin(store)
    first, second = claim(store)
    for one in (first, second):
        store.transact(outbox.blocked, one.notice_id, NOW)

    store.transact(people.meet, Sender(first.chat_id, "en"), NOW)
    assert len(send(store)) == 1
    store.transact(running.finish, NOW)
    store.transact(people.meet, Sender(second.chat_id, "en"), NOW)

    assert states(store, number) == {NoticeState.SENT: 1, NoticeState.BLOCKED: 1}


def test_those_of_whom_nobody_knows_are_listed_and_written_to_once_more(store: Store) -> None:
    number = prepared(store, 4)
    begin(store)
    settle(store, number)
    store.transact(running.finish, NOW)

    page = store.transact(unsure.page, number, 9)
    assert isinstance(page, UnsureList)
    assert (page.page, page.pages, page.total, len(page.lines)) == (1, 1, 1, 1)
    assert store.transact(unsure.write_again, number, 5, NOW) == NotAllowed()
    assert store.transact(unsure.write_again, number, ADA, NOW) == Settled(1)
    assert store.transact(unsure.write_again, number, BEN, NOW) == Settled(0)
    assert broadcast(store, number).state is BroadcastState.RUNNING
    (again,) = [one for one in send(store) if one.chat_id >= FIRST]
    assert store.transact(running.finish, NOW + MINUTE) == 1

    found = shown(store, number)
    assert (found.people, found.sent, found.unsure, found.to_decide) == (4, 2, 0, 0)
    assert again.chat_id == FIRST + 3
    assert deeds(store)[-2:] == [
        (DecisionKind.BROADCAST_UNSURE, ADA),
        (DecisionKind.BROADCAST_DONE, None),
    ]


def test_those_of_whom_nobody_knows_can_be_left_at_that(store: Store) -> None:
    number = prepared(store, 4)
    begin(store)
    settle(store, number)
    store.transact(control.stop, number, ADA, NOW)

    assert store.transact(unsure.write_again, number, ADA, NOW) == TooFar(BroadcastState.STOPPED)
    assert store.transact(unsure.leave, number, ADA, NOW) == Settled(1)

    found = shown(store, number)
    assert (found.unsure, found.to_decide) == (1, 0)
    assert store.transact(broadcasts.count_undecided, number) == 0


def test_a_reply_does_not_wait_for_a_broadcast_to_the_same_chat(store: Store) -> None:
    prepared(store, 3)
    begin(store)

    def answer(session: Session) -> None:
        for one in session.exec(select(Notice).order_by(col(Notice.id))):
            outbox.owe(
                session, key=f"a{one.id}", kind=NoticeKind.TEXT, chat_id=one.chat_id,
                due_at=NOW, params={"name": "hint"},
            )  # fmt: skip

    store.transact(answer)

    assert [parcel.direct for parcel in claim(store, limit=2)] == [True, True]
    assert len(store.transact(outbox.claim, now=NOW, limit=5, busy=(), others=0)) == 1


def test_only_admins_are_shown_how_far_a_broadcast_is(store: Store) -> None:
    number = prepared(store, 1)
    begin(store)
    for place, person in enumerate((5, ADA)):
        params = {"broadcast": number} if place else {"broadcast": number, "unsure": 1}
        store.transact(
            outbox.owe, key=f"{person}", kind=CARDS, chat_id=person, person_id=person,
            due_at=NOW, params=params,
        )  # fmt: skip

    parcels = store.transact(outbox.claim, now=NOW, limit=9, busy=(), others=0)

    assert [one.chat_id for one in parcels] == [ADA]
