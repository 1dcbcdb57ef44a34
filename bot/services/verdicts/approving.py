"""The second pair of eyes: submitted drafts are approved, sent back, rejected or taken back."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Approval, Case, CaseState, DecisionKind, Draft, DraftState, Question
from bot.services import asking, audit
from bot.services.asking import Asked
from bot.services.cases.cards import redraw
from bot.services.cases.results import Closed, NotAllowed
from bot.services.members.roles import may_administer, may_review
from bot.services.owing import owe_text
from bot.services.values import Published
from bot.services.verdicts import draft_cards, publishing
from bot.services.verdicts.approval_values import (
    Approved,
    ApprovedBefore,
    Changed,
    CommentAsked,
    OwnDraft,
    Submitted,
    Unable,
)
from bot.services.views import verdict_view
from bot.store import cases, drafts, people


def submit(
    session: Session,
    case: Case,
    draft: Draft,
    person_id: int,
    now: datetime,
    *,
    approvals: int,
    review_chat_id: int | None = None,
) -> Submitted | Published:
    """Hand a locked draft of a locked case over to another reviewer; it is *person_id*'s.

    Where no *approvals* are asked for, it is published at once.
    """
    draft.author_id = person_id
    draft.submitted_at = draft.changed_at = now
    changes = {"version": draft.version}
    audit.note(
        session,
        DecisionKind.SUBMITTED,
        now,
        person_id=person_id,
        case_id=case.id,
        changes=changes,
    )
    if approvals == 0:
        return publishing.publish(session, case, draft, now, person_id=person_id)
    draft.state, case.state = DraftState.SUBMITTED, CaseState.SUBMITTED
    draft.comment = ""
    if lease := cases.lease(session, case.id or 0):
        session.delete(lease)
    session.flush()
    if review_chat_id is not None:
        draft_cards.owe_to_chat(session, review_chat_id, draft, approvals)
    redraw(session, case)
    return Submitted(case.id or 0)


def approve(
    session: Session,
    case_id: int,
    version: int,
    person_id: int,
    now: datetime,
    *,
    approvals: int,
) -> Published | Approved | ApprovedBefore | OwnDraft | Unable:
    """Agree with a draft as it is in a version; the last yes that is needed publishes it."""
    found = waiting(session, case_id, version, person_id)
    if not isinstance(found, tuple):
        return found
    case, draft = found
    if draft.author_id == person_id:
        return OwnDraft()
    row = Approval(draft_id=draft.id or 0, version=version, person_id=person_id, at=now)
    new = drafts.approve(session, row)
    missing = max(0, approvals - draft_cards.count(session, draft))
    if new:
        audit.note(
            session,
            DecisionKind.APPROVED,
            now,
            person_id=person_id,
            case_id=case_id,
            verdict_id=case.about_id,
            changes={"version": version},
        )
    if missing == 0:
        return _publish(session, case, draft, now, person_id)
    redraw(session, case)
    return Approved(missing) if new else ApprovedBefore(missing)


def override(
    session: Session, case_id: int, version: int, person_id: int, now: datetime
) -> Published | Unable:
    """Publish a draft, as an admin, without the approvals that are missing."""
    if not may_administer(session, person_id):
        return NotAllowed()
    found = waiting(session, case_id, version, person_id)
    if not isinstance(found, tuple):
        return found
    case, draft = found
    audit.note(
        session,
        DecisionKind.OVERRIDDEN,
        now,
        person_id=person_id,
        case_id=case_id,
        verdict_id=case.about_id,
        changes={"version": version, "approvals": draft_cards.count(session, draft)},
    )
    return _publish(session, case, draft, now, person_id)


def _publish(
    session: Session, case: Case, draft: Draft, now: datetime, person_id: int
) -> Published:
    """Publish a draft, and tell its author that it is out."""
    author, draft_id = draft.author_id, draft.id
    published = publishing.publish(session, case, draft, now, person_id=person_id)
    if author is not None and author != person_id:
        values = {"verdict": published.verdict_id, "told": published.told}
        owe_text(session, f"published:{draft_id}", author, "draft_published", now, **values)
    return published


def ask_comment(
    session: Session, case_id: int, version: int, person_id: int, now: datetime, *, key: str
) -> CommentAsked | OwnDraft | Unable:
    """Ask a reviewer, in their own chat, what is to be changed in a draft."""
    found = waiting(session, case_id, version, person_id)
    if not isinstance(found, tuple):
        return found
    if found[1].author_id == person_id:
        return OwnDraft()
    asking.ask(session, person_id, Asked(Question.COMMENT, case_id, version), now)
    owe_text(session, key, person_id, "comment_wanted", now)
    return CommentAsked()


def waiting(
    session: Session, case_id: int, version: int, person_id: int
) -> tuple[Case, Draft] | Unable:
    """Lock a case and its submitted draft for a reviewer, or say why that cannot be.

    The draft has to be as they saw it.
    """
    if not may_review(session, person_id):
        return NotAllowed()
    case = cases.locked(session, case_id)
    if case is None or case.state is CaseState.CLOSED:
        person = people.get(session, person_id)
        verdict_id = case.verdict_id if case else None
        return Closed(verdict_view(session, verdict_id, person.language if person else "en"))
    draft = drafts.of_case(session, case_id)
    if draft is None or draft.state is not DraftState.SUBMITTED or draft.version != version:
        return Changed()
    return case, draft
