"""Tables of what people sent, and what they said of the answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import MediaKind, OriginKind, Outcome, Stance


class Submission(SQLModel, table=True):
    """One post by one person, with what was decided of it."""

    __table_args__ = (
        sa.Index(None, "outcome", "case_id", "id"),  # what waits for a case
        sa.Index(None, "case_id", "created_at"),  # a case's posts, and the first of them
        sa.Index(None, "created_at", "outcome", "language", "person_id", "case_id"),  # counts
        sa.Index(None, "outcome", "verdict_id", "revision"),  # what waits for a verdict
        sa.UniqueConstraint("chat_id", "group_key", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    chat_id: int = Field(sa_type=sa.BigInteger)
    text: str = ""
    text_hash: str = Field(default="", index=True)
    language: str | None = None
    origin_kind: OriginKind | None = Field(default=None, sa_type=words(OriginKind))
    origin_name: str | None = None  # channels and groups only: persons are not kept
    posted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    group_key: str | None = None  # an album, or a post in pieces
    outcome: Outcome | None = Field(default=None, sa_type=words(Outcome))
    decision: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    revision: int = 0  # the store's when it was decided
    apart: list[int] = Field(default_factory=list, sa_type=sa.JSON)  # cases it was taken out of
    held_back: bool = False  # its sender asked not to have it checked by people
    case_id: int | None = Field(default=None, foreign_key="reviewcase.id")
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")  # told later
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    purged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Part(SQLModel, table=True):
    """One Telegram message of a submission: most have one, albums and split posts several."""

    __table_args__ = (sa.UniqueConstraint("chat_id", "message_id"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True, ondelete="CASCADE")
    chat_id: int = Field(sa_type=sa.BigInteger)
    message_id: int
    text: str = ""
    urls: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    media: MediaKind | None = Field(default=None, sa_type=words(MediaKind))
    file_id: str | None = None
    file_unique_id: str | None = None  # Telegram's, the same wherever the file goes


class Flag(SQLModel, table=True):
    """An answer of which its reader says that it is not what was asked."""

    __table_args__ = (sa.UniqueConstraint("submission_id", "verdict_id"),)
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True, ondelete="CASCADE")
    verdict_id: int = Field(foreign_key="verdict.id", ondelete="CASCADE")
    same_claim: bool = False  # "this one" was pressed on a related claim
    wrong: bool = False  # the rating itself is wrong, its reader says
    same: bool | None = None  # what a reviewer judged: does the verdict answer the post?
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Told(SQLModel, table=True):
    """A post whose sender was told a verdict, in the version that they were told last."""

    __table_args__ = (sa.Index(None, "verdict_id", "submission_id"),)
    submission_id: int = Field(foreign_key="submission.id", primary_key=True, ondelete="CASCADE")
    verdict_id: int = Field(foreign_key="verdict.id", primary_key=True, ondelete="CASCADE")
    version: int
    stance: Stance | None = Field(default=None, sa_type=words(Stance))  # the post's, if decided
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
