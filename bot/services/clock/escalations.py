"""What waits too long, brought before the admins: one message for all that came up meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from bot.models import Notice, NoticeKind, Role
from bot.services.clock.values import Escalated
from bot.services.lines import line
from bot.services.members.roles import may_administer
from bot.services.owing import owe
from bot.store import due, jobs, members

NAMED = 10  # cases with a button
JOB = "escalations"  # its row says up to when the admins were told
EVER = datetime.min.replace(tzinfo=UTC)


def tell_admins(session: Session, now: datetime) -> int:
    """Owe each admin one message on what was escalated since they were told; return how many."""
    since = jobs.last(session, JOB) or EVER
    jobs.note(session, JOB, now)
    if not due.escalated(session, since, now, 1)[1]:
        return 0
    admins = [
        person.id
        for person, member in members.every(session)
        if person.role is Role.ADMIN and not (member and member.suspended_at)
    ]
    params = {"about": "escalated", "since": since.isoformat(), "until": now.isoformat()}
    return sum(
        owe(
            session,
            key=f"escalated:{admin}:{now.isoformat()}",
            kind=NoticeKind.REMINDER,
            chat_id=admin,
            person_id=admin,
            direct=False,
            due_at=now,
            params=params,
        )
        for admin in admins
    )


def parcelled(session: Session, notice: Notice) -> Escalated | None:
    """Return what a notice brings before an admin; None where all is done meanwhile."""
    if not may_administer(session, notice.person_id or 0):
        return None
    since, until = (datetime.fromisoformat(notice.params[name]) for name in ("since", "until"))
    found, count = due.escalated(session, since, until, NAMED)
    return Escalated(tuple(line(case) for case in found), count) if found else None
