"""Days of publication, only where they are certain."""

from __future__ import annotations

import re
from datetime import date, timedelta

EARLIEST = date(1990, 1, 1)  # the web is younger; what is older is a placeholder
AHEAD = timedelta(days=1)  # somewhere it is tomorrow already
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII | re.IGNORECASE,
)


def read_day(text: str, today: date) -> date | None:
    """Read a day or a time of ISO 8601 as the day it names in its own time zone."""
    found = _ISO.fullmatch(text.strip())
    if not found:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return day if EARLIEST <= day <= today + AHEAD else None
