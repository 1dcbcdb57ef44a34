"""Who is blocked: what they send is not taken. Known by a mark, which /forget leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Ban, NoticeKind, Role
from bot.services import marks
from bot.services.owing import owe
from bot.services.values import Sender
from bot.store import bans, people, remembered

AGAIN = timedelta(days=1)  # after which somebody is told again that they are blocked


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who sends or presses something."""

    sender: Sender
    chat_id: int
    update_id: int
    asks: bool = False  # how things stand: /start


def is_blocked(session: Session, person_id: int) -> bool:
    """Say whether what somebody sends is not taken; whoever has a role here is never blocked."""
    return _ban(session, person_id) is not None


def turned_away(session: Session, visit: Visit, now: datetime) -> bool:
    """Say whether somebody is blocked; in their own chat they are told, once a day."""
    ban = _ban(session, visit.sender.id)
    if ban is None:
        return False
    private = visit.chat_id == visit.sender.id
    if private and (bans.tell(session, ban.digest, now, now - AGAIN) or visit.asks):
        _tell(session, visit, now)
    return True


def _ban(session: Session, person_id: int) -> Ban | None:
    secret = remembered.get(session, marks.SECRET)
    if secret is None:
        return None  # nobody was ever blocked
    ban = bans.get(session, marks.made_with(secret, person_id))
    if ban is None:
        return None
    person = people.get(session, person_id)
    return ban if person is None or person.role is Role.PUBLIC else None


def _tell(session: Session, visit: Visit, now: datetime) -> None:
    """Owe the line on it; nothing is kept of somebody who was forgotten."""
    owe(
        session,
        key=f"blocked:{visit.update_id}",
        kind=NoticeKind.TEXT,
        chat_id=visit.chat_id,
        person_id=visit.sender.id,
        due_at=now,
        params={"name": "blocked", "values": {}, "locale": visit.sender.language_code},
    )
