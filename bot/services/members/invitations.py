"""Links that give a role once: made by admins, opened by whoever comes first."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.models import Hand, Invitation, Member, MemberChange, MemberDeed, NoticeKind, Person, Role
from bot.services.members.roles import RANK, is_suspended, may_administer
from bot.services.members.values import (
    Already,
    Author,
    BadInvitation,
    InvitationLink,
    Joined,
    Owed,
    Revoked,
    Shut,
    TooLate,
)
from bot.services.owing import owe
from bot.services.people import LANGUAGES
from bot.services.values import NotAllowed
from bot.store import members as store
from bot.store import people as person_rows

BYTES = 32  # of chance in a token: nobody guesses it
SHORTEST = 16  # of a token by its look; what else stands behind ?start= is no invitation

Opened = Joined | Already | Shut


def invite(
    session: Session, words: Sequence[str], author: Author, now: datetime, lasting: timedelta
) -> int | BadInvitation | NotAllowed:
    """Make an invitation of words such as "reviewer uk pl"; return its id."""
    if author.hand is Hand.ADMIN and not may_administer(session, author.person_id or 0):
        return NotAllowed()
    name, *languages = [word.lower() for word in words] or [""]
    if name not in {Role.REVIEWER, Role.ADMIN} or not set(languages) <= set(LANGUAGES):
        return BadInvitation()
    invitation = Invitation(
        role=Role(name),
        languages=list(dict.fromkeys(languages)),
        hand=author.hand,
        by_person_id=author.person_id,
        by_name=author.name,
        created_at=now,
        expires_at=now + lasting,
    )
    session.add(invitation)
    session.flush()
    _note(session, invitation, MemberDeed.INVITED, author, now)
    return invitation.id or 0


def owe_link(
    session: Session,
    chat_id: int,
    person_id: int,
    key: str,
    words: Sequence[str],
    now: datetime,
    lasting: timedelta,
) -> Owed | BadInvitation | NotAllowed:
    """Make an invitation and owe its link to the admin who asked."""
    made = invite(session, words, Author(Hand.ADMIN, person_id), now, lasting)
    if not isinstance(made, int):
        return made
    owe(
        session,
        key=key,
        kind=NoticeKind.INVITATION,
        chat_id=chat_id,
        person_id=person_id,
        params={"invitation": made},
    )
    return Owed()


def link(session: Session, invitation_id: int) -> InvitationLink | None:
    """Make the link of an invitation: a token of which only the hash is kept.

    Made once more, it is another link, and the one before opens nothing. None where the
    invitation was used or revoked.
    """
    invitation = session.get(Invitation, invitation_id, with_for_update=True)
    if invitation is None or invitation.used_at or invitation.revoked_at:
        return None
    token = secrets.token_urlsafe(BYTES)
    invitation.token_hash = _hash(token)
    session.flush()
    return InvitationLink(
        invitation_id,
        token,
        invitation.role,
        tuple(invitation.languages),
        invitation.expires_at,
    )


def looks_like_token(word: str) -> bool:
    """Say whether what stands behind ?start= may be an invitation's token."""
    return len(word) >= SHORTEST


def accept(session: Session, token: str, person_id: int, now: datetime) -> Opened:
    """Give the role of a link to whoever opens it; of two people at once one gets it."""
    person = store.locked(session, person_id) or person_rows.ensure(session, Person(id=person_id))
    invitation = store.invitation(session, _hash(token))
    if invitation is None:
        return Shut("unknown")
    if is_suspended(session, person_id):
        return Shut("suspended")
    shut = _shut(invitation, now)
    if shut is None and RANK[person.role] >= RANK[invitation.role]:
        return Already(person.role)
    if shut is None and store.use(session, invitation.id or 0, now):
        return _join(session, person, invitation, now)
    session.refresh(invitation)
    return Shut(shut or _shut(invitation, now) or "used")


def _shut(invitation: Invitation, now: datetime) -> str | None:
    """Say why a link cannot be opened; None while it can."""
    if invitation.used_at:
        return "used"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= now else None


def _join(session: Session, person: Person, invitation: Invitation, now: datetime) -> Joined:
    member = store.ensure(session, person.id, now)
    if person.role is Role.PUBLIC:
        member.since = now
    person.role = invitation.role
    member.languages = list(dict.fromkeys([*member.languages, *invitation.languages]))
    member.menu_due_at = None
    author = Author(invitation.hand, invitation.by_person_id, invitation.by_name)
    _note(session, invitation, MemberDeed.JOINED, author, now, member)
    return Joined(person.role)


def revoke(
    session: Session, invitation_id: int, author: Author, now: datetime
) -> Revoked | TooLate | NotAllowed:
    """Take a link back before somebody opens it."""
    if author.hand is Hand.ADMIN and not may_administer(session, author.person_id or 0):
        return NotAllowed()
    if not store.revoke(session, invitation_id, now):
        return TooLate()
    invitation = session.get_one(Invitation, invitation_id, populate_existing=True)
    _note(session, invitation, MemberDeed.REVOKED, author, now)
    return Revoked()


def _note(
    session: Session,
    invitation: Invitation,
    deed: MemberDeed,
    author: Author,
    now: datetime,
    member: Member | None = None,
) -> None:
    store.note(
        session,
        MemberChange(
            at=now,
            deed=deed,
            person_id=member.person_id if member else None,
            role=invitation.role,
            languages=member.languages if member else invitation.languages,
            invitation_id=invitation.id,
            hand=author.hand,
            by_person_id=author.person_id,
            by_name=author.name,
        ),
    )


def _hash(token: str) -> str:
    """Return what is kept of a token; it is long and random, so a plain hash does."""
    return hashlib.sha256(token.encode()).hexdigest()
