"""long person ids

Telegram's user ids have outgrown 32 bits; PostgreSQL keeps to the size that it was told.
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TABLES = (
    ('submission', True), ('decision', True), ('notice', True), ('lease', False), ('follow', False),
)


def upgrade() -> None:
    for table, nullable in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column('person_id', existing_type=sa.Integer(), type_=sa.BigInteger(),
                existing_nullable=nullable)


def downgrade() -> None:
    for table, nullable in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column('person_id', existing_type=sa.BigInteger(), type_=sa.Integer(),
                existing_nullable=nullable)
