"""Drafts that go back: to their author with a comment or at their own wish, or away."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, CaseState, DecisionKind, Draft, DraftState, Lease
from bot.services import asking, audit
from bot.services.cases.cards import redraw
from bot.services.forms import forms
from bot.services.members.roles import may_review
from bot.services.owing import owe_text
from bot.services.verdicts.approval_values import (
    CommentUnfit,
    NotOwn,
    OwnDraft,
    Rejected,
    SentBack,
    TakenBack,
    Unable,
)
from bot.services.verdicts.approving import waiting
from bot.store import drafts

LONGEST_COMMENT = 1000  # code points


def send_back(
    session: Session,
    case_id: int,
    version: int,
    person_id: int,
    comment: str,
    now: datetime,
    hold: timedelta,
) -> SentBack | CommentUnfit | OwnDraft | Unable:
    """Give a draft back to its author, with what is to be changed; all that is written stays."""
    comment = comment.strip()
    if not comment or len(comment) > LONGEST_COMMENT:
        return CommentUnfit(LONGEST_COMMENT)
    found = waiting(session, case_id, version, person_id)
    asking.settle(session, person_id)
    if not isinstance(found, tuple):
        return found
    case, draft = found
    if draft.author_id == person_id:
        return OwnDraft()
    draft.comment = comment
    audit.note(
        session,
        DecisionKind.SENT_BACK,
        now,
        person_id=person_id,
        case_id=case_id,
        changes={"version": version, "comment": comment},
    )
    author = draft.author_id
    _reopen(session, case, draft, now)
    if author is not None and may_review(session, author):
        owe_text(
            session,
            f"sent_back:{draft.id}:{version}",
            author,
            "draft_sent_back",
            now,
            case=case_id,
            comment=comment,
        )
        _go_on(session, case, draft, author, now, hold)
    return SentBack()


def take_back(
    session: Session, case_id: int, version: int, person_id: int, now: datetime, hold: timedelta
) -> TakenBack | NotOwn | Unable:
    """Let the author of a submitted draft go on writing it."""
    found = waiting(session, case_id, version, person_id)
    if not isinstance(found, tuple):
        return found
    case, draft = found
    if draft.author_id != person_id:
        return NotOwn()
    audit.note(session, DecisionKind.TAKEN, now, person_id=person_id, case_id=case_id)
    _reopen(session, case, draft, now)
    _go_on(session, case, draft, person_id, now, hold)
    return TakenBack()


def reject(
    session: Session, case_id: int, version: int, person_id: int, now: datetime
) -> Rejected | OwnDraft | Unable:
    """Throw a submitted draft away; the log keeps what it said, and the case is open again."""
    found = waiting(session, case_id, version, person_id)
    if not isinstance(found, tuple):
        return found
    case, draft = found
    if draft.author_id == person_id:
        return OwnDraft()
    audit.note(
        session,
        DecisionKind.REJECTED,
        now,
        person_id=person_id,
        case_id=case_id,
        changes=audit.said(draft),
    )
    author, draft_id = draft.author_id, draft.id
    drafts.drop(session, draft)
    case.state = CaseState.OPEN
    session.flush()
    redraw(session, case)
    if author is not None:
        owe_text(session, f"rejected:{draft_id}", author, "draft_rejected", now, case=case_id)
    return Rejected()


def _reopen(session: Session, case: Case, draft: Draft, now: datetime) -> None:
    """Let a submitted draft be written again; who approved it has to look once more."""
    draft.state, case.state = DraftState.WRITING, CaseState.OPEN
    draft.version += 1
    draft.changed_at = now
    session.flush()
    redraw(session, case)


def _go_on(
    session: Session, case: Case, draft: Draft, author: int, now: datetime, hold: timedelta
) -> None:
    """Give a case to a draft's author again, with the form as they left it."""
    case_id = case.id or 0
    session.add(Lease(case_id=case_id, person_id=author, until=now + hold))
    session.flush()
    key = f"form:{draft.id}:{draft.version}"
    forms.begin(session, case, author, now, key=key)
