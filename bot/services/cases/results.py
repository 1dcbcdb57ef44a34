"""What reviewers' steps come to, and what their cards show. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.values import NotAllowed as NotAllowed
from bot.services.values import VerdictView


@dataclass(frozen=True, slots=True)
class Taken:
    """The reviewer holds the case until then."""

    case_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The case is free for others."""

    case_id: int


@dataclass(frozen=True, slots=True)
class NotHeld:
    """The reviewer does not hold the case: their time ran out, or they never took it."""


@dataclass(frozen=True, slots=True)
class HeldByOther:
    """Another reviewer works on the case until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class WaitsForApproval:
    """A verdict on the case is written and waits for a second pair of eyes."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The case is decided already, or there is no such case."""

    verdict: VerdictView | None = None
