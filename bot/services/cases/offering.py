"""Showing the reviewers' chat what it has not seen."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import NoticeKind
from bot.services.owing import owe
from bot.store import cases


def offer(session: Session, chat_id: int, now: datetime, limit: int) -> int:
    """Owe the reviewers' chat the cases it has not seen, most people first; return how many."""
    wanted = cases.most_wanted(session, limit)
    for case in wanted:
        case.offered_at = now
        owe(
            session,
            key=f"case:{case.id}",
            kind=NoticeKind.CASE,
            chat_id=chat_id,
            direct=False,
            due_at=now,
            case_id=case.id,
        )
    return len(wanted)
