"""Deciding again on posts that wait, once a verdict came or changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.matching import Decision, Match, Sure
from bot.models import Outcome, Submission
from bot.services import decisions
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close_if_empty, leave_case
from bot.services.checking import outcome_of
from bot.services.parts import whole_urls
from bot.services.verdicts.telling import tell
from bot.store import revision, submissions, verdicts

AT_ONCE = 50  # posts decided again in one transaction

# How a post is decided on: its text, its links, and when it was posted.
Decide = Callable[[str, tuple[str, ...], datetime | None], Decision]


def rematch(
    session: Session,
    decide: Decide,
    now: datetime,
    *,
    version: int | None = None,
    limit: int = AT_ONCE,
) -> int:
    """Decide again on posts without verdict that were last decided at an older revision.

    *version* is the revision that *decide* was made from, the store's own if left out. Those
    that a verdict answers now are told. Returns how many were looked at: call until it is 0.
    """
    current = revision.current(session) if version is None else version
    posts = submissions.open_before(session, current, limit)
    for post in posts:
        post.revision = current
        if post.text.strip():
            _again(session, post, decide, now)
    return len(posts)


def _again(session: Session, post: Submission, decide: Decide, now: datetime) -> None:
    """Decide on a post once more, and tell its sender if there is a verdict now."""
    urls = whole_urls(submissions.parts(session, post.id or 0))
    decision = decide(post.text, urls, post.posted_at)
    if not isinstance(decision, Sure):
        if (outcome := outcome_of(decision)) is not Outcome.NOT_A_CLAIM:
            post.outcome, post.decision = outcome, decisions.dump(decision)
        return
    if (match := _welcome(session, post, decision)) is None:
        return
    post.outcome, post.decision = Outcome.ANSWERED, decisions.dump(decision)
    left = leave_case(session, post)
    tell(session, match.verdict_id, [post], now)
    if left and close_if_empty(session, left, now, match.verdict_id):
        redraw(session, left)


def _welcome(session: Session, post: Submission, decision: Sure) -> Match | None:
    """Return the first match of which the sender did not say that it is something else."""
    refused = submissions.flagged(session, post.id or 0)
    for match in decision.matches:
        verdict = verdicts.held(session, match.verdict_id)
        if verdict and not verdict.withdrawn_at and match.verdict_id not in refused:
            return match
    return None
