"""Cases, their leases and what was decided on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CasePurpose,
    CaseState,
    Decided,
    DecisionKind,
    Lease,
    Submission,
    Telling,
)

WORKED_ON = (CaseState.OPEN, CaseState.SUBMITTED)  # states of cases that are not closed


def get(session: Session, case_id: int) -> Case | None:
    """Find a case."""
    return session.get(Case, case_id)


def locked(session: Session, case_id: int) -> Case | None:
    """Find a case and keep all others from changing it until this transaction ends.

    Who locks two locks the one with the lower id first.
    """
    session.flush()
    return session.get(Case, case_id, with_for_update=True, populate_existing=True)


def ids_about(session: Session, verdict_id: int) -> Sequence[int]:
    """Return the cases in which a verdict is worked on, the oldest first."""
    query = select(col(Case.id)).where(Case.about_id == verdict_id, Case.state != CaseState.CLOSED)
    found = session.exec(query.order_by(col(Case.id)))
    return [one for one in found if one is not None]


def last_decided(session: Session, case_id: int) -> Decided | None:
    """Return what was decided last on a case."""
    query = select(Decided).where(Decided.case_id == case_id).order_by(col(Decided.id).desc())
    return session.exec(query.limit(1)).first()


def lease(session: Session, case_id: int) -> Lease | None:
    """Return who holds a case, as it is now."""
    return session.get(Lease, case_id, populate_existing=True)


def leases_of(session: Session, person_id: int) -> Sequence[Lease]:
    """Return what a reviewer holds, the latest first."""
    query = select(Lease).where(Lease.person_id == person_id)
    return session.exec(query.order_by(col(Lease.until).desc())).all()


def expired(session: Session, now: datetime) -> Sequence[Lease]:
    """Return leases that ran out, in the order in which cases are locked."""
    query = select(Lease).where(Lease.until <= now).order_by(col(Lease.case_id))
    return session.exec(query).all()


def with_hash(session: Session, text_hash: str) -> Sequence[Case]:
    """Return the cases about a text, the latest first."""
    query = select(Case).where(Case.text_hash == text_hash)
    return session.exec(query.order_by(col(Case.id).desc())).all()


def about(session: Session, verdict_id: int, purpose: CasePurpose) -> Case | None:
    """Find the case about a published verdict that is not closed."""
    query = select(Case).where(
        Case.about_id == verdict_id, Case.purpose == purpose, Case.state != CaseState.CLOSED
    )
    return session.exec(query).first()


def sharing(session: Session, case: Case, stems: Sequence[str], limit: int) -> Sequence[Case]:
    """Return cases about claims, not closed, that have two of some stems, the most first.

    See `bot.text.terms`. Each further stem costs another look at every case's.
    """
    has = [col(Case.terms).contains(f" {stem} ", autoescape=True) for stem in stems]
    two = [sa.and_(one, sa.or_(*has[at:])) for at, one in enumerate(has[:-1], start=1)]
    shared = sum((sa.case((one, 1), else_=0) for one in has), start=sa.literal(0))
    query = (
        select(Case)
        .where(col(Case.state).in_(WORKED_ON), Case.purpose == CasePurpose.CLAIM)
        .where(Case.id != case.id, sa.or_(sa.false(), *two))
        .order_by(shared.desc(), col(Case.priority).desc(), col(Case.id).desc())
        .limit(limit)
    )
    return session.exec(query).all()


def last_closed(session: Session, verdict_id: int, purpose: CasePurpose) -> datetime | None:
    """Return when the last case about a published verdict was closed."""
    query = select(sa.func.max(Case.closed_at)).where(
        Case.about_id == verdict_id, Case.purpose == purpose
    )
    return session.exec(query).one()


def saying(session: Session, words: Iterable[Iterable[str]], limit: int) -> Sequence[Case]:
    """Return cases that are not closed and have each word, of which each has several beginnings.

    What comes first in the queue comes first. See `bot.text.terms`.
    """
    has = [
        sa.or_(*(col(Case.terms).contains(start, autoescape=True) for start in starts))
        for starts in words
    ]
    query = (
        select(Case)
        .where(col(Case.state).in_(WORKED_ON), *has)
        .order_by(col(Case.priority).desc(), col(Case.people).desc(), col(Case.id).desc())
        .limit(limit)
    )
    return session.exec(query).all()


def dismissed(session: Session, case_id: int) -> DecisionKind | None:
    """Return as what a reviewer dismissed a case: that there is no claim in it, or spam."""
    query = select(Decided).where(
        Decided.case_id == case_id,
        col(Decided.kind).in_([DecisionKind.NOT_A_CLAIM, DecisionKind.SPAM]),
    )
    found = session.exec(query).first()
    return found.kind if found else None


def silent(session: Session, after: int, limit: int) -> Sequence[Case]:
    """Return open cases for which no post speaks, of ids higher than *after*, ascending."""
    speaks = (
        sa.select(col(Telling.id))
        .join(Submission, col(Submission.id) == Telling.submission_id)
        .where(col(Submission.case_id) == col(Case.id))
    )
    query = (
        select(Case)
        .where(Case.state != CaseState.CLOSED, col(Case.id) > after, ~speaks.exists())
        .order_by(col(Case.id))
        .limit(limit)
    )
    return session.exec(query).all()


def most_wanted(session: Session, limit: int) -> Sequence[Case]:
    """Return open cases that were never offered, those of most people first, then the newest."""
    query = (
        select(Case)
        .where(Case.state == CaseState.OPEN, col(Case.offered_at).is_(None))
        # The index is read backwards; offered_at is there for PostgreSQL to see that it may.
        .order_by(col(Case.offered_at).desc(), col(Case.people).desc(), col(Case.id).desc())
        .limit(limit)
    )
    return session.exec(query).all()


def merged_into(session: Session, case_id: int) -> int | None:
    """Return the case into which a case was merged."""
    query = select(Decided.changes).where(
        Decided.case_id == case_id, Decided.kind == DecisionKind.MERGED
    )
    changes = session.exec(query.order_by(col(Decided.id).desc())).first()
    return changes["into"] if changes else None


def asked(session: Session, case_id: int, person_id: int, since: datetime | None = None) -> bool:
    """Say whether a person has a post in a case, or one that came after a moment."""
    query = select(Submission.id).where(
        Submission.case_id == case_id, Submission.person_id == person_id
    )
    if since is not None:
        query = query.where(Submission.created_at > since)
    return session.exec(query.limit(1)).first() is not None


def in_both(session: Session, case_id: int, other_id: int) -> int:
    """Count the people who have posts in both of two cases."""
    others = select(Submission.person_id).where(Submission.case_id == other_id)
    query = select(sa.func.count(sa.distinct(col(Submission.person_id)))).where(
        Submission.case_id == case_id, col(Submission.person_id).in_(others)
    )
    return session.exec(query).one()


def move_posts(session: Session, case_id: int, into_id: int) -> None:
    """Put all posts of a case into another one; what tells of either finds it from now on."""
    session.flush()
    session.connection().execute(
        sa.update(Submission).where(col(Submission.case_id) == case_id).values(case_id=into_id)
    )
    session.expire_all()


def closed_before(session: Session, before: datetime) -> Sequence[Case]:
    """Return closed cases older than a moment that still have their text."""
    query = select(Case).where(
        Case.state == CaseState.CLOSED, col(Case.closed_at) < before, Case.text != ""
    )
    return session.exec(query).all()


def decided_by(session: Session, person_id: int) -> int:
    """Count what somebody decided."""
    query = select(sa.func.count()).select_from(Decided).where(Decided.person_id == person_id)
    return session.exec(query).one()
