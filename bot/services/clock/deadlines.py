"""Cases that wait too long: marked as overdue, then moved up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, DecisionKind
from bot.services import audit
from bot.services.cases import priority
from bot.services.cases.cards import redraw
from bot.store import due

AT_ONCE = 100  # cases marked in one transaction: a sixth of a second, which others wait for


def mark_overdue(
    session: Session, now: datetime, after: timedelta, *, limit: int = AT_ONCE, drawn: int = 0
) -> int:
    """Mark open cases that nobody took for so long; return how many. Call until it is 0.

    The cards of so many are drawn anew at once; those of the others when they change next.
    """
    late = due.overdue(session, now - after, now, limit)
    for case in late:
        case.overdue_at = now
        audit.note(session, DecisionKind.OVERDUE, now, case_id=case.id)
    _draw(session, late[:drawn])
    return len(late)


def escalate(
    session: Session, now: datetime, after: timedelta, *, limit: int = AT_ONCE, drawn: int = 0
) -> int:
    """Move open cases up that nobody took for so long; return how many. Call until it is 0."""
    late = due.neglected(session, now - after, now, limit)
    for case in late:
        case.escalated_at = now
        audit.note(session, DecisionKind.ESCALATED, now, case_id=case.id)
        priority.refresh(session, case)
    _draw(session, late[:drawn])
    return len(late)


def _draw(session: Session, late: Sequence[Case]) -> None:
    session.flush()
    for case in late:
        redraw(session, case)
