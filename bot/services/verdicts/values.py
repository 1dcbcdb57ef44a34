"""What becomes of published verdicts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoVerdict:
    """There is no such verdict, or it is withdrawn."""


@dataclass(frozen=True, slots=True)
class WithdrawnBefore:
    """The verdict is taken back already."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The verdict stays as it is, as checked today."""

    verdict_id: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The verdict is taken back, and this many people are told."""

    told: int
