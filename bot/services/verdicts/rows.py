"""A verdict's rows, written from a draft: what it says, its texts and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from bot.models import Draft, Source, Verdict, VerdictSource, VerdictText
from bot.store import verdicts

SourceFields = Mapping[str, str | None]
FIELDS = ("title", "outlet", "author", "url")


def new(session: Session, draft: Draft, now: datetime) -> Verdict:
    """Make the first version of a verdict."""
    if draft.rating is None:
        raise ValueError("a draft without rating cannot be published")
    verdict = Verdict(
        language=draft.language,
        claim=draft.claim,
        rating=draft.rating,
        summary=draft.summary,
        checked_on=now.date(),
        created_at=now,
        updated_at=now,
    )
    session.add(verdict)
    session.flush()
    return verdict


def write(session: Session, verdict: Verdict, draft: Draft, now: datetime) -> None:
    """Make a verdict say what a draft does: no text and no source stands that is not in it."""
    verdict.language, verdict.claim, verdict.summary = draft.language, draft.claim, draft.summary
    verdict.rating = draft.rating or verdict.rating
    verdict.valid_until = draft.valid_until
    verdict.checked_on = now.date()
    verdict_id = verdict.id or 0
    wanted = {code: one for code, one in draft.texts.items() if code != draft.language}
    for code, text in verdicts.texts(session, [verdict_id]).get(verdict_id, {}).items():
        if code not in wanted:
            session.delete(text)
    for code, one in wanted.items():
        translate(session, verdict, code, one["claim"], one["summary"])
    cite(session, verdict_id, draft.sources)
    session.flush()


def translate(session: Session, verdict: Verdict, code: str, claim: str, summary: str) -> None:
    """Let a verdict say its claim and summary in a further language."""
    verdict_id = verdict.id or 0
    text = verdicts.texts(session, [verdict_id]).get(verdict_id, {}).get(code)
    if text is None:
        text = VerdictText(verdict_id=verdict_id, language=code, claim=claim, summary=summary)
    text.claim, text.summary = claim, summary
    session.add(text)
    session.flush()


def cite(session: Session, verdict_id: int, given: Sequence[SourceFields]) -> None:
    """Make the given sources the only ones of a verdict; one that is on record is not doubled."""
    cited = verdicts.sources(session, [verdict_id]).get(verdict_id, [])
    ids = [_source(session, cited, one) for one in given]
    for link in verdicts.source_links(session, verdict_id):
        session.delete(link)
    session.flush()
    session.add_all(
        VerdictSource(verdict_id=verdict_id, source_id=source_id, position=position)
        for position, source_id in enumerate(dict.fromkeys(ids))
    )
    session.flush()


def _source(session: Session, cited: Sequence[Source], given: SourceFields) -> int:
    """Return the id of a source, which is added if there is none at its address, or like it."""
    url, day = given.get("url"), given.get("published_on")
    published_on = date.fromisoformat(day) if day else None
    values = {name: given.get(name) or None for name in FIELDS}
    same = verdicts.source_at(session, url) if url else None
    for one in cited:
        said = {name: getattr(one, name) for name in FIELDS}
        if same is None and said == values and one.published_on == published_on:
            same = one
    if same is None:
        same = Source(published_on=published_on)
        for name, value in values.items():
            setattr(same, name, value)
        session.add(same)
        session.flush()
    return same.id or 0
