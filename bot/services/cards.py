"""An open claim as the reviewers' chat sees it."""

from __future__ import annotations

from sqlmodel import Session

from bot.matching import Near
from bot.models import Case, NoticeKind, NoticeState, Part, Submission
from bot.services import decisions
from bot.services.owing import owe
from bot.services.values import CaseCard, VerdictView
from bot.services.views import verdict_view, verdict_views
from bot.store import cases, notices, submissions
from bot.text.normalise import without_personal_data

MOST_NEAREST = 3


def card(session: Session, case_id: int, locale: str) -> CaseCard | None:
    """Return a case with what reviewers need to see; None where there is no such case."""
    if (case := cases.get(session, case_id)) is None:
        return None
    first = next(iter(submissions.in_case(session, case_id)), None)
    pictured = _pictured(session, first)
    lease = cases.lease(session, case_id)
    return CaseCard(
        case_id=case_id,
        text=without_personal_data(case.text),
        language=case.language,
        people=case.people,
        first_seen=first.created_at if first else case.created_at,
        media=pictured.media if pictured else None,
        file_id=pictured.file_id if pictured else None,
        nearest=_nearest(session, first, locale),
        taken_by=lease.person_id if lease else None,
        verdict=verdict_view(session, case.verdict_id, locale),
        closed=case.closed_at is not None,
    )


def redraw(session: Session, case: Case) -> None:
    """Owe every card of a case anew, in place; one that waits to be redrawn already is enough."""
    shown = notices.of_case(session, case.id or 0)
    waiting = {
        (notice.chat_id, notice.edits) for notice in shown if notice.state is NoticeState.DUE
    }
    for notice in shown:
        where = (notice.chat_id, notice.message_id)
        drawn = notice.state is NoticeState.SENT and notice.edits is None
        if drawn and notice.message_id and where not in waiting:
            owe(
                session,
                key=f"case:{case.id}:card:{notice.id}:redraw:{len(shown)}",
                kind=NoticeKind.CASE,
                chat_id=notice.chat_id,
                case_id=case.id,
                edits=notice.message_id,
                params=notice.params,
            )


def _pictured(session: Session, post: Submission | None) -> Part | None:
    """Return the part of a post that carries its file."""
    if post is None:
        return None
    return next((part for part in submissions.parts(session, post.id or 0) if part.media), None)


def _nearest(session: Session, post: Submission | None, locale: str) -> tuple[VerdictView, ...]:
    """Return the verdicts that a case's first post is like."""
    decision = decisions.load(post.decision) if post and post.decision else None
    if not isinstance(decision, Near):
        return ()
    ids = [candidate.verdict_id for candidate in decision.candidates]
    views = verdict_views(session, ids, locale)
    return tuple(views[one] for one in dict.fromkeys(ids) if one in views)[:MOST_NEAREST]
