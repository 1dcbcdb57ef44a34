"""What admins press under the card of a broadcast that has begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class WatchBroadcast:
    """An admin wants to see how far a broadcast is."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class PauseBroadcast:
    """An admin lets nothing more leave for now."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class ResumeBroadcast:
    """An admin lets it go on."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class AskStopBroadcast:
    """An admin wants to stop it for good, and is asked once more."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class StopBroadcast:
    """An admin stops it for good."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class ShowUnsure:
    """An admin wants to see of whom nobody knows whether it reached them."""

    broadcast: int
    page: int


@dataclass(frozen=True, slots=True)
class WriteAgain:
    """An admin sends it to these once more."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class LeaveUnsure:
    """An admin leaves it at that."""

    broadcast: int


RunningAction: TypeAlias = (
    WatchBroadcast
    | PauseBroadcast
    | ResumeBroadcast
    | AskStopBroadcast
    | StopBroadcast
    | ShowUnsure
    | WriteAgain
    | LeaveUnsure
)
