"""The store itself: transactions, threads, and trouble in words."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import JobRun, Person, utcnow
from bot.store import jobs, revision, updates
from bot.store.database import Store, explain


def people(session: Session) -> list[int]:
    return list(session.exec(select(Person.id).order_by(col(Person.id))))


def add(session: Session, person_id: int) -> None:
    session.add(Person(id=person_id))


def add_then_fail(session: Session, person_id: int) -> None:
    add(session, person_id)
    session.flush()
    raise LookupError("after the change")


def test_a_call_is_one_transaction(store: Store) -> None:
    store.transact(add, 1)
    with pytest.raises(LookupError):
        store.transact(add_then_fail, 2)

    assert store.transact(people) == [1]


async def test_a_call_from_the_loop_runs_in_a_thread(store: Store) -> None:
    await store.call(add, 1)

    assert await store.call(people) == [1]


def test_many_threads_at_once_all_get_their_turn(store: Store) -> None:
    start = Barrier(8)

    def work(first: int) -> None:
        start.wait()
        for number in range(first, first + 10):
            store.transact(add, number)

    threads = [Thread(target=work, args=(100 * worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(store.transact(people)) == 80


def test_of_many_threads_each_raises_the_revision(store: Store) -> None:
    numbers: list[int] = []
    threads = [
        Thread(target=lambda: numbers.append(store.transact(revision.bump))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == list(range(1, 9))
    assert store.transact(revision.current) == 8


def test_a_revision_starts_at_zero(store: Store) -> None:
    assert store.transact(revision.current) == 0


def test_when_a_job_was_done_is_remembered(store: Store) -> None:
    now = utcnow()
    assert store.transact(jobs.last, "gather") is None

    store.transact(jobs.note, "gather", now)
    store.transact(jobs.note, "gather", now)

    assert store.transact(jobs.last, "gather") == now
    assert [run.name for run in store.transact(jobs.every)] == ["gather"]


def test_a_moment_without_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="without time zone"):
        store.transact(
            lambda session: session.add(
                JobRun(name="gather", done_at=utcnow().replace(tzinfo=None))
            )
        )


def test_sqlite_keeps_its_promises(sqlite_store: Store) -> None:
    def pragmas(session: Session) -> tuple[object, ...]:
        run = session.connection().exec_driver_sql
        names = ("journal_mode", "foreign_keys", "synchronous")
        return tuple(run(f"PRAGMA {name}").scalar_one() for name in names)

    assert sqlite_store.transact(pragmas) == ("wal", 1, 2)


def test_the_folder_of_a_new_store_is_created(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'a' / 'b' / 'tipline.db'}")

    store.ping()

    assert (tmp_path / "a" / "b" / "tipline.db").is_file()
    store.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database URL"),
        ("mysql://root:secret@host/name", "not supported"),
        ("sqlite://", "forgets everything"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        Store(url)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_name_of_postgresql_means_the_same_driver(scheme: str) -> None:
    store = Store(f"{scheme}://somebody@localhost/name")

    assert store.engine.dialect.driver == "psycopg"
    store.close()


def trouble(store: Store) -> str:
    """Say what goes wrong when the store is asked for its people."""
    with pytest.raises(sa.exc.DBAPIError) as caught:
        store.transact(people)
    return explain(caught.value)


def test_a_full_disk_is_named_and_nothing_is_lost_once_it_is_freed(sqlite_store: Store) -> None:
    def limit(session: Session, pages: int) -> None:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def keep(session: Session) -> bool:
        limit(session, 1)
        return updates.keep(session, 1, 1, {"text": "x" * 20_000})

    with pytest.raises(sa.exc.OperationalError) as caught:
        sqlite_store.transact(keep)
    assert "disk is full" in explain(caught.value)

    sqlite_store.transact(limit, 1_000_000)
    sqlite_store.transact(updates.keep, 1, 1, {"text": "x" * 20_000})
    assert len(sqlite_store.transact(updates.waiting)) == 1


def test_a_locked_store_is_named(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_SECONDS", 0)
    impatient = Store(sqlite_store.url.render_as_string())
    other = sqlite3.connect(str(sqlite_store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert "locked by another program" in trouble(impatient)

    other.execute("ROLLBACK")
    other.close()
    assert impatient.transact(people) == []
    impatient.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tipline.db"
    path.write_bytes(b"no database at all" * 100)
    store = Store(f"sqlite:///{path}")

    assert "damaged or no database" in trouble(store)
    store.close()


def test_a_store_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(f"sqlite:///{tmp_path / 'file' / 'tipline.db'}")

    assert "cannot be opened" in trouble(store)
    store.close()


def test_missing_tables_are_named(empty_store: Store) -> None:
    assert "tipline db upgrade" in trouble(empty_store)


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    store = Store("postgresql://somebody:secret@127.0.0.1:1/name")

    said = trouble(store)

    assert "does not answer" in said
    assert "secret" not in said
    store.close()


def test_an_unknown_trouble_still_has_a_next_step() -> None:
    assert "tipline doctor" in explain(RuntimeError("secret words"))
    assert "secret" not in explain(RuntimeError("secret words"))


def test_who_only_reads_keeps_nobody_from_writing(store: Store) -> None:
    begun, written = Event(), Event()

    def count(session: Session) -> tuple[int, int]:
        before = len(session.exec(select(Person)).all())
        begun.set()
        assert written.wait(10)
        return before, len(session.exec(select(Person)).all())

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(store.read, count)
        assert begun.wait(10)
        store.transact(lambda session: session.add(Person(id=1)))
        written.set()
        before, after = reading.result(10)

    assert before == 0
    assert after == (0 if store.sqlite else 1)  # PostgreSQL shows what is committed meanwhile
