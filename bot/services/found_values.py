"""What a search shows, and what comes of it. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.services.values import VerdictView


@dataclass(frozen=True, slots=True)
class FoundCase:
    """An open case in a list."""

    case_id: int
    people: int
    text: str  # its first words, cleaned of personal data


@dataclass(frozen=True, slots=True)
class FoundList:
    """A page of what a search found; with *about*, of what that case may be the same as."""

    words: str  # none: what is proposed before anybody searched
    entries: tuple[VerdictView | FoundCase, ...]
    first: int  # the number of the first entry
    page: int
    pages: int
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What was found is owed; *count* says how much."""

    count: int


@dataclass(frozen=True, slots=True)
class NoList:
    """The list is not kept any more, or it is somebody else's."""
