"""Which records are of the time that a post speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.figures.values import RecordedFigure, StatedFigure
from bot.text.dates import DateMention, in_year

# How far a snapshot may lie from the time the post speaks of, for a stated and an inferred date;
# snapshots as close to the newest one that the post could know count as current, too.
SLACK = timedelta(days=15)
INFERRED_SLACK = timedelta(days=45)
# After this long the newest snapshot says nothing of the post's own day.
STALE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Time:
    """The figures of the time the post speaks of; *near* if they can refute what it says.

    *missing*: nothing is on record for that time. *strict*: what happened on another day is
    another thing, and what is said to be so now cannot be told from what was so long ago.
    """

    fitting: tuple[RecordedFigure, ...]
    near: bool
    basis: str
    strict: bool = False

    @property
    def missing(self) -> bool:
        """Say whether no figure is of that time."""
        return not self.fitting


def time_of(
    stated: StatedFigure, figures: Sequence[RecordedFigure], posted_at: date | None
) -> Time | None:
    """Return the figures that a stated period or the post's date selects; None without both."""
    mentions = [each for each in stated.dates if each.start is not None or each.month is not None]
    closed = [mention for mention in mentions if not mention.open_ended]
    if closed:
        fits = [f for f in figures if any(_overlaps(mention, f) for mention in closed)]
        days = any(_is_day(mention) for mention in closed)
        strict = days and all(figure.event is not None for figure in figures)
        return Time(tuple(fits), True, f"the post says {closed[0].text}", strict)
    at = next((m.end for m in mentions if m.end is not None), posted_at)
    if at is None:
        return None
    current = [figure for figure in figures if figure.as_of is None]
    timed = [figure for figure in figures if figure.as_of and figure.as_of <= at + _slack(figure)]
    newest = max((last_day(figure) for figure in timed), default=None)
    if newest is not None and at - newest <= STALE:
        current += [figure for figure in timed if newest - last_day(figure) <= SLACK]
    # Counts grow: what was right two months ago does not refute what is said today.
    near = newest is not None and at - newest <= SLACK
    now = any(each.open_ended and each.year is None and each.month is None for each in mentions)
    return Time(tuple(current), near, f"the post is of {at}", strict=now)


def _is_day(mention: DateMention) -> bool:
    return mention.day is not None or (mention.month is None and mention.year is None)


def _overlaps(mention: DateMention, figure: RecordedFigure) -> bool:
    """Say whether *figure* is of the time of *mention*, whose year may be unsaid."""
    if figure.as_of is None:
        return True
    periods = [(mention.start, mention.end)]
    if mention.start is None:
        years = range(figure.as_of.year - 1, figure.as_of.year + 2)
        periods = [(each.start, each.end) for each in (in_year(mention, y) for y in years)]
    slack = timedelta(0) if figure.as_of_end else _slack(figure)
    return any(
        start is not None
        and figure.as_of <= (end or date.max - slack) + slack
        and start - slack <= last_day(figure)
        for start, end in periods
    )


def _slack(figure: RecordedFigure) -> timedelta:
    return INFERRED_SLACK if figure.as_of_inferred else SLACK


def last_day(figure: RecordedFigure) -> date:
    return figure.as_of_end or figure.as_of or date.min
