"""What /mydata gives: all that is kept of one person, under names that they can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """One Telegram message of a post."""

    text: str
    links: tuple[str, ...]
    media: str | None
    file: str | None  # Telegram's id; the file itself is not kept


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post and what became of it."""

    number: int
    received: datetime
    text: str  # empty once it was erased
    language: str | None
    forwarded_from: str | None  # a channel or group; of people only that it was one
    posted: datetime | None
    outcome: str | None
    answered_with: tuple[int, ...]  # numbers of verdicts
    case: int | None
    kept_from_reviewers: bool
    text_erased: datetime | None
    messages: tuple[OwnMessage, ...]


@dataclass(frozen=True, slots=True)
class OwnUnread:
    """A message that is kept unread for now: reading is paused, or it could not be read."""

    received: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OwnFeedback:
    """What the person said of an answer."""

    post: int
    verdict: int
    same_claim: bool
    rating_is_wrong: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnFollow:
    """A verdict of whose changes the person wants to be told."""

    verdict: int
    claim: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnSubscription:
    """What the person wants to be sent."""

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    frequency: str
    since: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class OwnMembership:
    """A member's own settings, and how much they decided."""

    role: str
    languages: tuple[str, ...]
    since: datetime
    suspended: datetime | None
    without_reminders: bool
    decisions: int


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message to the person: of what kind, and when; its words are not kept."""

    kind: str
    state: str
    owed: datetime
    sent: datetime | None


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything that is kept of a person."""

    telegram_id: int
    language: str | None
    language_chosen: bool
    known_since: datetime | None
    blocked_the_bot: datetime | None
    posts: tuple[OwnPost, ...]
    unread: tuple[OwnUnread, ...]
    feedback: tuple[OwnFeedback, ...]
    follows: tuple[OwnFollow, ...]
    subscription: OwnSubscription | None
    membership: OwnMembership | None
    messages: tuple[SentMessage, ...]
