"""Counts over some time. Posts are counted from an index that has all that is asked of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Broadcast,
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    Flag,
    Notice,
    NoticeState,
    OriginKind,
    Outcome,
    Person,
    Rating,
    Role,
    Stance,
    Submission,
    Subscription,
    Told,
    Verdict,
)

_MEMBERS = (Role.REVIEWER, Role.ADMIN)


def _sent(since: datetime, until: datetime) -> sa.ColumnElement[bool]:
    at = col(Submission.created_at)
    return sa.and_(at >= since, at < until, col(Submission.outcome).is_not(None))


def posts(
    session: Session, since: datetime, until: datetime
) -> Sequence[tuple[Outcome, str | None, int]]:
    """Count posts by outcome and language."""
    what = col(Submission.outcome), col(Submission.language)
    query = sa.select(*what, sa.func.count()).where(_sent(since, until)).group_by(*what)
    return [tuple(row) for row in session.connection().execute(query)]  # type: ignore[misc]


def people(session: Session, since: datetime, until: datetime) -> tuple[int, int]:
    """Count who sent posts, and of these who is known only since then."""
    senders = select(sa.func.count(sa.distinct(col(Submission.person_id))))
    theirs = col(Submission.person_id) == Person.id
    new = (
        select(sa.func.count())
        .select_from(Person)
        .where(col(Person.created_at) >= since, col(Person.created_at) < until)
        .where(sa.exists().where(theirs, _sent(since, until)))
    )
    return session.exec(senders.where(_sent(since, until))).one(), session.exec(new).one()


def paces(
    session: Session, since: datetime, until: datetime
) -> Sequence[tuple[datetime | None, datetime, datetime]]:
    """Return of each case that got a verdict its first post, its opening, and its end."""
    first = (
        sa.select(sa.func.min(Submission.created_at))
        .where(col(Submission.case_id) == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    query = select(first, Case.created_at, Case.closed_at).where(
        Case.purpose == CasePurpose.CLAIM,
        Case.state == CaseState.CLOSED,
        col(Case.verdict_id).is_not(None),
        col(Case.closed_at) >= since,
        col(Case.closed_at) < until,
    )
    return [(first, opened, end) for first, opened, end in session.exec(query) if end]


def decisions(
    session: Session, since: datetime, until: datetime, kinds: Collection[DecisionKind]
) -> Sequence[tuple[int | None, Role, DecisionKind, int]]:
    """Count what members decided, by member, role and kind."""
    who = col(Decided.person_id), col(Decided.role), col(Decided.kind)
    query = (
        sa.select(*who, sa.func.count())
        .where(col(Decided.at) >= since, col(Decided.at) < until)
        .where(col(Decided.role).in_(_MEMBERS), col(Decided.kind).in_(kinds))
        .group_by(*who)
    )
    return [tuple(row) for row in session.connection().execute(query)]  # type: ignore[misc]


def asked_verdicts(
    session: Session, since: datetime, until: datetime, limit: int
) -> Sequence[tuple[int, int, int]]:
    """Return the verdicts that most people were told for posts of theirs: id, posts, people."""
    senders = sa.func.count(sa.distinct(col(Submission.person_id)))
    query = (
        sa.select(col(Told.verdict_id), sa.func.count(), senders)
        .join(Submission, col(Submission.id) == Told.submission_id)
        .join(Verdict, col(Verdict.id) == Told.verdict_id)
        .where(_sent(since, until), col(Verdict.withdrawn_at).is_(None))
        .group_by(col(Told.verdict_id))
        .order_by(senders.desc(), sa.func.count().desc(), col(Told.verdict_id))
        .limit(limit)
    )
    return [tuple(row) for row in session.connection().execute(query)]  # type: ignore[misc]


def asked_cases(
    session: Session, since: datetime, until: datetime, limit: int
) -> Sequence[tuple[int, int, int]]:
    """Return the cases, not closed, about which most people asked: id, posts, people."""
    senders = sa.func.count(sa.distinct(col(Submission.person_id)))
    query = (
        sa.select(col(Submission.case_id), sa.func.count(), senders)
        .join(Case, col(Case.id) == Submission.case_id)
        .where(_sent(since, until))
        .where(col(Case.state) != CaseState.CLOSED, col(Case.purpose) == CasePurpose.CLAIM)
        .group_by(col(Submission.case_id))
        .order_by(senders.desc(), sa.func.count().desc(), col(Submission.case_id))
        .limit(limit)
    )
    return [tuple(row) for row in session.connection().execute(query)]  # type: ignore[misc]


def channels(
    session: Session,
    since: datetime,
    until: datetime,
    ratings: Collection[Rating],
    *,
    least: int,
    limit: int,
) -> Sequence[tuple[str, int, int]]:
    """Return the channels whose posts assert what has one of some ratings: name, posts, people.

    At least so many posts of so many people. No other origin is looked at: persons, hidden ones,
    groups.
    """
    count = sa.func.count(sa.distinct(col(Submission.id)))
    senders = sa.func.count(sa.distinct(col(Submission.person_id)))
    query = (
        sa.select(col(Submission.origin_name), count, senders)
        .join(Told, col(Told.submission_id) == Submission.id)
        .join(Verdict, col(Verdict.id) == Told.verdict_id)
        .where(_sent(since, until), col(Submission.outcome) == Outcome.ANSWERED)
        .where(col(Submission.origin_kind) == OriginKind.CHANNEL)
        .where(col(Submission.origin_name) != "", col(Told.stance) == Stance.ASSERTS)
        .where(col(Verdict.rating).in_(ratings), col(Verdict.withdrawn_at).is_(None))
        .group_by(col(Submission.origin_name))
        .having(count >= least, senders >= least)
        .order_by(count.desc(), senders.desc(), col(Submission.origin_name))
        .limit(limit)
    )
    return [tuple(row) for row in session.connection().execute(query)]  # type: ignore[misc]


def feedback(session: Session, since: datetime, until: datetime) -> tuple[int, int, int]:
    """Count the posts of which readers said: it misses them, the rating is wrong, this one.

    Who says that none of the related claims is meant agrees with the bot, which told no verdict.
    """
    said = sa.case(
        (col(Flag.wrong), "wrong"),
        (col(Flag.same_claim), "this"),
        (col(Told.verdict_id).is_not(None), "misses"),
        else_="none of these",
    )
    told = sa.and_(
        col(Told.submission_id) == Flag.submission_id, col(Told.verdict_id) == Flag.verdict_id
    )
    query = (
        sa.select(said, sa.func.count(sa.distinct(col(Flag.submission_id))))
        .select_from(Flag)
        .outerjoin(Told, told)
        .where(col(Flag.at) >= since, col(Flag.at) < until)
        .group_by(said)
    )
    rows = session.connection().execute(query)
    found = {str(word): int(count) for word, count in rows}
    return found.get("misses", 0), found.get("wrong", 0), found.get("this", 0)


def broadcasts(session: Session, since: datetime, until: datetime) -> tuple[int, int]:
    """Count the broadcasts that began, and the messages of them that were sent."""
    began = sa.and_(col(Broadcast.started_at) >= since, col(Broadcast.started_at) < until)
    ids = session.exec(select(Broadcast.id).where(began)).all()
    query = select(sa.func.count()).where(
        col(Notice.broadcast_id).in_(ids), Notice.state == NoticeState.SENT
    )
    return len(ids), session.exec(query).one() if ids else 0


def subscribers(session: Session, since: datetime) -> tuple[int, int]:
    """Count who is subscribed, and of these who has been only since a moment."""
    new = sa.case((col(Subscription.since) >= since, 1), else_=0)
    query = select(sa.func.count(), sa.func.coalesce(sa.func.sum(new), 0)).where(
        col(Subscription.ended_at).is_(None)
    )
    return session.exec(query).one()
