"""Counting: what was sent, found, decided and told over some days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Case, DecisionKind, Outcome, Rating, Role
from bot.services.lines import line
from bot.services.statistics.periods import days
from bot.services.statistics.values import (
    AskedCase,
    AskedVerdict,
    Channel,
    Day,
    Feedback,
    Pace,
    Queue,
    Reach,
    Reviewer,
    Statistics,
)
from bot.services.views import verdict_views
from bot.store import cases, standing
from bot.store import statistics as counts

MOST = 5  # verdicts, cases and channels that are named
CHECKED_FALSE: Final = (Rating.FALSE, Rating.MOSTLY_FALSE, Rating.MISLEADING)
LEAST = 2  # posts, and people, of a channel that is named: no single reader is to be known by it
WORK: Final = (  # what members decide; what follows from it by itself is left out
    DecisionKind.SUBMITTED,
    DecisionKind.APPROVED,
    DecisionKind.OVERRIDDEN,
    DecisionKind.SENT_BACK,
    DecisionKind.REJECTED,
    DecisionKind.CONFIRMED,
    DecisionKind.WITHDRAWN,
    DecisionKind.SAME_AS,
    DecisionKind.MERGED,
    DecisionKind.DETACHED,
    DecisionKind.NOT_A_CLAIM,
    DecisionKind.SPAM,
    DecisionKind.ESCALATED,
    DecisionKind.JUDGED,
)


def statistics(
    session: Session, since: datetime, until: datetime, zone: ZoneInfo, locale: str = "en"
) -> Statistics:
    """Count all from *since* to before *until*, by days of *zone*; claims are in *locale*.

    Posts of which nothing is decided yet, such as albums under way, are not counted. The queue
    and the subscribers are those of now.
    """
    by_day, languages = _posts(session, since, until, zone)
    people, new_people = counts.people(session, since, until)
    return Statistics(
        since=since,
        until=until,
        days=by_day,
        people=people,
        new_people=new_people,
        pace=_pace(session, since, until),
        queue=_queue(session, until),
        reviewers=_reviewers(session, since, until),
        verdicts=_verdicts(session, since, until, locale),
        cases=_cases(session, since, until),
        channels=tuple(
            Channel(*row)
            for row in counts.channels(
                session, since, until, CHECKED_FALSE, least=LEAST, limit=MOST
            )
        ),
        languages=languages,
        feedback=Feedback(*counts.feedback(session, since, until)),
        reach=Reach(
            *counts.broadcasts(session, since, until), *counts.subscribers(session, since)
        ),
    )


def _posts(
    session: Session, since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[tuple[Day, ...], tuple[tuple[str | None, int], ...]]:
    """Count the posts of each day by outcome, and those of all days by language."""
    found: dict[date, Counter[Outcome]] = {}
    languages: Counter[str | None] = Counter()
    for day, start, end in days(since, until, zone):
        outcomes = found.setdefault(day, Counter())
        for outcome, language, count in counts.posts(session, start, end):
            outcomes[outcome] += count
            languages[language] += count
    ordered = sorted(languages.items(), key=lambda one: (-one[1], one[0] or ""))
    return tuple(Day(day, dict(posts)) for day, posts in found.items()), tuple(ordered)


def _pace(session: Session, since: datetime, until: datetime) -> Pace:
    """Say how long cases took; one whose first post is forgotten counts from its opening."""
    took = sorted(
        end - min(first or opened, opened)
        for first, opened, end in counts.paces(session, since, until)
    )
    if not took:
        return Pace(0)
    middle = median(one.total_seconds() for one in took)
    return Pace(len(took), timedelta(seconds=middle), _ninetieth(took))


def _ninetieth(took: Sequence[timedelta]) -> timedelta:
    """Return the shortest time that nine of ten did not exceed (nearest rank)."""
    return took[ceil(0.9 * len(took)) - 1]


def _queue(session: Session, now: datetime) -> Queue:
    overdue, _ = standing.marked(session)
    oldest = standing.oldest(session)
    open_now = sum(count for _, count in standing.by_language(session))
    age = max(now - oldest.created_at, timedelta(0)) if oldest else None
    return Queue(open_now, overdue, age)


def _reviewers(session: Session, since: datetime, until: datetime) -> tuple[Reviewer, ...]:
    """Add up each member's decisions; who had both roles stands as an admin."""
    work: defaultdict[tuple[int | None, Role | None], Counter[DecisionKind]] = defaultdict(Counter)
    roles: dict[tuple[int | None, Role | None], Role] = {}
    for person_id, role, kind, count in counts.decisions(session, since, until, WORK):
        who = (person_id, None) if person_id is not None else (None, role)
        work[who][kind] += count
        roles[who] = max(roles.get(who, role), role, key=lambda one: one is Role.ADMIN)
    found = [Reviewer(who[0], roles[who], dict(done)) for who, done in work.items()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.person_id or 0, one.role)))


def _verdicts(
    session: Session, since: datetime, until: datetime, locale: str
) -> tuple[AskedVerdict, ...]:
    asked = counts.asked_verdicts(session, since, until, MOST)
    views = verdict_views(session, [one for one, *_ in asked], locale)
    return tuple(
        AskedVerdict(one, views[one].claim, views[one].rating, posts, people)
        for one, posts, people in asked
        if one in views
    )


def _cases(session: Session, since: datetime, until: datetime) -> tuple[AskedCase, ...]:
    asked = counts.asked_cases(session, since, until, MOST)
    return tuple(
        AskedCase(one, line(case).words, posts, people)
        for one, posts, people in asked
        if isinstance(case := cases.get(session, one), Case)
    )
