"""What is counted over some days. Wording and drawing are added later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.models import DecisionKind, Outcome, Rating, Role


@dataclass(frozen=True, slots=True)
class Day:
    """The posts of a day, by what was found."""

    day: date
    posts: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """All posts of the day."""
        return sum(self.posts.values())


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it took from a case's first post to its verdict; None where there was none."""

    cases: int
    median: timedelta | None = None
    ninetieth: timedelta | None = None  # nine of ten cases took no longer


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for the reviewers at the end."""

    open: int
    overdue: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What a member decided; without id those who are not known any more, by their role."""

    person_id: int | None
    role: Role
    decisions: Mapping[DecisionKind, int]

    @property
    def total(self) -> int:
        """All that they decided."""
        return sum(self.decisions.values())


@dataclass(frozen=True, slots=True)
class AskedVerdict:
    """A verdict and the posts that were told it."""

    verdict_id: int
    claim: str
    rating: Rating | None
    posts: int
    people: int


@dataclass(frozen=True, slots=True)
class AskedCase:
    """A case that is not closed and the posts in it; no words where they were erased."""

    case_id: int
    words: str
    posts: int
    people: int


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel and its posts that assert what was rated false, mostly false or misleading."""

    name: str
    posts: int
    people: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """The answers of which readers said so."""

    misses: int  # it is not what was asked
    wrong: int  # the rating is wrong
    this_one: int  # a related verdict is the one


@dataclass(frozen=True, slots=True)
class Reach:
    """What was broadcast, and who wants it."""

    broadcasts: int
    messages: int
    subscribers: int  # at the end
    new: int  # of these, since the beginning


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is counted from one moment to before another."""

    since: datetime
    until: datetime
    days: tuple[Day, ...]
    people: int  # who sent the posts
    new_people: int  # of these, who wrote for the first time
    pace: Pace
    queue: Queue
    reviewers: tuple[Reviewer, ...]  # who decided most first
    verdicts: tuple[AskedVerdict, ...]  # most asked first
    cases: tuple[AskedCase, ...]
    channels: tuple[Channel, ...]
    languages: tuple[tuple[str | None, int], ...]  # of the posts, most first
    feedback: Feedback
    reach: Reach

    @property
    def posts(self) -> int:
        """All posts."""
        return sum(day.total for day in self.days)

    def found(self, outcome: Outcome) -> int:
        """Return how many posts had an outcome."""
        return sum(day.posts.get(outcome, 0) for day in self.days)

    @property
    def claims(self) -> int:
        """The posts that hold something to check."""
        return self.posts - self.found(Outcome.NOT_A_CLAIM)

    @property
    def answered(self) -> float | None:
        """Share of these that have an answer; None where there are none."""
        return self.found(Outcome.ANSWERED) / self.claims if self.claims else None


@dataclass(frozen=True, slots=True)
class StatisticsWanted:
    """The days of which an admin asks for the statistics; they are counted before it is sent."""

    since: datetime
    until: datetime
    length: int  # days
    zone: str
    file: bool


@dataclass(frozen=True, slots=True)
class StatisticsCard:
    """The statistics of some days, to be shown as a picture, or as a *file* of all values."""

    statistics: Statistics
    length: int  # days
    zone: str
    file: bool = False


@dataclass(frozen=True, slots=True)
class UnknownPeriod:
    """There are no statistics of such a period."""
