"""What subscribers press, under their card and under all that they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Send me no new verdicts any more."""


@dataclass(frozen=True, slots=True)
class SubscribeAgain:
    """I did not mean to unsubscribe."""


SubscriptionAction: TypeAlias = Unsubscribe | SubscribeAgain
