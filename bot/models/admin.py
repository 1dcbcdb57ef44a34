"""Tables of what admins do: broadcasts, imported files, bans, what is paused or set."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import Activity, Audience, BroadcastState, Frequency, ImportState, Role


class Subscription(SQLModel, table=True):
    """What somebody wants to be sent; one that has ended says that they want nothing."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    topics: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # none: all of them
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # of verdicts; none: all
    frequency: Frequency = Field(default=Frequency.AT_ONCE, sa_type=words(Frequency))
    since: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    bulletin_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the last one


class Broadcast(SQLModel, table=True):
    """One verdict or text for many people, as many notices."""

    __table_args__ = (
        sa.Index(None, "state", "due_at"),
        {"sqlite_autoincrement": True},  # notices are owed once for each, so no id comes twice
    )
    id: int | None = Field(default=None, primary_key=True)
    version: int = 1  # raised by each change while it is composed: who confirms has seen it
    state: BroadcastState = Field(default=BroadcastState.COMPOSING, sa_type=words(BroadcastState))
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id", index=True)
    texts: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)  # by language; no verdict
    language: str = "en"  # of the text that goes to those whose language has none
    photo: str | None = None  # Telegram's file id
    audience: Audience = Field(default=Audience.ALL, sa_type=words(Audience))
    topic: str | None = None  # of that audience
    segment_language: str | None = None  # likewise
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: at once
    content_hash: str = Field(default="", index=True)  # what goes to whom, to know a repetition
    author_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    confirmed_by_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    people: int = 0  # who were to get it when it was handed in; then who has a row
    collected: int = 0  # of these, who get it in their next bulletin
    listed_to: int = Field(default=0, sa_type=sa.BigInteger)  # the last person with a row
    erased: dict[str, int] = Field(
        default_factory=dict, sa_type=sa.JSON
    )  # rows, by what they told
    reason: str | None = None  # why it was stopped or paused
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # progress, last


class Collected(SQLModel, table=True):
    """A broadcast that goes to somebody in their next bulletin."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True, ondelete="CASCADE")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class ImportedFile(SQLModel, table=True):
    """A file of verdicts that somebody brought, and what became of it."""

    id: int | None = Field(default=None, primary_key=True)
    state: ImportState = Field(default=ImportState.READ, sa_type=words(ImportState))
    name: str
    size: int  # bytes
    sha256: str = Field(index=True)
    telegram_file: str | None = None  # Telegram's file id, of one that was sent to the bot
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    by_name: str | None = None  # an operator's login
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)  # counts
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Ban(SQLModel, table=True):
    """Somebody whose posts are not taken: known by a keyed hash, so that /forget leaves it."""

    digest: str = Field(primary_key=True)
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # that it is so, last
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )


class Pause(SQLModel, table=True):
    """An activity that is paused; what is not here goes on."""

    activity: Activity = Field(primary_key=True, sa_type=words(Activity))
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    role: Role | None = Field(default=None, sa_type=words(Role))  # of who paused it; an operator
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )


class Remembered(SQLModel, table=True):
    """A value that the program keeps for itself, by name: its secret, the threshold."""

    name: str = Field(primary_key=True)
    value: str
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
