"""What a person may do: the role that is kept of them, unless they are suspended."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlmodel import Session

from bot.models import Hand, MemberChange, MemberDeed, Person, Role, utcnow
from bot.store import members
from bot.store import people as store

RANK: Final = {Role.PUBLIC: 0, Role.REVIEWER: 1, Role.ADMIN: 2}


def role(session: Session, person_id: int) -> Role:
    """Return what a person may do; whoever is suspended may do what everybody may."""
    person = store.get(session, person_id)
    if person is None or person.role is Role.PUBLIC or is_suspended(session, person_id):
        return Role.PUBLIC
    return person.role


def is_suspended(session: Session, person_id: int) -> bool:
    """Say whether a person's role is suspended."""
    member = members.get(session, person_id)
    return member is not None and member.suspended_at is not None


def may_review(session: Session, person_id: int) -> bool:
    """Say whether a person may decide on cases; that stays so while this transaction lasts."""
    store.hold(session, person_id)
    return role(session, person_id) in {Role.REVIEWER, Role.ADMIN}


def may_administer(session: Session, person_id: int) -> bool:
    """Say whether a person may decide who reviews; that stays so while this transaction lasts."""
    store.hold(session, person_id)
    return role(session, person_id) is Role.ADMIN


def sync_roles(session: Session, admins: Collection[int], reviewers: Collection[int]) -> None:
    """Give the roles of the settings.

    What people decided in the store stands: the settings add to a role that was given there, and
    neither take it away nor undo a demotion. A role that only the settings gave goes with them.
    Who is suspended stays so.
    """
    named = dict.fromkeys(reviewers, Role.REVIEWER) | dict.fromkeys(admins, Role.ADMIN)
    for person_id in named:
        store.ensure(session, Person(id=person_id))
    for person in store.with_roles(session, named):
        _name(session, person, named.get(person.id, Role.PUBLIC))


def _name(session: Session, person: Person, named: Role) -> None:
    """Give a person the role that the settings and the store make together."""
    now = utcnow()
    given = members.role_given(session, person.id)
    role = max(given.role if given else Role.PUBLIC, named, key=RANK.__getitem__)
    if given and given.deed is MemberDeed.DEMOTED:
        role = given.role
    if role is person.role:
        return
    person.role = role
    member = members.ensure(session, person.id, now)
    members.note(
        session,
        MemberChange(
            at=now,
            deed=MemberDeed.NAMED,
            person_id=person.id,
            role=role,
            languages=member.languages,
            hand=Hand.SETTINGS,
        ),
    )
