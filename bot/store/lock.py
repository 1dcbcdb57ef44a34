"""Locks: of all programs with one store, one polls Telegram, and one at a time gathers posts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlmodel import Session

from bot.store.database import Store

# Any numbers, the same in every process, other than that of the migrations.
_POLLING = 7_424_902
_GATHERING = 7_424_903


@contextmanager
def alone(store: Store) -> Iterator[bool]:
    """Hold the lock meanwhile; False where another program has it. A crash gives it back."""
    with _file(store) if store.sqlite else _advisory(store) as got:
        yield got


@contextmanager
def _file(store: Store) -> Iterator[bool]:
    path = Path(f"{store.url.database}.lock")
    with path.open("a+") as file:
        if not _take(file):
            yield False
            return
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield True  # closing the file gives the lock back


def _take(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _advisory(store: Store) -> Iterator[bool]:
    with store.engine.connect() as connection:
        got = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_POLLING)))
        connection.commit()  # the lock belongs to the connection, not to a transaction
        try:
            yield bool(got)
        finally:
            if got:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(_POLLING)))


def hold_gathering(session: Session) -> None:
    """Until this transaction ends, let no other one put posts into cases.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(_GATHERING)))
