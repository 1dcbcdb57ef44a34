"""The durable inbox."""

from datetime import timedelta
from threading import Thread

import pytest

from bot.models import Received, UpdateState, utcnow
from bot.store import updates
from bot.store.database import Store


def test_an_update_that_comes_again_is_kept_once(store: Store) -> None:
    first = store.transact(updates.keep, 7, 1, {"text": "a"})
    again = store.transact(updates.keep, 7, 1, {"text": "b"})

    assert (first, again) == (True, False)
    assert [row.raw for row in store.transact(updates.waiting)] == [{"text": "a"}]


def test_waiting_updates_come_oldest_first(store: Store) -> None:
    for number in (3, 1, 2):
        store.transact(updates.keep, number, 1, {})

    assert [row.update_id for row in store.transact(updates.waiting)] == [1, 2, 3]


def test_of_many_threads_that_keep_one_update_one_keeps_it(store: Store) -> None:
    kept: list[bool] = []
    threads = [
        Thread(target=lambda: kept.append(store.transact(updates.keep, 7, 1, {})))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(kept) == [False] * 7 + [True]


def test_a_done_update_is_remembered_without_what_it_said(store: Store) -> None:
    store.transact(updates.keep, 7, 1, {"text": "secret"})

    store.transact(updates.done, 7)

    assert store.transact(updates.waiting) == []
    assert store.transact(updates.keep, 7, 1, {"text": "secret"}) is False
    row = store.transact(lambda session: session.get(Received, 7))
    assert row is not None
    assert (row.state, row.raw, row.sender) == (UpdateState.DONE, {}, 0)


def test_each_try_is_counted_in_its_own_transaction(store: Store) -> None:
    store.transact(updates.keep, 7, 1, {})

    tries = [store.transact(updates.started, 7) for _ in range(3)]

    assert tries == [1, 2, 3]
    assert store.transact(updates.started, 99) == 0


def test_a_failing_update_is_parked_after_its_last_try(store: Store) -> None:
    store.transact(updates.keep, 7, 1, {"text": "poison"})
    parked = []
    for _ in range(3):
        store.transact(updates.started, 7)
        parked.append(store.transact(updates.failed, 7, "ValueError", 3))

    assert parked == [False, False, True]
    assert store.transact(updates.waiting) == []
    assert [(row.update_id, row.error) for row in store.transact(updates.parked)] == [
        (7, "ValueError")
    ]


@pytest.mark.parametrize("kept_before", [False, True])
def test_what_cannot_be_read_is_parked_whether_kept_or_not(
    store: Store, kept_before: bool
) -> None:
    if kept_before:
        store.transact(updates.keep, 7, 1, {"odd": 1})

    store.transact(updates.park, 7, {"odd": 1}, "cannot be read")

    assert [row.raw for row in store.transact(updates.parked)] == [{"odd": 1}]


def test_only_old_done_updates_are_purged(store: Store) -> None:
    for number in (1, 2):
        store.transact(updates.keep, number, 1, {})
    store.transact(updates.done, 1)

    assert store.transact(updates.purge, utcnow() - timedelta(days=1)) == 0
    assert store.transact(updates.purge, utcnow() + timedelta(days=1)) == 1
    assert [row.update_id for row in store.transact(updates.waiting)] == [2]
