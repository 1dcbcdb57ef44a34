"""What admins press to keep order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.order.log_values import Part
from bot.services.order.values import Scope


@dataclass(frozen=True, slots=True)
class PauseNow:
    """An admin pauses something, or everything."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class ResumeNow:
    """An admin lets something go on, or everything."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class BlockSender:
    """An admin blocks whoever sent a post."""

    post: int


@dataclass(frozen=True, slots=True)
class BlockPerson:
    """An admin blocks somebody by id."""

    person: int


@dataclass(frozen=True, slots=True)
class BlockNobody:
    """An admin blocks nobody after all."""


@dataclass(frozen=True, slots=True)
class TurnLog:
    """An admin wants another page, or part, of the log."""

    part: Part
    page: int


OrderAction = PauseNow | ResumeNow | BlockSender | BlockPerson | BlockNobody | TurnLog
