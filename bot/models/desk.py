"""Tables of what reviewers work on."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import CaseState, DecisionKind, Rating, Role


class Case(SQLModel, table=True):
    """Submissions about one unchecked claim: what reviewers work on."""

    __tablename__ = "reviewcase"
    __table_args__ = (sa.Index(None, "state", "offered_at", "people", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    state: CaseState = Field(default=CaseState.OPEN, sa_type=words(CaseState))
    text: str = ""
    text_hash: str = Field(default="", index=True)
    language: str | None = None
    people: int = 0  # who asked; a count that outlives them
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    offered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Fingerprint(SQLModel, table=True):
    """A hash that texts like a case's own share with it, to find near-duplicates by lookup."""

    band: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    case_id: int = Field(
        foreign_key="reviewcase.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class Lease(SQLModel, table=True):
    """A reviewer's hold on a case until a time, with the rating chosen so far."""

    case_id: int = Field(foreign_key="reviewcase.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=sa.BigInteger)
    rating: Rating | None = Field(default=None, sa_type=words(Rating))
    until: datetime = Field(sa_type=UtcDateTime)


class Decided(SQLModel, table=True):
    """What a reviewer decided on a case; kept for good, under the role once they are forgotten."""

    __tablename__ = "decision"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="reviewcase.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=sa.BigInteger)
    role: Role = Field(sa_type=words(Role))
    kind: DecisionKind = Field(sa_type=words(DecisionKind))
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
