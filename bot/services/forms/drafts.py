"""Drafts: begun blank, or filled from the published verdict that is looked at again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.models import Case, CasePurpose, DecisionKind, Draft, FormStep, Source, Verdict
from bot.services.forms.wordings import like_the_case
from bot.services.people import LANGUAGES
from bot.services.people import language as language_of
from bot.store import cases, drafts, members, verdicts


def ensure(session: Session, case: Case, person_id: int, now: datetime) -> Draft:
    """Return the draft of a locked case, begun now if there is none."""
    return drafts.of_case(session, case.id or 0) or _begin(session, case, person_id, now)


def is_cancelled(session: Session, case_id: int, person_id: int) -> bool:
    """Say whether somebody has thrown away what was written on a case, a press ago."""
    last = cases.last_decided(session, case_id)
    if last is None or (last.kind, last.person_id) != (DecisionKind.GIVEN_BACK, person_id):
        return False
    return drafts.read(session, case_id) is None


def change(draft: Draft, person_id: int, now: datetime) -> None:
    """Note that somebody changed what a draft says."""
    draft.version += 1
    draft.author_id = person_id
    draft.changed_at = now


def _begin(session: Session, case: Case, person_id: int, now: datetime) -> Draft:
    draft = Draft(
        case_id=case.id or 0,
        author_id=person_id,
        language=_language(session, case, person_id),
        started_at=now,
        changed_at=now,
    )
    about = verdicts.by_id(session, [case.about_id]).get(case.about_id) if case.about_id else None
    match case.purpose:
        case CasePurpose.CLAIM:
            draft.wordings = list(like_the_case(session, case))
        case CasePurpose.RECHECK if about:
            _fill(session, draft, about)
        case CasePurpose.TRANSLATION:
            draft.step = FormStep.CLAIM
    session.add(draft)
    session.flush()
    return draft


def _language(session: Session, case: Case, person_id: int) -> str:
    """Return the language to begin in: the case's, else one that its writer reviews in."""
    member = members.get(session, person_id)
    reviewed = member.languages if member else []
    own = [*(one for one in reviewed if one in LANGUAGES), language_of(session, person_id)]
    return case.language if case.language in LANGUAGES else own[0]


def _fill(session: Session, draft: Draft, verdict: Verdict) -> None:
    """Let a draft say what a published verdict says."""
    number = verdict.id or 0
    texts = verdicts.texts(session, [number]).get(number, {})
    draft.rating, draft.language = verdict.rating, verdict.language
    draft.claim, draft.summary = verdict.claim, verdict.summary
    draft.valid_until = verdict.valid_until
    draft.sources = [as_fields(one) for one in verdicts.sources(session, [number])[number]]
    draft.texts = {
        code: {"claim": text.claim, "summary": text.summary} for code, text in texts.items()
    }


def as_fields(source: Source) -> dict[str, Any]:
    """Write a source as a draft keeps it."""
    return {
        "title": source.title,
        "outlet": source.outlet,
        "author": source.author,
        "url": source.url,
        "published_on": source.published_on.isoformat() if source.published_on else None,
    }
