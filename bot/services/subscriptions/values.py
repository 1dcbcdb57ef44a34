"""What subscribing gives: messages before they are worded, and what came of a press."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubscriptionEnded:
    """What somebody reads who wants to be sent nothing any more, with a way back."""


@dataclass(frozen=True, slots=True)
class Ended:
    """They want nothing from now on."""


@dataclass(frozen=True, slots=True)
class EndedBefore:
    """They wanted nothing already."""


@dataclass(frozen=True, slots=True)
class Undone:
    """It is as it was before they wanted nothing."""


@dataclass(frozen=True, slots=True)
class NothingEnded:
    """There is nothing to undo: they are subscribed, or never said anything of it."""
