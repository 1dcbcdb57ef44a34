"""posts that speak for cases, their fingerprints and vectors; Telegram's lasting ids of files

Those of cases that are open already are made at the next start, by the clock.
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('telling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=True),
    sa.Column('vector', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_telling_submission_id_submission'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_telling')),
    sa.UniqueConstraint('key', name=op.f('uq_telling_key')),
    sa.UniqueConstraint('submission_id', name=op.f('uq_telling_submission_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('telling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_telling_model'), ['model'], unique=False)

    op.drop_table('fingerprint')  # of another kind
    op.create_table('fingerprint',
    sa.Column('band', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('telling_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['telling_id'], ['telling.id'], name=op.f('fk_fingerprint_telling_id_telling'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('band', 'telling_id', name=op.f('pk_fingerprint'))
    )
    with op.batch_alter_table('fingerprint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fingerprint_telling_id'), ['telling_id'], unique=False)

    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('file_unique_id', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.drop_column('file_unique_id')

    op.drop_table('fingerprint')
    op.create_table('fingerprint',
    sa.Column('band', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_fingerprint_case_id_reviewcase'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('band', 'case_id', name=op.f('pk_fingerprint'))
    )
    with op.batch_alter_table('fingerprint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fingerprint_case_id'), ['case_id'], unique=False)

    with op.batch_alter_table('telling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_telling_model'))

    op.drop_table('telling')
