"""Reading a file of verdicts into records, outside of any transaction and of memory."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self, TypeVar

from bot.exchange.values import Rejected, Review
from bot.models import Rating
from bot.services.importing import identity
from bot.services.importing.values import Record

T = TypeVar("T")

PORTION = 500  # records that are held in memory
MOST_WORDS = 200  # different ratings, languages or publishers that are counted by name


@dataclass(slots=True)
class File:
    """A file's records, laid aside; close it to let go of them."""

    name: str
    size: int = 0
    sha256: str = ""
    read: int = 0  # records, usable or not
    duplicates: int = 0
    rejected: int = 0
    ratings: Counter[tuple[str | None, Rating | None]] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str | None] = field(default_factory=Counter)
    _aside: IO[bytes] = field(default_factory=TemporaryFile)
    _portions: int = 0

    def portions(self) -> Iterator[list[Record]]:
        """Give the records again, some at a time, in their order."""
        self._aside.seek(0)
        for _ in range(self._portions):
            # What this process itself has written into a file without a name.
            yield pickle.load(self._aside)  # noqa: S301

    def lay_aside(self, records: list[Record]) -> None:
        """Add some records."""
        pickle.dump(records, self._aside, pickle.HIGHEST_PROTOCOL)
        self._portions += 1
        for one in records:
            _count(self.ratings, (one.review.rated_as, one.review.rating))
            _count(self.languages, one.review.language or "")
            _count(self.publishers, one.review.publisher)

    def close(self) -> None:
        """Let go of the records."""
        self._aside.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def gather(
    found: Iterable[Review | Rejected],
    name: str,
    today: date,
    *,
    size: int = 0,
    sha256: str = "",
    reject: Callable[[Rejected], object] = lambda _: None,
    told: Callable[[int], object] = lambda _: None,
) -> File:
    """Read all records; of several with one key the first counts.

    *reject* is given each that cannot be used, *told* every so often how many were read.
    """
    file = File(name, size, sha256)
    contents: dict[str, str] = {}  # by key
    waiting: list[Record] = []
    try:
        for number, one in enumerate(found, start=1):
            file.read = number
            ready = identity.record(one, number, today) if isinstance(one, Review) else one
            match ready:
                case Rejected():
                    file.rejected += 1
                    reject(ready)
                case Record(key=key, content=content) if key not in contents:
                    contents[key] = content
                    waiting.append(ready)
                case Record(key=key, content=content):
                    file.duplicates += 1
                    if contents[key] != content:
                        reject(_twice(ready))
            if len(waiting) == PORTION:
                file.lay_aside(waiting)
                waiting = []
                told(number)
        if waiting:
            file.lay_aside(waiting)
        told(file.read)
    except BaseException:
        file.close()
        raise
    return file


def _twice(record: Record) -> Rejected:
    return Rejected(
        f"record {record.number}",
        "An earlier record has the same publisher, address and claim, and says something else.",
        record.review.claim[:200],
    )


def _count(counter: Counter[T], what: T) -> None:
    """Count what is known already or among the first: a hostile file has endless others."""
    if what in counter or len(counter) < MOST_WORDS:
        counter[what] += 1
