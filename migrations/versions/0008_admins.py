"""broadcasts and subscriptions, imported reviews, bans and pauses; verdicts without rating

Taking it back removes verdicts that have no rating: they were never an answer.
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('remembered',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_remembered'))
    )
    op.create_table('ban',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by_person_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['by_person_id'], ['person.id'], name=op.f('fk_ban_by_person_id_person')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_ban'))
    )
    with op.batch_alter_table('ban', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ban_by_person_id'), ['by_person_id'], unique=False)

    op.create_table('broadcast',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('photo', sa.String(), nullable=True),
    sa.Column('audience', sa.String(length=32), nullable=False),
    sa.Column('topic', sa.String(), nullable=True),
    sa.Column('segment_language', sa.String(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('collected', sa.Integer(), nullable=False),
    sa.Column('listed_to', sa.BigInteger(), nullable=False),
    sa.Column('erased', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_broadcast_author_id_person')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_broadcast_confirmed_by_id_person')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_broadcast_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_broadcast')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_confirmed_by_id'), ['confirmed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_content_hash'), ['content_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_state_due_at'), ['state', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_broadcast_verdict_id'), ['verdict_id'], unique=False)

    op.create_table('importedfile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('telegram_file', sa.String(), nullable=True),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('by_name', sa.String(), nullable=True),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_importedfile_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_importedfile'))
    )
    with op.batch_alter_table('importedfile', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_importedfile_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_importedfile_sha256'), ['sha256'], unique=False)

    op.create_table('pause',
    sa.Column('activity', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=True),
    sa.Column('by_person_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['by_person_id'], ['person.id'], name=op.f('fk_pause_by_person_id_person')),
    sa.PrimaryKeyConstraint('activity', name=op.f('pk_pause'))
    )
    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pause_by_person_id'), ['by_person_id'], unique=False)

    op.create_table('subscription',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('frequency', sa.String(length=32), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bulletin_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_subscription_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_subscription'))
    )
    op.create_table('collected',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('broadcast_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id'], name=op.f('fk_collected_broadcast_id_broadcast'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_collected_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'broadcast_id', name=op.f('pk_collected'))
    )
    op.create_table('review',
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('publisher', sa.String(), nullable=True),
    sa.Column('publisher_url', sa.String(), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('rating', sa.String(length=32), nullable=True),
    sa.Column('rated_as', sa.String(), nullable=True),
    sa.Column('rating_value', sa.String(), nullable=True),
    sa.Column('rating_best', sa.String(), nullable=True),
    sa.Column('rating_worst', sa.String(), nullable=True),
    sa.Column('claimant', sa.String(), nullable=True),
    sa.Column('claimed_on', sa.Date(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['importedfile.id'], name=op.f('fk_review_file_id_importedfile')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_review_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('verdict_id', name=op.f('pk_review')),
    sa.UniqueConstraint('key', name=op.f('uq_review_key'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_file_id'), ['file_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_review_url'), ['url'], unique=False)

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_name', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_decision_at'), ['at'], unique=False)

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index('ix_submission_case_id')
        batch_op.drop_index('ix_submission_created_at')
        batch_op.create_index(batch_op.f('ix_submission_case_id_created_at'), ['case_id', 'created_at'], unique=False)
        batch_op.create_index(
            batch_op.f('ix_submission_created_at_outcome_language_person_id_case_id'),
            ['created_at', 'outcome', 'language', 'person_id', 'case_id'], unique=False,
        )

    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stance', sa.String(length=32), nullable=True))

    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('broadcast_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_notice_broadcast_id_state_id'), ['broadcast_id', 'state', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_notice_broadcast_id_broadcast'), 'broadcast', ['broadcast_id'], ['id'])

    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.alter_column('rating',
               existing_type=sa.VARCHAR(length=32),
               nullable=True)



NEW_NOTICES = (
    'subscription', 'broadcast', 'broadcast_card', 'bulletin', 'import', 'statistics', 'threshold', 'pauses', 'log', 'own_data'
)
NEW_DECISIONS = (
    'broadcast_asked', 'broadcast_confirmed', 'broadcast_started', 'broadcast_paused', 'broadcast_resumed',
    'broadcast_stopped', 'broadcast_done', 'broadcast_unsure', 'imported', 'exported', 'banned', 'unbanned', 'paused', 'resumed',
    'threshold_set', 'restored'
)
OF_VERDICTS = (
    'verdicttext', 'wording', 'appearance', 'verdictchange', 'verdictsource', 'follow', 'told', 'flag',
    'labelledpair'
)
NAMING_VERDICTS = ('submission', 'reviewcase', 'notice', 'decision')


def forget_the_new() -> None:
    """Remove what the tables before cannot hold."""
    notice = sa.table('notice', sa.column('kind'), sa.column('state'), sa.column('broadcast_id'))
    op.execute(sa.delete(notice).where(sa.or_(
        notice.c.kind.in_(NEW_NOTICES), notice.c.state.in_(('held', 'dropped')), notice.c.broadcast_id.is_not(None)
    )))
    decision = sa.table('decision', sa.column('kind'))
    op.execute(sa.delete(decision).where(decision.c.kind.in_(NEW_DECISIONS)))
    inbox = sa.table('inbox', sa.column('state'))
    op.execute(sa.update(inbox).where(inbox.c.state == 'held').values(state='waiting'))
    member = sa.table('member', sa.column('asks'), sa.column('asks_of'))
    asks = member.c.asks.in_(('broadcast_text', 'broadcast_time'))
    op.execute(sa.update(member).where(asks).values(asks=None, asks_of=None))
    verdict = sa.table('verdict', sa.column('id'), sa.column('rating'))
    unrated = sa.select(verdict.c.id).where(verdict.c.rating.is_(None))
    for name in OF_VERDICTS:
        table = sa.table(name, sa.column('verdict_id'))
        op.execute(sa.delete(table).where(table.c.verdict_id.in_(unrated)))
    for name in NAMING_VERDICTS:
        table = sa.table(name, sa.column('verdict_id'))
        op.execute(sa.update(table).where(table.c.verdict_id.in_(unrated)).values(verdict_id=None))
    case = sa.table('reviewcase', sa.column('about_id'))
    op.execute(sa.update(case).where(case.c.about_id.in_(unrated)).values(about_id=None))
    op.execute(sa.delete(verdict).where(verdict.c.rating.is_(None)))
    wording = sa.table('wording', sa.column('origin'))
    op.execute(sa.update(wording).where(wording.c.origin == 'import').values(origin='seed'))
    change = sa.table('verdictchange', sa.column('by'))
    op.execute(sa.update(change).where(change.c.by == 'import').values(by='operator'))


def downgrade() -> None:
    op.drop_table('review')
    op.drop_table('collected')
    op.drop_table('subscription')
    forget_the_new()
    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.alter_column('rating',
               existing_type=sa.VARCHAR(length=32),
               nullable=False)

    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_notice_broadcast_id_broadcast'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_notice_broadcast_id_state_id'))
        batch_op.drop_column('broadcast_id')

    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.drop_column('stance')

    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index('ix_submission_created_at_outcome_language_person_id_case_id')
        batch_op.drop_index('ix_submission_case_id_created_at')
        batch_op.create_index('ix_submission_created_at', ['created_at'], unique=False)
        batch_op.create_index('ix_submission_case_id', ['case_id'], unique=False)

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index('ix_decision_at')
        batch_op.drop_column('by_name')

    with op.batch_alter_table('pause', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pause_by_person_id'))

    op.drop_table('pause')
    with op.batch_alter_table('importedfile', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_importedfile_sha256'))
        batch_op.drop_index(batch_op.f('ix_importedfile_person_id'))

    op.drop_table('importedfile')
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_verdict_id'))
        batch_op.drop_index(batch_op.f('ix_broadcast_state_due_at'))
        batch_op.drop_index(batch_op.f('ix_broadcast_content_hash'))
        batch_op.drop_index(batch_op.f('ix_broadcast_confirmed_by_id'))
        batch_op.drop_index(batch_op.f('ix_broadcast_author_id'))

    op.drop_table('broadcast')
    with op.batch_alter_table('ban', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ban_by_person_id'))

    op.drop_table('ban')
    op.drop_table('remembered')
