"""Days as files write them, only where one day alone can be meant."""

from __future__ import annotations

import re
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)  # what lies beyond is a placeholder
_LONGEST = 60  # characters
_TIME = r"(?:(?:[T ]|,\s)\s?\d{1,2}:\d{2}.{0,40})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?", re.ASCII)
_DOTTED = re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}){_TIME}", re.ASCII)
_SLASHED = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(?:[a-z]+,\s)?(\d{{1,2}})\s([a-z]+)\.?,?\s(\d{{4}}){_TIME}", re.ASCII)
_MONTH_FIRST = re.compile(rf"(?:[a-z]+,\s)?([a-z]+)\.?\s(\d{{1,2}}),?\s(\d{{4}}){_TIME}", re.ASCII)
_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    short: number
    for number, name in enumerate(_NAMES.split(), start=1)
    for short in (name, name[:3])
}
_MONTHS["sept"] = 9


def read_day(text: str) -> date | None:
    """Read ISO 8601, 31.12.2025, 31/12/2025 or 31 December 2025, with or without a time.

    A time counts in its own zone. 01/02/2025 may be two days, year 0 and year 9999 are none.
    """
    text = " ".join(text[: _LONGEST + 1].split())
    if len(text) > _LONGEST:
        return None
    day = _numbers(text) or _names(text.lower())
    return day if day and EARLIEST <= day < LATEST else None


def _numbers(text: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        one, other = _day(found[4], found[3], found[1]), _day(found[4], found[1], found[3])
        return one if one == other or other is None else None if one else other
    return None


def _names(text: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[2], 0), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(found[3], _MONTHS.get(found[1], 0), found[2])
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
