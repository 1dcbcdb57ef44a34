"""What goes into the keeping of members and comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.models import Hand, MemberDeed, Role


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes a membership: an operator by login, an admin by Telegram's id."""

    hand: Hand
    person_id: int | None = None
    name: str | None = None


class Deed(StrEnum):
    """What an admin does to a member."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


TAKING = frozenset({Deed.DEMOTE, Deed.SUSPEND})  # these are asked about once more


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody who has a role."""

    person_id: int
    role: Role
    suspended_at: datetime | None
    languages: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class MemberList:
    """A page of members."""

    members: tuple[MemberView, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as admins see them, with what can be done to them."""

    member: MemberView
    author: Author | None  # who gave the role; None where nobody knows any more
    decisions: int
    deeds: tuple[Deed, ...]
    asked: Deed | None = None  # waits for a second press
    last_admin: bool = False


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of a membership, or one made or revoked invitation."""

    at: datetime
    deed: MemberDeed
    person_id: int | None
    role: Role
    languages: tuple[str, ...]
    author: Author


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """A link as it is sent; its token is nowhere else."""

    invitation_id: int
    token: str
    role: Role
    languages: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """A message about members is owed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The member has this role now, or is suspended or reinstated in it."""

    deed: Deed
    role: Role


@dataclass(frozen=True, slots=True)
class NoMember:
    """Nobody of this id has a role, or is known here at all."""


@dataclass(frozen=True, slots=True)
class LastAdmin:
    """Without this admin there would be none."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The member is not, or no longer, what this deed is for."""


@dataclass(frozen=True, slots=True)
class BadInvitation:
    """The words do not say which role, or name a language that is not spoken here."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The link was good: this is the role now."""

    role: Role


@dataclass(frozen=True, slots=True)
class Already:
    """The person has this role, or a higher one; the link can still be opened by another."""

    role: Role


@dataclass(frozen=True, slots=True)
class Shut:
    """The link gives nothing: used, expired, revoked or unknown; or suspended is the person."""

    why: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """The link cannot be opened any more."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """The link was used, or taken back before."""
