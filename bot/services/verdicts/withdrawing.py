"""Taking a verdict back: no answer has it any more, and who got it is told."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.matching import Sure
from bot.models import Case, CaseState, DecisionKind, Outcome, Submission, Verdict
from bot.services import audit, decisions
from bot.services.broadcasts import control
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close, put_aside
from bot.services.cases.results import NotAllowed
from bot.services.members.roles import may_administer, may_review
from bot.services.verdicts import versions
from bot.services.verdicts.telling import tell_withdrawal
from bot.services.verdicts.values import NoVerdict, Withdrawn, WithdrawnBefore
from bot.services.verdicts.versions import By
from bot.store import cases, revision, told, verdict_changes, verdicts


def may_withdraw(session: Session, verdict_id: int, person_id: int) -> bool:
    """Say whether a person may take a verdict back: admins, and reviewers who decided on it."""
    if may_administer(session, person_id):
        return True
    return may_review(session, person_id) and verdict_changes.decided_by(
        session, verdict_id, person_id
    )


def withdraw(
    session: Session, verdict_id: int, person_id: int, now: datetime
) -> Withdrawn | WithdrawnBefore | NoVerdict | NotAllowed:
    """Take a verdict back at once; who got it is told, and their posts wait again."""
    if not may_withdraw(session, verdict_id, person_id):
        return NotAllowed()
    about = [cases.locked(session, one) for one in cases.ids_about(session, verdict_id)]
    verdict = verdicts.locked(session, verdict_id)
    if verdict is None:
        return NoVerdict()
    if verdict.withdrawn_at is not None:
        return WithdrawnBefore()
    for case in about:
        if case is not None:
            _close(session, case, now)
    count = take_back(session, verdict, versions.by_person(session, person_id), now)
    audit.note(
        session,
        DecisionKind.WITHDRAWN,
        now,
        person_id=person_id,
        verdict_id=verdict_id,
        changes={"rating": verdict.rating and str(verdict.rating), "told": count},
    )
    return Withdrawn(count)


def take_back(session: Session, verdict: Verdict, by: By, now: datetime) -> int:
    """Make a verdict's last version: it holds no longer. Returns how many are told."""
    revision.bump(session)  # first: who is just answered with it is known then
    versions.renew(session, verdict, now)
    verdict.withdrawn_at = now
    versions.note(session, verdict, by, now)
    control.stop_about(session, verdict.id or 0, now)
    count = tell_withdrawal(session, verdict, now)
    for post in told.posts(session, verdict.id or 0):
        _wait_again(session, post, verdict.id or 0)
    return count


def _wait_again(session: Session, post: Submission, verdict_id: int) -> None:
    """Let a post wait for reviewers that nothing else answers; it is matched anew."""
    decision = decisions.load(post.decision) if post.decision else None
    if isinstance(decision, Sure):
        others = [one.verdict_id for one in decision.matches if one.verdict_id != verdict_id]
        found = verdicts.by_id(session, others).values()
        if any(one.withdrawn_at is None for one in found) or decision.figures:
            return
        post.outcome = Outcome.RELATED if decision.candidates else Outcome.NONE
    if post.verdict_id in (None, verdict_id):
        post.verdict_id = None
        case = cases.get(session, post.case_id) if post.case_id else None
        if case and case.state is CaseState.CLOSED:  # in an open one it waits already
            post.case_id = None


def _close(session: Session, case: Case, now: datetime) -> None:
    """Close a case about a verdict that is withdrawn; what is written on it goes."""
    put_aside(session, case, now)
    close(session, case, now)
    redraw(session, case)
