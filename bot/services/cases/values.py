"""What steps on cases come to, and the lists that reviewers see. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.models import CasePurpose, MediaKind


class Viewer(StrEnum):
    """Who looks at a card."""

    GROUP = "group"  # whoever is in the chat: each press is checked anyway
    REVIEWER = "reviewer"
    ADMIN = "admin"


class InHand(StrEnum):
    """How a case is in somebody's hand."""

    SENT_BACK = "sent_back"  # what they wrote is to be changed
    HELD = "held"
    WAITS = "waits"  # what they wrote waits for others
    BEGUN = "begun"  # they wrote on it, and hold it no longer


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for is on its way."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """The case is left to others for a while."""


@dataclass(frozen=True, slots=True)
class QueueEmpty:
    """Nothing waits for this reviewer."""


@dataclass(frozen=True, slots=True)
class NoCase:
    """There is no such case."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """This cannot be done with such a case: it is about a verdict, or has no other posts."""


@dataclass(frozen=True, slots=True)
class NoVerdict:
    """There is no such verdict, or it is withdrawn."""


@dataclass(frozen=True, slots=True)
class BothWritten:
    """Two cases with a draft each do not become one."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Two cases are one now: this one."""

    into: int


@dataclass(frozen=True, slots=True)
class Detached:
    """A post is in a case of its own now: this one."""

    case_id: int


@dataclass(frozen=True, slots=True)
class Raised:
    """A case comes earlier than before."""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post of a case, cleaned of personal data."""

    submission_id: int
    text: str
    language: str | None
    origin: str | None  # a channel or group
    sent_at: datetime
    media: MediaKind | None


@dataclass(frozen=True, slots=True)
class CasePosts:
    """A page of a case's posts, the oldest first."""

    case_id: int
    posts: tuple[PostView, ...]
    page: int
    pages: int
    detachable: bool  # the case is open, and has other posts


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    case_id: int
    text: str
    purpose: CasePurpose
    hand: InHand
    until: datetime | None  # how long it is held


@dataclass(frozen=True, slots=True)
class MyCases:
    """A page of what a reviewer has in hand."""

    cases: tuple[CaseLine, ...]
    page: int
    pages: int
