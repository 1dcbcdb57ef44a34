"""The columns of a table of verdicts, by all the names that people give them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange.limits import Unreadable
from bot.exchange.plain import excerpt, plain

DELIMITERS: Final = (",", ";", "\t", "|")
# A column's own name, and others that people and programs use; case, spaces, dots, dashes and
# underscores do not matter.
NAMES: Final = {
    "claim": ("claim reviewed", "statement", "claim text"),
    "rating": ("verdict", "our rating"),
    "rated_as": ("textual rating", "alternate name", "rating text", "rating words"),
    "language": ("lang", "language code", "in language"),
    "summary": ("explanation", "description", "review body"),
    "url": ("link", "review url", "article url", "fact check url"),
    "title": ("headline", "review title"),
    "publisher": ("organization", "organisation", "publisher name", "fact checker"),
    "publisher_url": ("publisher site", "site", "publisher website"),
    "reviewed_on": ("review date", "date published", "checked on", "date"),
    "claimant": ("claim author", "claimed by", "speaker"),
    "claimed_on": ("claim date", "date of claim"),
    "appearances": ("appearance", "claim url", "claim urls", "claim links"),
    "topic": ("subject",),
    "valid_from": (),
    "valid_until": (),
    "sources": ("source",),
    "rating_value": (),
    "rating_best": ("best rating",),
    "rating_worst": ("worst rating",),
    "key": (),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line of a table says: how cells are parted, and what is in them."""

    delimiter: str
    columns: tuple[str | None, ...]  # a key of NAMES, None for a column that is not read
    unknown: tuple[str, ...]


def read_header(line: str) -> Header:
    """Read the line of column names; raises Unreadable."""
    delimiter = max(DELIMITERS, key=lambda one: _count(cells(line, one)))
    names = cells(line, delimiter)
    columns = tuple(_KNOWN.get(_spelt(name)) for name in names)
    if "claim" not in columns:
        raise Unreadable(
            "This is neither JSON nor HTML, and as a table its first line names no column "
            "“claim”. Name the columns there: claim, rating, url and so on."
        )
    for column in filter(None, columns):
        if columns.count(column) > 1:
            twice = [
                name.strip() for name, own in zip(names, columns, strict=True) if own == column
            ]
            raise Unreadable(
                f"Two columns mean “{column}”: {', '.join(twice)[:200]}. Remove one of them."
            )
    unknown = (name for name, own in zip(names, columns, strict=True) if not own and name.strip())
    return Header(delimiter, columns, tuple(excerpt(plain(name)) for name in unknown))


def cells(line: str, delimiter: str) -> Sequence[str]:
    """Cut one line into its cells."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _count(names: Sequence[str]) -> int:
    return sum(_spelt(name) in _KNOWN for name in names)


def _spelt(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


_KNOWN: Final = {
    _spelt(name): column for column, others in NAMES.items() for name in (column, *others)
}
