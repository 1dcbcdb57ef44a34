"""desk

Reviewers work in steps that are kept: drafts, approvals, and a log of all that was decided. Posts
whose senders were told a verdict are known from now on; those until now are found in what was
decided of them.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('labelledpair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('same', sa.Boolean(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_labelledpair_person_id_person')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_labelledpair_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_labelledpair')),
    sa.UniqueConstraint('text_hash', 'verdict_id', name=op.f('uq_labelledpair_text_hash_verdict_id'))
    )
    with op.batch_alter_table('labelledpair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_labelledpair_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_labelledpair_text_hash'), ['text_hash'], unique=False)

    op.create_table('verdictchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_verdictchange_person_id_person')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_verdictchange_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdictchange')),
    sa.UniqueConstraint('verdict_id', 'version', name=op.f('uq_verdictchange_verdict_id_version'))
    )
    with op.batch_alter_table('verdictchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verdictchange_person_id'), ['person_id'], unique=False)

    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('step', sa.String(length=32), nullable=False),
    sa.Column('asks', sa.String(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('rating', sa.String(length=32), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('claim', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_draft_author_id_person')),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_draft_case_id_reviewcase'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('case_id', name=op.f('uq_draft_case_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_author_id'), ['author_id'], unique=False)

    op.create_table('skip',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_skip_case_id_reviewcase'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_skip_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'case_id', name=op.f('pk_skip'))
    )
    op.create_table('approval',
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_approval_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_approval_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('draft_id', 'version', 'person_id', name=op.f('pk_approval'))
    )
    op.create_table('told',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_told_submission_id_submission'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_told_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', 'verdict_id', name=op.f('pk_told'))
    )
    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_told_verdict_id_submission_id'), ['verdict_id', 'submission_id'], unique=False)

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changes', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.alter_column('role',
               existing_type=sa.VARCHAR(length=32),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_decision_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_verdict_id'), ['verdict_id'], unique=False)

    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wrong', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('same', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('judged_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('lease', schema=None) as batch_op:
        batch_op.drop_column('rating')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('muted', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('asks', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('asks_of', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('asks_seen', sa.Integer(), nullable=False, server_default='0'))

    with op.batch_alter_table('reviewcase', schema=None) as batch_op:
        batch_op.add_column(sa.Column('purpose', sa.String(length=32), nullable=False, server_default='claim'))
        batch_op.add_column(sa.Column('reason', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('about_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('terms', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('grew', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('boost', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('priority', sa.Float(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_reviewcase_about_id_purpose_language'), ['about_id', 'purpose', 'language'], unique=True, sqlite_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"), postgresql_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"))
        batch_op.create_index(batch_op.f('ix_reviewcase_grew_asked_at'), ['grew', 'asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_state_overdue_at_priority'), ['state', 'overdue_at', 'priority'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_state_escalated_at_priority'), ['state', 'escalated_at', 'priority'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_state_asked_at'), ['state', 'asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_state_language_priority_id'), ['state', 'language', 'priority', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_state_priority_id'), ['state', 'priority', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_reviewcase_about_id_verdict'), 'verdict', ['about_id'], ['id'])

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.add_column(sa.Column('apart', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sa.String(length=32), nullable=False, server_default='seed'))

    op.execute('UPDATE reviewcase SET asked_at = created_at')
    with op.batch_alter_table('reviewcase', schema=None) as batch_op:
        batch_op.alter_column('asked_at', existing_type=sa.DateTime(timezone=True), nullable=False)
    op.execute(
        "UPDATE wording SET origin = 'desk' "
        'WHERE verdict_id IN (SELECT id FROM verdict WHERE "key" IS NULL)'
    )
    _take_over(op.get_bind())



def downgrade() -> None:
    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.drop_column('origin')

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_column('apart')

    with op.batch_alter_table('reviewcase', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_reviewcase_about_id_verdict'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_priority_id'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_language_priority_id'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_asked_at'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_escalated_at_priority'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_overdue_at_priority'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_grew_asked_at'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_about_id_purpose_language'), sqlite_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"), postgresql_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"))
        batch_op.drop_column('escalated_at')
        batch_op.drop_column('overdue_at')
        batch_op.drop_column('asked_at')
        batch_op.drop_column('priority')
        batch_op.drop_column('boost')
        batch_op.drop_column('grew')
        batch_op.drop_column('terms')
        batch_op.drop_column('about_id')
        batch_op.drop_column('reason')
        batch_op.drop_column('purpose')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('asks_seen')
        batch_op.drop_column('asks_of')
        batch_op.drop_column('asks')
        batch_op.drop_column('muted')

    with op.batch_alter_table('lease', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rating', sa.VARCHAR(length=32), nullable=True))

    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_column('judged_at')
        batch_op.drop_column('same')
        batch_op.drop_column('wrong')

    op.execute('DELETE FROM decision WHERE case_id IS NULL OR role IS NULL')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_verdict_id'))
        batch_op.drop_index(batch_op.f('ix_decision_person_id'))
        batch_op.alter_column('role',
               existing_type=sa.VARCHAR(length=32),
               nullable=False)
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('changes')

    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_told_verdict_id_submission_id'))

    op.drop_table('told')
    op.drop_table('approval')
    op.drop_table('skip')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_author_id'))

    op.drop_table('draft')
    with op.batch_alter_table('verdictchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_verdictchange_person_id'))

    op.drop_table('verdictchange')
    with op.batch_alter_table('labelledpair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_labelledpair_text_hash'))
        batch_op.drop_index(batch_op.f('ix_labelledpair_person_id'))

    op.drop_table('labelledpair')


def _take_over(connection: sa.Connection) -> None:
    """Write down who was told what, as far as it is known."""
    post = sa.table('submission', *(sa.column(name) for name in ('id', 'outcome', 'verdict_id')),
        sa.column('decision', sa.JSON()))
    verdict = sa.table('verdict', sa.column('id'), sa.column('version'))
    told = sa.table('told', *(sa.column(name) for name in ('submission_id', 'verdict_id', 'version')),
        sa.column('at', sa.DateTime(timezone=True)))
    versions = dict(connection.execute(sa.select(verdict.c.id, verdict.c.version)).all())
    now, rows = datetime.now(UTC), []
    query = sa.select(post).where(sa.or_(post.c.outcome == 'answered', post.c.verdict_id.is_not(None)))
    for row in connection.execute(query).mappings():
        matches = row['decision'].get('matches') if isinstance(row['decision'], dict) else None
        met = {match['verdict_id'] for match in matches or ()} | {row['verdict_id']}
        rows += [
            {'submission_id': row['id'], 'verdict_id': one, 'version': versions[one], 'at': now}
            for one in sorted(versions.keys() & met)
        ]
    if rows:
        op.bulk_insert(told, rows)
