"""What a store that was a backup unlearns, and what it must not lose on the way."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.models import Ban, BroadcastState, NoticeKind, NoticeState
from bot.services import marks, outbox, privacy, restoring
from bot.services.broadcasts import control, running
from bot.services.order import bans
from bot.services.restoring import Since
from bot.services.subscriptions import bulletins
from bot.store.database import Store
from tests.services.broadcast_runs import ADA, begin, broadcast, copies, prepared, states
from tests.services.test_subscriptions import waiting
from tests.services.world import NOW, claim, far, notices, post, record, send

UTC = ZoneInfo("UTC")
settle = partial(restoring.settle, now=NOW, made_at=NOW, bulletin_hour=18, zone=UTC)
ELSEWHERE = "ab" * marks.BYTES  # the secret of a store that was begun anew meanwhile
EVE, ADAM = 777_000_555, 777_000_556


def test_whoever_is_blocked_in_a_backup_stays_so_where_the_store_before_was_another(
    store: Store,
) -> None:
    for person in (EVE, ADAM):
        record(store, post("Bees pay taxes", person=person), far())
    digest = store.transact(marks.mark, EVE, NOW)
    store.transact(lambda session: session.add(Ban(digest=digest, at=NOW)))
    since = Since(ELSEWHERE, {marks.made_with(ELSEWHERE, ADAM): NOW})

    done = store.transact(settle, since)

    assert store.transact(bans.is_blocked, EVE)
    assert done.forgotten == 1
    again = store.transact(restoring.remember)
    assert store.transact(marks.mark, ADAM, NOW) in again.forgotten


def test_a_backup_without_secret_takes_the_one_that_was_made_since(store: Store) -> None:
    since = Since(ELSEWHERE, {marks.made_with(ELSEWHERE, ADAM): NOW})

    done = store.transact(settle, since)

    assert done.forgotten == 0
    assert store.transact(restoring.remember) == since
    assert not store.transact(privacy.forget, ADAM, NOW).traces


def test_what_was_paused_in_a_backup_may_have_gone_out_since(store: Store) -> None:
    number = prepared(store, 3)
    begin(store)
    (first,) = claim(store, limit=1)
    store.transact(outbox.delivered, first.notice_id, 1, NOW)
    store.transact(control.pause, number, ADA, NOW)

    assert store.transact(settle, Since()).unsure == 2
    store.transact(control.resume, number, ADA, NOW)

    assert send(store) == []
    assert states(store, number) == {NoticeState.SENT: 1, NoticeState.UNSURE: 2}


@pytest.mark.parametrize("paused", [False, True])
def test_what_was_being_listed_in_a_backup_goes_to_nobody(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, paused: bool
) -> None:
    monkeypatch.setattr(running, "PORTION", 2)
    number = prepared(store, 5, daily=1)
    store.transact(running.list_some, NOW)
    if paused:
        store.transact(control.pause, number, ADA, NOW)

    assert store.transact(settle, Since()).broadcasts == 1
    begin(store)

    assert broadcast(store, number).state is BroadcastState.STOPPED
    assert [one.state for one in copies(store, number)] == [NoticeState.UNSURE]
    assert waiting(store, 10_001) == 0


def test_a_bulletin_whose_hour_came_since_a_backup_does_not_come_again(store: Store) -> None:
    prepared(store, 2, daily=1)
    begin(store)
    send(store)
    store.transact(running.finish, NOW)
    send(store)
    later = NOW + timedelta(days=1)

    assert store.transact(settle, Since(), now=later).unsure == 1
    store.transact(bulletins.collect, later, 18, UTC)

    assert [one.state for one in notices(store, NoticeKind.BULLETIN)] == [NoticeState.UNSURE]
