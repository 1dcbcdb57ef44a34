"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('concept',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('within', sa.JSON(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concept'))
    )
    op.create_table('figure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('low', sa.String(length=40), nullable=False),
    sa.Column('high', sa.String(length=40), nullable=False),
    sa.Column('qualifier', sa.String(length=32), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('event', sa.String(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('as_of_end', sa.Date(), nullable=True),
    sa.Column('as_of_inferred', sa.Boolean(), nullable=False),
    sa.Column('attributed_to', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_figure')),
    sa.UniqueConstraint('key', name=op.f('uq_figure_key'))
    )
    op.create_table('inbox',
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('sender', sa.BigInteger(), nullable=False),
    sa.Column('raw', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_inbox'))
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inbox_sender'), ['sender'], unique=False)
        batch_op.create_index(batch_op.f('ix_inbox_state_update_id'), ['state', 'update_id'], unique=False)

    op.create_table('jobrun',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_jobrun'))
    )
    op.create_table('person',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('language_chosen', sa.Boolean(), nullable=False),
    sa.Column('helped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision'))
    )
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('outlet', sa.String(), nullable=True),
    sa.Column('author', sa.String(), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('key', name=op.f('uq_source_key'))
    )
    op.create_table('verdict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('claim', sa.String(), nullable=False),
    sa.Column('rating', sa.String(length=32), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('topic', sa.String(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdict')),
    sa.UniqueConstraint('key', name=op.f('uq_verdict_key'))
    )
    op.create_table('appearance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_appearance_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appearance')),
    sa.UniqueConstraint('verdict_id', 'url', name=op.f('uq_appearance_verdict_id_url'))
    )
    with op.batch_alter_table('appearance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appearance_url'), ['url'], unique=False)
        batch_op.create_index(batch_op.f('ix_appearance_verdict_id'), ['verdict_id'], unique=False)

    op.create_table('figuresource',
    sa.Column('figure_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['figure_id'], ['figure.id'], name=op.f('fk_figuresource_figure_id_figure'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_figuresource_source_id_source')),
    sa.PrimaryKeyConstraint('figure_id', 'source_id', name=op.f('pk_figuresource'))
    )
    op.create_table('figuretext',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('figure_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('attribution', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['figure_id'], ['figure.id'], name=op.f('fk_figuretext_figure_id_figure'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_figuretext')),
    sa.UniqueConstraint('figure_id', 'language', name=op.f('uq_figuretext_figure_id_language'))
    )
    with op.batch_alter_table('figuretext', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_figuretext_figure_id'), ['figure_id'], unique=False)

    op.create_table('follow',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_follow_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'verdict_id', name=op.f('pk_follow'))
    )
    op.create_table('reviewcase',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_reviewcase_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewcase'))
    )
    with op.batch_alter_table('reviewcase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reviewcase_state_offered_at_people_id'), ['state', 'offered_at', 'people', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reviewcase_text_hash'), ['text_hash'], unique=False)

    op.create_table('verdictsource',
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_verdictsource_source_id_source')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_verdictsource_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('verdict_id', 'source_id', name=op.f('pk_verdictsource'))
    )
    op.create_table('verdicttext',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('claim', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_verdicttext_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdicttext')),
    sa.UniqueConstraint('verdict_id', 'language', name=op.f('uq_verdicttext_verdict_id_language'))
    )
    with op.batch_alter_table('verdicttext', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verdicttext_verdict_id'), ['verdict_id'], unique=False)

    op.create_table('wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('polarity', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_wording_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording')),
    sa.UniqueConstraint('verdict_id', 'text_hash', 'polarity', name=op.f('uq_wording_verdict_id_text_hash_polarity'))
    )
    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wording_verdict_id'), ['verdict_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_decision_case_id_reviewcase')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_decision_person_id_person')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_decision_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_case_id'), ['case_id'], unique=False)

    op.create_table('fingerprint',
    sa.Column('band', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_fingerprint_case_id_reviewcase'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('band', 'case_id', name=op.f('pk_fingerprint'))
    )
    with op.batch_alter_table('fingerprint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fingerprint_case_id'), ['case_id'], unique=False)

    op.create_table('lease',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('rating', sa.String(length=32), nullable=True),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_lease_case_id_reviewcase'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lease_person_id_person')),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_lease'))
    )
    with op.batch_alter_table('lease', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lease_person_id'), ['person_id'], unique=False)

    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('origin_kind', sa.String(length=32), nullable=True),
    sa.Column('origin_name', sa.String(), nullable=True),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('group_key', sa.String(), nullable=True),
    sa.Column('outcome', sa.String(length=32), nullable=True),
    sa.Column('decision', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('held_back', sa.Boolean(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('purged_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_submission_case_id_reviewcase')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_submission_person_id_person')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_submission_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('chat_id', 'group_key', 'person_id', name=op.f('uq_submission_chat_id_group_key_person_id'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_outcome_case_id_id'), ['outcome', 'case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_outcome_verdict_id_revision'), ['outcome', 'verdict_id', 'revision'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_text_hash'), ['text_hash'], unique=False)

    op.create_table('flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('verdict_id', sa.Integer(), nullable=False),
    sa.Column('same_claim', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_flag_submission_id_submission'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_flag_verdict_id_verdict'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag')),
    sa.UniqueConstraint('submission_id', 'verdict_id', name=op.f('uq_flag_submission_id_verdict_id'))
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_flag_submission_id'), ['submission_id'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('verdict_id', sa.Integer(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('direct', sa.Boolean(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=True),
    sa.Column('reply_to', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['reviewcase.id'], name=op.f('fk_notice_case_id_reviewcase')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id_person')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_notice_submission_id_submission')),
    sa.ForeignKeyConstraint(['verdict_id'], ['verdict.id'], name=op.f('fk_notice_verdict_id_verdict')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('key', name=op.f('uq_notice_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_chat_id_state_id'), ['chat_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_message_id_chat_id'), ['message_id', 'chat_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_person_id_kind_due_at'), ['person_id', 'kind', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_state_direct_due_at_id'), ['state', 'direct', 'due_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_submission_id'), ['submission_id'], unique=False)

    op.create_table('part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('urls', sa.JSON(), nullable=False),
    sa.Column('media', sa.String(length=32), nullable=True),
    sa.Column('file_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_part_submission_id_submission'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part')),
    sa.UniqueConstraint('chat_id', 'message_id', name=op.f('uq_part_chat_id_message_id'))
    )
    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_part_submission_id'), ['submission_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_part_submission_id'))

    op.drop_table('part')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_submission_id'))
        batch_op.drop_index(batch_op.f('ix_notice_state_direct_due_at_id'))
        batch_op.drop_index(batch_op.f('ix_notice_person_id_kind_due_at'))
        batch_op.drop_index(batch_op.f('ix_notice_message_id_chat_id'))
        batch_op.drop_index(batch_op.f('ix_notice_chat_id_state_id'))
        batch_op.drop_index(batch_op.f('ix_notice_case_id'))

    op.drop_table('notice')
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_flag_submission_id'))

    op.drop_table('flag')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_text_hash'))
        batch_op.drop_index(batch_op.f('ix_submission_person_id'))
        batch_op.drop_index(batch_op.f('ix_submission_outcome_verdict_id_revision'))
        batch_op.drop_index(batch_op.f('ix_submission_outcome_case_id_id'))
        batch_op.drop_index(batch_op.f('ix_submission_created_at'))
        batch_op.drop_index(batch_op.f('ix_submission_case_id'))

    op.drop_table('submission')
    with op.batch_alter_table('lease', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lease_person_id'))

    op.drop_table('lease')
    with op.batch_alter_table('fingerprint', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fingerprint_case_id'))

    op.drop_table('fingerprint')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_case_id'))

    op.drop_table('decision')
    with op.batch_alter_table('wording', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wording_verdict_id'))

    op.drop_table('wording')
    with op.batch_alter_table('verdicttext', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_verdicttext_verdict_id'))

    op.drop_table('verdicttext')
    op.drop_table('verdictsource')
    with op.batch_alter_table('reviewcase', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reviewcase_text_hash'))
        batch_op.drop_index(batch_op.f('ix_reviewcase_state_offered_at_people_id'))

    op.drop_table('reviewcase')
    op.drop_table('follow')
    with op.batch_alter_table('figuretext', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_figuretext_figure_id'))

    op.drop_table('figuretext')
    op.drop_table('figuresource')
    with op.batch_alter_table('appearance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appearance_verdict_id'))
        batch_op.drop_index(batch_op.f('ix_appearance_url'))

    op.drop_table('appearance')
    op.drop_table('verdict')
    op.drop_table('source')
    op.drop_table('revision')
    op.drop_table('person')
    op.drop_table('jobrun')
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inbox_state_update_id'))
        batch_op.drop_index(batch_op.f('ix_inbox_sender'))

    op.drop_table('inbox')
    op.drop_table('figure')
    op.drop_table('concept')
