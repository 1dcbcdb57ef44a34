"""An open claim as the reviewers' chat sees it."""

from __future__ import annotations

from sqlmodel import Session

from bot.matching import Near
from bot.models import Case, Notice, NoticeKind, NoticeState, Part, Submission
from bot.services import decisions
from bot.services.owing import owe
from bot.services.values import CaseCard, VerdictView
from bot.services.views import verdict_view, verdict_views
from bot.store import cases, notices, submissions
from bot.text.normalise import without_personal_data

MOST_NEAREST = 3
CARDS = (NoticeKind.CASE, NoticeKind.DRAFT)  # what shows a case, and what is written on it


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
    """Owe every card of a case anew, in place; one that waits to be redrawn already is enough.

    A message that shows something else by now is left alone.
    """
    places = {
        (notice.chat_id, notice.message_id)
        for notice in notices.of_case(session, case.id or 0)
        if notice.kind in CARDS and notice.message_id
    }
    for chat_id, message_id in sorted(places):
        shown = notices.on_message(session, chat_id, message_id or 0)
        shows = [one for one in shown if one.state is not NoticeState.FAILED]
        latest = shows[-1] if shows else None
        if latest is not None and _draws_again(latest, case):
            owe(
                session,
                key=f"case:{case.id}:redraw:{shown[-1].id}",
                kind=latest.kind,
                chat_id=chat_id,
                person_id=latest.person_id,
                case_id=case.id,
                edits=message_id,
                params=latest.params,
            )


def _draws_again(latest: Notice, case: Case) -> bool:
    """Say whether a message shows a case, and is not going to be redrawn anyway."""
    waits = latest.state in {NoticeState.DUE, NoticeState.BLOCKED}
    return latest.kind in CARDS and latest.case_id == case.id and not waits


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
