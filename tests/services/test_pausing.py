"""Pausing: one command stops it, nothing is lost, and everybody who has to know is told."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from bot.models import (
    Activity,
    BroadcastState,
    DecisionKind,
    Hand,
    Notice,
    NoticeKind,
    NoticeState,
    Person,
    Role,
)
from bot.services import outbox, privacy
from bot.services.members.values import Author
from bot.services.order import pausing
from bot.services.order.values import Scope, Switched
from bot.services.values import NotAllowed, Text
from bot.store import pauses
from bot.store.database import Store
from tests.endtoend.desk import decisions
from tests.services.broadcasts import broadcast
from tests.services.world import HOUR, NOW, notices, post, record, send

ADA, ALAN, RITA, READER = 501, 502, 503, 1
OPERATOR = Author(Hand.OPERATOR, name="root")
ALL = (Activity.INTAKE, Activity.ANSWERS, Activity.BROADCASTS)


@pytest.fixture(autouse=True)
def members(store: Store) -> None:
    def add(session: Session) -> None:
        roles = {ADA: Role.ADMIN, ALAN: Role.ADMIN, RITA: Role.REVIEWER}
        session.add_all(Person(id=number, role=role) for number, role in roles.items())

    store.transact(add)


def ada() -> Author:
    return Author(Hand.ADMIN, ADA)


def owe(store: Store, key: str, kind: NoticeKind, *, chat: int = 7) -> None:
    params = {"name": key, "values": {}}
    store.transact(outbox.owe, key=key, kind=kind, chat_id=chat, due_at=NOW, params=params)


def texts(store: Store) -> list[tuple[int, str]]:
    sent = [(one.chat_id, one.message) for one in send(store)]
    return [(chat, message.name) for chat, message in sent if isinstance(message, Text)]


@pytest.mark.parametrize("who", [READER, RITA, 999])
def test_only_admins_pause_and_resume(store: Store, who: int) -> None:
    for service in (pausing.pause, pausing.resume):
        assert store.transact(service, Scope.ALL, Author(Hand.ADMIN, who), NOW) == NotAllowed()

    assert store.transact(pauses.every) == []
    assert decisions(store) == []


def test_all_is_paused_at_once_and_the_other_admins_are_told(store: Store) -> None:
    done = store.transact(pausing.pause, Scope.ALL, ada(), NOW)

    assert done == Switched(ALL)
    assert [one.since for one in store.transact(pausing.state).states] == [NOW] * 3
    assert texts(store) == [(ALAN, "activities_paused")]
    (line,) = decisions(store)
    assert (line.kind, line.person_id, line.role) == (DecisionKind.PAUSED, ADA, Role.ADMIN)
    assert line.changes == {"activities": [str(one) for one in ALL]}


def test_what_is_paused_stays_so_and_only_the_rest_changes(store: Store) -> None:
    store.transact(pausing.pause, Scope.ANSWERS, ada(), NOW)

    again = store.transact(pausing.pause, Scope.ANSWERS, Author(Hand.ADMIN, ALAN), NOW + HOUR)
    rest = store.transact(pausing.pause, Scope.ALL, OPERATOR, NOW + HOUR)

    assert again == Switched(())
    assert rest == Switched((Activity.INTAKE, Activity.BROADCASTS))
    found = {one.activity: one for one in store.transact(pausing.state).states}
    assert (found[Activity.ANSWERS].since, found[Activity.ANSWERS].role) == (NOW, Role.ADMIN)
    assert (found[Activity.INTAKE].since, found[Activity.INTAKE].role) == (NOW + HOUR, None)
    assert [line.by_name for line in decisions(store)] == [None, "root"]


def test_of_two_admins_at_once_one_pauses_and_it_is_logged_once(store: Store) -> None:
    barrier = Barrier(2)
    results: list[Switched | NotAllowed] = []

    def press(who: int) -> None:
        barrier.wait()
        results.append(store.transact(pausing.pause, Scope.ALL, Author(Hand.ADMIN, who), NOW))

    threads = [Thread(target=press, args=(who,)) for who in (ADA, ALAN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [Switched(()), Switched(ALL)]
    assert [line.kind for line in decisions(store)] == [DecisionKind.PAUSED]


def test_paused_answers_wait_and_keep_nothing_else_waiting(store: Store) -> None:
    store.transact(pausing.pause, Scope.ANSWERS, OPERATOR, NOW)
    send(store)
    first = record(store, post(person=READER))
    record(store, post("Wasps repair bridges at night", person=READER))
    owe(store, "hint", NoticeKind.TEXT, chat=READER)

    said = texts(store)

    assert first.paused
    assert said == [(READER, "answers_paused"), (READER, "hint")]
    assert store.transact(outbox.next_due) is None
    store.transact(pausing.resume, Scope.ANSWERS, OPERATOR, NOW)
    assert store.transact(outbox.next_due) == NOW
    send(store)
    states = [one.state for one in notices(store, NoticeKind.ANSWER)]
    assert states == [NoticeState.SENT] * 2
    assert not record(store, post(person=READER)).paused


def test_broadcasts_that_are_paused_stay_where_they_are(store: Store) -> None:
    for kind in (NoticeKind.BROADCAST, NoticeKind.BULLETIN):
        owe(store, str(kind), kind)
    store.transact(pausing.pause, Scope.BROADCASTS, OPERATOR, NOW)

    assert [one for one in send(store) if one.chat_id == 7] == []

    kept = [*notices(store, NoticeKind.BROADCAST), *notices(store, NoticeKind.BULLETIN)]
    assert {one.state for one in kept} == {NoticeState.DUE}


def test_what_broadcasts_owe_is_put_aside_and_comes_back(store: Store) -> None:
    running = broadcast(store, state=BroadcastState.RUNNING, started_at=NOW)
    owe(store, "a", NoticeKind.BROADCAST)
    store.transact(_belongs_to, running.id or 0)

    def state() -> NoticeState:
        (notice,) = notices(store, NoticeKind.BROADCAST)
        return notice.state

    store.transact(pausing.settle, NOW)
    assert state() is NoticeState.DUE
    store.transact(pausing.pause, Scope.ALL, OPERATOR, NOW)
    assert state() is NoticeState.DUE  # whoever pauses does not wait, and nothing leaves
    assert {one.chat_id for one in send(store)} == {ADA, ALAN}  # who are told
    store.transact(pausing.settle, NOW)
    store.transact(pausing.settle, NOW)
    assert state() is NoticeState.HELD
    store.transact(pausing.resume, Scope.BROADCASTS, OPERATOR, NOW)
    store.transact(pausing.settle, NOW)
    assert state() is NoticeState.DUE


def _belongs_to(session: Session, broadcast_id: int) -> None:
    session.exec(select(Notice)).one().broadcast_id = broadcast_id


def test_an_admin_who_is_forgotten_leaves_the_role(store: Store) -> None:
    store.transact(pausing.pause, Scope.INTAKE, ada(), NOW)

    store.transact(privacy.forget, ADA, NOW)

    (pause,) = store.transact(pauses.every)
    assert (pause.by_person_id, pause.role) == (None, Role.ADMIN)
