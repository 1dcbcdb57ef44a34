"""Posts and claims of which reviewers said whether they are the same."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session, col

from bot.models import LabelledPair


def drop(session: Session, text_hash: str) -> None:
    """Forget the pairs that are made of a text."""
    session.flush()
    session.connection().execute(
        sa.delete(LabelledPair).where(col(LabelledPair.text_hash) == text_hash)
    )


def sign_off(session: Session, person_id: int) -> None:
    """Take somebody's id off the pairs that they judged; what they said stays."""
    session.flush()
    session.connection().execute(
        sa.update(LabelledPair)
        .where(col(LabelledPair.person_id) == person_id)
        .values(person_id=None)
    )
