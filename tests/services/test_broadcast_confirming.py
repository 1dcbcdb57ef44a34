"""What goes to many needs two admins; of two deeds at once one is done, and each is in the log."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.models import (
    Audience,
    Broadcast,
    BroadcastState,
    DecisionKind,
    Frequency,
    Hand,
    Subscription,
    Verdict,
)
from bot.services import people, privacy
from bot.services.broadcasts import beginning, composing, confirming
from bot.services.broadcasts.results import (
    CalledOff,
    ConfirmedNow,
    OfAnother,
    Overtaken,
    OwnBroadcast,
    Returned,
    Sent,
    Shown,
    Unfit,
    WaitsForAnother,
)
from bot.services.broadcasts.values import BroadcastCard, Flaw, Place
from bot.services.members import members
from bot.services.members.values import Author, Deed
from bot.services.values import NotAllowed, Text
from bot.store import broadcasts
from bot.store.database import Store
from tests.services.broadcasts import broadcast, subscribe
from tests.services.desk import ADA, ANN, BOB, LATER, decided
from tests.services.world import HOUR, NOW, add_verdict, send, withdraw

EVE, SAM = 53, 54  # further admins
S, K = BroadcastState, DecisionKind


@pytest.fixture
def desk(store: Store) -> Store:
    """A desk with three admins, and three subscribers."""
    store.transact(people.sync_roles, (ADA, EVE, SAM), (ANN, BOB))
    subscribe(store, 301, 302)
    subscribe(store, 303, frequency=Frequency.DAILY)
    return store


def place(person: int = ADA, key: str = "key", over: int = 2) -> Place:
    return Place(person, key, over)


def composed(store: Store, **fields: Any) -> int:
    return broadcast(store, author_id=ADA, **fields).id or 0


def row(store: Store, number: int) -> Broadcast:
    return store.transact(lambda session: session.get_one(Broadcast, number))


def hand_in(store: Store, number: int, version: int = 1, **how: Any) -> object:
    over = how.pop("over", 2)
    where = place(key=f"send:{number}:{version}:{how}", over=over)
    return store.transact(confirming.send, number, version, where, NOW, **how)


def waiting(store: Store, **fields: Any) -> int:
    number = composed(store, **fields)
    assert hand_in(store, number) == WaitsForAnother()
    return number


def log(store: Store) -> list[tuple[DecisionKind, int | None, int | None]]:
    return [(one.kind, one.person_id, one.changes.get("people")) for one in decided(store)]


def test_what_goes_to_few_needs_nobody_else(desk: Store) -> None:
    number = composed(desk)

    assert hand_in(desk, number, over=3) == Sent(at_once=True)

    found = row(desk, number)
    assert (found.state, found.due_at, found.people) == (S.SCHEDULED, NOW, 3)
    assert found.content_hash
    assert log(desk) == [(K.BROADCAST_SCHEDULED, ADA, 3)]
    assert decided(desk)[0].changes["in_bulletins"] == 1


def test_what_goes_to_many_waits_for_another_admin(desk: Store) -> None:
    number = waiting(desk, due_at=NOW + HOUR)

    own = desk.transact(confirming.confirm, number, 1, place(), NOW)
    sent = send(desk, LATER)
    done = desk.transact(confirming.confirm, number, 1, place(EVE, "yes"), NOW)
    late = desk.transact(confirming.confirm, number, 1, place(SAM, "late"), NOW)

    asked = {one.chat_id for one in sent if isinstance(one.message, BroadcastCard)}
    assert (own, done, late) == (OwnBroadcast(), ConfirmedNow(), Overtaken())
    assert asked == {ADA, EVE, SAM}
    found = row(desk, number)
    assert (found.state, found.confirmed_by_id, found.due_at) == (S.SCHEDULED, EVE, NOW + HOUR)
    assert log(desk) == [(K.BROADCAST_ASKED, ADA, 3), (K.BROADCAST_CONFIRMED, EVE, 3)]


def test_all_cards_show_what_another_admin_decided(desk: Store) -> None:
    number = waiting(desk)
    send(desk, LATER)

    desk.transact(confirming.confirm, number, 1, place(EVE, "yes"), NOW)

    sent = send(desk, LATER)
    cards = {one.chat_id: one.edits for one in sent if isinstance(one.message, BroadcastCard)}
    texts = [(one.chat_id, one.message.name) for one in sent if isinstance(one.message, Text)]
    assert (set(cards), texts) == ({ADA, EVE, SAM}, [(ADA, "broadcast_confirmed")])
    assert cards[ADA]
    assert cards[SAM]


def test_people_are_counted_again_when_it_is_confirmed(desk: Store) -> None:
    number = waiting(desk)
    subscribe(desk, 304)
    grown = desk.transact(confirming.confirm, number, 1, place(EVE), NOW)
    other = waiting(desk, texts={"en": "Wasps"})

    def leave(session: Session) -> None:
        for one in range(301, 305):
            session.get_one(Subscription, one).ended_at = NOW

    desk.transact(leave)
    nobody = desk.transact(confirming.confirm, other, 1, place(EVE, "2"), NOW)

    assert (grown, row(desk, number).people) == (ConfirmedNow(), 4)
    assert (nobody, row(desk, other).state) == (Unfit(Flaw.NOBODY), S.WAITING)


def test_what_was_sent_back_is_confirmed_anew(desk: Store) -> None:
    number = waiting(desk)

    back = desk.transact(confirming.send_back, number, 1, place(EVE), NOW)
    between = desk.transact(confirming.confirm, number, 1, place(EVE, "2"), NOW)
    stale = hand_in(desk, number, 1)
    assert hand_in(desk, number, 2) == WaitsForAnother()
    old = desk.transact(confirming.confirm, number, 1, place(EVE, "3"), NOW)
    new = desk.transact(confirming.confirm, number, 2, place(EVE, "4"), NOW)

    assert (back, between, stale) == (Returned(), Overtaken(), Overtaken())
    assert (old, new) == (Overtaken(), ConfirmedNow())


def test_only_admins_decide_and_only_its_author_hands_it_in(desk: Store) -> None:
    number = composed(desk)

    for person, expected in ((ANN, NotAllowed()), (301, NotAllowed()), (EVE, OfAnother())):
        said = desk.transact(confirming.send, number, 1, place(person), NOW)
        assert said == expected
    assert hand_in(desk, number) == WaitsForAnother()
    for deed in (confirming.confirm, confirming.send_back):
        assert desk.transact(deed, number, 1, place(ANN), NOW) == NotAllowed()
    for other in (confirming.recompose, confirming.call_off):
        assert desk.transact(other, number, place(ANN), NOW) == NotAllowed()
    assert desk.transact(confirming.recompose, number, place(EVE), NOW) == OfAnother()


def test_a_desk_of_one_needs_the_setting(sqlite_store: Store) -> None:
    sqlite_store.transact(people.sync_roles, (ADA,), ())
    subscribe(sqlite_store, 301)
    number = composed(sqlite_store)

    assert hand_in(sqlite_store, number, over=0) == Unfit(Flaw.ALONE)
    assert hand_in(sqlite_store, number, over=1) == Sent(at_once=True)


def test_nothing_goes_to_nobody_or_into_the_past(desk: Store) -> None:
    nobody = composed(desk, audience=Audience.LANGUAGE, segment_language="mk")
    past = composed(desk, due_at=NOW - HOUR)

    assert hand_in(desk, nobody) == Unfit(Flaw.NOBODY)
    assert hand_in(desk, past) == Unfit(Flaw.PAST)
    assert row(desk, past).state is S.COMPOSING


def test_a_verdict_that_was_withdrawn_meanwhile_is_refused(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    number = composed(desk, verdict_id=verdict)
    desk.transact(withdraw, verdict, NOW)

    assert hand_in(desk, number) in (Unfit(Flaw.WITHDRAWN), Overtaken())
    assert row(desk, number).state is not S.SCHEDULED


def test_an_unchanged_repetition_is_asked_about_first(desk: Store) -> None:
    first = composed(desk)
    assert hand_in(desk, first, over=9) == Sent(at_once=True)
    second, other = composed(desk), composed(desk, audience=Audience.LANGUAGE)

    def other_language(session: Session) -> None:
        session.get_one(Broadcast, other).segment_language = "en"

    desk.transact(other_language)

    assert hand_in(desk, second, over=9) == Shown()
    assert row(desk, second).state is S.COMPOSING
    assert hand_in(desk, other, over=9) == Sent(at_once=True)
    assert hand_in(desk, second, over=9, again=True) == Sent(at_once=True)


def test_what_was_called_off_is_no_repetition(desk: Store) -> None:
    first, second = composed(desk), composed(desk)
    hand_in(desk, first, over=9)
    desk.transact(confirming.call_off, first, place(key="off"), NOW)

    assert hand_in(desk, second, over=9) == Sent(at_once=True)


def test_a_corrected_verdict_is_no_repetition(desk: Store) -> None:
    verdict = desk.transact(add_verdict)
    first, second = (composed(desk, verdict_id=verdict) for _ in range(2))
    hand_in(desk, first, over=9)

    def correct(session: Session) -> None:
        session.get_one(Verdict, verdict).version += 1

    desk.transact(correct)

    assert hand_in(desk, second, over=9) == Sent(at_once=True)


def test_until_it_begins_it_can_be_changed_or_called_off(desk: Store) -> None:
    number = composed(desk, due_at=NOW + HOUR)
    hand_in(desk, number, over=9)

    changed = desk.transact(confirming.recompose, number, place(key="change"), NOW)
    assert row(desk, number).version == 2
    hand_in(desk, number, 2, over=9)
    off = desk.transact(confirming.call_off, number, place(EVE, "off"), NOW)
    again = desk.transact(confirming.call_off, number, place(EVE, "off2"), NOW)

    assert (changed, off, again) == (Returned(), CalledOff(), Overtaken())
    found = row(desk, number)
    assert (found.state, found.reason, found.finished_at) == (S.STOPPED, "called_off", NOW)
    kinds = [kind for kind, _, _ in log(desk)]
    assert kinds == [
        K.BROADCAST_SCHEDULED,
        K.BROADCAST_SENT_BACK,
        K.BROADCAST_SCHEDULED,
        K.BROADCAST_STOPPED,
    ]


def test_what_another_composes_is_theirs_until_they_are_no_admin(desk: Store) -> None:
    number = composed(desk)

    theirs = desk.transact(confirming.call_off, number, place(EVE), NOW)
    desk.transact(members.change, ADA, Deed.DEMOTE, Author(Hand.ADMIN, EVE), NOW)
    orphan = desk.transact(confirming.call_off, number, place(EVE, "2"), NOW)

    assert (theirs, orphan) == (OfAnother(), CalledOff())


def begins(store: Store, number: int, over: int = 9) -> bool:
    def ask(session: Session) -> bool:
        found = broadcasts.locked(session, number)
        assert found is not None
        return beginning.may_begin(session, found, NOW + HOUR, over)

    return store.transact(ask)


def test_what_an_admin_answers_for_begins_with_the_people_there_are(desk: Store) -> None:
    number = composed(desk)
    hand_in(desk, number, over=9)
    subscribe(desk, 304)

    assert begins(desk, number)
    assert row(desk, number).people == 4


def test_what_goes_to_many_by_then_is_confirmed_first(desk: Store) -> None:
    number = composed(desk)
    hand_in(desk, number, over=3)
    subscribe(desk, 304)
    send(desk, LATER)

    assert not begins(desk, number, over=3)
    texts = [one.message for one in send(desk, LATER) if isinstance(one.message, Text)]
    desk.transact(confirming.confirm, number, 2, place(EVE, "yes"), NOW + HOUR)
    subscribe(desk, 305)

    assert [one.name for one in texts] == ["broadcast_grown"]
    assert begins(desk, number, over=3)
    assert row(desk, number).people == 5


@pytest.mark.parametrize("leave", ["demoted", "forgotten"])
def test_what_nobody_answers_for_any_more_waits_for_an_admin(desk: Store, leave: str) -> None:
    alone, confirmed = composed(desk), waiting(desk, texts={"en": "Wasps"})
    hand_in(desk, alone, over=9)
    desk.transact(confirming.confirm, confirmed, 1, place(EVE), NOW)
    if leave == "demoted":
        desk.transact(members.change, ADA, Deed.DEMOTE, Author(Hand.ADMIN, EVE), NOW)
    else:
        desk.transact(privacy.forget, ADA, NOW)
    send(desk, LATER)

    assert (begins(desk, alone), begins(desk, confirmed)) == (False, True)

    assert row(desk, alone).state is S.WAITING
    asked = {one.chat_id for one in send(desk, LATER)}
    done = desk.transact(confirming.confirm, alone, 2, place(SAM, "yes"), NOW + HOUR)
    assert (asked, done) == ({EVE, SAM}, ConfirmedNow())
    assert begins(desk, alone)


def test_what_found_nobody_ends_and_its_author_is_told(desk: Store) -> None:
    number = composed(desk)
    hand_in(desk, number, over=9)

    def leave(session: Session) -> None:
        for one in (301, 302, 303):
            session.get_one(Subscription, one).ended_at = NOW

    desk.transact(leave)

    assert not begins(desk, number)
    assert (row(desk, number).state, row(desk, number).reason) == (S.STOPPED, "nobody")
    texts = [one.message for one in send(desk, LATER) if isinstance(one.message, Text)]
    assert [one.name for one in texts] == ["broadcast_ended_nobody"]


def test_what_was_put_off_meanwhile_does_not_begin(desk: Store) -> None:
    number = composed(desk, due_at=NOW + timedelta(days=2))
    hand_in(desk, number, over=9)

    assert not begins(desk, number)
    assert row(desk, number).state is S.SCHEDULED


Deeds = Callable[[Store, int], object]
RACES: dict[str, tuple[Deeds, Deeds, set[type]]] = {
    "two confirm": (
        lambda store, n: store.transact(confirming.confirm, n, 1, place(EVE, "1"), NOW),
        lambda store, n: store.transact(confirming.confirm, n, 1, place(SAM, "2"), NOW),
        {ConfirmedNow, Overtaken},
    ),
    "confirm, change": (
        lambda store, n: store.transact(confirming.confirm, n, 1, place(EVE, "1"), NOW),
        lambda store, n: store.transact(confirming.recompose, n, place(ADA, "2"), NOW),
        {ConfirmedNow, Returned, Overtaken},
    ),
    "confirm, send back": (
        lambda store, n: store.transact(confirming.confirm, n, 1, place(EVE, "1"), NOW),
        lambda store, n: store.transact(confirming.send_back, n, 1, place(SAM, "2"), NOW),
        {ConfirmedNow, Returned, Overtaken},
    ),
    "confirm, call off": (
        lambda store, n: store.transact(confirming.confirm, n, 1, place(EVE, "1"), NOW),
        lambda store, n: store.transact(confirming.call_off, n, place(ADA, "2"), NOW),
        {ConfirmedNow, CalledOff, Overtaken},
    ),
    "two call off": (
        lambda store, n: store.transact(confirming.call_off, n, place(EVE, "1"), NOW),
        lambda store, n: store.transact(confirming.call_off, n, place(ADA, "2"), NOW),
        {CalledOff, Overtaken},
    ),
}


@pytest.mark.parametrize("name", RACES)
def test_of_two_at_once_each_finds_what_the_other_left(desk: Store, name: str) -> None:
    first, second, possible = RACES[name]
    for round_ in range(3):
        number = waiting(desk, texts={"en": f"{name} {round_}"})

        with ThreadPoolExecutor(2) as pool:
            said = [
                one.result()
                for one in (pool.submit(first, desk, number), pool.submit(second, desk, number))
            ]

        assert {type(one) for one in said} <= possible
        kinds = [one.kind for one in decided(desk) if one.changes["broadcast"] == number]
        confirmed = kinds.count(K.BROADCAST_CONFIRMED)
        found = row(desk, number)
        assert confirmed == sum(isinstance(one, ConfirmedNow) for one in said) <= 1
        assert found.state is not S.SCHEDULED or found.confirmed_by_id in (EVE, SAM)


def test_one_author_who_presses_twice_hands_in_once(desk: Store) -> None:
    number = composed(desk)

    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(hand_in, desk, number) for _ in range(2)]
        said = {type(one.result()) for one in tries}

    assert said == {WaitsForAnother, Overtaken}
    assert log(desk) == [(K.BROADCAST_ASKED, ADA, 3)]


def test_composing_against_handing_in_loses_neither(desk: Store) -> None:
    number = composed(desk)

    with ThreadPoolExecutor(2) as pool:
        sent = pool.submit(hand_in, desk, number)
        aimed = pool.submit(
            desk.transact,
            composing.aim,
            number,
            place(key="aim"),
            Audience.LANGUAGE,
            language="en",
        )
        results = (type(sent.result()), type(aimed.result()))

    assert results in {(WaitsForAnother, Overtaken), (Overtaken, Shown)}
