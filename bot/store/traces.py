"""Where a person's id stands in the store, found by looking into all that could hold it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from bot.models import Received, UpdateState

# Besides references to people: a private chat has its person's id, and so has a sender.
_NAMES = frozenset({"chat_id", "sender"})


def of(session: Session, person_id: int) -> dict[str, int]:
    """Count the rows that hold a person's id, by "table.column"; those without are left out.

    What waits to be handled is not counted: it is what the person does just now.
    """
    session.flush()
    connection = session.connection()
    found = {
        f"{column.table.name}.{column.name}": connection.scalar(_count(column, person_id))
        for column in columns()
    }
    return {name: count for name, count in found.items() if count}


def sign_off(session: Session, person_id: int) -> None:
    """Take a person's id off all rows that stay without it: what they decided, wrote or made."""
    session.flush()
    connection = session.connection()
    for column in columns():
        if column.foreign_keys and column.nullable:
            signed = sa.update(column.table).where(column == person_id)
            connection.execute(signed.values({column: None}))
    session.expire_all()


def columns() -> Iterator[sa.Column[object]]:
    """Give every column that holds ids of people."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            targets = {key.target_fullname for key in column.foreign_keys}
            own = table.name == "person" and column.name == "id"
            if own or "person.id" in targets or column.name in _NAMES:
                yield column


def _count(column: sa.Column[object], person_id: int) -> sa.Select[int]:
    query = sa.select(sa.func.count()).select_from(column.table).where(column == person_id)
    inbox: sa.Table = Received.__table__  # type: ignore[attr-defined]
    if column.table is inbox:
        return query.where(inbox.c.state != UpdateState.WAITING)
    return query
