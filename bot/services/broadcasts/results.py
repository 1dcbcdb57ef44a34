"""What becomes of a step on a broadcast that has not begun. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.broadcasts.values import Flaw


@dataclass(frozen=True, slots=True)
class Shown:
    """A card is owed, or a message that is to be seen instead."""


@dataclass(frozen=True, slots=True)
class NoBroadcast:
    """There is no such broadcast."""


@dataclass(frozen=True, slots=True)
class OfAnother:
    """Another admin composes it."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The broadcast is not, or no longer, as it was shown."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """The broadcast cannot go out as it is."""

    flaw: Flaw


@dataclass(frozen=True, slots=True)
class TextAsked:
    """An admin's next words are the text."""

    language: str | None = None  # the original where there is none
    photo: bool = False  # there is one already


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """An admin's next words are the time."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """The text has *over* characters too many; *most* would do."""

    over: int
    most: int


@dataclass(frozen=True, slots=True)
class NoWords:
    """There is no text."""


@dataclass(frozen=True, slots=True)
class OtherFile:
    """An album, or a file that is no photo, cannot be sent."""


@dataclass(frozen=True, slots=True)
class OnlyWords:
    """The photo is the same in all languages: a further one takes words only."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It begins at its time, or at once."""

    at_once: bool


@dataclass(frozen=True, slots=True)
class WaitsForAnother:
    """Another admin has to confirm it."""


@dataclass(frozen=True, slots=True)
class ConfirmedNow:
    """It was confirmed, and begins at its time, or at once."""


@dataclass(frozen=True, slots=True)
class OwnBroadcast:
    """Its author does not confirm it."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Its author has it back, to be changed."""


@dataclass(frozen=True, slots=True)
class CalledOff:
    """It does not go out."""
