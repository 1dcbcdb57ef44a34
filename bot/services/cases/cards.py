"""A case as reviewers see it, in their chat and in their own ones."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.matching import Near
from bot.models import (
    Case,
    CaseState,
    Notice,
    NoticeKind,
    NoticeState,
    Part,
    Role,
    Submission,
    utcnow,
)
from bot.services import decisions
from bot.services.cases import priority
from bot.services.cases.values import Viewer
from bot.services.members.roles import role
from bot.services.owing import owe
from bot.services.values import CaseCard, Likeness
from bot.services.views import verdict_view, verdict_views
from bot.store import cases, drafts, notices, queue, submissions
from bot.text.normalise import without_personal_data

MOST_NEAREST = 3
MOST_ORIGINS = 3
CARDS = (NoticeKind.CASE, NoticeKind.DRAFT)  # what shows a case, and what is written on it
VIEWERS = {Role.ADMIN: Viewer.ADMIN, Role.REVIEWER: Viewer.REVIEWER}


def card(
    session: Session,
    case_id: int,
    locale: str,
    person_id: int | None = None,
    now: datetime | None = None,
) -> CaseCard | None:
    """Return a case with what reviewers need to see; None where there is no such case.

    *person_id* is who looks at it in their own chat; None for the reviewers' chat.
    """
    if (case := cases.get(session, case_id)) is None:
        return None
    viewer = VIEWERS.get(role(session, person_id)) if person_id is not None else Viewer.GROUP
    if viewer is None:
        return None
    moment = now or utcnow()
    first = next(iter(submissions.page_of_case(session, case_id, 0, 1)[1]), None)
    pictured = _pictured(session, first)
    lease = cases.lease(session, case_id)
    texts, languages = submissions.texts(session, case_id)
    lately = queue.askers_since(session, [case_id], moment - priority.GROWING)
    return CaseCard(
        case_id=case_id,
        text=without_personal_data(case.text),
        language=case.language,
        people=case.people,
        first_seen=first.created_at if first else case.created_at,
        media=pictured.media if pictured else None,
        nearest=_nearest(session, first, locale),
        taken_by=lease.person_id if lease else None,
        verdict=verdict_view(session, case.verdict_id, locale),
        file_id=pictured.file_id if pictured else None,
        closed=case.closed_at is not None,
        dismissed=cases.dismissed(session, case_id) is not None,
        merged_into=cases.merged_into(session, case_id) if case.closed_at else None,
        purpose=case.purpose,
        reason=case.reason,
        about=verdict_view(session, case.about_id, locale),
        grew=lately.get(case_id, 0),
        last_seen=case.asked_at,
        origins=tuple(submissions.origins(session, case_id, MOST_ORIGINS)),
        languages=tuple(languages),
        texts=texts,
        overdue=case.overdue_at is not None,
        escalated=case.escalated_at is not None,
        waits=case.state is CaseState.SUBMITTED,
        begun=drafts.read(session, case_id) is not None,
        viewer=viewer,
        held=lease is not None and lease.person_id == person_id,
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


def _nearest(session: Session, post: Submission | None, locale: str) -> tuple[Likeness, ...]:
    """Return the verdicts that a case's first post is like, each with why it is not sure."""
    decision = decisions.load(post.decision) if post and post.decision else None
    if not isinstance(decision, Near):
        return ()
    views = verdict_views(session, [one.verdict_id for one in decision.candidates], locale)
    found: dict[int, Likeness] = {}
    for one in decision.candidates:
        if one.verdict_id in views:
            found.setdefault(one.verdict_id, Likeness(views[one.verdict_id], one.difference))
    return tuple(found.values())[:MOST_NEAREST]
