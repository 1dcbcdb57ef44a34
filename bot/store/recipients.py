"""Who may get a broadcast: subscribers, and those who asked about a verdict.

Whoever blocked the bot is left out. Lists go by the person's id, from after one on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Ban,
    Case,
    Frequency,
    Person,
    Submission,
    Subscription,
    Told,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Taste:
    """What a subscriber wants to be sent, how often, and in which language they are spoken to."""

    frequency: Frequency
    topics: frozenset[str]  # none: all
    languages: frozenset[str]  # likewise
    speaks: str


# As text, so that the lists can be compared and read alike in both databases.
_TASTE = (
    col(Subscription.frequency),
    sa.cast(col(Subscription.topics), sa.Text),
    sa.cast(col(Subscription.languages), sa.Text),
    col(Person.language),
)
_ACTIVE = col(Subscription.ended_at).is_(None) & col(Person.blocked_at).is_(None)
_OWN = col(Person.id) == Subscription.person_id


def _taste(frequency: Frequency, topics: str, languages: str, speaks: str) -> Taste:
    wanted, read = frozenset(json.loads(topics)), frozenset(json.loads(languages))
    return Taste(frequency, wanted, read, speaks)


def tastes(session: Session) -> list[tuple[Taste, int]]:
    """Return how many subscribers want the same, for each taste that there is."""
    query = (
        sa.select(*_TASTE, sa.func.count())
        .select_from(Subscription)
        .join(Person, _OWN)
        .where(_ACTIVE)
        .group_by(*_TASTE)
    )
    return [(_taste(*row[:-1]), row[-1]) for row in session.execute(query)]


def subscribers(session: Session, after: int, limit: int) -> list[tuple[int, Taste]]:
    """Return the next subscribers."""
    query = (
        sa.select(col(Subscription.person_id), *_TASTE)
        .join(Person, _OWN)
        .where(_ACTIVE, col(Subscription.person_id) > after)
        .order_by(col(Subscription.person_id))
        .limit(limit)
    )
    return [(row[0], _taste(*row[1:])) for row in session.execute(query)]


def asked(
    session: Session, verdict_id: int, after: int, limit: int
) -> list[tuple[int, Frequency | None]]:
    """Return the next of those who asked about a verdict, but for who wants to be sent nothing."""
    query = (
        _asked(verdict_id, col(Person.id), col(Subscription.frequency))
        .where(col(Person.id) > after)
        .order_by(col(Person.id))
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def count_asked(session: Session, verdict_id: int) -> dict[Frequency | None, int]:
    """Count those who asked about a verdict, by how often they want to be written to."""
    frequency = col(Subscription.frequency)
    query = _asked(verdict_id, frequency, sa.func.count()).group_by(frequency)
    return {row[0]: row[1] for row in session.execute(query)}


def _asked(verdict_id: int, *columns: Any) -> sa.Select[Any]:
    """Select people whose own chat had a post that was told a verdict, or is in a case of it.

    Whoever only wrote in a group may never have begun a chat with the bot.
    """
    told = sa.select(col(Told.submission_id)).where(
        col(Told.submission_id) == Submission.id, col(Told.verdict_id) == verdict_id
    )
    cases = sa.select(col(Case.id)).where(
        sa.or_(col(Case.verdict_id) == verdict_id, col(Case.about_id) == verdict_id)
    )
    posts = sa.select(col(Submission.id)).where(
        col(Submission.person_id) == Person.id,
        col(Submission.chat_id) == Person.id,
        sa.or_(told.exists(), col(Submission.case_id).in_(cases)),
    )
    return (
        sa.select(*columns)
        .select_from(Person)
        .join(Subscription, _OWN, isouter=True)
        .where(_ACTIVE, posts.exists())
    )


def bans(session: Session) -> frozenset[str]:
    """Return the marks of those whose posts are not taken."""
    return frozenset(session.exec(select(Ban.digest)))


def known(session: Session) -> Sequence[int]:
    """Return everybody's id."""
    return session.execute(sa.select(col(Person.id))).scalars().all()


def topics(session: Session) -> list[tuple[str, int]]:
    """Return the topics of verdicts that hold, each with the first verdict about it."""
    query = (
        sa.select(col(Verdict.topic), sa.func.min(col(Verdict.id)))
        .where(col(Verdict.topic).is_not(None), col(Verdict.withdrawn_at).is_(None))
        .group_by(col(Verdict.topic))
        .order_by(col(Verdict.topic))
    )
    return [(row[0], row[1]) for row in session.execute(query)]
