"""Verdicts from cases, and telling everybody who asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.matching import Decision, Match, Sure
from bot.models import (
    Case,
    NoticeKind,
    Outcome,
    Polarity,
    Rating,
    Source,
    Submission,
    Verdict,
    VerdictSource,
    Wording,
    WordingOrigin,
)
from bot.services import decisions
from bot.services.cards import redraw
from bot.services.checking import outcome_of
from bot.services.membership import close, close_if_empty, leave_case
from bot.services.owing import owe
from bot.services.parts import whole_urls
from bot.services.people import LANGUAGES, excerpt
from bot.services.values import Published
from bot.services.views import verdict_view
from bot.store import revision, submissions, verdicts
from bot.store.statements import insert_new
from bot.text.normalise import text_hash, without_personal_data

LONGEST_CLAIM = 500  # code points of a post that stands as the claim
MOST_WORDINGS = 50  # different texts of a case's posts that are remembered
AT_ONCE = 50  # posts decided again in one transaction

# How a post is decided on: its text, its links, and when it was posted.
Decide = Callable[[str, tuple[str, ...], datetime | None], Decision]


def publish(
    session: Session,
    case: Case,
    *,
    claim: str | None,
    rating: Rating,
    source: Source,
    now: datetime,
) -> Published:
    """Make a verdict of a case, remember how its posts put the claim, and tell those who asked.

    Without *claim*, what the first post says is the claim.
    """
    language = case.language or LANGUAGES[0]
    verdict = Verdict(
        language=language,
        claim=claim or excerpt(without_personal_data(case.text), LONGEST_CLAIM),
        rating=rating,
        summary="",
        checked_on=now.date(),
        created_at=now,
        updated_at=now,
    )
    session.add_all([verdict, source])
    session.flush()
    verdict_id = verdict.id or 0
    session.add(VerdictSource(verdict_id=verdict_id, source_id=source.id or 0))
    posts = submissions.in_case(session, case.id or 0)
    _remember(session, verdict_id, language, posts)
    revision.bump(session)
    close(session, case, now, verdict_id)
    return Published(verdict_id, tell(session, verdict_id, posts, now))


def _remember(
    session: Session, verdict_id: int, language: str, posts: Sequence[Submission]
) -> None:
    """Keep what the posts say as wordings, so that a repeat of one costs a lookup."""
    texts = {text_hash(post.text): without_personal_data(post.text) for post in posts if post.text}
    for key, text in list(texts.items())[:MOST_WORDINGS]:
        wording = Wording(
            verdict_id=verdict_id,
            language=language,
            text=text,
            text_hash=key,
            polarity=Polarity.ASSERTS,
            origin=WordingOrigin.DESK,
        )
        insert_new(session, wording, "verdict_id", "text_hash", "polarity")


def tell(session: Session, verdict_id: int, posts: Sequence[Submission], now: datetime) -> int:
    """Owe a verdict to everybody who sent one of the posts, once each; return to how many.

    It answers the person's own latest post among them. A withdrawn verdict is told to nobody.
    """
    verdict = verdict_view(session, verdict_id, LANGUAGES[0])
    if verdict is None:
        return 0
    latest: dict[int, Submission] = {}
    for post in posts:
        post.verdict_id = verdict_id
        if post.person_id is not None and post.purged_at is None:
            latest[post.person_id] = post
    session.flush()
    return sum(
        owe(
            session,
            key=f"verdict:{verdict_id}:{verdict.version}:{person_id}",
            kind=NoticeKind.VERDICT,
            chat_id=post.chat_id,
            person_id=person_id,
            direct=False,
            due_at=now,
            submission_id=post.id,
            verdict_id=verdict_id,
            reply_to=_message_of(session, post),
        )
        for person_id, post in latest.items()
    )


def _message_of(session: Session, post: Submission) -> int | None:
    """Return the message that a post began with, where it still has its number in this chat."""
    own = submissions.parts(session, post.id or 0)
    return own[0].message_id if own and own[0].chat_id == post.chat_id else None


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
    valid = verdicts.by_id(session, [match.verdict_id for match in decision.matches])
    for match in decision.matches:
        verdict = valid.get(match.verdict_id)
        if verdict and not verdict.withdrawn_at and match.verdict_id not in refused:
            return match
    return None


def withdraw(session: Session, verdict_id: int, now: datetime) -> bool:
    """Take a verdict back: no answer has it from now on; False where there is no such verdict."""
    verdict = verdicts.by_id(session, [verdict_id]).get(verdict_id)
    if verdict is None or verdict.withdrawn_at is not None:
        return False
    verdict.withdrawn_at = now
    revision.bump(session)
    return True
