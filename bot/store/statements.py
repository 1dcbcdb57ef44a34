"""The few statements that SQLite and PostgreSQL spell in their own dialects."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_new(session: Session, row: SQLModel, *unique: str) -> bool:
    """Insert *row* unless one with the same *unique* columns is there; say whether it was new.

    Both databases decide this under their own lock, so of two at once one wins. The row object
    stays outside the session, but learns its id.
    """
    session.flush()
    table = type(row).__table__  # type: ignore[attr-defined]
    values = {
        column.name: getattr(row, column.name)
        for column in table.columns
        if not (column.primary_key and getattr(row, column.name) is None)
    }
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).values(values).on_conflict_do_nothing(index_elements=unique)
    first = next(iter(table.primary_key.columns))
    inserted = session.connection().execute(statement.returning(first)).first()
    if inserted is None:
        return False
    setattr(row, first.name, inserted[0])
    return True
