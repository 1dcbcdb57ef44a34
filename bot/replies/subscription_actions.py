"""What subscribers press, under their card and under all that they are sent.

What is ticked says so itself, so that pressing twice is pressing once. *page* is the page of
topics that the card shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.models import Frequency


class Tick(StrEnum):
    """Whether something is wanted from now on."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Send me what this card says."""

    page: int


@dataclass(frozen=True, slots=True)
class SubscribeTopic:
    """Send me verdicts on the topic with this mark, or do not; the others that I chose stay."""

    topic: int
    tick: Tick
    page: int


@dataclass(frozen=True, slots=True)
class SubscribeEveryTopic:
    """Send me verdicts on whatever comes."""

    page: int


@dataclass(frozen=True, slots=True)
class SubscribeLanguage:
    """Send me verdicts in a language, or do not."""

    code: str
    tick: Tick
    page: int


@dataclass(frozen=True, slots=True)
class SubscribeEveryLanguage:
    """Send me verdicts in whatever language."""

    page: int


@dataclass(frozen=True, slots=True)
class SubscribeOften:
    """Write to me this often."""

    frequency: Frequency
    page: int


@dataclass(frozen=True, slots=True)
class SubscribePage:
    """Show me other topics."""

    page: int


@dataclass(frozen=True, slots=True)
class SubscribeDone:
    """That is what I want."""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Send me no new verdicts any more."""


@dataclass(frozen=True, slots=True)
class SubscribeAgain:
    """I did not mean to unsubscribe."""


SubscriptionAction: TypeAlias = (
    Subscribe
    | SubscribeTopic
    | SubscribeEveryTopic
    | SubscribeLanguage
    | SubscribeEveryLanguage
    | SubscribeOften
    | SubscribePage
    | SubscribeDone
    | Unsubscribe
    | SubscribeAgain
)
