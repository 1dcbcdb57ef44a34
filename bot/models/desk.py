"""Tables of what reviewers work on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import (
    CasePurpose,
    CaseReason,
    CaseState,
    DecisionKind,
    DraftState,
    FormStep,
    Rating,
    Role,
)


class Case(SQLModel, table=True):
    """Submissions about one unchecked claim, or a published verdict to look at again."""

    __tablename__ = "reviewcase"
    __table_args__ = (
        sa.Index(None, "state", "offered_at", "people", "id"),  # what the chat has not seen
        sa.Index(None, "state", "priority", "id"),  # what comes first
        sa.Index(None, "state", "language", "priority", "id"),  # likewise, in a language
        sa.Index(None, "state", "asked_at"),  # what nobody asks about any more
        sa.Index(None, "state", "overdue_at", "priority"),  # what is to be marked as overdue
        sa.Index(None, "state", "escalated_at", "priority"),  # what the admins are to hear of
        sa.Index(None, "grew", "asked_at"),  # whose growth is to be counted again
        sa.Index(  # a verdict is looked at again once at a time
            None,
            "about_id",
            "purpose",
            "language",
            unique=True,
            sqlite_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"),
            postgresql_where=sa.text("about_id IS NOT NULL AND state <> 'closed'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    state: CaseState = Field(default=CaseState.OPEN, sa_type=words(CaseState))
    purpose: CasePurpose = Field(default=CasePurpose.CLAIM, sa_type=words(CasePurpose))
    reason: CaseReason | None = Field(default=None, sa_type=words(CaseReason))
    about_id: int | None = Field(default=None, foreign_key="verdict.id")  # not of claims
    text: str = ""
    text_hash: str = Field(default="", index=True)
    terms: str = ""  # the text's words as searches compare them
    language: str | None = None  # of a translation: the one that is wanted
    people: int = 0  # who asked; a count that outlives them
    grew: int = 0  # of these, who asked within the last day
    boost: int = 0  # an admin's
    priority: float = 0.0  # what comes first is highest: see services/cases/priority.py
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")  # what closed it
    offered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    asked_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)  # last
    overdue_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # marked then
    escalated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Telling(SQLModel, table=True):
    """A post that speaks for its case, which is not closed: new posts are held against it.

    Of posts that say the same, letter for letter, one does; which case that is in changes with it.
    """

    __table_args__ = {"sqlite_autoincrement": True}  # programs remember tellings by number
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", unique=True, ondelete="CASCADE")
    key: str = Field(unique=True)  # of the text; of the files where there is no text
    model: str | None = Field(default=None, index=True)  # the encoder's name
    vector: bytes | None = None  # 16-bit floats


class Fingerprint(SQLModel, table=True):
    """A hash that copies and parts of a text share with it, to find them by lookup."""

    band: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    telling_id: int = Field(
        foreign_key="telling.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class Lease(SQLModel, table=True):
    """A reviewer's hold on a case until a time."""

    case_id: int = Field(foreign_key="reviewcase.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=sa.BigInteger)
    until: datetime = Field(sa_type=UtcDateTime)


class Skip(SQLModel, table=True):
    """A case that a reviewer left for others; it comes back to them after a while."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    case_id: int = Field(foreign_key="reviewcase.id", primary_key=True, ondelete="CASCADE")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Draft(SQLModel, table=True):
    """A verdict while it is written: the case's, whoever holds that; gone once published."""

    # An id is never given again: what is owed for a draft is owed once for each.
    __table_args__ = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="reviewcase.id", unique=True, ondelete="CASCADE")
    version: int = 1  # raised by each change: who submits or approves has seen it
    state: DraftState = Field(default=DraftState.WRITING, sa_type=words(DraftState))
    step: FormStep = Field(default=FormStep.RATING, sa_type=words(FormStep))
    asks: str = ""  # what of the step is asked for, such as a source's title
    author_id: int | None = Field(  # who wrote last, and may not approve it
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    rating: Rating | None = Field(default=None, sa_type=words(Rating))
    language: str  # of claim and summary
    claim: str = ""
    summary: str = ""
    sources: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    wordings: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # hashes of ticked texts
    figures: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    texts: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=sa.JSON)  # by language
    valid_until: date | None = None
    comment: str = ""  # why it was sent back
    started_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Approval(SQLModel, table=True):
    """A reviewer's yes to a draft as it was in a version."""

    draft_id: int = Field(foreign_key="draft.id", primary_key=True, ondelete="CASCADE")
    version: int = Field(primary_key=True)
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Decided(SQLModel, table=True):
    """What was decided or done, by whom and when; rows are only ever added.

    Once somebody is forgotten, what they decided stays under their role. The clock has none.
    """

    __tablename__ = "decision"
    __table_args__ = (sa.Index(None, "at"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="reviewcase.id", index=True)
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    role: Role | None = Field(default=None, sa_type=words(Role))
    by_name: str | None = None  # an operator's login
    kind: DecisionKind = Field(sa_type=words(DecisionKind))
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id", index=True)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)  # what it changed
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class LabelledPair(SQLModel, table=True):
    """A post and a claim of which a reviewer said whether they are the same."""

    __table_args__ = (sa.UniqueConstraint("text_hash", "verdict_id"),)
    id: int | None = Field(default=None, primary_key=True)
    text: str  # cleaned of personal data
    text_hash: str = Field(index=True)
    language: str | None = None
    verdict_id: int = Field(foreign_key="verdict.id", ondelete="CASCADE")
    same: bool
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
