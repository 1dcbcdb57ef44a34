"""Putting unanswered posts into cases: one case for one claim, however many ask."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, CaseState, Submission
from bot.services.cards import redraw
from bot.services.likeness import fingerprint, near_duplicates
from bot.services.membership import join_case
from bot.store import cases, submissions
from bot.text.terms import terms

AT_ONCE = 200  # posts gathered in one transaction
COMPARED = 20  # open cases that a post is compared with, those most like it


def gather(session: Session, now: datetime, *, limit: int = AT_ONCE) -> int:
    """Put posts that wait for reviewers into cases; return how many. Call until it returns 0."""
    posts = submissions.without_case(session, limit)
    for post in posts:
        case = _case_of(session, post) or _open(session, post, now)
        join_case(session, post, case)
        if case.offered_at:
            redraw(session, case)
    return len(posts)


def _case_of(session: Session, post: Submission) -> Case | None:
    """Find the case about what a post says: open, or closed because it holds no claim."""
    if not post.text_hash:
        return None  # a picture or a voice: nothing to compare
    for case in cases.with_hash(session, post.text_hash):
        if case.state is CaseState.OPEN or cases.dismissed(session, case.id or 0):
            return case
    bands = fingerprint(post.text, post.language)
    for case in cases.like(session, bands, post.language, COMPARED):
        if near_duplicates(post.text, case.text, post.language):
            return cases.locked(session, case.id or 0)
    return None


def _open(session: Session, post: Submission, now: datetime) -> Case:
    """Open a case about a post."""
    case = Case(text=post.text, text_hash=post.text_hash, language=post.language, created_at=now)
    case.terms = terms(post.text, post.language)
    session.add(case)
    session.flush()
    cases.print_on(session, case.id or 0, fingerprint(post.text, post.language))
    return case
