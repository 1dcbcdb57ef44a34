"""What goes into the keeping of order and comes out. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.models import Activity, Role


class Scope(StrEnum):
    """What one command pauses, or lets go on."""

    INTAKE = "intake"
    ANSWERS = "answers"
    BROADCASTS = "broadcasts"
    ALL = "all"


ACTIVITIES: Final = {
    Scope.INTAKE: (Activity.INTAKE,),
    Scope.ANSWERS: (Activity.ANSWERS,),
    Scope.BROADCASTS: (Activity.BROADCASTS,),
    Scope.ALL: (Activity.INTAKE, Activity.ANSWERS, Activity.BROADCASTS),
}


@dataclass(frozen=True, slots=True)
class Switched:
    """These activities are paused now, or go on; none where all was so before."""

    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for is on its way."""


@dataclass(frozen=True, slots=True)
class ActivityState:
    """Whether an activity is paused: since when, and by whom; without a role by an operator."""

    activity: Activity
    since: datetime | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Pauses:
    """What is paused, and how many posts wait to be read."""

    states: tuple[ActivityState, ...]
    held: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken."""

    per_day: int = 0  # posts of one person; 0 is no limit
    limited: bool = False  # how many posts are read per minute is limited for this one
    crowded: bool = False  # so many have been read within the last minute


@dataclass(frozen=True, slots=True)
class Admitted:
    """The post is read now."""


@dataclass(frozen=True, slots=True)
class Held:
    """The post is kept as it came, and read later."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The post is not taken, and its sender knows it."""


@dataclass(frozen=True, slots=True)
class ByPost:
    """Whoever sent the post of this number."""

    number: int


@dataclass(frozen=True, slots=True)
class ByPerson:
    """Whoever has this id on Telegram."""

    number: int


Target = ByPost | ByPerson


@dataclass(frozen=True, slots=True)
class Blocked:
    """What this person sends is not taken any more; so many posts have left the open cases."""

    posts: int


@dataclass(frozen=True, slots=True)
class BlockedBefore:
    """This person is blocked already."""


@dataclass(frozen=True, slots=True)
class HasRole:
    """Admins and reviewers cannot be blocked."""


@dataclass(frozen=True, slots=True)
class NoSender:
    """There is no such post, or nobody knows any more who sent it."""


@dataclass(frozen=True, slots=True)
class SeveralSenders:
    """Several people sent what is shown there."""


@dataclass(frozen=True, slots=True)
class Unblocked:
    """What this person sends is taken again."""


@dataclass(frozen=True, slots=True)
class NotBlocked:
    """This person is not blocked."""
