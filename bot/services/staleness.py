"""Claims that nobody asks about any more: closed, with a word to those who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Case, DecisionKind, NoticeKind
from bot.services import audit
from bot.services.cards import redraw
from bot.services.membership import close
from bot.services.owing import owe
from bot.services.parts import first_message
from bot.services.telling import latest
from bot.store import due, submissions

AT_ONCE = 20  # cases closed in one transaction; each may have many who asked


def close_stale(session: Session, now: datetime, after: timedelta, *, limit: int = AT_ONCE) -> int:
    """Close claims that nobody asked about for so long; return how many. Call until it is 0.

    A verdict that comes later is told to those who asked all the same.
    """
    found = due.stale(session, now - after, limit)
    for case in found:
        audit.note(session, DecisionKind.STALE, now, case_id=case.id)
        close(session, case, now)
        redraw(session, case)
        _tell(session, case, now)
    return len(found)


def _tell(session: Session, case: Case, now: datetime) -> None:
    """Tell each person who asked, as a reply to their latest post."""
    posts = submissions.in_case(session, case.id or 0)
    for person_id, post in latest(one for one in posts if one.purged_at is None).items():
        owe(
            session,
            key=f"stale:{case.id}:{person_id}",
            kind=NoticeKind.TEXT,
            chat_id=post.chat_id,
            person_id=person_id,
            direct=False,
            due_at=now,
            submission_id=post.id,
            params={"name": "stale"},
            reply_to=first_message(session, post),
        )
