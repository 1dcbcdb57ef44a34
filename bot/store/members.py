"""Members, the links that invite them, and every change of a membership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Decided,
    Hand,
    Invitation,
    Member,
    MemberChange,
    MemberDeed,
    OwnName,
    Person,
    Question,
    Role,
)
from bot.store.statements import insert_new

# Others may meanwhile write rows that refer to the locked one.
UNKEYED = {"key_share": True}
ROLE_DEEDS = (MemberDeed.JOINED, MemberDeed.PROMOTED, MemberDeed.DEMOTED)


def get(session: Session, person_id: int) -> Member | None:
    """Find what is kept of a member."""
    return session.get(Member, person_id)


def ensure(session: Session, person_id: int, now: datetime) -> Member:
    """Return a member's row, made now if there is none."""
    insert_new(session, Member(person_id=person_id, since=now), "person_id")
    return session.get_one(Member, person_id)


def locked(session: Session, person_id: int) -> Person | None:
    """Find a person, and keep everybody else from changing who they are here."""
    session.flush()
    return session.get(Person, person_id, with_for_update=UNKEYED, populate_existing=True)


def lock_admins(session: Session) -> Sequence[int]:
    """Return who administers, suspended ones left out; all admins stay as they are until then.

    A second transaction waits here for the first, and reads what that has left.
    """
    admins = select(Person.id).where(Person.role == Role.ADMIN).order_by(col(Person.id))
    ids = session.exec(admins.with_for_update(key_share=True)).all()
    suspended = select(Member.person_id).where(col(Member.suspended_at).is_not(None))
    return sorted(set(ids) - set(session.exec(suspended).all()))


def admins(session: Session) -> Sequence[int]:
    """Return who administers, suspended ones left out."""
    suspended = select(Member.person_id).where(col(Member.suspended_at).is_not(None))
    query = select(Person.id).where(Person.role == Role.ADMIN, col(Person.id).not_in(suspended))
    return session.exec(query.order_by(col(Person.id))).all()


def ask_of_other(session: Session, case_id: int, into_id: int) -> None:
    """Let what members are asked about a case be about another one."""
    session.flush()
    session.connection().execute(
        sa.update(Member).where(col(Member.asks_of) == case_id).values(asks_of=into_id)
    )
    session.expire_all()


def every(session: Session) -> Sequence[tuple[Person, Member | None]]:
    """Return all who have a role, the suspended among them; who came first is first."""
    query = (
        select(Person, Member)
        .join(Member, col(Member.person_id) == Person.id, isouter=True)
        .where(Person.role != Role.PUBLIC)
        .order_by(col(Person.role), col(Member.since), col(Person.id))  # "admin" < "reviewer"
    )
    return session.exec(query).all()


def with_menus(session: Session, now: datetime) -> Sequence[tuple[Person, Member]]:
    """Return all who are or were members, and whose menu may be set now."""
    query = (
        select(Person, Member)
        .join(Member, col(Member.person_id) == Person.id)
        .where(sa.or_(col(Member.menu_due_at).is_(None), col(Member.menu_due_at) <= now))
        .order_by(col(Person.id))
    )
    return session.exec(query).all()


def asking(session: Session, question: Question) -> Sequence[Member]:
    """Return who is asked a question."""
    query = select(Member).where(Member.asks == question).order_by(col(Member.person_id))
    return session.exec(query).all()


def decided(session: Session, person_id: int) -> int:
    """Count the decisions on cases that somebody made."""
    query = select(sa.func.count()).select_from(Decided).where(Decided.person_id == person_id)
    return session.exec(query).one()


def note(session: Session, change: MemberChange) -> MemberChange:
    """Keep a change."""
    session.add(change)
    session.flush()
    return change


def role_given(session: Session, person_id: int) -> MemberChange | None:
    """Return how somebody last got their role by people's decision, not by the settings."""
    query = select(MemberChange).where(
        MemberChange.person_id == person_id,
        MemberChange.hand != Hand.SETTINGS,
        col(MemberChange.deed).in_(ROLE_DEEDS),
    )
    return session.exec(query.order_by(col(MemberChange.id).desc()).limit(1)).first()


def changes(session: Session, person_id: int | None = None) -> Sequence[MemberChange]:
    """Return all changes, or those of one person, the oldest first."""
    query = select(MemberChange).order_by(col(MemberChange.id))
    if person_id is not None:
        query = query.where(MemberChange.person_id == person_id)
    return session.exec(query).all()


def invitation(session: Session, token_hash: str) -> Invitation | None:
    """Find an invitation by the hash of its token, as it is now."""
    query = select(Invitation).where(Invitation.token_hash == token_hash)
    return session.exec(query.execution_options(populate_existing=True)).first()


def use(session: Session, invitation_id: int, now: datetime) -> bool:
    """Use an invitation up; False where somebody was quicker, or it holds no longer."""
    session.flush()
    used = session.connection().execute(
        sa.update(Invitation)
        .where(
            col(Invitation.id) == invitation_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .values(used_at=now)
    )
    return used.rowcount == 1


def revoke(session: Session, invitation_id: int, now: datetime) -> bool:
    """Take an invitation back; False where it was used or taken back before."""
    session.flush()
    revoked = session.connection().execute(
        sa.update(Invitation)
        .where(
            col(Invitation.id) == invitation_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )
    return revoked.rowcount == 1


def open_of(session: Session, person_id: int) -> Sequence[Invitation]:
    """Return the invitations by an admin that nobody has used or taken back."""
    query = select(Invitation).where(
        Invitation.by_person_id == person_id,
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
    )
    return session.exec(query).all()


def name_bot(session: Session, bot_id: int, username: str, now: datetime) -> None:
    """Keep the bot's username."""
    session.merge(OwnName(bot_id=bot_id, username=username, seen_at=now))


def bot_name(session: Session) -> str | None:
    """Return the username of the bot that started last with this store."""
    query = select(OwnName.username).order_by(col(OwnName.seen_at).desc())
    return session.exec(query.limit(1)).first()
