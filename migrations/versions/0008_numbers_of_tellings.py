"""SQLite gives the number of a telling that is gone to no other: programs remember them"""

from __future__ import annotations

from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(numbers_once=True)


def downgrade() -> None:
    _rebuild(numbers_once=False)


def _rebuild(*, numbers_once: bool) -> None:
    """Make the table anew, which only SQLite needs: PostgreSQL never gives a number twice."""
    if op.get_bind().dialect.name == 'sqlite':
        kwargs = {'sqlite_autoincrement': numbers_once}
        with op.batch_alter_table('telling', recreate='always', table_kwargs=kwargs):
            pass
