"""Databases for tests: a migrated SQLite file always, PostgreSQL where there is one.

`store` runs a test on both; `sqlite_store` on SQLite alone, for tests that are not about storing.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.store import schema
from bot.store.database import Store, readable

POSTGRES = "TIPLINE_TEST_POSTGRES_URL"
BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store at this program's revision, to be copied and never opened."""
    path = tmp_path_factory.mktemp("migrated") / "tipline.db"
    store = Store(f"sqlite:///{path}")
    schema.upgrade(store)
    store.close()
    return path


@pytest.fixture
def sqlite_store(tmp_path: Path, migrated_file: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    path = tmp_path / "tipline.db"
    shutil.copy(migrated_file, path)
    store = Store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Store]:
    """A SQLite store without tables."""
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    yield store
    store.close()


@pytest.fixture
def empty_postgresql() -> Iterator[Store]:
    """A PostgreSQL database of its own, without tables."""
    with _database() as store:
        yield store


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[Store]:
    """A PostgreSQL database of this run's, or of this worker's, at the program's revision."""
    with _database() as store:
        schema.upgrade(store)
        yield store


@pytest.fixture
def postgresql_store(migrated_postgresql: Store) -> Store:
    """The PostgreSQL database, emptied."""
    tables = ", ".join(f'"{table.name}"' for table in SQLModel.metadata.sorted_tables)
    with migrated_postgresql.engine.begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return migrated_postgresql


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, on each database in turn."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(params=BOTH)
def empty_store(request: pytest.FixtureRequest) -> Store:
    """A store without tables, on each database in turn."""
    found: Store = request.getfixturevalue(f"empty_{request.param}")
    return found


@contextmanager
def _database() -> Iterator[Store]:
    """Give a PostgreSQL database with a name of its own, and drop it in the end."""
    if not (url := os.environ.get(POSTGRES)):
        pytest.skip(f"{POSTGRES} is not set")
    with scratch(url) as store:
        yield store


@contextmanager
def scratch(url: str) -> Iterator[Store]:
    """Give an empty database on a PostgreSQL server, and drop it in the end."""
    server = readable(url)
    name = f"tipline_test_{uuid.uuid4().hex}"
    _run(server, f"CREATE DATABASE {name}")
    store = Store(server.set(database=name).render_as_string(hide_password=False))
    try:
        yield store
    finally:
        store.close()
        _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(server: sa.URL, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
