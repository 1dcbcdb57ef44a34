"""The few statements that SQLite and PostgreSQL spell in their own dialects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_new(session: Session, row: SQLModel, *unique: str) -> bool:
    """Insert *row* unless one with the same *unique* columns is there; say whether it was new.

    Both databases decide this under their own lock, so of two at once one wins. The row object
    stays outside the session, but learns its id.
    """
    session.flush()
    table: sa.Table = type(row).__table__  # type: ignore[attr-defined]
    values = {
        column.name: getattr(row, column.name)
        for column in table.columns
        if not (column.primary_key and getattr(row, column.name) is None)
    }
    statement = _insert(table, unique, session.get_bind().dialect.name)
    inserted = session.connection().execute(statement, values).first()
    if inserted is None:
        return False
    setattr(row, next(iter(table.primary_key.columns)).name, inserted[0])
    return True


def insert_selected(
    session: Session,
    table: sa.FromClause,
    columns: Sequence[str],
    rows: sa.Select[Any],
    *unique: str,
) -> int:
    """Insert what *rows* selects but for what is there by *unique*; return how many are new."""
    session.flush()
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if postgres else sqlite.insert
    statement = insert(table).from_select(list(columns), rows)  # type: ignore[arg-type]
    new = statement.on_conflict_do_nothing(index_elements=unique).returning(table.c[unique[0]])
    return len(session.connection().execute(new).all())


@cache
def _insert(table: sa.Table, unique: tuple[str, ...], dialect: str) -> sa.Executable:
    """Write the statement once: to put it together costs more than to run it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=unique)
    return statement.returning(next(iter(table.primary_key.columns)))
