"""Reviews as a table (RFC 4180), which Excel and its like open: the columns that tables.py reads.

It begins with the mark of UTF-8, by which Excel knows the letters. What would be a formula is
text: see formulas.py. Further languages and wordings are left out, and so is, of a source, which
of its parts is missing: an outlet without title is read as a title. A | in a source becomes a /.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from bot.exchange.formulas import guarded
from bot.exchange.values import Cited, Review

COLUMNS: Final = (
    "key", "claim", "language", "rating", "rated_as", "rating_value", "rating_best",
    "rating_worst", "summary", "url", "title", "publisher", "publisher_url", "reviewed_on",
    "claimant", "claimed_on", "appearances", "topic", "valid_from", "valid_until", "sources",
)  # fmt: skip
MARK = "\ufeff"


def lines(reviews: Iterable[Review]) -> Iterator[str]:
    """Write the line of columns, then a row for each review, line breaks included."""
    yield MARK + _line(COLUMNS)
    for review in reviews:
        yield _line([guarded(_cell(getattr(review, name))) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case tuple():
            return "\n".join(_source(one) if isinstance(one, Cited) else one for one in value)
        case _:
            return str(value)


def _source(source: Cited) -> str:
    """Write "title | outlet | author | day | address", without what is not known."""
    day = source.published_on.isoformat() if source.published_on else None
    named = (source.title, source.outlet, source.author)
    parts = [" ".join(part.replace("|", "/").split()) for part in named if part]
    return " | ".join([*parts, *filter(None, (day, source.url))])
