"""How far a broadcast is, and what becomes of a wish of its admins. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models import BroadcastState


@dataclass(frozen=True, slots=True)
class Progress:
    """A broadcast from the moment at which its recipients are listed."""

    broadcast_id: int
    state: BroadcastState
    people: int  # who get it at once
    sent: int = 0
    waiting: int = 0
    blocked: int = 0  # the bot, or their account is gone
    failed: int = 0
    unsure: int = 0  # it may have reached them
    in_bulletins: int = 0
    dropped: int = 0  # it was stopped before their turn
    left_out: int = 0  # they want nothing any more, or there was nothing to say any more
    per_second: float | None = None  # lately
    seconds_left: int | None = None
    all_paused: bool = False  # nothing of any broadcast leaves
    verdict_id: int | None = None
    reason: str | None = None  # why it was stopped
    to_decide: int = 0  # of *unsure*, those of whom no admin has said what to do
    asked: bool = False  # whether to stop it


@dataclass(frozen=True, slots=True)
class UnsureList:
    """A page of recipients of whom nobody knows whether the broadcast reached them."""

    broadcast_id: int
    page: int
    pages: int
    total: int
    lines: tuple[tuple[int, datetime], ...]  # the number of the message, and when it was tried
    open: bool = True  # they can be written to again


@dataclass(frozen=True, slots=True)
class Steered:
    """The broadcast is in this state now; *new* is False where it was so before."""

    state: BroadcastState
    new: bool = True


@dataclass(frozen=True, slots=True)
class TooFar:
    """The broadcast is in a state in which that cannot be done."""

    state: BroadcastState


@dataclass(frozen=True, slots=True)
class NoBroadcast:
    """There is no such broadcast."""


@dataclass(frozen=True, slots=True)
class Settled:
    """So many of whom nobody knows are written to again, or left as they are."""

    people: int
