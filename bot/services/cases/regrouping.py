"""Two cases become one, and a post gets a case of its own."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseState, DecisionKind, Lease
from bot.services import audit
from bot.services.cases import priority
from bot.services.cases.cards import redraw
from bot.services.cases.leases import Refused, workable
from bot.services.cases.membership import (
    close,
    join_case,
    leave_case,
    open_case,
    reword,
    says_something,
)
from bot.services.cases.results import Closed, HeldByOther
from bot.services.cases.tellings import moved
from bot.services.cases.values import BothWritten, Detached, Merged, Unfit
from bot.services.members.roles import may_review
from bot.services.values import NotAllowed
from bot.store import cases, drafts, members, queue, submissions


def merge(
    session: Session, case_id: int, into_id: int, person_id: int, now: datetime
) -> Merged | BothWritten | Unfit | Refused:
    """Put the posts of a case into another about the same claim, and close it.

    Whoever asked in both counts once. What is written on either goes on with the other; two
    drafts do not become one. The other case may be one whose verdict waits for approval.
    """
    if not may_review(session, person_id):
        return NotAllowed()
    if case_id == into_id:
        return Unfit()
    for one in sorted((case_id, into_id)):
        cases.locked(session, one)
    into = cases.get(session, into_id)
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    if into is None or into.state is CaseState.CLOSED:
        return Closed()
    if {case.purpose, into.purpose} != {CasePurpose.CLAIM}:
        return Unfit()
    lease = cases.lease(session, into_id)
    if lease and lease.person_id != person_id and lease.until > now:
        return HeldByOther(lease.until)
    if not _hand_on(session, case_id, into_id):
        return BothWritten()
    _unite(session, case, into, now)
    changes = {"into": into_id}
    audit.note(
        session, DecisionKind.MERGED, now, person_id=person_id, case_id=case_id, changes=changes
    )
    redraw(session, case)
    redraw(session, into)
    return Merged(into_id)


def _hand_on(session: Session, case_id: int, into_id: int) -> bool:
    """Let the draft of a case, and whoever holds it, go on with another; False with two drafts."""
    both = {one: drafts.of_case(session, one) for one in sorted((case_id, into_id))}
    draft, other = both[case_id], both[into_id]
    if draft and other and not says_something(draft):
        drafts.drop(session, draft)  # begun by taking the case, and blank
        return True
    if draft is None:
        return True
    if other is not None:
        return False
    draft.case_id = into_id
    held, there = cases.lease(session, case_id), cases.lease(session, into_id)
    if held and there is None:
        session.add(Lease(case_id=into_id, person_id=held.person_id, until=held.until))
    members.ask_of_other(session, case_id, into_id)
    session.flush()
    return True


def _unite(session: Session, case: Case, into: Case, now: datetime) -> None:
    """Move the posts with their counts and what was done for the case, and close it."""
    case_id, into_id = case.id or 0, into.id or 0
    into.people += case.people - cases.in_both(session, case_id, into_id)
    into.boost = max(into.boost, case.boost)
    into.created_at = min(into.created_at, case.created_at)
    into.asked_at = max(into.asked_at, case.asked_at)
    into.overdue_at = into.overdue_at or case.overdue_at
    into.escalated_at = into.escalated_at or case.escalated_at
    case.people = 0
    cases.move_posts(session, case_id, into_id)
    counts = queue.askers_since(session, [into_id], now - priority.GROWING)
    into.grew = counts.get(into_id, 0)
    priority.refresh(session, into)
    close(session, case, now)


def detach(
    session: Session, case_id: int, submission_id: int, person_id: int, now: datetime
) -> Detached | Unfit | Refused:
    """Give a post a case of its own, because it is about something else than its case.

    It does not come back into that case by itself.
    """
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    post = submissions.locked(session, submission_id)
    if post is None or post.case_id != case_id or post.purged_at or post.person_id is None:
        return Unfit()
    others = [one for one in submissions.in_case(session, case_id) if one.id != submission_id]
    if not others:
        return Unfit()
    leave_case(session, post)
    post.apart = [*post.apart, case_id]
    new = open_case(session, post, now)
    join_case(session, post, new)
    moved(session, new)
    if case.text_hash == post.text_hash and case.text_hash not in {
        one.text_hash for one in others
    }:
        reword(session, case, next((one for one in others if one.purged_at is None), None))
    changes = {"submission": submission_id, "into": new.id}
    audit.note(
        session, DecisionKind.DETACHED, now, person_id=person_id, case_id=case_id, changes=changes
    )
    redraw(session, case)
    return Detached(new.id or 0)
