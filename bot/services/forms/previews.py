"""A draft as readers would see it once it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.models import CasePurpose, Draft, utcnow
from bot.services.values import SourceView, VerdictView
from bot.services.views import verdict_view
from bot.store import cases


def verdict(session: Session, draft: Draft, locale: str) -> VerdictView:
    """Return a draft as the verdict that it is to become, in *locale* where it has a text there.

    It is shown as checked today. A translation shows the rest of the verdict that it is of.
    """
    case = cases.get(session, draft.case_id)
    published = verdict_view(session, case.about_id if case else None, locale)
    claim, summary, language = _words(draft, locale)
    if case and published and case.purpose is CasePurpose.TRANSLATION:
        return replace(
            published,
            claim=claim,
            summary=summary,
            language=language,
            translated=language == locale,
        )
    return VerdictView(
        id=published.id if published else 0,
        version=published.version + 1 if published else 1,
        claim=claim,
        rating=draft.rating,
        summary=summary,
        language=language,
        translated=language == locale,
        checked_on=utcnow().date(),
        sources=tuple(source_view(one) for one in draft.sources),
        valid_from=published.valid_from if published else None,
        valid_until=draft.valid_until,
    )


def _words(draft: Draft, locale: str) -> tuple[str, str, str]:
    """Return claim and summary in *locale* where they are written in it, with their language."""
    text = draft.texts.get(locale) if locale != draft.language else None
    if text:
        return text["claim"], text["summary"], locale
    return draft.claim, draft.summary, draft.language


def source_view(fields: dict[str, Any]) -> SourceView:
    """Show a source of a draft."""
    day = fields.get("published_on")
    return SourceView(
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        url=fields.get("url"),
        published_on=date.fromisoformat(day) if day else None,
    )
