"""What happens by the clock: erasing what has aged, and knowing when each job was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.services.marks import FORGOTTEN
from bot.services.privacy import erase_words
from bot.store import cases, jobs, notices, remembered, submissions, tellings, updates

# Telegram delivers an update again within a day at most.
INBOX_KEPT = timedelta(days=2)
AT_ONCE = 500  # posts emptied in one transaction


def purge(session: Session, now: datetime, retention: timedelta, *, limit: int = AT_ONCE) -> int:
    """Erase the texts of closed posts and cases, and settled rows, older than *retention*.

    Posts that still wait for a verdict keep theirs. Returns how many posts were emptied: call
    until it is 0.
    """
    before = now - retention
    posts = submissions.closed_before(session, before, limit)
    for post in posts:
        tellings.drop(session, post.id or 0)
        submissions.drop_parts(session, post.id or 0)
        erase_words(post, now)
    for case in cases.closed_before(session, before):
        case.text = case.text_hash = case.terms = ""
    session.flush()
    notices.purge(session, before)
    updates.purge(session, now - min(INBOX_KEPT, retention))
    updates.purge_parked(session, before)
    remembered.purge(session, FORGOTTEN, before)
    return len(posts)


def last_run(session: Session, job: str) -> datetime | None:
    """Return when a job was last done; None if never."""
    return jobs.last(session, job)


def ran(session: Session, job: str, now: datetime) -> None:
    """Note that a job was done."""
    jobs.note(session, job, now)
