"""Who has which role: members are promoted, demoted, suspended and reinstated, by admins only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.models import Hand, Member, MemberChange, MemberDeed, NoticeKind, Person, Role
from bot.services.cases import leases
from bot.services.members.roles import role as role_of
from bot.services.members.values import (
    Author,
    Changed,
    ChangeView,
    Deed,
    LastAdmin,
    MemberCard,
    MemberList,
    MemberView,
    NoMember,
    Overtaken,
)
from bot.services.owing import owe
from bot.services.values import NotAllowed
from bot.store import members as store
from bot.store import people as person_rows

PAGE = 8  # members on one page of the list: as many as a phone shows
UP: Final = {Role.PUBLIC: Role.REVIEWER, Role.REVIEWER: Role.ADMIN}
DOWN: Final = {Role.ADMIN: Role.REVIEWER, Role.REVIEWER: Role.PUBLIC}
DONE: Final = {
    Deed.PROMOTE: MemberDeed.PROMOTED,
    Deed.DEMOTE: MemberDeed.DEMOTED,
    Deed.SUSPEND: MemberDeed.SUSPENDED,
    Deed.REINSTATE: MemberDeed.REINSTATED,
}
Change = Changed | NotAllowed | NoMember | LastAdmin | Overtaken


def change(
    session: Session,
    person_id: int,
    deed: Deed,
    author: Author,
    now: datetime,
    *,
    seen: Role | None = None,
) -> Change:
    """Do *deed* to a member, at once and for good; *seen* is the role that the author saw.

    Of two at once the second finds what the first has left: it is done once, and somebody who
    administers is always left.
    """
    admins = store.lock_admins(session)
    person = store.locked(session, person_id)
    if author.hand is Hand.ADMIN and role_of(session, author.person_id or 0) is not Role.ADMIN:
        return NotAllowed()
    if person is None or (person.role is Role.PUBLIC and author.hand is Hand.ADMIN):
        return NoMember()
    member = store.ensure(session, person_id, now)
    if deed not in _possible(person, member) or (seen or person.role) is not person.role:
        return Overtaken()
    if deed in {Deed.DEMOTE, Deed.SUSPEND} and list(admins) == [person_id]:
        return LastAdmin()
    _apply(session, person, member, deed, now)
    noted = _note(session, person, member, deed, author, now)
    _tell(session, noted, now)
    return Changed(deed, person.role)


def _possible(person: Person, member: Member | None) -> tuple[Deed, ...]:
    """Return what can be done to somebody, whoever wants it."""
    suspended = member is not None and member.suspended_at is not None
    found = [Deed.PROMOTE] if person.role in UP and not suspended else []
    if person.role in DOWN:
        found += [Deed.DEMOTE, Deed.REINSTATE if suspended else Deed.SUSPEND]
    return tuple(found)


def _apply(session: Session, person: Person, member: Member, deed: Deed, now: datetime) -> None:
    match deed:
        case Deed.PROMOTE:
            if person.role is Role.PUBLIC:
                member.since = now
            person.role = UP[person.role]
        case Deed.DEMOTE:
            person.role = DOWN[person.role]
            if person.role is Role.PUBLIC:
                member.suspended_at = None
        case Deed.SUSPEND:
            member.suspended_at = now
        case Deed.REINSTATE:
            member.suspended_at = None
    member.menu_due_at = None
    session.flush()
    if deed in {Deed.DEMOTE, Deed.SUSPEND}:
        _take_back(session, person.id, now)


def _take_back(session: Session, person_id: int, now: datetime) -> None:
    """Return the cases that somebody holds, and revoke their links, where the role is too low."""
    role = role_of(session, person_id)
    if role is not Role.ADMIN:
        for invitation in store.open_of(session, person_id):
            store.revoke(session, invitation.id or 0, now)
    if role is Role.PUBLIC:
        leases.take_back(session, person_id, now)


def _note(
    session: Session, person: Person, member: Member, deed: Deed, author: Author, now: datetime
) -> MemberChange:
    return store.note(
        session,
        MemberChange(
            at=now,
            deed=DONE[deed],
            person_id=person.id,
            role=person.role,
            languages=member.languages,
            hand=author.hand,
            by_person_id=author.person_id,
            by_name=author.name,
        ),
    )


def _tell(session: Session, noted: MemberChange, now: datetime) -> None:
    """Owe the member a line on what became of their role."""
    names = {MemberDeed.SUSPENDED: "role_suspended", MemberDeed.REINSTATED: "role_reinstated"}
    owe(
        session,
        key=f"member:{noted.id}",
        kind=NoticeKind.TEXT,
        chat_id=noted.person_id or 0,
        person_id=noted.person_id,
        direct=False,
        due_at=now,
        params={
            "name": names.get(noted.deed, "role_now"),
            "values": {"role": str(noted.role)},
        },
    )


def everybody(session: Session) -> list[MemberView]:
    """Return all members, admins first."""
    return [_view(person, member) for person, member in store.every(session)]


def page(session: Session, number: int) -> MemberList:
    """Return a page of members; the nearest one where there is no such page."""
    found = everybody(session)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, number), pages)
    return MemberList(tuple(found[(number - 1) * PAGE : number * PAGE]), number, pages)


def card(session: Session, person_id: int, asked: Deed | None = None) -> MemberCard | None:
    """Return a member with what can be done to them; None for somebody unknown."""
    person = person_rows.get(session, person_id)
    if person is None:
        return None
    member = store.get(session, person_id)
    public = person.role is Role.PUBLIC
    deeds = () if public else _possible(person, member)
    active = [one for one, row in store.every(session) if _administers(one, row)]
    last = [one.id for one in active] == [person_id]
    given = [
        one
        for one in store.changes(session, person_id)
        if one.deed not in {MemberDeed.SUSPENDED, MemberDeed.REINSTATED}
    ]
    return MemberCard(
        _view(person, member),
        _author(given[-1]) if given else None,
        store.decided(session, person_id),
        tuple(one for one in deeds if not (last and one in {Deed.DEMOTE, Deed.SUSPEND})),
        asked if asked in deeds else None,
        last,
    )


def _administers(person: Person, member: Member | None) -> bool:
    return person.role is Role.ADMIN and not (member and member.suspended_at)


def history(session: Session, person_id: int | None = None) -> Sequence[ChangeView]:
    """Return every change, or those of one person, the oldest first."""
    return [
        ChangeView(one.at, one.deed, one.person_id, one.role, tuple(one.languages), _author(one))
        for one in store.changes(session, person_id)
    ]


def _view(person: Person, member: Member | None) -> MemberView:
    return MemberView(
        person.id,
        person.role,
        member.suspended_at if member else None,
        tuple(member.languages) if member else (),
        member.since if member else None,
    )


def _author(noted: MemberChange) -> Author:
    return Author(noted.hand, noted.by_person_id, noted.by_name)
