"""Hours of the day in a time zone, over the changes to and from summer time too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATEST = timedelta(hours=3)  # what was to come at nine comes until noon
WORKING_HOURS = range(8, 21)


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of a day, and the moment when it comes, in UTC."""

    day: date
    hour: int
    moment: datetime


def slot(day: date, hour: int, zone: ZoneInfo) -> Slot:
    """Return when an hour comes.

    An hour that is left out comes when the clock is put forward, one that comes twice the first
    time: so Python reads a time of the day whose fold is 0.
    """
    local = datetime.combine(day, time(hour), zone)
    return Slot(day, hour, local.astimezone(UTC))


def latest(now: datetime, hours: Iterable[int], zone: ZoneInfo) -> Slot | None:
    """Return the hour that came last, unless that is too long ago."""
    today = local_day(now, zone)
    days = (today - timedelta(days=1), today)
    slots = [slot(day, hour, zone) for day in days for hour in hours]
    come = [one for one in slots if one.moment <= now <= one.moment + LATEST]
    return max(come, key=lambda one: one.moment, default=None)


def last(now: datetime, hour: int, zone: ZoneInfo, *, weekday: int | None = None) -> Slot:
    """Return when an hour came last, however long ago; on a *weekday* (0: Monday) if given."""
    today = local_day(now, zone)
    days = (today - timedelta(days=back) for back in range(8))
    right = (slot(day, hour, zone) for day in days if weekday in (None, day.weekday()))
    return next(one for one in right if one.moment <= now)


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """Return the day that it is in a time zone."""
    return now.astimezone(zone).date()


def in_working_hours(now: datetime, zone: ZoneInfo) -> bool:
    """Say whether people may be written to who do not wait for it."""
    return now.astimezone(zone).hour in WORKING_HOURS
