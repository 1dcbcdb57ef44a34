"""What goes into composing a broadcast and comes out. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Frequency

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
