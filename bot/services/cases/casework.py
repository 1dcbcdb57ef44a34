"""What reviewers do with cases: take, skip, close, bring up. Each deed is in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.models import Case, CasePurpose, CaseState, DecisionKind, NoticeKind
from bot.services import audit
from bot.services.cases import leases, priority
from bot.services.cases.cards import redraw
from bot.services.cases.leases import Refused, workable
from bot.services.cases.leases import give_back as give_back
from bot.services.cases.membership import drop
from bot.services.cases.regrouping import detach as detach
from bot.services.cases.regrouping import merge as merge
from bot.services.cases.results import Closed, NotAllowed, Taken
from bot.services.cases.values import NoVerdict, Raised, Skipped, Unfit
from bot.services.forms import forms
from bot.services.forms import wordings as form_wordings
from bot.services.members.roles import may_administer, may_review
from bot.services.owing import owe
from bot.services.values import Dismissed, Published
from bot.services.verdicts import telling, ticking
from bot.store import cases, members, queue, submissions, verdicts


def take(
    session: Session, case_id: int, person_id: int, now: datetime, hold: timedelta, *, key: str
) -> Taken | Refused:
    """Take a case, or go on with it, and owe its form in the reviewer's own chat."""
    taken = leases.take(session, case_id, person_id, now, hold)
    if isinstance(taken, Taken) and (case := cases.get(session, case_id)):
        forms.begin(session, case, person_id, now, key=f"{key}:form")
    return taken


def skip(session: Session, case_id: int, person_id: int, now: datetime) -> Skipped | NotAllowed:
    """Leave a case to others; it comes back to this reviewer after a day."""
    if not may_review(session, person_id):
        return NotAllowed()
    if cases.get(session, case_id):
        queue.skip(session, person_id, case_id, now)
    return Skipped()


def same_as(
    session: Session, case_id: int, verdict_id: int, person_id: int, now: datetime
) -> Published | NoVerdict | Unfit | Refused:
    """Close a case with the published verdict that answers it, and tell everybody who asked.

    Those whose posts say it in other words are told once they are matched with the verdict: the
    reviewer saw the case's own text.
    """
    case = claim_case(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    verdict = verdicts.held(session, verdict_id)
    if verdict is None or verdict.withdrawn_at is not None:
        return NoVerdict()
    alike = {case.text_hash, *form_wordings.like_the_case(session, case)}
    posts = [
        post
        for post in submissions.in_case(session, case_id)
        if post.text_hash in alike or not post.text.strip()
    ]
    ticking.keep_only(session, case, posts)
    _note(session, DecisionKind.SAME_AS, case, person_id, now, verdict_id=verdict_id)
    drop(session, case, now, verdict_id)
    redraw(session, case)
    return Published(verdict_id, telling.tell(session, verdict_id, posts, now))


def not_a_claim(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Dismissed | Unfit | Refused:
    """Close a case that holds nothing to check, and say so to those who asked.

    A repeat of its text is not offered again.
    """
    return _dismiss(session, DecisionKind.NOT_A_CLAIM, case_id, person_id, now)


def spam(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Dismissed | Unfit | Refused:
    """Close a case that is advertising or abuse; a repeat of its text is not offered again."""
    return _dismiss(session, DecisionKind.SPAM, case_id, person_id, now)


def escalate(session: Session, case_id: int, person_id: int, now: datetime) -> Raised | Refused:
    """Bring a case before the admins."""
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    if case.escalated_at is None:
        _note(session, DecisionKind.ESCALATED, case, person_id, now)
        bring_up(session, case, now)
    return Raised()


def bring_up(session: Session, case: Case, now: datetime) -> None:
    """Mark a case as escalated, and owe it to every admin; once is enough."""
    if case.escalated_at is not None:
        return
    case.escalated_at = now
    priority.refresh(session, case)
    redraw(session, case)
    for admin in members.admins(session):
        said = {"name": "case_escalated", "values": {"number": str(case.id)}}
        for kind, params in ((NoticeKind.TEXT, said), (NoticeKind.CASE, {})):
            owe(
                session,
                key=f"case:{case.id}:escalated:{admin}:{kind}",
                kind=kind,
                chat_id=admin,
                person_id=admin,
                direct=False,
                due_at=now,
                case_id=case.id,
                params=params,
            )


def boost(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Raised | Closed | NotAllowed:
    """Move a case up, above all that have fewer boosts; admins only."""
    if not may_administer(session, person_id):
        return NotAllowed()
    case = cases.locked(session, case_id)
    if case is None or case.state is CaseState.CLOSED:
        return Closed()
    case.boost += 1
    _note(session, DecisionKind.BOOSTED, case, person_id, now, changes={"boost": case.boost})
    priority.refresh(session, case)
    redraw(session, case)
    return Raised()


def _dismiss(
    session: Session, kind: DecisionKind, case_id: int, person_id: int, now: datetime
) -> Dismissed | Unfit | Refused:
    case = claim_case(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    _note(session, kind, case, person_id, now)
    drop(session, case, now)
    redraw(session, case)
    telling.tell_dismissal(session, case, submissions.in_case(session, case_id), now)
    return Dismissed()


def claim_case(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Case | Unfit | Refused:
    """Lock a case about a claim that people asked about; one about a verdict is unfit."""
    case = workable(session, case_id, person_id, now)
    if isinstance(case, Case) and case.purpose is not CasePurpose.CLAIM:
        return Unfit()
    return case


def _note(
    session: Session,
    kind: DecisionKind,
    case: Case,
    person_id: int,
    now: datetime,
    *,
    verdict_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    audit.note(
        session,
        kind,
        now,
        person_id=person_id,
        case_id=case.id,
        verdict_id=verdict_id,
        changes=changes,
    )
