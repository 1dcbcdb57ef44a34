"""The log: everything that was done, by whom and when, and nothing of readers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.models import (
    Activity,
    ChangedBy,
    DecisionKind,
    Hand,
    MemberChange,
    MemberDeed,
    Person,
    Role,
    VerdictChange,
)
from bot.services import audit, privacy
from bot.services.members.values import Author
from bot.services.order import blocking, logbook, pausing
from bot.services.order.log_values import By, Changed, LogLine, Part
from bot.services.order.values import ByPost, Scope, Shown
from bot.services.values import NotAllowed
from bot.store import members
from bot.store.database import Store
from tests.services.world import HOUR, NOW, add_verdict, post, record

ADA, RITA, EVE = 501, 502, 777_000_555
K = DecisionKind


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    def add(session: Session) -> None:
        session.add_all([Person(id=ADA, role=Role.ADMIN), Person(id=RITA, role=Role.REVIEWER)])

    store.transact(add)


def note(store: Store, kind: K, hours: int = 0, **about: object) -> None:
    store.transact(audit.note, kind, NOW + hours * HOUR, **about)  # type: ignore[arg-type]


def whats(store: Store, part: Part = Part.ALL, page: int = 1) -> list[object]:
    return [line.what for line in store.transact(logbook.page, part, page).lines]


def joined(session: Session) -> None:
    members.note(
        session,
        MemberChange(
            at=NOW + 3 * HOUR,
            deed=MemberDeed.PROMOTED,
            person_id=RITA,
            role=Role.REVIEWER,
            hand=Hand.ADMIN,
            by_person_id=ADA,
        ),
    )


def changed(session: Session, by: ChangedBy, hours: int, number: int = 1) -> None:
    for version in range(1, number + 1):
        verdict_id = add_verdict(session)
        session.add(
            VerdictChange(
                verdict_id=verdict_id,
                version=version,
                at=NOW + hours * HOUR,
                by=by,
                content={"claim": "Bees pay taxes"},
            )
        )


def test_only_admins_are_shown_the_log(store: Store) -> None:
    assert store.transact(logbook.owe_page, RITA, "a") == NotAllowed()
    assert store.transact(logbook.owe_page, EVE, "b") == NotAllowed()
    assert store.transact(logbook.owe_page, ADA, "c") == Shown()


def test_the_latest_of_all_logs_comes_first_and_parts_have_their_own(store: Store) -> None:
    note(store, K.TAKEN, 0, person_id=RITA)
    note(store, K.BROADCAST_DONE, 1, changes={"broadcast": 4})
    store.transact(
        pausing.pause, Scope.ANSWERS, Author(Hand.OPERATOR, name="root"), NOW + 2 * HOUR
    )
    store.transact(joined)
    store.transact(changed, ChangedBy.SEED, 4, 3)
    store.transact(changed, ChangedBy.REVIEWER, 5)
    store.transact(changed, ChangedBy.IMPORT, 6)

    assert whats(store) == [
        Changed.VERDICTS,
        MemberDeed.PROMOTED,
        K.PAUSED,
        K.BROADCAST_DONE,
        K.TAKEN,
    ]
    assert whats(store, Part.DESK) == [Changed.VERDICTS, K.TAKEN]
    assert whats(store, Part.BROADCASTS) == [K.BROADCAST_DONE]
    assert whats(store, Part.MEMBERS) == [MemberDeed.PROMOTED]
    assert whats(store, Part.ORDER) == [K.PAUSED]


def test_a_line_says_who_and_about_what_in_numbers(store: Store) -> None:
    verdict = store.transact(add_verdict)
    note(store, K.WITHDRAWN, 0, person_id=ADA, verdict_id=verdict)
    note(store, K.OVERDUE, 1)
    note(store, K.EXPORTED, 2, by_name="root")
    store.transact(joined)
    store.transact(changed, ChangedBy.SEED, 4, 2)
    store.transact(pausing.pause, Scope.ALL, Author(Hand.ADMIN, ADA), NOW + 5 * HOUR)

    paused, files, member, exported, clock, withdrawn = store.transact(
        logbook.page, Part.ALL, 1
    ).lines

    assert paused.activities == tuple(Activity)
    assert (files.by, files.count) == (By.FILES, 2)
    assert (member.by, member.person, member.member) == (Role.ADMIN, ADA, RITA)
    assert (exported.by, exported.name) == (By.OPERATOR, "root")
    assert clock.by is By.CLOCK
    assert withdrawn == LogLine(NOW, K.WITHDRAWN, Role.ADMIN, person=ADA, verdict=verdict)


def test_who_is_forgotten_leaves_the_role(store: Store) -> None:
    note(store, K.TAKEN, 0, person_id=RITA)
    store.transact(privacy.forget, RITA, NOW)

    (line,) = [
        one for one in store.transact(logbook.page, Part.DESK, 1).lines if one.what is K.TAKEN
    ]
    assert (line.by, line.person) == (Role.REVIEWER, None)


def test_pages_go_back_to_the_first_deed_and_no_further(store: Store) -> None:
    for number in range(25):
        note(store, K.TAKEN if number else K.OPENED, number)

    pages = [store.transact(logbook.page, Part.ALL, number) for number in (1, 2, 3, 99, 10**18)]

    assert [len(one.lines) for one in pages] == [10, 10, 5, 5, 5]
    assert [one.page for one in pages] == [1, 2, 3, 3, 3]
    assert [one.more for one in pages] == [True, True, False, False, False]
    assert pages[2].lines[-1].what is K.OPENED
    assert whats(store, Part.MEMBERS) == []


def test_everything_is_written_in_the_order_of_time_without_readers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "AT_ONCE", 20)
    sent = record(store, post("Bees pay taxes in secretwords", person=EVE)).submission_id
    store.transact(joined)
    store.transact(changed, ChangedBy.IMPORT, 1, 70)
    store.transact(blocking.block, ByPost(sent), ADA, NOW + 2 * HOUR)
    note(store, K.OPENED, -5)

    def all_of(since: timedelta | None = None) -> list[tuple[str, str]]:
        moment = None if since is None else NOW + since
        places = store.transact(logbook.everything, moment)
        found = [store.transact(logbook.records, one) for one in logbook.portions(places)]
        records = [record for portion in found for record in portion]
        assert [one.at for one in records] == sorted(one.at for one in records)
        assert not [one for one in records if str(EVE) in str(one) or "secret" in str(one)]
        return [(one.log, one.kind) for one in records]

    assert all_of() == [
        ("decision", "opened"),
        *[("verdict", "changed")] * 70,
        ("decision", "banned"),
        ("member", "promoted"),
    ]
    assert all_of(2 * HOUR) == [("decision", "banned"), ("member", "promoted")]
