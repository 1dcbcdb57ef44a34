"""Lists without a program: all verdicts, and those of one rating, topic or language, in pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.archive.values import Entry
from bot.exchange import places
from bot.models import Rating

PAGE = 50  # verdicts on a page
ALL = "all"
UNRATED = "unrated"
KINDS: Final = ("rating", "topic", "language")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, to a reader of one language."""

    locale: str
    path: str
    kind: str
    value: str
    number: int
    pages: int
    total: int  # verdicts in the list
    entries: Sequence[Entry]
    newer: str | None  # the path of the page before
    older: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that can be chosen, with how many verdicts are in it."""

    value: str
    count: int


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Put the latest checks first."""
    return sorted(entries, key=lambda one: (one.day or date.min, one.number), reverse=True)


def facets(entries: Sequence[Entry]) -> dict[str, dict[str, list[Entry]]]:
    """Return the verdicts of each rating, topic and language; ratings in their own order."""
    found: dict[str, defaultdict[str, list[Entry]]] = {kind: defaultdict(list) for kind in KINDS}
    for one in entries:
        found["rating"][one.rating or UNRATED].append(one)
        if one.topic:
            found["topic"][one.topic].append(one)
        for language in one.texts:
            found["language"][language].append(one)
    order = {rating.value: position for position, rating in enumerate(Rating)}
    ratings = sorted(found["rating"].items(), key=lambda item: order.get(item[0], len(order)))
    return {
        "rating": dict(ratings),
        "topic": dict(sorted(found["topic"].items())),
        "language": dict(sorted(found["language"].items())),
    }


def pages(
    locale: str, main: str, kind: str, value: str, entries: Sequence[Entry]
) -> Iterator[Page]:
    """Cut a list into pages; a list of nothing is one page."""
    count = max(1, -(-len(entries) // PAGE))
    paths = [places.listed(locale, main, kind, value, one) for one in range(1, count + 1)]
    for position, path in enumerate(paths):
        yield Page(
            locale=locale,
            path=path,
            kind=kind,
            value=value,
            number=position + 1,
            pages=count,
            total=len(entries),
            entries=entries[position * PAGE : (position + 1) * PAGE],
            newer=paths[position - 1] if position else None,
            older=paths[position + 1] if position + 1 < count else None,
        )
