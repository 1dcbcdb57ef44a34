"""What the clock brings before members and their chat. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.models import Rating


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case in one line of a list."""

    case_id: int
    words: str  # cleaned of personal data; the first of them are shown
    people: int
    since: datetime  # when it was opened, or submitted


@dataclass(frozen=True, slots=True)
class ListedVerdict:
    """A verdict in one line of a list."""

    rating: Rating | None
    claim: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Where the desk stands; of what may be many the first few are given, and how many."""

    open: int
    languages: tuple[tuple[str | None, int], ...]  # of open cases, most first
    oldest: ListedCase | None
    first: tuple[ListedCase, ...]  # by priority
    overdue: int
    escalated: int
    waiting: tuple[ListedCase, ...]  # for approval, the longest first
    waiting_count: int
    sent_back: int
    translations: tuple[tuple[str | None, int], ...]  # wanted, by language, most first
    published: tuple[ListedVerdict, ...]  # since the digest before
    published_count: int

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.open or self.waiting_count or self.translations or self.published_count)


@dataclass(frozen=True, slots=True)
class Escalated:
    """Cases that have waited so long that the admins are to see to them."""

    cases: tuple[ListedCase, ...]
    count: int


@dataclass(frozen=True, slots=True)
class LeaseEnds:
    """A reviewer's time for a case runs out before their draft is done."""

    case: ListedCase
    until: datetime


@dataclass(frozen=True, slots=True)
class RanOut:
    """A reviewer's time for a case ran out."""

    case: ListedCase
    written: bool  # there is a draft, and it is kept


@dataclass(frozen=True, slots=True)
class SentBackWaits:
    """A reviewer's draft was sent back, and nobody went on with it."""

    case: ListedCase
    comment: str


@dataclass(frozen=True, slots=True)
class ApprovalsWait:
    """Drafts by others wait for a second pair of eyes."""

    cases: tuple[ListedCase, ...]
    count: int


@dataclass(frozen=True, slots=True)
class RemindersSwitch:
    """Whether a reviewer is reminded."""

    on: bool


Reminder: TypeAlias = (
    Escalated | LeaseEnds | RanOut | SentBackWaits | ApprovalsWait | RemindersSwitch
)
