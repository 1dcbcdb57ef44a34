"""What admins see of members in their own chats: the list, and a member with what can be done."""

from __future__ import annotations

from sqlmodel import Session

from bot.models import NoticeKind
from bot.services.members import members
from bot.services.members.roles import may_administer
from bot.services.members.values import Deed, NoMember, Owed
from bot.services.owing import owe
from bot.services.values import NotAllowed


def owe_list(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    *,
    page: int = 1,
    edits: int | None = None,
) -> Owed | NotAllowed:
    """Owe an admin a page of members, once per *key*."""
    if not may_administer(session, person_id):
        return NotAllowed()
    owe(
        session,
        key=key,
        kind=NoticeKind.MEMBERS,
        chat_id=chat_id,
        person_id=person_id,
        params={"page": page},
        edits=edits,
    )
    return Owed()


def owe_card(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    who: int,
    *,
    asked: Deed | None = None,
    edits: int | None = None,
) -> Owed | NoMember | NotAllowed:
    """Owe an admin a member; with *asked* that deed waits there for a second press."""
    if not may_administer(session, person_id):
        return NotAllowed()
    if members.card(session, who) is None:
        return NoMember()
    owe(
        session,
        key=key,
        kind=NoticeKind.MEMBER,
        chat_id=chat_id,
        person_id=person_id,
        params={"member": who, "asked": str(asked) if asked else None},
        edits=edits,
    )
    return Owed()
