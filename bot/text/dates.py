"""Find the dates and periods that a text names, in five languages, with what was left unsaid."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.text.date_patterns import before, key, patterns

_WORD_BEFORE = re.compile(r"(\w+)\W$")
# "з лютого по квітень" is a period, not "since February".
_UNTIL = re.compile(r"\s(?:по|до|do)\s")
# A date without a year is the last such day, unless the next one is as near as this.
_SOON = timedelta(days=90)
# First and last day of a part of a month; 0 is the last day of the month, -6 six days before it.
_PARTS = {
    "first_week": (1, 7),
    "last_week": (-6, 0),
    "first_half": (1, 15),
    "second_half": (16, 0),
    "early": (1, 10),
    "middle": (11, 20),
    "late": (21, 0),
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or period that text[begins:ends] names.

    *start* and *end* are its first and last day, None while the year (or the post's date, for
    "on Saturday") is unknown; *year* is None where the text does not state it, and *month*, *day*,
    *last_day* and *part* ("late") are what it does state. *open_ended* marks "as of", "so far" and
    "since": what is said holds up to that date, or from it on (then *end* is the post's date, or
    None where that is unknown or earlier).
    """

    begins: int
    ends: int
    text: str
    start: date | None = None
    end: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    part: str | None = None
    open_ended: bool = False


def dates(
    text: str, language: str | None = None, *, posted_at: date | None = None
) -> list[DateMention]:
    """Return the dates of *text* in order; *posted_at* resolves what is relative or has no year.

    *language* matters only to 04/05/2024, which is left out in English, where it means two days.
    """
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for mention in _stated(text, language):
        if not any(taken[mention.begins : mention.ends]):
            mention = _led(text, mention, posted_at)
            taken[mention.begins : mention.ends] = b"\1" * (mention.ends - mention.begins)
            found.append(mention)
    for mention in _relative(text, posted_at):
        if not any(taken[mention.begins : mention.ends]):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.begins)


def date_spans(text: str) -> list[tuple[int, int]]:
    """Return where *text* writes days in digits, so that nobody counts them."""
    ways = (patterns().numeric, patterns().day_month, patterns().month_day)
    return [match.span() for pattern in ways for match in pattern.finditer(text)]


def in_year(mention: DateMention, year: int) -> DateMention:
    """Return *mention* with the first and last day it would have in *year*, if it has any."""
    if mention.month is None:
        stated = mention.year is not None
        return (
            replace(mention, start=date(year, 1, 1), end=date(year, 12, 31)) if stated else mention
        )
    length = calendar.monthrange(year, mention.month)[1]
    first, last = _PARTS.get(mention.part or "", (1, 0))
    first, last = (first + length if first < 0 else first), last or length
    if mention.day:
        first, last = mention.day, mention.last_day or mention.day
    if not 1 <= first <= last <= length:
        return mention
    start, end = date(year, mention.month, first), date(year, mention.month, last)
    return replace(mention, start=start, end=end)


def _stated(text: str, language: str | None) -> Iterator[DateMention]:
    """Yield days, months and years; of two that overlap the first is the better reading."""
    for match in patterns().numeric.finditer(text):
        if mention := _numeric(match, language):
            yield mention
    for pattern in (patterns().day_month, patterns().month_day):
        for match in pattern.finditer(text):
            yield _of_month(match, day=match["day"], last=match["last"])
    for match in patterns().month.finditer(text):
        if _month_is_meant(text, match):
            yield _of_month(match)
    for match in patterns().year.finditer(text):
        if mention := _of_year(text, match):
            yield mention


def _numeric(match: re.Match[str], language: str | None) -> DateMention | None:
    iso = match["iso"] is not None
    year, month, day = (
        int(match[name]) for name in (("y1", "m1", "d1") if iso else ("y2", "m2", "d2"))
    )
    if not iso and match["s2"] == "/" and language == "en":
        if month <= 12 and day <= 12 and month != day:
            return None
        day, month = (month, day) if month > 12 else (day, month)
    year += 2000 if year < 100 else 0
    if not 1900 <= year <= 2099 or not 1 <= month <= 12 or not _is_day(year, month, day):
        return None
    return DateMention(*match.span(), match[0], year=year, month=month, day=day)


