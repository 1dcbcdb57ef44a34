"""Tables of verdicts: CSV whose first line names the columns, one claim in each row.

claim          the statement, the only column that must be there
rating         true, mostly_true, half_true, misleading, mostly_false, false, unproven, satire, or
               the publisher's words for it ("Pants on Fire", "Fałsz")
rated_as       the rating in the publisher's words, where `rating` has ours
rating_value, rating_best, rating_worst   the rating on the publisher's own scale
language       of claim and summary: uk, pt-BR, Polish
summary        one or two sentences of why
url, title     of the review
publisher, publisher_url   who rated
reviewed_on, claimed_on, valid_from, valid_until   days: 2025-12-31, 31.12.2025, 31 December 2025
claimant       who said it
appearances    addresses where the claim stands, with spaces or line breaks between them
topic          one word or two
sources        one per line: title | outlet | author | day | address, of which any may be missing
key            of a verdict of our own, which the row changes

An apostrophe before what a spreadsheet would take for a formula ('=1+1) is not part of the cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from bot.exchange import languages, ratings
from bot.exchange.addresses import address, unique
from bot.exchange.claim_review import MANY, NAME, NUMBER, RATED_AS, SUMMARY, TITLE
from bot.exchange.columns import Header, read_header
from bot.exchange.days import read_day
from bot.exchange.formulas import restored
from bot.exchange.limits import Limits, Unreadable
from bot.exchange.ours import own_rating
from bot.exchange.plain import cut, excerpt, plain
from bot.exchange.refusing import Refused, checked_claim
from bot.exchange.values import Cited, Rejected, Review

LINES = 200  # of a row whose quotation mark is not closed before it is given up
OPEN_ROWS = 1_000  # such rows after which the whole table is
_NO_DAY = frozenset({"0000-00-00", "-", "—", "n/a", "null", "none"})


class _Open(Exception):
    """A quotation mark is opened and not closed."""


@dataclass(slots=True)
class _Lines:
    """The lines of a file, of which those of a row given up can be read again."""

    text: IO[str]
    most: int
    number: int = 0  # of the line last given
    taken: list[str] = field(default_factory=list)  # since the row began
    waiting: list[str] = field(default_factory=list)
    doubtful: int = 0  # the last line of which it is in doubt whether it is a row of its own

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Give the next line; raises _Open where a row has too many, or does not end."""
        if len(self.taken) >= LINES:
            raise _Open
        line = self.waiting.pop() if self.waiting else self.text.readline(self.most)
        if not line and self.taken:
            raise _Open
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if len(line) >= self.most:
            self._skip(line)
            raise csv.Error(f"one of its lines has more than {self.most:,} characters")
        return line.replace("\0", "")

    def _skip(self, line: str) -> None:
        """Read on to the end of a line."""
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(self.most)

    def give_up(self) -> None:
        """Go back to the second line of the row."""
        self.doubtful = max(self.doubtful, self.number + 1)
        self.waiting.extend(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        self.taken.clear()


def read(text: IO[str], limits: Limits) -> Iterator[Review | Rejected]:
    """Yield a Review or a Rejected for each row, and one for columns that are not read."""
    lines = _Lines(text, limits.line)
    header = read_header(_first(lines))
    if header.unknown:
        named = ", ".join(f"“{name}”" for name in header.unknown)
        yield Rejected(f"line {lines.number}", f"These columns are unknown and not read: {named}.")
    empty = True
    for place, cells in _rows(lines, header.delimiter):
        empty = empty and isinstance(cells, list) and not any(map(str.strip, cells))
        if isinstance(cells, Rejected):
            yield cells
        elif any(cell.strip() for cell in cells):
            whole = lines.taken[-1].endswith(("\n", "\r")) and lines.number > lines.doubtful
            if lines.doubtful and not whole and len(cells) < len(header.columns):
                lines.doubtful += len(lines.taken)  # until there is a row with all its cells
            yield _record(cells, header, place, whole, limits)
    if empty:
        raise Unreadable("The table has no row below its column names. Send one that has.")


def _first(lines: _Lines) -> str:
    """Return the line of column names, which Excel's "sep=;" may stand before."""
    for line in lines:
        lines.taken.clear()
        if line.strip() and not line.lower().startswith("sep="):
            return line.lstrip("\ufeff").rstrip("\r\n")
    raise Unreadable("The table is empty. Send the one that has the verdicts.")


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[str, list[str] | Rejected]]:
    """Yield the cells of each row, and where it begins."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    given_up = 0
    while True:
        lines.taken.clear()
        place = f"line {lines.number + 1}"
        try:
            yield place, next(reader)
        except StopIteration:
            return
        except (_Open, csv.Error) as error:
            given_up += 1
            if given_up > OPEN_ROWS:
                raise Unreadable(
                    "Quotation marks in the table are not closed. Save it anew as CSV."
                ) from None
            yield place, Rejected(place, _why(error), excerpt("".join(lines.taken[:1])))
            lines.give_up()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)


def _why(error: Exception) -> str:
    if isinstance(error, _Open):
        return "A quotation mark is opened in it and not closed."
    return f"It is no row of a table: {error}."


def _record(
    cells: list[str], header: Header, place: str, whole: bool, limits: Limits
) -> Review | Rejected:
    try:
        columns = len(header.columns)
        if any(cells[columns:]):
            raise Refused(
                f"It has {len(cells)} cells under {columns} columns: put texts with a separator "
                "in them between quotation marks."
            )
        if len(cells) < columns and not whole:
            raise Refused(
                f"It has {len(cells)} cells under {columns} columns, and seems to be cut off, or "
                "part of a row before it: send the whole file, with its quotation marks closed."
            )
        pairs = zip(header.columns, cells, strict=False)
        return _review({name: restored(cell) for name, cell in pairs if name}, limits)
    except Refused as refused:
        return Rejected(place, str(refused), excerpt(header.delimiter.join(cells)))


def _review(row: dict[str, str], limits: Limits) -> Review:
    said = {name: plain(cell[: 10 * limits.claim]) for name, cell in row.items()}
    claim = checked_claim([said["claim"]], limits)
    rating, rated_as = own_rating(said.get("rating"), said.get("rated_as"))
    title, site = said.get("title"), address(said.get("publisher_url", ""))
    value, best, worst = (
        said.get(name, "")[:NUMBER] or None
        for name in ("rating_value", "rating_best", "rating_worst")
    )
    if not rated_as and rating is None:
        rating = ratings.rate("", value=value, best=best, worst=worst)
    return Review(
        claim=claim,
        language=_language(said) or languages.detected(claim, title),
        rating=rating,
        rated_as=cut(rated_as, RATED_AS) if rated_as else None,
        rating_value=value,
        rating_best=best,
        rating_worst=worst,
        summary=cut(said.get("summary", ""), SUMMARY),
        url=address(said.get("url", ""), base=site),
        title=cut(title, TITLE) if title else None,
        publisher=cut(said.get("publisher", ""), NAME) or None,
        publisher_url=site,
        reviewed_on=_day(said, "reviewed_on"),
        claimant=cut(said.get("claimant", ""), NAME) or None,
        claimed_on=_day(said, "claimed_on"),
        appearances=unique(map(address, row.get("appearances", "").split()))[:MANY],
        topic=said.get("topic", "")[:NAME] or None,
        valid_from=_day(said, "valid_from"),
        valid_until=_day(said, "valid_until"),
        sources=tuple(_cited(line) for line in _filled(row.get("sources", "")))[:MANY],
        key=said.get("key") or None,
    )


def _language(said: dict[str, str]) -> str | None:
    given = said.get("language", "")
    found = languages.language(given)
    if given and not found:
        raise Refused(f"Its language “{given[:40]}” is none that we know: write its code.")
    return found


def _day(said: dict[str, str], name: str) -> date | None:
    given = said.get(name, "")
    day = read_day(given)
    if given and day is None and given.lower() not in _NO_DAY:
        raise Refused(f"Its “{name}” is no day, or may be two: write it like 2025-12-31.")
    return day


def _filled(text: str) -> Iterator[str]:
    return filter(None, map(plain, text.splitlines()))


def _cited(line: str) -> Cited:
    """Read "title | outlet | author | day | address", of which any may be missing."""
    link, day, rest = None, None, []
    for part in filter(None, (part.strip() for part in line.split("|"))):
        if link is None and "://" in part and address(part):
            link = address(part)
        elif day is None and read_day(part):
            day = read_day(part)
        else:
            rest.append(cut(part, TITLE))
    title, outlet, author = [*rest, None, None, None][:3]
    return Cited(title=title, outlet=outlet, author=author, url=link, published_on=day)
