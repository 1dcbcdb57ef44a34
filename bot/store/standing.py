"""Where the desk stands: what is open, what waits, what was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Case, CasePurpose, CaseState, Decided, DecisionKind, Draft, DraftState

PUBLISHED = (DecisionKind.RATED, DecisionKind.CORRECTED)
_TRANSLATION = col(Case.purpose) == CasePurpose.TRANSLATION
_OPEN = (col(Case.state) == CaseState.OPEN) & ~_TRANSLATION


def by_language(session: Session) -> list[tuple[str | None, int]]:
    """Count open cases by their language, most first; translations that are wanted left out."""
    return _by_language(session, _OPEN)


def translations(session: Session) -> list[tuple[str | None, int]]:
    """Count the translations that are wanted by language, most first."""
    return _by_language(session, (col(Case.state) == CaseState.OPEN) & _TRANSLATION)


def _by_language(session: Session, which: sa.ColumnElement[bool]) -> list[tuple[str | None, int]]:
    count = sa.func.count()
    query = select(Case.language, count).where(which).group_by(col(Case.language))
    return list(session.exec(query.order_by(count.desc(), col(Case.language))).all())


def marked(session: Session) -> tuple[int, int]:
    """Count the open cases that are overdue, and those before the admins."""
    query = select(
        sa.func.count(col(Case.overdue_at)), sa.func.count(col(Case.escalated_at))
    ).where(_OPEN)
    return session.exec(query).one()


def oldest(session: Session) -> Case | None:
    """Return the open case that waits longest."""
    query = select(Case).where(_OPEN).order_by(col(Case.created_at), col(Case.id))
    return session.exec(query.limit(1)).first()


def first(session: Session, limit: int) -> Sequence[Case]:
    """Return the open cases that come first."""
    query = select(Case).where(_OPEN).order_by(col(Case.priority).desc(), col(Case.id).desc())
    return session.exec(query.limit(limit)).all()


def waiting(session: Session) -> Sequence[tuple[Case, Draft]]:
    """Return the cases whose draft waits for approval, the longest first."""
    query = (
        select(Case, Draft)
        .join(Draft, col(Draft.case_id) == Case.id)
        .where(Draft.state == DraftState.SUBMITTED, Case.state == CaseState.SUBMITTED)
        .order_by(col(Draft.submitted_at), col(Draft.id))
    )
    return session.exec(query).all()


def sent_back(session: Session) -> int:
    """Count the drafts that were sent back."""
    query = (
        select(sa.func.count())
        .select_from(Draft)
        .join(Case, col(Case.id) == Draft.case_id)
        .where(Draft.state == DraftState.WRITING, Draft.comment != "")
        .where(Case.state == CaseState.OPEN)
    )
    return session.exec(query).one()


def published(session: Session, since: datetime, until: datetime) -> list[int]:
    """Return the verdicts that were published after one moment and until another, latest first."""
    query = (
        select(Decided.verdict_id)
        .where(col(Decided.kind).in_(PUBLISHED), col(Decided.verdict_id).is_not(None))
        .where(col(Decided.at) > since, col(Decided.at) <= until)
        .order_by(col(Decided.id).desc())
    )
    return list(dict.fromkeys(one for one in session.exec(query) if one is not None))