def _of_month(
    match: re.Match[str], *, day: str | None = None, last: str | None = None
) -> DateMention:
    return DateMention(
        *match.span(),
        match[0],
        year=int(match["year"]) if match["year"] else None,
        month=patterns().month_numbers[key(match["month"])],
        day=int(day) if day else None,
        last_day=int(last) if last else None,
    )


def _of_year(text: str, match: re.Match[str]) -> DateMention | None:
    begins, ends = match.span("named" if match["named"] else "bare")
    if match["named"]:
        ends = match.end()
    elif match["word"].lower() in {"до", "do"} or (
        match["rest"] and match["bare"].endswith("00") and match["rest"].strip().islower()
    ):
        # "до 2000 солдатів" counts soldiers.
        return None
    return DateMention(begins, ends, text[begins:ends], year=int(text[begins : begins + 4]))


def _month_is_meant(text: str, match: re.Match[str]) -> bool:
    """Say whether a month without a day is one: "May" and "лютого" are other words too."""
    name, word_key = match["month"], key(match["month"])
    if match["year"] or before(patterns().parts, text, match.start()):
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
    if word and word[1].lower() in patterns().before_month:
        return word_key != "may" or name[0].isupper()
    latin = name.isascii()
    return word_key not in patterns().never_alone and (name[0].isupper() or not latin)


def _led(text: str, mention: DateMention, posted_at: date | None) -> DateMention:
    """Widen *mention* by what stands before it: "late", "as of", "since"."""
    part = before(patterns().parts, text, mention.begins)
    if part and mention.day is None and mention.month is not None:
        name = patterns().part_names[key(part["part"])]
        mention = replace(_widened(text, mention, part.start()), part=name)
    mention = _resolved(mention, posted_at)
    if as_of := before(patterns().as_of, text, mention.begins):
        return replace(_widened(text, mention, as_of.start()), open_ended=True)
    since = before(patterns().since, text, mention.begins)
    if since is None:
        return mention
    weak = since["since"].lower() in patterns().weak_since
    if weak and (mention.day or _UNTIL.match(text, mention.ends)):
        return mention
    wider = _widened(text, mention, since.start())
    ahead = posted_at is None or (mention.start is not None and mention.start > posted_at)
    return replace(wider, end=None if ahead else posted_at, open_ended=True)


def _widened(text: str, mention: DateMention, begins: int) -> DateMention:
    return replace(mention, begins=begins, text=text[begins : mention.ends])


def _resolved(mention: DateMention, posted_at: date | None) -> DateMention:
    """Give *mention* its first and last day, where the year is stated or can be inferred."""
    if mention.year is not None:
        return in_year(mention, mention.year)
    if posted_at is None:
        return mention
    years = (posted_at.year + 1, posted_at.year, posted_at.year - 1)
    tries = [in_year(mention, year) for year in years]
    return next(
        (each for each in tries if each.start and each.start <= posted_at + _SOON), mention
    )


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _relative(text: str, posted_at: date | None) -> Iterator[DateMention]:
    """Yield what depends on the post's own date: weekdays, "yesterday", "last week", "so far"."""
    for match in patterns().weekday.finditer(text):
        weekday = patterns().weekday_numbers[key(match["weekday"])] - 1
        mention = DateMention(*match.span(), match[0])
        if posted_at is not None:
            day = posted_at - timedelta(days=(posted_at.weekday() - weekday) % 7)
            mention = replace(mention, start=day, end=day)
        yield mention
    for match in patterns().relative.finditer(text):
        name = patterns().relative_names[key(match[0])]
        mention = DateMention(*match.span(), match[0], open_ended=name == "now")
        if posted_at is not None:
            start, end = _ago(name, posted_at)
            mention = replace(mention, start=start, end=end)
        yield mention


def _ago(name: str, posted_at: date) -> tuple[date, date]:
    """Return the first and last day of "last week" and the like, seen from *posted_at*."""
    match name:
        case "now":
            return posted_at, posted_at
        case "week":
            monday = posted_at - timedelta(days=posted_at.weekday() + 7)
            return monday, monday + timedelta(days=6)
        case "month":
            last = posted_at.replace(day=1) - timedelta(days=1)
            return last.replace(day=1), last
        case "year":
            return date(posted_at.year - 1, 1, 1), date(posted_at.year - 1, 12, 31)
        case days_ago:
            day = posted_at - timedelta(days=int(days_ago))
            return day, day
