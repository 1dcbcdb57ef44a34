"""The store: one engine, one transaction per call, SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlmodel import Session

from bot.store.trouble import explain as explain

P = ParamSpec("P")
T = TypeVar("T")

# How long one transaction waits for another process to finish writing.
BUSY_SECONDS = 30
READING = "tipline_reading"  # a connection that only reads keeps nobody from writing


class Store:
    """A database with the product's tables; safe to share between threads."""

    def __init__(self, url: str) -> None:
        self.url = readable(url)
        self.engine = connectable(self.url)
        self._reading = self.engine.execution_options(**{READING: True})
        # SQLite has one writer: threads queue here in turn instead of polling for its lock.
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if self.sqlite else nullcontext()
        )

    @property
    def sqlite(self) -> bool:
        """Whether this store is a file of SQLite."""
        return self.engine.dialect.name == "sqlite"

    def transact(
        self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *function* in one transaction, which is undone if it raises; nothing is retried."""
        with self._turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            return function(session, *args, **kwargs)

    async def call(
        self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do `transact` in a worker thread."""
        work = partial(self.transact, function, *args, **kwargs)
        return await asyncio.to_thread(work)

    def read(
        self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *function*, which writes nothing, beside those who write: for what takes long."""
        with Session(self._reading, expire_on_commit=False) as session, session.begin():
            return function(session, *args, **kwargs)

    def ping(self) -> None:
        """Raise SQLAlchemy's error where the store does not answer."""
        self.transact(lambda session: session.connection().exec_driver_sql("SELECT 1"))

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def readable(url: str) -> sa.URL:
    """Read a database URL; ValueError, without the password, where it is of no use here."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise ValueError(
            "TIPLINE_DATABASE_URL is not a database URL: write sqlite:///PATH"
            " or postgresql+psycopg://USER@HOST/NAME"
        ) from None
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return parsed
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(
            f"{parsed.drivername} is not supported: use SQLite (sqlite:///PATH)"
            " or PostgreSQL (postgresql+psycopg://USER@HOST/NAME)"
        )
    if parsed.database in {None, "", ":memory:"}:
        raise ValueError("A store in memory forgets everything: write sqlite:///PATH")
    return parsed


def connectable(url: sa.URL, *, foreign_keys: bool = True, pooled: bool = True) -> sa.Engine:
    """Make an engine; without *foreign_keys* for migrations, which rebuild SQLite's tables."""
    pool: dict[str, type[NullPool]] = {} if pooled else {"poolclass": NullPool}
    if url.get_backend_name() == "sqlite":
        _make_folder(url)
        engine = sa.create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **pool
        )
        _prepare_sqlite(engine, foreign_keys=foreign_keys)
        return engine
    try:
        return sa.create_engine(url, pool_pre_ping=True, **pool)
    except ModuleNotFoundError:
        raise ValueError(
            "The PostgreSQL driver is not installed: pip install 'tipline[postgres]'"
        ) from None


def _make_folder(url: sa.URL) -> None:
    """Create the folder of a SQLite file; where that fails, opening the file says so."""
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return


def _prepare_sqlite(engine: sa.Engine, *, foreign_keys: bool) -> None:
    """Make SQLite keep foreign keys, let readers in while it writes, and lock at once to write.

    The driver's own transaction handling is switched off (isolation_level None): it starts a
    transaction only at the first change, so that two readers who then both write would lock
    each other out.
    """

    @sa.event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: what was committed is still there after a power cut. Telegram was told so.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
