"""The verdict form: a draft, written step by step in its writer's own chat."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, Draft, Question
from bot.services import asking, form_drafts, form_notices
from bot.services.asking import Asked


def begin(
    session: Session,
    case: Case,
    person_id: int,
    now: datetime,
    *,
    key: str,
    edits: int | None = None,
) -> None:
    """Begin the form of a case that somebody has just taken, or go on with it, in their chat."""
    draft = form_drafts.ensure(session, case, person_id, now)
    _ask(session, draft, person_id, now)
    form_notices.show(session, draft.case_id, person_id, key, edits=edits)


def _ask(session: Session, draft: Draft, person_id: int, now: datetime) -> None:
    """Take the writer's next words as the answer to the form."""
    asking.ask(session, person_id, Asked(Question.FORM, draft.case_id, draft.version), now)
