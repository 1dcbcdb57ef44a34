"""The reviewers' queue: what comes first, who asks for it, and what somebody has in hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Approval, Case, CaseState, Draft, Lease, Skip, Submission

AT_ONCE = 200  # cases that are counted anew in one transaction


def first(
    session: Session,
    person_id: int,
    languages: Collection[str | None],
    now: datetime,
    since: datetime,
) -> Case | None:
    """Find the open case that comes first, which nobody holds and the person has not skipped.

    *languages* are those of the cases, None for cases without one; empty for all. Each is read
    from the index on its own: together they would have to be sorted.
    """
    held = sa.exists().where(col(Lease.case_id) == Case.id, col(Lease.until) > now)
    query = (
        select(Case)
        .where(Case.state == CaseState.OPEN, ~held, ~_skipped(person_id, since))
        .order_by(col(Case.priority).desc(), col(Case.id))
        .limit(1)
    )
    if not languages:
        return session.exec(query).first()
    each = [session.exec(query.where(Case.language == one)).first() for one in languages]
    return min(
        (case for case in each if case), key=lambda case: (-case.priority, case.id), default=None
    )


def to_approve(
    session: Session, person_id: int, languages: Collection[str | None], since: datetime
) -> Case | None:
    """Find the submitted case that comes first, if somebody else wrote it and they may approve.

    Those that they approved already, or skipped, are left out.
    """
    approved = sa.exists().where(
        col(Approval.draft_id) == Draft.id,
        col(Approval.version) == Draft.version,
        col(Approval.person_id) == person_id,
    )
    query = (
        select(Case)
        .join(Draft, col(Draft.case_id) == Case.id)
        .where(Case.state == CaseState.SUBMITTED, col(Draft.author_id).is_distinct_from(person_id))
        .where(~approved, ~_skipped(person_id, since))
        .order_by(col(Case.priority).desc(), col(Case.id))
        .limit(1)
    )
    if languages:
        spoken = [one for one in languages if one is not None]
        query = query.where(col(Case.language).in_(spoken) | col(Case.language).is_(None))
    return session.exec(query).first()


def _skipped(person_id: int, since: datetime) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        col(Skip.person_id) == person_id, col(Skip.case_id) == Case.id, col(Skip.at) > since
    )


def skip(session: Session, person_id: int, case_id: int, now: datetime) -> None:
    """Note that a person leaves a case to others, from now on."""
    session.merge(Skip(person_id=person_id, case_id=case_id, at=now))
    session.flush()


def forget_skips(session: Session, person_id: int) -> None:
    """Delete which cases a person left to others."""
    session.connection().execute(sa.delete(Skip).where(col(Skip.person_id) == person_id))


def growing(session: Session, after: int) -> Sequence[Case]:
    """Return cases that grew, with larger ids than *after*, and lock them; no locked ones."""
    query = select(Case).where(Case.grew > 0, col(Case.id) > after).order_by(col(Case.id))
    return session.exec(query.limit(AT_ONCE).with_for_update(skip_locked=True)).all()


def askers_since(session: Session, case_ids: Collection[int], since: datetime) -> dict[int, int]:
    """Count who asked for each of some cases since a moment; cases of nobody are left out."""
    query = (
        select(Submission.case_id, sa.func.count(sa.distinct(col(Submission.person_id))))
        .where(col(Submission.case_id).in_(list(case_ids)), Submission.created_at > since)
        .group_by(col(Submission.case_id))
    )
    return {case_id: count for case_id, count in session.exec(query) if case_id is not None}


def in_hand(session: Session, person_id: int) -> Sequence[tuple[Case, Lease | None, Draft | None]]:
    """Return what a person holds, or wrote last and is not published, what comes first first.

    With each come who holds it and what is written. A lease that ran out counts until the clock
    gives it back.
    """
    held = session.exec(select(Lease.case_id).where(Lease.person_id == person_id)).all()
    wrote = session.exec(select(Draft.case_id).where(Draft.author_id == person_id)).all()
    query = (
        select(Case, Lease, Draft)
        .join(Lease, col(Lease.case_id) == Case.id, isouter=True)
        .join(Draft, col(Draft.case_id) == Case.id, isouter=True)
        .where(col(Case.id).in_({*held, *wrote}), col(Case.state) != CaseState.CLOSED)
        .order_by(col(Case.priority).desc(), col(Case.id))
    )
    return session.exec(query).all()
