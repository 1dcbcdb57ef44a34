"""The answer to a submission, made of its kept decision and the verdicts as they are now."""

from __future__ import annotations

from sqlmodel import Session

from bot.matching import Candidate, Check, Evidence, FigureLine, Match, Near, NoClaim, Sure
from bot.models import MediaKind, Submission
from bot.services import decisions
from bot.services.values import (
    Answer,
    Answered,
    FigureView,
    Found,
    Likeness,
    NotAClaim,
    RecordedView,
    Related,
    Unchecked,
    VerdictView,
)
from bot.services.views import recorded_views, verdict_views
from bot.store import notices, submissions

MOST_LIKENESSES = 3


def answer(session: Session, submission_id: int, locale: str) -> Answer | None:
    """Return the answer to a submission in *locale*; None where it is gone, or not decided yet.

    A verdict that was withdrawn since is never in it.
    """
    post = submissions.get(session, submission_id)
    return None if post is None else _of(session, post, locale)


def own_answer(session: Session, submission_id: int, person_id: int, locale: str) -> Answer | None:
    """Return the answer to a person's own submission; None for anybody else's."""
    post = submissions.own(session, submission_id, person_id)
    return None if post is None else _of(session, post, locale)


def media_of(session: Session, post: Submission) -> MediaKind | None:
    """Return what a submission carries besides words."""
    parts = submissions.parts(session, post.id or 0)
    return next((part.media for part in parts if part.media), None)


def _of(session: Session, post: Submission, locale: str) -> Answer | None:
    if post.outcome is None or post.person_id is None or post.purged_at is not None:
        return None
    match decisions.load(post.decision) if post.decision else None:
        case Sure() as sure:
            return _answered(session, post, sure, locale)
        case Near(candidates=candidates):
            return _related(session, post, candidates, locale)
        case NoClaim():
            return NotAClaim(first_time=_first_time(session, post))
    return _unchecked(session, post)


def _answered(session: Session, post: Submission, sure: Sure, locale: str) -> Answer:
    views = verdict_views(session, [match.verdict_id for match in sure.matches], locale)
    found = tuple(
        _found(match, views[match.verdict_id])
        for match in sure.matches
        if match.verdict_id in views and views[match.verdict_id].rating is not None
    )
    lines = _lines(session, sure.figures, locale)
    if found or lines:
        return Answered(post.id or 0, found, lines, post.posted_at)
    unrated = tuple(_no_answer(match) for match in sure.matches)
    return _related(session, post, (*unrated, *sure.candidates), locale)


def _no_answer(match: Match) -> Candidate:
    """Make a claim that may only be shown of one whose rating is gone since it was found."""
    gone = Evidence(Check.UNRATED, False, match.sentence[:80], match.wording[:80])
    return Candidate(match.verdict_id, gone, match.confidence, match.sentence, match.evidence)


def _found(match: Match, verdict: VerdictView) -> Found:
    return Found(
        verdict=verdict,
        stance=match.stance,
        confidence=match.confidence,
        sentence=match.sentence,
        stage=match.stage,
        evidence=match.evidence,
    )


def _lines(
    session: Session, figures: tuple[FigureLine, ...], locale: str
) -> tuple[FigureView, ...]:
    """Put stated quantities beside what is on record; those whose record is gone are left out."""
    views = recorded_views(session, {key for line in figures for key in line.recorded}, locale)
    return tuple(
        FigureView(line.stated, line.sentence, line.agreement, recorded, line.evidence)
        for line in figures
        if (recorded := _recorded(line, views))
    )


def _recorded(line: FigureLine, views: dict[str, RecordedView]) -> tuple[RecordedView, ...]:
    return tuple(views[key] for key in line.recorded if key in views)


def _related(
    session: Session, post: Submission, candidates: tuple[Candidate, ...], locale: str
) -> Answer:
    views = verdict_views(session, {one.verdict_id for one in candidates}, locale)
    nearest: dict[int, Likeness] = {}
    for one in candidates:
        if one.verdict_id in views:
            nearest.setdefault(one.verdict_id, Likeness(views[one.verdict_id], one.difference))
    likenesses = tuple(nearest.values())[:MOST_LIKENESSES]
    if not likenesses:
        return _unchecked(session, post)
    return Related(post.id or 0, likenesses)


def _unchecked(session: Session, post: Submission) -> Unchecked:
    media = None if post.text.strip() else media_of(session, post)
    return Unchecked(post.id or 0, media)


def _first_time(session: Session, post: Submission) -> bool:
    """Say whether this is the post to which how to use the bot was told in full."""
    owed = notices.by_key(session, f"answer:{post.id}")
    return bool(owed and owed.params.get("first_time"))
