"""What admins press under what was measured of a confidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetThreshold:
    """An admin sets the confidence that was measured, in thousandths."""

    step: int


@dataclass(frozen=True, slots=True)
class LeaveThreshold:
    """An admin leaves it as it is."""


ThresholdAction = SetThreshold | LeaveThreshold
