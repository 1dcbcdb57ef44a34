"""Migrations: bring a store to this program's tables, and say where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlmodel import SQLModel

import bot
import bot.models as tables  # noqa: F401 - fills the metadata
from bot.store.database import Store, connectable

# Beside the package, in the clone as in the installed wheel.
SCRIPTS = Path(bot.__file__).resolve().parent.parent / "migrations"

# Any number, the same in every process: who migrates PostgreSQL holds it.
_MIGRATING = 7_424_901


class Trouble(StrEnum):
    """How a store can differ from what this program needs."""

    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a store does not fit this program, and what to do."""

    trouble: Trouble
    message: str

    def __str__(self) -> str:
        return self.message


class SchemaError(RuntimeError):
    """A store that cannot be migrated; its text says why and what to do."""


def upgrade(store: Store, revision: str = "head") -> None:
    """Bring the tables forward; SchemaError where the store is newer than this program."""
    with _connected(store) as connection:
        if problem := _newer(connection):
            raise SchemaError(problem.message)
        with _known_revision(revision):
            command.upgrade(_config(connection), revision)
        _check_references(connection)


def downgrade(store: Store, revision: str) -> None:
    """Take the tables back to *revision* ("base": to none); SchemaError if the store is newer."""
    with _connected(store) as connection:
        if problem := _newer(connection):
            raise SchemaError(problem.message)
        with _known_revision(revision):
            command.downgrade(_config(connection), revision)
        _check_references(connection)


def current(store: Store) -> str | None:
    """Return the revision of a store's tables; None where there are none."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision that this program needs."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


def check(store: Store) -> Problem | None:
    """Compare a store with this program; None where they fit."""
    with store.engine.connect() as connection:
        if problem := _newer(connection):
            return problem
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        if (found := context.get_current_revision()) is None:
            return Problem(
                Trouble.MISSING, "The store has no tables yet: run `tipline db upgrade`."
            )
        if found != head():
            return Problem(
                Trouble.OLDER,
                f"The store is at revision {found}, this program needs {head()}:"
                " run `tipline db upgrade`.",
            )
        if differences := compare_metadata(context, SQLModel.metadata):
            return Problem(
                Trouble.DIFFERENT,
                "The store's tables were changed by other means"
                f" ({len(differences)} differences, first: {_name(differences[0])}):"
                " restore a backup, or undo the change.",
            )
    return None


def _name(difference: object) -> str:
    """Name the kind and object of one difference as alembic reports it."""
    while isinstance(difference, list):
        difference = difference[0]
    words = difference if isinstance(difference, tuple) else (difference,)
    return " ".join(getattr(word, "name", None) or str(word) for word in words if word is not None)


def _newer(connection: sa.Connection) -> Problem | None:
    """Say so where the store is at a revision that this program does not have."""
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if found is None or found in known:
        return None
    return Problem(
        Trouble.NEWER,
        f"The store is at revision {found}, which is newer than this program knows ({head()}):"
        " install the newer tipline, or restore a backup of the older store.",
    )


@contextmanager
def _connected(store: Store) -> Iterator[sa.Connection]:
    """Give one transaction for a whole migration, on a connection of its own.

    Without foreign keys, because rebuilding a table of SQLite would delete what refers to it;
    they are checked at the end. Of two programs that start at once, one migrates.
    """
    engine = connectable(store.url, foreign_keys=False, pooled=False)
    try:
        with engine.begin() as connection:
            if not store.sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _known_revision(revision: str) -> Iterator[None]:
    """Turn alembic's refusal of a revision into a SchemaError."""
    try:
        yield
    except CommandError as error:
        raise SchemaError(
            f"The store cannot be brought to revision {revision!r}: {error}"
        ) from None


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_references(connection: sa.Connection) -> None:
    """Undo a migration that left a row of SQLite without what it refers to."""
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise SchemaError(
            f"The migration would leave rows of {broken[0]} without their {broken[2]}:"
            " it was undone. Please report this."
        )
