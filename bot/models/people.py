"""Tables of people: who wrote, who has a role, and how they came to it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utcnow, words
from bot.models.words import Hand, MemberDeed, Question, Role


class Person(SQLModel, table=True):
    """Somebody who wrote to the bot, by Telegram's user id."""

    id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    role: Role = Field(default=Role.PUBLIC, sa_type=words(Role))
    language: str = "en"
    language_chosen: bool = False
    helped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Member(SQLModel, table=True):
    """What is kept of somebody who has, or had, a role; the role itself is the person's."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)  # that they review in
    since: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    muted: bool = False  # they want no reminders
    asks: Question | None = Field(default=None, sa_type=words(Question))  # what they write next
    asks_of: int | None = None  # the draft or case that the question is about
    asks_seen: int = 0  # the draft's version that they saw
    menu: str = ""  # a mark of the commands that Telegram was told to offer them
    menu_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # not before


class Invitation(SQLModel, table=True):
    """A link that gives a role once; the link itself is not kept, only a hash of its token."""

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str | None = Field(default=None, unique=True)  # None until the link is made
    role: Role = Field(sa_type=words(Role))
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    hand: Hand = Field(sa_type=words(Hand))
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    by_name: str | None = None  # an operator's login
    created_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MemberChange(SQLModel, table=True):
    """One change of membership: who, when, what; rows are only ever added."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
    deed: MemberDeed = Field(sa_type=words(MemberDeed))
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    role: Role = Field(sa_type=words(Role))  # from then on; of an invitation, what it gives
    languages: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id")
    hand: Hand = Field(sa_type=words(Hand))
    by_person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, sa_type=sa.BigInteger
    )
    by_name: str | None = None  # an operator's login


class OwnName(SQLModel, table=True):
    """The bot's username on Telegram, as it was at a start: links to the bot are made of it."""

    bot_id: int = Field(
        sa_type=sa.BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    username: str
    seen_at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)


class Follow(SQLModel, table=True):
    """A person who wants to be told when a verdict changes."""

    person_id: int = Field(
        foreign_key="person.id", primary_key=True, ondelete="CASCADE", sa_type=sa.BigInteger
    )
    verdict_id: int = Field(foreign_key="verdict.id", primary_key=True, ondelete="CASCADE")
    at: datetime = Field(default_factory=utcnow, sa_type=UtcDateTime)
