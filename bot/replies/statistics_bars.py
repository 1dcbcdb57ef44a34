"""The posts of each day as bars, by what was found; a single day as one bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from matplotlib.ticker import MaxNLocator

from bot.models import Outcome
from bot.replies.statistics_page import INSIDE, MARGIN, RULE, SOFT, WIDTH, Page
from bot.replies.voice import N_, Voice
from bot.services.statistics.values import Day, Statistics

ANSWERED, SIMILAR, OPEN, NOTHING = "#0b6e63", "#86bfb6", "#e08e1b", "#c9ccd0"
FOUND: Final = {  # from the bottom up
    Outcome.ANSWERED: (ANSWERED, N_("answered")),
    Outcome.RELATED: (SIMILAR, N_("something similar")),
    Outcome.NONE: (OPEN, N_("not checked yet")),
    Outcome.NOT_A_CLAIM: (NOTHING, N_("nothing to check")),
}
HEIGHT, ONE = 240, 72  # pixels, of the bars and of a single day's
SMALL, NUMBER = 16, 18  # points
FEW = 7  # days up to which each has its number and its name
STEPS = {7: 1, 30: 7, 90: 21}  # days between those that are named
SQUARE, BETWEEN = 22, 34  # pixels
LOCATE = MaxNLocator(3, integer=True, min_n_ticks=2)


def put(page: Page, found: Statistics, voice: Voice) -> None:
    """Put heading, legend and bars on the page."""
    one = len(found.days) == 1
    heading = voice.gettext("Posts") if one else voice.gettext("Posts a day")
    page.paragraph(heading.plain, MARGIN, INSIDE, 20, weight="bold")
    if not found.posts:
        page.top += 6
        page.paragraph(
            voice.gettext("Nobody sent a post in these days.").plain, MARGIN, INSIDE, NUMBER
        )
        return
    page.top += 4
    _legend(page, found, voice)
    if one:
        _lie(page, found.days[0])
    else:
        _stand(page, found.days, voice)


def _legend(page: Page, found: Statistics, voice: Voice) -> None:
    """Say what the colours mean, with the number of each."""
    x, line = float(MARGIN), page.writing.line(SMALL)
    for outcome, (colour, text) in FOUND.items():
        number = voice.number(Decimal(found.found(outcome)))
        words = f"{voice.gettext(text).plain} {number}"
        width = SQUARE + 10 + page.writing.width(words, SMALL)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, page.top = MARGIN, page.top + line
        page.box(x, page.top + 4, SQUARE, SQUARE, colour)
        page.text(words, x + SQUARE + 10, page.top, SMALL)
        x += width + BETWEEN
    page.top += line + 12


def _lie(page: Page, day: Day) -> None:
    """Put a single day as a lying bar."""
    x = float(MARGIN)
    for outcome, (colour, _) in FOUND.items():
        width = INSIDE * day.posts.get(outcome, 0) / day.total
        page.box(x, page.top, width, ONE, colour)
        x += width
    page.top += ONE


def _stand(page: Page, days: Sequence[Day], voice: Voice) -> None:
    """Put days as standing bars, with the numbers that help."""
    most = max(day.total for day in days)
    line = page.writing.line(SMALL)
    foot = page.top + line + HEIGHT  # a line is room for the highest bar's number
    start = MARGIN + (_scale(page, most, foot, voice) if len(days) > FEW else 0.0)
    slot = (WIDTH - MARGIN - start) / len(days)
    width = slot * (0.72 if len(days) <= FEW else 0.8)
    peak = max(range(len(days)), key=lambda at: days[at].total)
    for at, day in enumerate(days):
        left, y = start + at * slot + (slot - width) / 2, foot
        for outcome, (colour, _) in FOUND.items():
            height = HEIGHT * day.posts.get(outcome, 0) / most
            y -= height
            page.box(left, y, width, height, colour)
        if (len(days) <= FEW and day.total) or at == peak:
            _centred(page, voice.brief_number(day.total), left + width / 2, y - line + 2)
    page.box(start, foot, WIDTH - MARGIN - start, 2, SOFT)
    _names(page, days, start, foot + 8, voice)
    page.top = foot + 8 + line


def _scale(page: Page, most: int, foot: float, voice: Voice) -> float:
    """Put a few lines behind the bars, with their numbers; return how wide these are."""
    ticks = [tick for tick in LOCATE.tick_values(0, most) if 0 < tick <= most]
    numbers = [voice.brief_number(int(tick)) for tick in ticks]
    side = max((page.writing.width(one, SMALL) for one in numbers), default=0.0) + 14
    for tick, number in zip(ticks, numbers, strict=True):
        y = foot - HEIGHT * tick / most
        page.box(MARGIN + side, y, INSIDE - side, 1.5, RULE)
        page.text(number, MARGIN, y - 15, SMALL, colour=SOFT)
    return side


def _names(page: Page, days: Sequence[Day], start: float, y: float, voice: Voice) -> None:
    """Name each day, or some from the last one back, where none meets the other."""
    step = next((STEPS[most] for most in STEPS if len(days) <= most), STEPS[90])
    few, slot = len(days) <= FEW, (WIDTH - MARGIN - start) / len(days)
    free = WIDTH - MARGIN + 30.0
    for at in range(len(days) - 1, -1, -step):
        name = voice.week_day(days[at].day) if few else voice.day_of_month(days[at].day)
        width = page.writing.width(name, SMALL)
        middle = start + (at + 0.5) * slot
        x = min(max(middle - width / 2, start), WIDTH - MARGIN - width)
        if x + width + 14 <= free:
            page.text(name, x, y, SMALL, colour=SOFT)
            free = x


def _centred(page: Page, text: str, middle: float, y: float) -> None:
    width = page.writing.width(text, SMALL, "bold")
    x = min(max(middle - width / 2, MARGIN), WIDTH - MARGIN - width)
    page.text(text, x, y, SMALL, weight="bold")
