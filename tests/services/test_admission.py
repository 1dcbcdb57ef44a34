"""The door of every post: read now, kept for later, or not taken, in everybody's own order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.models import Activity, Hand, Received, UpdateState
from bot.services import privacy
from bot.services.clock import housekeeping
from bot.services.members.values import Author
from bot.services.order import admission, pausing
from bot.services.order.values import Admitted, Held, Limits, Refused, Scope
from bot.services.values import Incoming, Text
from bot.store import updates
from bot.store.database import Store
from tests.services.world import HOUR, MINUTE, NOW, post, record, send

OPERATOR = Author(Hand.OPERATOR, name="root")
DAY = timedelta(days=1)


def enter(store: Store, incoming: Incoming, now: Any = NOW, **limits: Any) -> object:
    line = incoming.sender.id
    return store.transact(admission.enter, incoming, line, Limits(**limits), now)


def keep(store: Store, number: int, sender: int = 1) -> None:
    """Keep an update for later."""
    store.transact(updates.keep, number, sender, {"update_id": number})
    store.transact(updates.hold, number)


def due(store: Store, *known: int, limit: int = 100, each: int = 50) -> list[int]:
    found = store.transact(admission.due, frozenset(known), limit=limit, each=each)
    return [row.update_id for row in found]


def lines(store: Store) -> list[tuple[int, str]]:
    sent = [(one.chat_id, one.message) for one in send(store)]
    return [(chat, message.name) for chat, message in sent if isinstance(message, Text)]


def test_while_reading_is_paused_posts_are_kept_and_each_sender_told_once(store: Store) -> None:
    store.transact(pausing.pause, Scope.INTAKE, OPERATOR, NOW)

    entered = [enter(store, post(person=person)) for person in (1, 1, 2)]

    assert entered == [Held()] * 3
    assert sorted(lines(store)) == [(1, "intake_paused"), (2, "intake_paused")]
    store.transact(pausing.resume, Scope.INTAKE, OPERATOR, NOW)
    assert enter(store, post()) == Admitted()
    store.transact(pausing.pause, Scope.INTAKE, OPERATOR, NOW + HOUR)
    enter(store, post())
    assert lines(store) == [(1, "intake_paused")]  # another pause


def test_what_follows_something_kept_is_kept_as_well(store: Store) -> None:
    keep(store, 5)

    assert enter(store, post(update=6)) == Held()
    assert enter(store, post(update=6, person=2)) == Admitted()
    assert enter(store, post(update=5)) == Admitted()


def test_what_is_kept_comes_back_once_it_goes_on_all_senders_in_turn(store: Store) -> None:
    for number, sender in ((1, 1), (2, 1), (3, 1), (4, 2), (5, 3), (6, 2)):
        keep(store, number, sender)
    store.transact(pausing.pause, Scope.INTAKE, OPERATOR, NOW)
    assert due(store) == []

    store.transact(pausing.resume, Scope.INTAKE, OPERATOR, NOW)

    assert due(store) == [1, 4, 5, 2, 6, 3]
    assert due(store, 1, 4, each=2, limit=3) == [5, 2, 6]
    assert due(store, limit=0) == []
    assert store.transact(updates.started, 1) == 1
    assert due(store) == [2, 4, 5, 3, 6]


def test_however_often_it_is_kept_no_try_is_counted(store: Store) -> None:
    store.transact(updates.keep, 1, 1, {})
    for _ in range(20):
        assert store.transact(updates.started, 1) == 1
        store.transact(updates.hold, 1)


def test_what_is_kept_is_not_purged_and_goes_with_its_sender(store: Store) -> None:
    keep(store, 1, sender=1)
    keep(store, 2, sender=2)

    store.transact(housekeeping.purge, NOW + 1000 * DAY, DAY)
    assert store.transact(updates.count_held) == 2
    store.transact(privacy.forget, 1, NOW)

    assert due(store) == [2]
    assert store.transact(updates.started, 1) == 0


@pytest.mark.parametrize("most", [0, 2])
def test_beyond_a_day_s_posts_no_more_is_taken_and_this_is_said_once_a_day(
    store: Store, most: int
) -> None:
    for minute in range(2):
        record(store, post(f"Bees pay tax number {minute}"), now=NOW - minute * MINUTE)
    send(store)

    entered = [enter(store, post(), per_day=most) for _ in range(2)]

    assert entered == ([Refused()] * 2 if most else [Admitted()] * 2)
    assert lines(store) == ([(1, "enough_today")] if most else [])
    assert enter(store, post(person=2), per_day=most) == Admitted()
    assert enter(store, post(), now=NOW + DAY, per_day=most) == Admitted()


def test_what_belongs_to_a_post_that_was_taken_is_taken_too(store: Store) -> None:
    first = post(group="album:1")
    record(store, first)

    assert enter(store, post(), per_day=1) == Refused()
    assert enter(store, post(group="album:1"), per_day=1) == Admitted()
    assert enter(store, post(edited=True, message=first.message_id), per_day=1) == Admitted()
    assert enter(store, first, per_day=1) == Admitted()  # handled again after a crash


def test_editing_what_was_not_taken_gets_nothing_more_out_of_a_day(store: Store) -> None:
    record(store, post())
    refused = post("Wasps pay taxes in silver")
    assert enter(store, refused, per_day=1) == Refused()

    edited = post("Wasps pay taxes in gold", edited=True, message=refused.message_id)

    assert enter(store, edited, per_day=1) == Refused()


def test_where_many_write_posts_wait_and_nobody_overtakes(store: Store) -> None:
    assert enter(store, post(), limited=True) == Admitted()
    assert enter(store, post(), limited=True, crowded=True) == Held()
    keep(store, 1, sender=9)

    later = enter(store, post(person=2), limited=True)

    assert later == Held()
    assert sorted(lines(store)) == [(1, "many_people"), (2, "many_people")]
    assert enter(store, post(person=2)) == Admitted()  # it has waited, and its turn has come


def test_the_state_of_what_is_kept_can_be_read(store: Store) -> None:
    keep(store, 1)

    row = store.transact(lambda session: session.get_one(Received, 1))

    assert (row.state, row.tries) == (UpdateState.HELD, 0)
    assert store.transact(pausing.state).held == 1
    assert not store.transact(pausing.paused, Activity.INTAKE)
