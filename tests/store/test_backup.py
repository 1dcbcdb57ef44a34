"""Backups: whole while others write, checked, rotated, and of use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.models import Person
from bot.store import backup
from bot.store.backup import BackupError
from bot.store.database import Store

MOMENT = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


def add(session: Session, person_id: int) -> None:
    session.add(Person(id=person_id))


def people(path: Path) -> list[int]:
    store = Store(f"sqlite:///{path}")
    found = store.transact(lambda session: list(session.exec(select(Person.id))))
    store.close()
    return found


def test_a_backup_holds_what_was_committed_before_it(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.transact(add, 1)
    made = backup.write(sqlite_store, tmp_path / "backups", MOMENT)
    sqlite_store.transact(add, 2)

    assert made.name == "tipline-20261128T030000Z.db"
    assert backup.made_at(made) == MOMENT
    assert (made.stat().st_mode & 0o777) == 0o600
    assert [one.name for one in made.parent.iterdir()] == [made.name]
    assert people(made) == [1]


def test_a_store_that_is_not_there_is_not_backed_up(tmp_path: Path) -> None:
    for name in ("none.db", "empty.db"):
        (tmp_path / "empty.db").touch()

        with pytest.raises(BackupError, match="tipline db upgrade"):
            backup.write(Store(f"sqlite:///{tmp_path / name}"), tmp_path / "backups", MOMENT)

    assert [path.name for path in tmp_path.iterdir()] == ["empty.db"]


def test_a_backup_is_whole_while_others_write(sqlite_store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 2
            sqlite_store.transact(pair, number)

    def pair(session: Session, number: int) -> None:
        session.add_all([Person(id=number), Person(id=number + 1)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [
            backup.write(sqlite_store, tmp_path / "backups", MOMENT + timedelta(seconds=number))
            for number in range(5)
        ]
    finally:
        stop.set()
        writer.join()

    counts = [len(people(one)) for one in made]
    assert all(count % 2 == 0 for count in counts)
    assert counts == sorted(counts)


def test_only_the_newest_stay_and_what_is_no_backup(tmp_path: Path, sqlite_store: Store) -> None:
    folder = tmp_path / "backups"
    made = [
        backup.write(sqlite_store, folder, MOMENT + timedelta(days=number)) for number in range(4)
    ]
    (folder / "letter.txt").write_text("keep me")
    left, under_way = folder / "tipline-old.unfinished", folder / "tipline-new.unfinished"
    for one, moment in ((left, MOMENT - timedelta(days=2)), (under_way, MOMENT)):
        one.touch()
        os.utime(one, (moment.timestamp(), moment.timestamp()))

    assert backup.rotate(folder, 2, MOMENT) == made[:2]
    assert (left.exists(), under_way.exists()) == (False, True)
    assert backup.written(folder) == made[2:]
    assert (folder / "letter.txt").exists()
    assert backup.made_at(folder / "letter.txt") is None


def test_a_damaged_store_makes_no_backup(tmp_path: Path, sqlite_store: Store) -> None:
    path = backup.file_of(sqlite_store)
    sqlite_store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 20] = b"\xff" * 4096 * 17
    path.write_bytes(content)

    with pytest.raises(BackupError):
        backup.write(sqlite_store, tmp_path / "backups", MOMENT)
    assert list((tmp_path / "backups").iterdir()) == []


def test_where_there_is_no_room_nothing_is_left_behind(
    tmp_path: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(connection: sqlite3.Connection, path: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "check", full)
    with pytest.raises(BackupError, match="disk is full"):
        backup.write(sqlite_store, tmp_path / "backups", MOMENT)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_takes_the_place_of_the_store(tmp_path: Path, sqlite_store: Store) -> None:
    made = backup.write(sqlite_store, tmp_path / "backups", MOMENT)
    sqlite_store.transact(add, 1)
    sqlite_store.close()
    aside, copy = tmp_path / "before.db", tmp_path / "copy.db"
    shutil.copy(made, copy)

    backup.put_in_place(copy, sqlite_store, aside)

    assert people(backup.file_of(sqlite_store)) == []
    assert people(aside) == [1]


def test_postgresql_is_told_to_use_its_own_tools(postgresql_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump --format=custom"):
        backup.write(postgresql_store, tmp_path, MOMENT)
