"""What admins press under a list of members, a member's card or a link."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Role
from bot.services.members.values import Deed


@dataclass(frozen=True, slots=True)
class MembersPage:
    """An admin wants a page of members."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowMember:
    """An admin wants to see a member."""

    member: int


@dataclass(frozen=True, slots=True)
class AskMember:
    """An admin wants to do something to a member, and is asked once more."""

    member: int
    deed: Deed


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """An admin does something to a member who was shown in this role."""

    member: int
    deed: Deed
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """An admin takes a link back."""

    invitation: int
