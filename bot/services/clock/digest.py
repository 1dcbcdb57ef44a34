"""Where the desk stands, told to the reviewers' chat at hours of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.models import Notice, NoticeKind
from bot.services.clock import slots
from bot.services.clock.values import Digest, ListedVerdict
from bot.services.lines import line
from bot.services.owing import owe
from bot.services.views import verdict_views
from bot.store import jobs, standing

JOB = "digest"
FIRST = 5  # cases and verdicts that are named
BACK = timedelta(days=1)  # what the first digest of all looks back on


def due(last: datetime | None, now: datetime, hours: Sequence[int], zone: ZoneInfo) -> bool:
    """Say whether an hour came since the digest was made last."""
    slot = slots.latest(now, hours, zone)
    return slot is not None and (last is None or last < slot.moment)


def owe_digest(
    session: Session, chat_id: int, now: datetime, hours: Sequence[int], zone: ZoneInfo
) -> bool:
    """Owe the chat the digest of the hour that came last, once; not where there is none to say."""
    slot = slots.latest(now, hours, zone)
    since = jobs.last(session, JOB) or now - BACK
    if slot is None or not stand(session, since, now, "en"):
        return False
    return owe(
        session,
        key=f"digest:{chat_id}:{slot.day}:{slot.hour}",
        kind=NoticeKind.DIGEST,
        chat_id=chat_id,
        direct=False,
        due_at=now,
        params={"since": since.isoformat(), "until": now.isoformat()},
    )


def parcelled(session: Session, notice: Notice, locale: str) -> Digest | None:
    """Return where the desk stands as a notice is sent; None where all is done meanwhile."""
    since, until = (datetime.fromisoformat(notice.params[name]) for name in ("since", "until"))
    return stand(session, since, until, locale) or None


def stand(session: Session, since: datetime, until: datetime, locale: str) -> Digest:
    """Return where the desk stands, and what was published between two moments."""
    languages, oldest = standing.by_language(session), standing.oldest(session)
    waiting, (overdue, escalated) = standing.waiting(session), standing.marked(session)
    published = standing.published(session, since, until)
    views = verdict_views(session, published, locale)
    return Digest(
        open=sum(count for _, count in languages),
        languages=tuple(languages),
        oldest=line(oldest) if oldest else None,
        first=tuple(line(case) for case in standing.first(session, FIRST)),
        overdue=overdue,
        escalated=escalated,
        waiting=tuple(line(case, draft.submitted_at) for case, draft in waiting[:FIRST]),
        waiting_count=len(waiting),
        sent_back=standing.sent_back(session),
        translations=tuple(standing.translations(session)),
        published=tuple(
            ListedVerdict(views[one].rating, views[one].claim) for one in published if one in views
        )[:FIRST],
        published_count=len(views),
    )
