"""A submitted draft as other reviewers see it: as readers would, with what they need to know."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot.models import (
    CaseState,
    Draft,
    NoticeKind,
    Role,
)
from bot.services.cases.results import NotAllowed
from bot.services.forms import previews
from bot.services.members.roles import may_administer, may_review, role
from bot.services.owing import owe
from bot.services.values import DraftCard, VerdictView
from bot.services.verdicts import publishing, ticking
from bot.services.views import verdict_view
from bot.store import cases, drafts, submissions
from bot.text.normalise import without_personal_data


def card(
    session: Session, case_id: int, locale: str, viewer: int | None, params: dict[str, Any]
) -> DraftCard | None:
    """Show what is written on a case; *viewer* is who sees it in their own chat, if one does.

    *params* are the approvals that are "needed" and whether a rejection is "asked" for.
    """
    case = cases.get(session, case_id)
    if case is None or (viewer is not None and not may_review(session, viewer)):
        return None
    draft = drafts.read(session, case_id)
    if draft is None or case.state is CaseState.CLOSED:
        verdict = verdict_view(session, case.verdict_id, locale)
        return DraftCard(case_id, case.purpose, None, verdict)
    shown = previews.verdict(session, draft, locale)
    posts = submissions.in_case(session, case_id)
    return DraftCard(
        case_id=case_id,
        purpose=case.purpose,
        state=draft.state,
        verdict=shown,
        before=verdict_view(session, case.about_id, locale),
        version=draft.version,
        others=_others(session, draft, shown.language),
        wordings=tuple(without_personal_data(one.text) for one in ticking.ticked(posts, draft)),
        figures=tuple(str(one.get("key")) for one in draft.figures),
        people=publishing.reach(session, case, draft),
        author=draft.author_id,
        approvals=count(session, draft),
        needed=params.get("needed"),
        own=viewer is not None and viewer == draft.author_id,
        admin=viewer is not None and may_administer(session, viewer),
        asked=params.get("asked") == draft.version,
    )


def _others(session: Session, draft: Draft, shown: str) -> tuple[VerdictView, ...]:
    """Return a draft in its languages but the one that is shown anyway."""
    codes = dict.fromkeys((draft.language, *draft.texts))
    return tuple(previews.verdict(session, draft, code) for code in codes if code != shown)


def count(session: Session, draft: Draft) -> int:
    """Count who approved a draft as it is now, and may still review."""
    rows = drafts.approvals(session, draft.id or 0, draft.version)
    return sum(
        row.person_id != draft.author_id and role(session, row.person_id) is not Role.PUBLIC
        for row in rows
    )


def owe_card(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    case_id: int,
    *,
    needed: int | None = None,
    asked: int | None = None,
    edits: int | None = None,
) -> NotAllowed | None:
    """Owe a reviewer what is written on a case; with *asked*, a version, whether to reject it."""
    if not may_review(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.DRAFT,
        chat_id=chat_id,
        person_id=person_id if chat_id == person_id else None,
        case_id=case_id,
        params={"needed": needed, "asked": asked},
        edits=edits,
    )
    return None


def owe_to_chat(session: Session, chat_id: int, draft: Draft, needed: int) -> None:
    """Owe the reviewers' chat a draft that was submitted, once in each of its versions."""
    owe(
        session,
        key=f"draft:{draft.id}:{draft.version}",
        kind=NoticeKind.DRAFT,
        chat_id=chat_id,
        direct=False,
        case_id=draft.case_id,
        params={"needed": needed},
    )
