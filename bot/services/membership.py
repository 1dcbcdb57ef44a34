"""Posts joining and leaving cases, with the count of people who asked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseState, Submission
from bot.store import cases, submissions


def join_case(session: Session, post: Submission, case: Case) -> None:
    """Put a post into a case; a person counts once, however often they asked."""
    if post.person_id is None or not cases.asked(session, case.id or 0, post.person_id):
        case.people += 1
    post.case_id = case.id
    session.flush()


def close_if_empty(
    session: Session, case: Case, now: datetime, verdict_id: int | None = None
) -> bool:
    """Close an open case that nobody asks about any more; say whether it was closed.

    One whose verdict is written stays, and so does one about a published verdict.
    """
    if case.state is not CaseState.OPEN or case.purpose is not CasePurpose.CLAIM:
        return False
    if submissions.in_case(session, case.id or 0):
        return False
    close(session, case, now, verdict_id)
    return True


def close(session: Session, case: Case, now: datetime, verdict_id: int | None = None) -> None:
    """Close a case: nobody holds it, and nothing new joins it."""
    case.state = CaseState.CLOSED
    case.closed_at = now
    case.verdict_id = verdict_id
    if lease := cases.lease(session, case.id or 0):
        session.delete(lease)
    cases.wipe_off(session, case.id or 0)
    session.flush()


def leave_case(session: Session, post: Submission) -> Case | None:
    """Take a post out of its case while that is open; return the case that it left."""
    if post.case_id is None:
        return None
    case = cases.locked(session, post.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return None
    post.case_id = None
    session.flush()
    if post.person_id is None or not cases.asked(session, case.id or 0, post.person_id):
        case.people = max(0, case.people - 1)
    return case
