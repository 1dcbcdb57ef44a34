"""What goes into composing a broadcast and comes out. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.models import Audience, BroadcastState, Frequency

if TYPE_CHECKING:  # messages of all sorts are listed there
    from bot.services.values import VerdictView


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a broadcast is for, and how it reaches them."""

    at_once: int
    in_bulletins: int

    @property
    def people(self) -> int:
        """All of them."""
        return self.at_once + self.in_bulletins


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets a broadcast, and how often they want to be written to."""

    person_id: int
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class BroadcastMessage:
    """What a recipient of a broadcast gets: a verdict, or an admin's text."""

    verdict: VerdictView | None = None
    text: str = ""
    language: str = ""  # of the text
    photo: str | None = None  # Telegram's file id
    sample: bool = False  # an admin looks at it; its buttons do nothing


class View(StrEnum):
    """What the card of a broadcast shows or asks."""

    MAIN = "main"
    LANGUAGE = "language"  # what readers of one language will see
    AUDIENCE = "audience"
    TOPICS = "topics"
    LANGUAGES = "languages"
    TIME = "time"
    SEND = "send"  # the last question
    CALL_OFF = "call_off"


class When(StrEnum):
    """When a broadcast begins, by button."""

    NOW = "now"
    HOUR = "hour"
    MORNING = "morning"  # of the next day
    OWN = "own"  # a time that is written


class Flaw(StrEnum):
    """Why a broadcast cannot go out."""

    NO_TEXT = "no_text"
    WITHDRAWN = "withdrawn"
    UNRATED = "unrated"
    NOBODY = "nobody"
    PAST = "past"  # its time has come and gone
    ALONE = "alone"  # it needs another admin, and there is none


@dataclass(frozen=True, slots=True)
class Place:
    """Whose card of a broadcast is owed under which key, and what it needs to know."""

    person_id: int
    key: str
    over: int  # people, above which another admin has to confirm
    edits: int | None = None  # the message that is the card


@dataclass(frozen=True, slots=True)
class Written:
    """What an admin wrote for a broadcast."""

    text: str
    photo: str | None = None  # Telegram's file id


@dataclass(frozen=True, slots=True)
class Limits:
    """How many characters a text may have, alone or under a photo."""

    text: int
    caption: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic to choose, by the first verdict about it."""

    name: str
    verdict_id: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same was handed in before, for so many people; *at* is when it began, or is to."""

    at: datetime
    people: int
    begun: bool


@dataclass(frozen=True, slots=True)
class BroadcastCard:
    """A broadcast that has not begun, as admins see it."""

    broadcast_id: int
    version: int
    state: BroadcastState
    view: View
    count: Count
    verdict: VerdictView | None = None  # in the admin's language
    text: str = ""  # likewise
    photo: bool = False
    language: str = "en"  # of the original
    languages: tuple[str, ...] = ()  # those that have a text of their own
    audience: Audience = Audience.ALL
    topic: str | None = None
    segment_language: str | None = None
    due_at: datetime | None = None
    over: int = 0
    own: bool = False  # the viewer is its author
    orphan: bool = False  # its author is no admin any more
    flaw: Flaw | None = None
    shown: str = ""  # the language of the view
    topics: tuple[Topic, ...] = ()
    repeated: Repeated | None = None

    @property
    def confirmed_by_another(self) -> bool:
        """Whether another admin has to confirm it."""
        return self.count.people > self.over


@dataclass(frozen=True, slots=True)
class BroadcastLine:
    """A broadcast in a list."""

    broadcast_id: int
    state: BroadcastState
    at: datetime  # when it began, or is to; else when it was composed
    verdict: VerdictView | None
    text: str
    people: int


@dataclass(frozen=True, slots=True)
class BroadcastList:
    """The last broadcasts, the newest first."""

    lines: tuple[BroadcastLine, ...]
