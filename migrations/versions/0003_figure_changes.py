"""changes of figures"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('figurechange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('figure_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['figure_id'], ['figure.id'], name=op.f('fk_figurechange_figure_id_figure')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_figurechange_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_figurechange')),
    sa.UniqueConstraint('figure_id', 'version', name=op.f('uq_figurechange_figure_id_version'))
    )
    op.create_index(op.f('ix_figurechange_person_id'), 'figurechange', ['person_id'], unique=False)
    # Until now only the seed files wrote figures, at moments that nobody kept: what is there is
    # taken over as their first version.
    changes = sa.table('figurechange', *(sa.column(name) for name in ('figure_id', 'version', 'by')),
        sa.column('at', sa.DateTime(timezone=True)), sa.column('content', sa.JSON()))
    now = datetime.now(UTC)
    rows = [
        {'figure_id': number, 'version': 1, 'at': now, 'by': 'seed', 'content': content}
        for number, content in _contents(op.get_bind())
    ]
    if rows:
        op.bulk_insert(changes, rows)


def downgrade() -> None:
    op.drop_index(op.f('ix_figurechange_person_id'), table_name='figurechange')
    op.drop_table('figurechange')


def _contents(connection: sa.Connection) -> Iterator[tuple[int, dict[str, str]]]:
    """Give what each figure says, in the words in which changes are kept."""
    tables = sa.MetaData()
    tables.reflect(connection, only=['figure', 'figuretext', 'figuresource', 'source'])
    figure, text, cited, source = (
        tables.tables[name] for name in ('figure', 'figuretext', 'figuresource', 'source')
    )
    for row in connection.execute(sa.select(figure).order_by(figure.c.id)).mappings().all():
        content = _fields(row)
        texts = sa.select(text).where(text.c.figure_id == row['id'])
        for one in connection.execute(texts).mappings():
            content[f"label.{one['language']}"] = one['label']
            content[f"attribution.{one['language']}"] = one['attribution']
        sources = (
            sa.select(source.c.key).join(cited, cited.c.source_id == source.c.id)
            .where(cited.c.figure_id == row['id']).order_by(cited.c.position)
        )
        content['sources'] = ', '.join(key for key in connection.scalars(sources) if key)
        yield row['id'], {name: value for name, value in content.items() if value}


def _fields(row: Any) -> dict[str, str]:
    content = {name: str(row[name] or '') for name in
        ('qualifier', 'unit', 'actor', 'place', 'event', 'as_of', 'as_of_end')}
    content |= {name: f'{Decimal(row[name]).normalize():f}' for name in ('low', 'high')}
    content['as_of_inferred'] = 'true' if row['as_of_inferred'] else ''
    content['attributed_to'] = ', '.join(row['attributed_to'] or ())
    return content
