"""`tipline backup` and `tipline restore`, as an operator uses them, and what comes back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.models import (
    Activity,
    Ban,
    Broadcast,
    BroadcastState,
    Decided,
    DecisionKind,
    Notice,
    NoticeKind,
    NoticeState,
    Pause,
    Person,
    Role,
    Submission,
    utcnow,
)
from bot.services import marks, privacy
from bot.services.owing import owe_text
from bot.store import bans, pauses, schema
from bot.store.database import Store
from bot.store.lock import alone
from tests.services.world import far, post, record
from tests.test_command_line import Operator, migrated, operator

__all__ = ["migrated", "operator"]  # fixtures


@pytest.fixture
def backed_up(migrated: Operator, sqlite_store: Store) -> Path:
    """A backup of a store in which two people have posted something."""
    record(sqlite_store, post("Bees pay taxes in the city of Ruritania", person=70_001), far())
    record(sqlite_store, post("Wasps pay taxes in the city of Ruritania", person=70_002), far())
    sqlite_store.transact(owe_news)
    done = migrated.runs("backup")
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = (migrated.place / "backups").iterdir()
    assert str(made) in done.stdout
    return made


def owe_news(session: Session) -> None:
    owe_text(session, "news", 70_001, "queue_empty", utcnow())


def read(operator: Operator) -> Store:
    return Store(f"sqlite:///{operator.store}")


def people(session: Session) -> list[int]:
    return sorted(session.exec(select(Person.id)).all())


def test_a_backup_becomes_the_store_and_the_store_is_kept(
    migrated: Operator, sqlite_store: Store, backed_up: Path
) -> None:
    record(sqlite_store, post("Ants pay taxes", person=70_003), far())
    sqlite_store.close()

    done = migrated.runs("restore", str(backed_up), "--yes")

    assert done.returncode == 0, done.stderr
    store = read(migrated)
    assert schema.check(store) is None
    assert store.transact(people) == [70_001, 70_002]
    (aside,) = migrated.place.glob("tipline.db.before-*")
    assert str(aside) in done.stdout
    kept = Store(f"sqlite:///{aside}")
    assert kept.transact(people) == [70_001, 70_002, 70_003]
    assert not list(migrated.place.glob("*.restoring*"))


def test_who_was_forgotten_since_does_not_come_back(
    migrated: Operator, sqlite_store: Store, backed_up: Path
) -> None:
    sqlite_store.transact(privacy.forget, 70_001, utcnow())
    sqlite_store.close()

    done = migrated.runs("restore", str(backed_up), "--yes")

    assert "Forgotten again: 1 people" in done.stdout
    store = read(migrated)
    assert store.transact(people) == [70_002]
    assert [
        one.text for one in store.transact(lambda session: session.exec(select(Submission)).all())
    ] == ["", "Wasps pay taxes in the city of Ruritania"]


def test_who_was_forgotten_before_and_came_back_stays(
    migrated: Operator, sqlite_store: Store
) -> None:
    sqlite_store.transact(privacy.forget, 70_001, utcnow())
    record(sqlite_store, post("I am here again", person=70_001), far())
    migrated.runs("backup")
    (made,) = (migrated.place / "backups").iterdir()
    sqlite_store.close()

    migrated.runs("restore", str(made), "--yes")

    assert read(migrated).transact(people) == [70_001]


def test_who_came_back_and_was_forgotten_once_more_does_not_come_back(
    migrated: Operator, sqlite_store: Store
) -> None:
    sqlite_store.transact(privacy.forget, 70_001, utcnow())
    record(sqlite_store, post("I am here again", person=70_001), far())
    migrated.runs("backup")
    (made,) = (migrated.place / "backups").iterdir()
    sqlite_store.transact(privacy.forget, 70_001, utcnow())
    sqlite_store.close()

    done = migrated.runs("restore", str(made), "--yes")

    assert "Forgotten again: 1 people" in done.stdout
    assert read(migrated).transact(people) == []


def test_what_may_have_been_sent_since_is_left_alone_and_broadcasts_are_held(
    migrated: Operator, sqlite_store: Store
) -> None:
    now = utcnow()
    states = (BroadcastState.RUNNING, BroadcastState.SCHEDULED, BroadcastState.SCHEDULED)
    times = (now, now, now + timedelta(days=1))
    for state, due_at in zip(states, times, strict=True):
        begun = now if state is BroadcastState.RUNNING else None
        sqlite_store.transact(
            lambda session, one: session.add(one),
            Broadcast(state=state, due_at=due_at, started_at=begun),
        )
    record(sqlite_store, post("Bees pay taxes", person=70_001), far())
    sqlite_store.transact(owe_news)
    migrated.runs("backup")
    (made,) = (migrated.place / "backups").iterdir()
    sqlite_store.close()

    migrated.runs("restore", str(made), "--yes")

    store = read(migrated)
    notices = store.transact(lambda session: session.exec(select(Notice)).all())
    assert {one.kind: one.state for one in notices} == {
        NoticeKind.ANSWER: NoticeState.DUE,
        NoticeKind.TEXT: NoticeState.UNSURE,
    }
    held = store.transact(lambda session: session.exec(select(Broadcast)).all())
    assert [one.state for one in held] == [
        BroadcastState.PAUSED,
        BroadcastState.STOPPED,
        BroadcastState.SCHEDULED,
    ]
    assert "restored from a backup of" in (held[0].reason or "")
    logged = store.transact(lambda session: session.exec(select(Decided)).all())
    assert [(one.kind, one.changes["broadcasts"]) for one in logged] == [
        (DecisionKind.RESTORED, 2)
    ]
    assert logged[0].by_name


def test_who_is_blocked_and_what_is_paused_stays_as_it_is(
    migrated: Operator, sqlite_store: Store
) -> None:
    before, since = (sqlite_store.transact(marks.mark, one, utcnow()) for one in (70_001, 70_002))
    sqlite_store.transact(bans.add, Ban(digest=before))
    migrated.runs("backup")
    (made,) = (migrated.place / "backups").iterdir()
    sqlite_store.transact(bans.drop, before)
    sqlite_store.transact(bans.add, Ban(digest=since))
    sqlite_store.transact(pauses.add, Pause(activity=Activity.BROADCASTS, role=Role.ADMIN))
    sqlite_store.close()

    migrated.runs("restore", str(made), "--yes")

    store = read(migrated)
    assert store.transact(bans.digests) == {since}
    assert [one.activity for one in store.transact(pauses.every)] == [Activity.BROADCASTS]


def test_a_store_in_use_is_not_replaced(
    migrated: Operator, sqlite_store: Store, backed_up: Path
) -> None:
    with alone(sqlite_store) as first:
        assert first
        done = migrated.runs("restore", str(backed_up), "--yes")

    assert (done.returncode, done.stderr) == (
        1,
        "The bot runs with this store: stop it first.\n",
    )


def test_a_file_that_is_no_backup_changes_nothing(migrated: Operator, sqlite_store: Store) -> None:
    before = migrated.store.read_bytes()
    strange = migrated.place / "strange.db"
    for content in (b"", b"SQLite format 3\0" + b"\xff" * 5000, b"a letter" * 1000):
        strange.write_bytes(content)
        done = migrated.runs("restore", str(strange), "--yes")
        assert done.returncode == 1
        assert "Nothing was changed." in done.stderr
    assert migrated.store.read_bytes() == before
    assert not list(migrated.place.glob("*.restoring*"))


def test_a_backup_of_an_older_program_is_brought_to_this_one(
    migrated: Operator, sqlite_store: Store, backed_up: Path
) -> None:
    old = Store(f"sqlite:///{backed_up}")
    schema.downgrade(old, "0007")
    old.close()

    done = migrated.runs("restore", str(backed_up), "--yes")

    assert done.returncode == 0, done.stderr
    assert schema.check(read(migrated)) is None


def test_a_lost_or_broken_store_is_brought_back_with_a_warning(
    migrated: Operator, sqlite_store: Store, backed_up: Path
) -> None:
    sqlite_store.close()
    safe = migrated.place / "safe.db"
    shutil.move(backed_up, safe)
    migrated.store.write_bytes(b"broken" * 1000)

    done = migrated.runs("restore", str(safe), "--yes")

    assert done.returncode == 0, done.stderr
    assert "cannot be read" in done.stdout
    assert read(migrated).transact(people) == [70_001, 70_002]

    migrated.store.unlink()
    assert migrated.runs("restore", str(safe), "--yes").returncode == 0
    assert read(migrated).transact(people) == [70_001, 70_002]


def test_nothing_happens_without_a_yes(migrated: Operator, backed_up: Path) -> None:
    before = migrated.store.read_bytes()

    assert migrated.runs("restore", str(backed_up), given="n\n").returncode == 1
    assert migrated.store.read_bytes() == before


def test_doctor_says_how_old_the_newest_backup_is(migrated: Operator, backed_up: Path) -> None:
    said = migrated.runs("doctor").stdout

    assert "newest 0 h old" in " ".join(said.split())

    backed_up.unlink()
    assert "The newest backup is missing or late" in migrated.runs("doctor").stdout
