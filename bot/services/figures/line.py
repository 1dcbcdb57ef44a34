"""A newer value as a reviewer writes it in one line: value | as of | who says | link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.models import Qualifier, Source
from bot.services.figures.values import BadPart
from bot.services.sources import SEPARATOR, read_source
from bot.services.values import BadSource
from bot.text.dates import dates
from bot.text.quantities import Bound, quantities

LONGEST = 1500  # code points of the whole line

# What the reader of posts leaves alone, since in a post it is mostly something else: years,
# numbers with a sign, ranges that go down, numbers of thirty digits. Here it is a value.
_PLAIN = re.compile(r"([<>≤≥]=?|=|≈|~)?\s*([-−]?\d+)(?:\s*[-–—]\s*(\d+))?")
_SIGNS = {
    None: Qualifier.EXACTLY,
    "=": Qualifier.EXACTLY,
    "≈": Qualifier.ABOUT,
    "~": Qualifier.ABOUT,
    ">": Qualifier.MORE_THAN,
    "≥": Qualifier.AT_LEAST,
    ">=": Qualifier.AT_LEAST,
    "<": Qualifier.UP_TO,
    "≤": Qualifier.UP_TO,
    "<=": Qualifier.UP_TO,
}
_BOUNDS = {
    Bound.ABOUT: Qualifier.ABOUT,
    Bound.AT_LEAST: Qualifier.AT_LEAST,
    Bound.MORE_THAN: Qualifier.MORE_THAN,
    Bound.UP_TO: Qualifier.UP_TO,
    Bound.LESS_THAN: Qualifier.UP_TO,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A number or range with how exactly it is meant."""

    low: Decimal
    high: Decimal
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class Line:
    """What a reviewer's line says."""

    value: Value
    as_of: date
    as_of_end: date | None
    who: str
    source: Source
    counted: str = ""  # what is counted, in the reviewer's words; empty: as before


def read_line(line: str, language: str, today: date) -> Line | BadPart | BadSource:
    """Read a reviewer's line; what is wrong is named by its first part that is.

    Lines before it are what is counted, in the reviewer's words: a label such as "by late
    December" does not fit a newer value.
    """
    *above, last = line.strip().splitlines() or [""]
    parts = [" ".join(part.split()) for part in last.split(SEPARATOR)]
    if len(parts) < 4 or len(line) > LONGEST:
        return BadPart("parts")
    if (value := read_value(parts[0], language)) is None:
        return BadPart("value")
    if (days := read_days(parts[1], language, today)) is None:
        return BadPart("day")
    if not parts[2]:
        return BadPart("who")
    source = read_source(f" {SEPARATOR} ".join(parts[3:]))
    if isinstance(source, BadSource):
        return source
    return Line(value, *days, parts[2], source, " ".join(" ".join(above).split()))


def read_value(text: str, language: str) -> Value | None:
    """Read "12000", "about 12,000", "понад 10 тис.", "8–11 thousand"; None for anything else."""
    if plain := _PLAIN.fullmatch(text.replace("\u00a0", " ")):
        sign, first, second = plain.groups()
        low = Decimal(first.replace("−", "-"))
        if sign in _SIGNS:
            return Value(low, Decimal(second) if second else low, _SIGNS[sign])
    found = quantities(text, language) or quantities(text)
    if len(found) != 1 or not found[0].exact:
        return None
    one = found[0]
    if text[: one.start].rstrip().endswith(("-", "−")):
        return None  # a sign that the reader of posts takes for a dash
    return Value(one.low, one.high, _BOUNDS.get(one.bound, Qualifier.EXACTLY))


def read_days(text: str, language: str, today: date) -> tuple[date, date | None] | None:
    """Read a day, or the first and last day of a period; None for anything else."""
    found = [
        (one.start or one.end, one.end or one.start)
        for one in dates(text, language, posted_at=today)
    ]
    starts = [start for start, _ in found if start]
    ends = [end for _, end in found if end]
    if not 1 <= len(found) <= 2 or len(starts) != len(found):
        return None
    first, last = starts[0], ends[-1]
    return (first, None) if first == last else (first, last)
