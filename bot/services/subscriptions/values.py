"""What subscribing gives: messages before they are worded, and what came of a press."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Frequency
from bot.services.broadcasts.values import BroadcastMessage


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be sent, or would get if they subscribed."""

    active: bool = False
    topics: tuple[str, ...] = ()  # none: all of them
    languages: tuple[str, ...] = ()  # of verdicts; none: all
    frequency: Frequency = Frequency.AT_ONCE


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic on a card, with its mark in a button's data."""

    topic: str
    mark: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SubscriptionCard:
    """A person's subscription as it stands, with what they may choose."""

    wanted: Wanted
    topics: tuple[TopicChoice, ...]  # of this page
    page: int = 1
    pages: int = 1
    done: bool = False  # they have chosen


@dataclass(frozen=True, slots=True)
class SubscriptionEnded:
    """What somebody reads who wants to be sent nothing any more, with a way back."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card is shown: what it is owed for, its message if there is one, its page."""

    key: str
    edits: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """They want nothing from now on."""


@dataclass(frozen=True, slots=True)
class EndedBefore:
    """They wanted nothing already."""


@dataclass(frozen=True, slots=True)
class Undone:
    """It is as it was before they wanted nothing."""


@dataclass(frozen=True, slots=True)
class NothingEnded:
    """There is nothing to undo: they are subscribed, or never said anything of it."""


@dataclass(frozen=True, slots=True)
class NoSuchChoice:
    """No verdict has this topic, or the bot does not speak this language."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What was broadcast since a subscriber's last bulletin, in their language."""

    entries: tuple[BroadcastMessage, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are subscribed and can be reached."""

    active: int
    by_frequency: tuple[tuple[Frequency, int], ...]
    by_language: tuple[tuple[str, int], ...]  # in which they are spoken to
