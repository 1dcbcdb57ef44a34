"""What a reply is made of, and what a reply needs to know besides its message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.replies.callbacks import Action, pack
from bot.replies.markup import Html
from bot.replies.voice import Voice

LONGEST_LABEL = 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, with either data for the bot or an address."""

    label: str
    data: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """A message ready to be sent with parse mode HTML, under a *picture* if it has one.

    The picture is a PNG, or Telegram's id of a photo; a *file* makes the text its caption.
    """

    html: str
    buttons: Rows = ()
    picture: bytes | str | None = None
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Who speaks, where and when."""

    voice: Voice
    publisher: str | None
    public_url: str | None
    bot_link: str
    timezone: ZoneInfo
    now: datetime

    def today(self, moment: datetime | None = None) -> datetime:
        """Turn *moment*, or now, to the time zone of replies."""
        return (moment or self.now).astimezone(self.timezone)


@dataclass(frozen=True, slots=True)
class Room:
    """How much of what a reply may show, in characters and in entries."""

    claim: int
    summary: int
    field: int  # a title, a label, who says so
    sources: int
    recorded: int  # recorded figures per stated quantity
    checks: int  # per verdict or figure that is explained


ROOMS = (
    Room(claim=700, summary=1200, field=250, sources=8, recorded=3, checks=8),
    Room(claim=400, summary=500, field=120, sources=5, recorded=1, checks=8),
    Room(claim=180, summary=160, field=50, sources=3, recorded=1, checks=4),
    Room(claim=90, summary=60, field=24, sources=2, recorded=1, checks=2),
)


def in_rows(offered: Iterable[Button], width: int) -> Rows:
    """Put buttons into rows of so many."""
    row = list(offered)
    return tuple(tuple(row[at : at + width]) for at in range(0, len(row), width))


def button(label: Html, action: Action) -> Button:
    """Make a button that does *action*."""
    return Button(label.plain[:LONGEST_LABEL], data=pack(action))
