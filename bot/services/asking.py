"""What a member is asked to write next in their own chat; kept, so a restart loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.models import Question
from bot.services.members.roles import may_review
from bot.store import members


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for a member's words."""

    question: Question
    about: int  # a draft's case, or the case itself
    seen: int = 0  # the draft's version that the member saw


def ask(session: Session, person_id: int, asked: Asked, now: datetime) -> None:
    """Take a member's next words as the answer to a question; there is one at a time."""
    member = members.ensure(session, person_id, now)
    member.asks, member.asks_of, member.asks_seen = asked.question, asked.about, asked.seen
    session.flush()


def asked(session: Session, person_id: int) -> Asked | None:
    """Return what a member is asked; nothing where they may not review (any more)."""
    member = members.get(session, person_id)
    if member is None or member.asks is None or member.asks_of is None:
        return None
    if not may_review(session, person_id):
        return None
    return Asked(member.asks, member.asks_of, member.asks_seen)


def settle(session: Session, person_id: int) -> None:
    """Ask a member nothing any more."""
    if member := members.get(session, person_id):
        member.asks = member.asks_of = None
        member.asks_seen = 0
        session.flush()
