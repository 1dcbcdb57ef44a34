"""Claims that nobody asks about any more: closed, with a word to those who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import DecisionKind
from bot.services import audit
from bot.services.cases.cards import redraw
from bot.services.cases.membership import close
from bot.services.verdicts.telling import tell_text
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
        posts = submissions.in_case(session, case.id or 0)
        tell_text(session, posts, "stale", f"stale:{case.id}", now)
    return len(found)
