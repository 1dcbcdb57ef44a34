"""What admins press under statistics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowStatistics:
    """An admin wants the picture of the last so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class StatisticsFile:
    """An admin wants what a picture shows as a file: so many days up to a moment."""

    days: int
    until: int  # seconds since 1970


StatisticsAction = ShowStatistics | StatisticsFile
