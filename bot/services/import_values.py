"""A file of verdicts that an admin sent, as its card shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.exchange.values import Rejected
from bot.models import ImportState


class Fate(StrEnum):
    """What is to become of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # people here have changed the verdict, or taken it back: it stays


@dataclass(frozen=True, slots=True)
class ImportCard:
    """A file that an admin sent: what it would change, or has changed."""

    file_id: int
    name: str
    state: ImportState
    counts: tuple[tuple[Fate, int], ...] = ()
    rejected: int = 0
    duplicates: int = 0
    unrated: int = 0
    alike: int = 0  # claims that the desk has rated itself
    ratings: tuple[tuple[str | None, str | None, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    publishers: tuple[tuple[str | None, int], ...] = ()
    writes: int = 0
    before: datetime | None = None
    reason: str | None = None  # why it cannot be read, in English
    told: int = 0


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """What of a file could not be used, as a file; *count* in all."""

    name: str
    found: tuple[Rejected, ...]
    count: int
