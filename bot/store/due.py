"""What of the desk's work is due by the clock.

Cases are locked where they are read. Those that somebody else has locked are left for the next
round: the clock waits for nobody, so that nobody and the clock wait for each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from bot.models import (
    Approval,
    Case,
    CasePurpose,
    CaseReason,
    CaseState,
    Decided,
    DecisionKind,
    Draft,
    DraftState,
    Lease,
)

# Readers wait for these; a verdict that is to be looked at again, or translated, is out already.
_WAITED_FOR = sa.or_(
    col(Case.purpose) == CasePurpose.CLAIM, col(Case.reason) == CaseReason.DISPUTED
)


def overdue(session: Session, before: datetime, now: datetime, limit: int) -> Sequence[Case]:
    """Return cases to be marked as overdue, what comes first first, and lock them."""
    return _neglected(session, col(Case.overdue_at), before, now, limit)


def neglected(session: Session, before: datetime, now: datetime, limit: int) -> Sequence[Case]:
    """Return cases to be brought before the admins, what comes first first, and lock them."""
    return _neglected(session, col(Case.escalated_at), before, now, limit)


def _neglected(
    session: Session,
    mark: Mapped[datetime | None],
    before: datetime,
    now: datetime,
    limit: int,
) -> Sequence[Case]:
    """Return open cases that are waited for, not marked yet, and that nobody works on."""
    query = (
        select(Case)
        .where(Case.state == CaseState.OPEN, mark.is_(None), _WAITED_FOR)
        .where(col(Case.created_at) <= before, ~_held(now))
        .order_by(col(Case.priority).desc(), col(Case.id).desc())
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
    )
    return session.exec(query).all()


def _held(now: datetime) -> sa.ColumnElement[bool]:
    return sa.exists().where(col(Lease.case_id) == col(Case.id), col(Lease.until) > now)


def escalated(
    session: Session, since: datetime, until: datetime, limit: int
) -> tuple[Sequence[Case], int]:
    """Return what the clock escalated after one moment and until another, if still open.

    Those that come first, and how many there are in all.
    """
    by_the_clock = (
        sa.select(col(Decided.case_id))
        .where(col(Decided.kind) == DecisionKind.ESCALATED, col(Decided.role).is_(None))
        .where(col(Decided.at) > since, col(Decided.at) <= until)
    )
    which = col(Case.id).in_(by_the_clock) & (col(Case.state) != CaseState.CLOSED)
    query = select(Case).where(which).order_by(col(Case.priority).desc(), col(Case.id).desc())
    count = session.exec(select(sa.func.count()).select_from(Case).where(which)).one()
    return session.exec(query.limit(limit)).all(), count


def stale(session: Session, before: datetime, limit: int) -> Sequence[Case]:
    """Return open claims that nobody asks about any more or works on, and lock them."""
    query = (
        select(Case)
        .where(Case.state == CaseState.OPEN, Case.purpose == CasePurpose.CLAIM)
        .where(col(Case.asked_at) <= before)
        .where(~sa.exists().where(col(Lease.case_id) == col(Case.id)))
        .where(~sa.exists().where(col(Draft.case_id) == col(Case.id)))
        .order_by(col(Case.asked_at), col(Case.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
    )
    return session.exec(query).all()


def ending(session: Session, now: datetime, until: datetime) -> Sequence[Lease]:
    """Return leases that run out until a moment, of cases with an unfinished draft."""
    query = (
        select(Lease)
        .join(Draft, col(Draft.case_id) == Lease.case_id)
        .where(Draft.state == DraftState.WRITING)
        .where(col(Lease.until) > now, col(Lease.until) <= until)
    )
    return session.exec(query.order_by(col(Lease.case_id))).all()


def left_lying(session: Session, before: datetime, now: datetime) -> Sequence[Draft]:
    """Return drafts that were sent back before a moment, and have not been changed since."""
    sent_back = sa.exists().where(
        col(Decided.case_id) == col(Draft.case_id),
        col(Decided.kind) == DecisionKind.SENT_BACK,
        col(Decided.at) >= col(Draft.changed_at),
    )
    query = (
        select(Draft)
        .join(Case, col(Case.id) == Draft.case_id)
        .where(Draft.state == DraftState.WRITING, sent_back)
        .where(Case.state == CaseState.OPEN, col(Draft.changed_at) <= before, ~_held(now))
    )
    return session.exec(query.order_by(col(Draft.id))).all()


def unapproved(session: Session, person_id: int, before: datetime) -> Sequence[tuple[Case, Draft]]:
    """Return what waits for approval since before a moment, and a person may approve."""
    approved = sa.exists().where(
        col(Approval.draft_id) == col(Draft.id),
        col(Approval.version) == col(Draft.version),
        col(Approval.person_id) == person_id,
    )
    query = (
        select(Case, Draft)
        .join(Draft, col(Draft.case_id) == Case.id)
        .where(Case.state == CaseState.SUBMITTED, Draft.state == DraftState.SUBMITTED)
        .where(col(Draft.submitted_at) <= before, ~approved)
        .where(col(Draft.author_id).is_distinct_from(person_id))
        .order_by(col(Draft.submitted_at), col(Draft.id))
    )
    return session.exec(query).all()
