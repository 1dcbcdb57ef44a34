"""What an import is made of: records ready to be written, what is to become of each, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.exchange.values import Review
from bot.models import Rating
from bot.services.import_values import Fate as Fate


@dataclass(frozen=True, slots=True)
class Record:
    """A review that was read, with what it is known by."""

    number: int  # its place among the file's records
    review: Review
    key: str  # a hash of publisher, address and claim; of our own verdicts' keys
    own: str | None  # the key of a verdict of ours, if it may be one
    content: str  # a hash of all that it says
    claim: str  # the hash of the claim's normal form
    foreign: bool  # somebody else rated it


@dataclass(frozen=True, slots=True)
class Known:
    """A verdict that the store has already."""

    verdict_id: int
    content: str | None  # the hash of what its file said; None for one of no file


@dataclass(frozen=True, slots=True)
class By:
    """Who imports: an admin, or an operator by their login."""

    person_id: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change."""

    counts: Mapping[Fate, int]
    rejected: int
    duplicates: int  # records that say of a claim what an earlier one has said
    alike: tuple[tuple[str, int], ...]  # claims that the desk has rated itself, with the verdict
    alike_count: int
    ratings: tuple[tuple[str | None, Rating | None, int], ...]  # their words, ours, how often
    languages: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str | None, int], ...]
    before: datetime | None = None  # when the same file was imported last

    @property
    def writes(self) -> int:
        """Return how many verdicts come or change."""
        return self.counts[Fate.NEW] + self.counts[Fate.CHANGED]

    @property
    def records(self) -> int:
        """Return how many records can be used."""
        return sum(self.counts.values())

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept."""
        return {
            **{str(fate): count for fate, count in self.counts.items()},
            "rejected": self.rejected,
            "duplicates": self.duplicates,
            "alike": self.alike_count,
            "unrated": sum(count for _, rating, count in self.ratings if rating is None),
            "ratings": [[words, rating, count] for words, rating, count in self.ratings],
            "languages": [list(one) for one in self.languages],
            "publishers": [list(one) for one in self.publishers],
        }


@dataclass(frozen=True, slots=True)
class Written:
    """What an import has changed."""

    file_id: int
    counts: Mapping[Fate, int] = field(default_factory=dict)
    told: int = 0  # people who had got a verdict that has changed
