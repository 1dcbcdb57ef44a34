"""Posts joining and leaving cases, with the count of people who asked."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseState, DecisionKind, Draft, Submission
from bot.services import audit
from bot.services.cases import priority
from bot.services.cases.tellings import moved
from bot.store import cases, drafts, submissions, tellings
from bot.text.terms import terms


def join_case(session: Session, post: Submission, case: Case) -> bool:
    """Put a post into a case; a person counts once, however often they asked.

    False where the case was closed a moment ago, other than as one that holds no claim: the
    post waits for another one then.
    """
    case_id = case.id or 0
    if cases.locked(session, case_id) is None:
        return False
    if case.state is CaseState.CLOSED and not cases.dismissed(session, case_id):
        return False
    asker, asked_at = post.person_id, post.created_at
    case.asked_at = max(case.asked_at, asked_at) if case.people else asked_at
    lately = case.asked_at - priority.GROWING
    counted = asker is not None and cases.asked(session, case_id, asker, lately)
    if asker is None or not cases.asked(session, case_id, asker):
        case.people += 1
    if case.state is not CaseState.CLOSED and asked_at > lately and not counted:
        case.grew = min(case.people, case.grew + 1)
    post.case_id = case_id
    priority.refresh(session, case)
    return True


def close_if_empty(
    session: Session, case: Case, now: datetime, verdict_id: int | None = None
) -> bool:
    """Close an open case that nobody asks about any more; say whether it was closed.

    One for which a verdict is written stays, unless a published one (*verdict_id*) has answered
    its posts, and so does one about a published verdict.
    """
    if case.state is not CaseState.OPEN or case.purpose is not CasePurpose.CLAIM:
        return False
    if verdict_id is None and is_begun(session, case):
        return False
    if submissions.in_case(session, case.id or 0):
        return False
    drop(session, case, now, verdict_id)
    return True


def drop(session: Session, case: Case, now: datetime, verdict_id: int | None = None) -> None:
    """Close a case of which no verdict is made; what was written for one goes."""
    put_aside(session, case, now)
    close(session, case, now, verdict_id)


def is_begun(session: Session, case: Case) -> bool:
    """Say whether something is written for a verdict on a case."""
    draft = drafts.read(session, case.id or 0)
    return draft is not None and says_something(draft)


def put_aside(session: Session, case: Case, now: datetime) -> None:
    """Take what is written on a case away; the log keeps what it said."""
    draft = drafts.of_case(session, case.id or 0)
    if draft and says_something(draft):
        changes = audit.said(draft)
        audit.note(session, DecisionKind.SETTLED, now, case_id=case.id, changes=changes)
    if draft:
        drafts.drop(session, draft)


def says_something(draft: Draft) -> bool:
    """Say whether a draft has words of its writer."""
    return bool(draft.claim or draft.summary or draft.sources)


def close(session: Session, case: Case, now: datetime, verdict_id: int | None = None) -> None:
    """Close a case: nobody holds it, and nothing new joins it."""
    case.state = CaseState.CLOSED
    case.closed_at = now
    case.verdict_id = verdict_id
    case.grew = 0
    if lease := cases.lease(session, case.id or 0):
        session.delete(lease)
    moved(session, case)


def leave_case(session: Session, post: Submission) -> Case | None:
    """Take a post out of its case while that is open; return the case that it left."""
    if post.case_id is None:
        return None
    case = cases.locked(session, post.case_id)
    if case is None or case.state is CaseState.CLOSED:
        return None
    post.case_id = None
    tellings.drop(session, post.id or 0)
    moved(session, case)
    asker, case_id = post.person_id, case.id or 0
    if asker is None or not cases.asked(session, case_id, asker):
        case.people = max(0, case.people - 1)
    lately = case.asked_at - priority.GROWING
    counted = asker is not None and cases.asked(session, case_id, asker, lately)
    if post.created_at > lately and not counted:
        case.grew = max(0, case.grew - 1)
    priority.refresh(session, case)
    return case


def open_case(session: Session, post: Submission, now: datetime) -> Case:
    """Open a case about what a post says; the post is not in it yet."""
    case = Case(language=post.language, created_at=now, asked_at=post.created_at)
    session.add(case)
    session.flush()
    reword(session, case, post)
    return case


def reword(session: Session, case: Case, post: Submission | None) -> None:
    """Let a case say what *post* says; nothing without one."""
    case.text = post.text if post else ""
    case.text_hash = post.text_hash if post else ""
    case.terms = terms(post.text, post.language) if post else ""
    session.flush()
