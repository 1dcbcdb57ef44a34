"""Holding a case: one reviewer at a time, until a while after their last step."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, CaseState, DecisionKind, Lease
from bot.services import audit
from bot.services.cases.cards import redraw
from bot.services.cases.results import (
    Closed,
    GivenBack,
    HeldByOther,
    NotAllowed,
    NotHeld,
    Taken,
    WaitsForApproval,
)
from bot.services.clock import reminders
from bot.services.members.roles import may_review
from bot.services.views import verdict_view
from bot.store import cases, people
from bot.store.statements import insert_new

Refused = NotAllowed | Closed | HeldByOther | WaitsForApproval


def take(
    session: Session, case_id: int, person_id: int, now: datetime, hold: timedelta
) -> Taken | Refused:
    """Take a case for as long as *hold*; of two reviewers at once one gets it."""
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    lease = cases.lease(session, case_id)
    if lease is None:
        lease = Lease(case_id=case_id, person_id=person_id, until=now + hold)
        if not insert_new(session, lease, "case_id"):
            return HeldByOther(now + hold)
    else:
        lease.person_id, lease.until = person_id, now + hold
    audit.note(session, DecisionKind.TAKEN, now, person_id=person_id, case_id=case_id)
    session.flush()
    redraw(session, case)
    return Taken(case_id, now + hold)


def held(
    session: Session, case_id: int, person_id: int, now: datetime, hold: timedelta
) -> Case | Refused | NotHeld:
    """Lock a case that a reviewer holds and extend their time, as each step of theirs does.

    A lease that ran out a moment ago is theirs again where nobody else has taken the case.
    """
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    lease = cases.lease(session, case_id)
    if lease is None or lease.person_id != person_id:
        return NotHeld()
    lease.until = max(lease.until, now + hold)
    session.flush()
    return case


def give_back(
    session: Session, case_id: int, person_id: int, now: datetime
) -> GivenBack | Refused | NotHeld:
    """Leave a case to others; what was written on it stays."""
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    lease = cases.lease(session, case_id)
    if lease is None or lease.person_id != person_id:
        return NotHeld()
    session.delete(lease)
    audit.note(session, DecisionKind.GIVEN_BACK, now, person_id=person_id, case_id=case_id)
    session.flush()
    redraw(session, case)
    return GivenBack(case_id)


def take_back(session: Session, person_id: int, now: datetime) -> list[int]:
    """Return all cases that somebody holds, who may not review any more; return their ids."""
    returned = sorted(lease.case_id for lease in cases.leases_of(session, person_id))
    for case_id in returned:
        case = cases.locked(session, case_id)
        lease = cases.lease(session, case_id)
        if case is None or lease is None or lease.person_id != person_id:
            continue  # given back, or taken by another, just now
        session.delete(lease)
        audit.note(session, DecisionKind.GIVEN_BACK, now, person_id=person_id, case_id=case_id)
        session.flush()
        redraw(session, case)
    return returned


def release(session: Session, now: datetime) -> int:
    """Give back the cases that were held too long, and tell who held them; return how many."""
    expired = cases.expired(session, now)
    for one in expired:
        case = cases.locked(session, one.case_id)
        lease = cases.lease(session, one.case_id)
        if lease is None or lease.until > now:
            continue  # given back, or extended, just now
        session.delete(lease)
        audit.note(session, DecisionKind.RAN_OUT, now, case_id=one.case_id)
        session.flush()
        reminders.owe_ran_out(session, lease, now)
        if case:
            redraw(session, case)
    return len(expired)


def workable(session: Session, case_id: int, person_id: int, now: datetime) -> Case | Refused:
    """Lock a case that a reviewer may work on, or say why they may not."""
    if not may_review(session, person_id):
        return NotAllowed()
    case = cases.locked(session, case_id)
    if case is None or case.state is CaseState.CLOSED:
        person = people.get(session, person_id)
        verdict_id = case.verdict_id if case else None
        return Closed(verdict_view(session, verdict_id, person.language if person else "en"))
    if case.state is CaseState.SUBMITTED:
        return WaitsForApproval()
    lease = cases.lease(session, case_id)
    if lease and lease.person_id != person_id and lease.until > now:
        return HeldByOther(lease.until)
    return case
