"""What alembic runs for every command: the tables of bot.models on the store's connection."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import bot.models as tables
from bot.config import Settings
from bot.store.database import connectable, readable


def plain(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Write types as the database knows them, so that a migration needs no code of ours."""
    if kind != "type":
        return False
    if isinstance(item, tables.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, tables.Exact):
        return "sa.String(length=40)"
    if isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def migrate(connection: sa.Connection) -> None:
    """Run the asked migrations in the transaction of *connection*, all or none."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        render_item=plain,
    )
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    migrate(given)
else:
    # The alembic command itself, for those who write migrations.
    engine = connectable(readable(Settings().database_url), foreign_keys=False, pooled=False)
    with engine.begin() as opened:
        migrate(opened)
