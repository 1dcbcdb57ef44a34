"""When a broadcast begins, as an admin writes it: a time of the day, with or without its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

LONGEST: Final = timedelta(days=366)
NEXT_YEAR: Final = timedelta(days=183)  # a day without year that is further ahead has passed

_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        _TIME,
        rf"(?P<day>[0-9]{{1,2}})[./](?P<month>[0-9]{{1,2}})\.?,? +{_TIME}",
        rf"(?P<day>[0-9]{{1,2}})[./](?P<month>[0-9]{{1,2}})[./](?P<year>[0-9]{{4}}),? +{_TIME}",
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}),? +{_TIME}",
    )
)


class Why(StrEnum):
    """Why a time cannot be used."""

    UNREADABLE = "unreadable"
    PAST = "past"
    SKIPPED = "skipped"  # the clock is put forward over it
    FAR = "far"


@dataclass(frozen=True, slots=True)
class BadTime:
    """The time cannot be used."""

    why: Why


def read(words: str, now: datetime, zone: ZoneInfo) -> datetime | BadTime:
    """Return the moment, in UTC, of a time in *zone*, such as "28.11. 18:30" or "18:30".

    Without a day it is today's, without a year the next one that comes within half a year. A
    time that comes twice as the clock is put back is the first of both that is still to come.
    """
    spoken = " ".join(words.split())
    found = next((match for form in _FORMS if (match := form.fullmatch(spoken))), None)
    if found is None:
        return BadTime(Why.UNREADABLE)
    given = {name: int(value) for name, value in found.groupdict().items()}
    today = now.astimezone(zone).date()
    try:
        at = time(given["hour"], given["minute"])
        day = _day(given, today)
    except ValueError:
        return BadTime(Why.UNREADABLE)
    if "month" in given and "year" not in given and _moment(day, at, zone, now) <= now:
        day = _next(day, today) or day
    if not _exists(day, at, zone):
        return BadTime(Why.SKIPPED)
    moment = _moment(day, at, zone, now)
    if moment <= now:
        return BadTime(Why.PAST)
    return moment if moment - now <= LONGEST else BadTime(Why.FAR)


def _day(given: dict[str, int], today: date) -> date:
    if "month" not in given:
        return today
    return date(given.get("year", today.year), given["month"], given["day"])


def _next(day: date, today: date) -> date | None:
    """Return the same day of the next year, if that is soon."""
    try:
        found = day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return None
    return found if found - today <= NEXT_YEAR else None


def _moment(day: date, at: time, zone: ZoneInfo, now: datetime) -> datetime:
    both = (datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
    first, second = sorted(both)
    return first if first > now else second


def _exists(day: date, at: time, zone: ZoneInfo) -> bool:
    """Say whether a clock shows the time on that day at all."""
    local = datetime.combine(day, at, zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(
        tzinfo=None
    )


def in_an_hour(now: datetime) -> datetime:
    """Return the full minute that comes an hour later."""
    return (now + timedelta(hours=1)).replace(second=0, microsecond=0)
