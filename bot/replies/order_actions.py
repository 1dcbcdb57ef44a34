"""What admins press to keep order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.order.values import Scope


@dataclass(frozen=True, slots=True)
class PauseNow:
    """An admin pauses something, or everything."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class ResumeNow:
    """An admin lets something go on, or everything."""

    scope: Scope


OrderAction = PauseNow | ResumeNow
