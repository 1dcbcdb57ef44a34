"""Flagged answers, and what reviewers said of them: pairs of a post and a claim."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.models import Flag, LabelledPair, Notice, Submission
from bot.store.statements import insert_new

KEY = "pair:"  # with the flag's id, of the card that the reviewers' chat is owed


def get(session: Session, flag_id: int) -> Flag | None:
    """Find a flag."""
    return session.get(Flag, flag_id)


def flags_of(session: Session, person_id: int) -> Sequence[Flag]:
    """Return what a person said of the answers to their posts, oldest first."""
    query = (
        select(Flag)
        .join(Submission, col(Submission.id) == Flag.submission_id)
        .where(Submission.person_id == person_id)
    )
    return session.exec(query.order_by(col(Flag.id))).all()


def waiting(session: Session, limit: int) -> Sequence[Flag]:
    """Return flags that nobody has judged, the oldest first."""
    return session.exec(_waiting().limit(limit)).all()


def unseen(session: Session, limit: int) -> Sequence[Flag]:
    """Return those of them that the reviewers' chat was never owed."""
    key = sa.literal(KEY) + sa.cast(col(Flag.id), sa.String)
    seen = sa.exists().where(col(Notice.key) == key)
    return session.exec(_waiting().where(~seen).limit(limit)).all()


def _waiting() -> SelectOfScalar[Flag]:
    """Select flags on answers to words that are still kept."""
    return (
        select(Flag)
        .join(Submission, col(Submission.id) == Flag.submission_id)
        .where(col(Flag.judged_at).is_(None), col(Flag.same_claim).is_(False))
        .where(col(Flag.wrong).is_(False), Submission.text_hash != "")
        .order_by(col(Flag.id))
    )


def of_text(session: Session, text_hash: str, verdict_id: int) -> Sequence[Flag]:
    """Lock the flags on an answer to a text, whoever sent that."""
    query = (
        select(Flag)
        .join(Submission, col(Submission.id) == Flag.submission_id)
        .where(Submission.text_hash == text_hash, Flag.verdict_id == verdict_id)
        .order_by(col(Flag.id))
        .with_for_update(of=Flag)
        .execution_options(populate_existing=True)
    )
    return session.exec(query).all()


def label(session: Session, text_hash: str, verdict_id: int) -> LabelledPair | None:
    """Find what a reviewer said of a text and a claim."""
    query = select(LabelledPair).where(
        LabelledPair.text_hash == text_hash, LabelledPair.verdict_id == verdict_id
    )
    return session.exec(query).first()


def keep(session: Session, row: LabelledPair) -> bool:
    """Keep what a reviewer said; False where it was said of the same before."""
    return insert_new(session, row, "text_hash", "verdict_id")


def every(session: Session) -> Sequence[LabelledPair]:
    """Return all that reviewers said, the oldest first."""
    return session.exec(select(LabelledPair).order_by(col(LabelledPair.id))).all()


def drop(session: Session, text_hash: str) -> int:
    """Delete what was said of a text, which goes with it; return how many pairs."""
    return (
        session.connection()
        .execute(sa.delete(LabelledPair).where(col(LabelledPair.text_hash) == text_hash))
        .rowcount
    )
