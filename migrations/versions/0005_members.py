"""members

Until now the settings gave all roles: who has one becomes a member by their hand.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ownname',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('username', sa.String(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', name=op.f('pk_ownname'))
    )
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('hand', sa.String(length=32), nullable=False),
    sa.Column('by_person_id', sa.BigInteger(), nullable=True),
    sa.Column('by_name', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_person_id'], ['person.id'], name=op.f('fk_invitation_by_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_by_person_id'), ['by_person_id'], unique=False)

    op.create_table('member',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('menu', sa.String(), nullable=False),
    sa.Column('menu_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_member_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_member'))
    )
    op.create_table('memberchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deed', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('hand', sa.String(length=32), nullable=False),
    sa.Column('by_person_id', sa.BigInteger(), nullable=True),
    sa.Column('by_name', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['by_person_id'], ['person.id'], name=op.f('fk_memberchange_by_person_id_person')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_memberchange_invitation_id_invitation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_memberchange_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberchange'))
    )
    with op.batch_alter_table('memberchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberchange_by_person_id'), ['by_person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_memberchange_person_id'), ['person_id'], unique=False)
    _take_over(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table('memberchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memberchange_person_id'))
        batch_op.drop_index(batch_op.f('ix_memberchange_by_person_id'))

    op.drop_table('memberchange')
    op.drop_table('member')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_by_person_id'))

    op.drop_table('invitation')
    op.drop_table('ownname')


def _take_over(connection: sa.Connection) -> None:
    moment = sa.DateTime(timezone=True)
    person = sa.table('person', sa.column('id', sa.BigInteger()), sa.column('role'))
    member = sa.table('member', sa.column('person_id'), sa.column('languages', sa.JSON()),
        sa.column('since', moment), sa.column('menu'))
    change = sa.table('memberchange', sa.column('at', moment), sa.column('deed'), sa.column('person_id'),
        sa.column('role'), sa.column('languages', sa.JSON()), sa.column('hand'))
    now = datetime.now(UTC)
    query = sa.select(person.c.id, person.c.role).where(person.c.role.in_(('reviewer', 'admin')))
    rows = connection.execute(query).all()
    if rows:
        op.bulk_insert(member, [
            {'person_id': row.id, 'languages': [], 'since': now, 'menu': ''} for row in rows
        ])
        op.bulk_insert(change, [
            {'at': now, 'deed': 'named', 'person_id': row.id, 'role': row.role, 'languages': [],
             'hand': 'settings'} for row in rows
        ])
