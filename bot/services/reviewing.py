"""What reviewers do: take a case, rate it, name a source, or say that there is no claim in it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.models import Case, DecisionKind, NoticeKind
from bot.services import audit
from bot.services.cards import card as card
from bot.services.cards import redraw
from bot.services.gathering import gather as gather
from bot.services.leases import Refused, workable
from bot.services.membership import close
from bot.services.owing import owe
from bot.services.values import Dismissed
from bot.store import cases, notices


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


def case_under(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the case that a message of the reviewers' chat shows."""
    shown = notices.sent_as(session, chat_id, message_id)
    return shown.case_id if shown else None


def not_a_claim(
    session: Session, case_id: int, person_id: int, now: datetime
) -> Dismissed | Refused:
    """Close a case that holds nothing to check; a repeat of its text is not offered again."""
    case = workable(session, case_id, person_id, now)
    if not isinstance(case, Case):
        return case
    audit.note(session, DecisionKind.NOT_A_CLAIM, now, person_id=person_id, case_id=case.id)
    close(session, case, now)
    redraw(session, case)
    return Dismissed()
