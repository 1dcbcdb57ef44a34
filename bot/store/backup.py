"""Backups of a store that is a file of SQLite: written while the bot runs, checked, rotated.

A backup is one file with everything in it, which only its owner may read.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store.database import BUSY_SECONDS, Store

SIDES = ("-wal", "-shm")  # what SQLite keeps beside a file that is in use
_STAMP = "%Y%m%dT%H%M%SZ"
_PATTERN = "tipline-????????T??????Z.db"
_OWNER_ONLY = 0o600


class BackupError(RuntimeError):
    """A backup that cannot be made or used; its text says why and what to do."""


def write(store: Store, folder: Path, now: datetime) -> Path:
    """Write a backup into *folder*, and return its path; others may write the store meanwhile.

    It appears under its name only once it is whole, checked, and safe on the disk. Raises
    BackupError where the store is damaged, empty or no SQLite, OSError where the folder is of no
    use.
    """
    source = file_of(store)
    if not source.is_file() or not source.stat().st_size:
        raise BackupError(
            f"There is no store at {source} yet: run `tipline db upgrade`, or name the right one"
            " in TIPLINE_DATABASE_URL."
        )
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / now.astimezone(UTC).strftime(f"tipline-{_STAMP}.db")
    unfinished = target.with_suffix(".unfinished")
    try:
        copy(source, unfinished)
        unfinished.replace(target)
        _settle(folder)
    except sqlite3.Error as error:
        raise BackupError(f"The store cannot be copied to {folder}: {error}.") from None
    finally:
        remove(unfinished)
    return target


def file_of(store: Store) -> Path:
    """Return the file of a store; BackupError where it is none of SQLite."""
    if store.sqlite:
        return Path(store.url.database or "")
    place = store.url.set(password=None, drivername="postgresql")
    shown = place.render_as_string(hide_password=True)
    raise BackupError(
        f"PostgreSQL has its own tools: pg_dump --format=custom --file=tipline.dump '{shown}', and"
        f" with the bot stopped pg_restore --clean --if-exists --dbname='{shown}' tipline.dump."
    )


def folder_of(store: Store, chosen: Path | None) -> Path:
    """Return where backups go: the folder that was chosen, else one beside the store."""
    return chosen or file_of(store).absolute().parent / "backups"


def copy(source: Path, target: Path) -> None:
    """Copy a file of SQLite as it is at one moment, check the copy, and bring it to the disk."""
    target.unlink(missing_ok=True)
    target.touch(_OWNER_ONLY)
    with closing(_opened(source)) as original, closing(_opened(target)) as made:
        original.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        check(made, source)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise BackupError where a file of SQLite is damaged."""
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"{path} is damaged: {found}. Use an older backup.")


def written(folder: Path) -> Sequence[Path]:
    """Return the backups in a folder, the oldest first."""
    return sorted(folder.glob(_PATTERN))


def made_at(backup: Path) -> datetime | None:
    """Return when a backup was made, by its name; None where it has another one."""
    with suppress(ValueError):
        return datetime.strptime(f"{backup.name}+0000", f"tipline-{_STAMP}.db%z")
    return None


def rotate(folder: Path, keep: int, now: datetime) -> Sequence[Path]:
    """Delete the oldest backups but for *keep*, and what a crash left; return which."""
    old = written(folder)[:-keep]
    for one in folder.glob("tipline-*.unfinished*"):
        if one.stat().st_mtime < (now - timedelta(days=1)).timestamp():
            one.unlink()
    for one in old:
        one.unlink()
    return old


def put_in_place(made: Path, store: Store, aside: Path) -> None:
    """Let a checked file be the store, whose own file is *aside* from then on, if there is one.

    The store is closed, and nobody else has it open. At every moment one of the two is there.
    """
    target = file_of(store)
    if target.exists():
        with suppress(sqlite3.Error), closing(_opened(target)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.link(target, aside)
    for side in SIDES:
        with suppress(FileNotFoundError):
            beside = Path(f"{target}{side}")
            beside.replace(f"{aside}{side}")
    made.replace(target)
    _settle(target.parent)


def remove(path: Path) -> None:
    """Delete a file of SQLite, if it is there, with what stands beside it."""
    for one in (path, *(Path(f"{path}{side}") for side in SIDES)):
        one.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS)


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":  # where folders cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
