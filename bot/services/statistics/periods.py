"""Periods of whole days in the desk's time zone, which has days of 23 and of 25 hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LENGTHS = (1, 7, 30, 90)  # days
USUAL = 7
DAY = timedelta(days=1)


def length(word: str) -> int | None:
    """Read "7d" or "7" as that many days; None for a period that there is not."""
    digits = word.strip().lower().removesuffix("d")
    found = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
    return found if found in LENGTHS else None


def begin(until: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return when a period of so many days began, of which the one of *until* is the last."""
    return midnight(until.astimezone(zone).date() - (days - 1) * DAY, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins; where clocks leap over midnight, when they do so."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def days(
    since: datetime, until: datetime, zone: ZoneInfo
) -> Iterator[tuple[date, datetime, datetime]]:
    """Give each day between two moments with its beginning and its end, as far as it is within."""
    day = since.astimezone(zone).date()
    start = since
    while start < until:
        end = min(midnight(day + DAY, zone), until)
        if start < end:
            yield day, start, end
        day, start = day + DAY, end
