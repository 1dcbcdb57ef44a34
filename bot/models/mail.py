"""Tables of the inbox and the outbox, and of the clock's jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import NoticeKind, NoticeState, UpdateState


class Notice(SQLModel, table=True):
    """One message owed to one chat: the outbox."""

    __table_args__ = (
        sa.Index(None, "state", "direct", "due_at", "id"),  # what goes out next
        sa.Index(None, "chat_id", "state", "id"),  # what goes out before it
        sa.Index(None, "person_id", "kind", "due_at"),
        sa.Index(None, "message_id", "chat_id"),  # what a pressed button stands under
        sa.Index(None, "broadcast_id", "state", "id"),  # how far a broadcast is, and how fast
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # what it is owed for, so that it is owed once
    kind: NoticeKind = Field(sa_type=words(NoticeKind))
    chat_id: int = Field(sa_type=sa.BigInteger)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=sa.BigInteger)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    case_id: int | None = Field(default=None, foreign_key="reviewcase.id", index=True)
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")  # of recipients
    params: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    direct: bool = True  # a reply that someone waits for: sent again when in doubt
    edits: int | None = None  # the message id to edit instead of sending anew
    reply_to: int | None = None  # the message id to answer
    state: NoticeState = Field(default=NoticeState.DUE, sa_type=words(NoticeState))
    due_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    tries: int = 0
    message_id: int | None = None  # what Telegram called it once sent
    error: str | None = None
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Received(SQLModel, table=True):
    """One update from Telegram as it came: the durable inbox."""

    __tablename__ = "inbox"
    __table_args__ = (sa.Index(None, "state", "update_id"),)
    update_id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    sender: int = Field(default=0, sa_type=sa.BigInteger, index=True)  # whose order it keeps
    raw: dict[str, Any] = Field(sa_type=sa.JSON)
    state: UpdateState = Field(default=UpdateState.WAITING, sa_type=words(UpdateState))
    tries: int = 0
    error: str | None = None
    received_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class JobRun(SQLModel, table=True):
    """When a job was last done."""

    name: str = Field(primary_key=True)
    done_at: datetime = Field(sa_type=UtcDateTime)
