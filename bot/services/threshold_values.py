"""What is measured of a confidence, and what comes of the wish to set one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """Whether admins may set a confidence, and why."""

    CAREFUL = "careful"  # at least as careful as the setting
    ENOUGH = "enough"  # so many answers were right where it was measured
    BELOW = "below"  # fewer were
    TOO_FEW = "too_few"  # judged answers to tell


@dataclass(frozen=True, slots=True)
class Measured:
    """What the bot would have said of posts that reviewers judged."""

    posts: int
    answered: int  # in any way
    by_rank: int  # of these, by rank
    right: int  # of these, with a claim that a reviewer called the post's
    low: float | None = None  # Wilson's 95 % interval of that share
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ThresholdCard:
    """The confidence that holds, and what was measured with the one that is asked for."""

    current: float | None  # what admins set
    points: tuple[float, float]  # of the setting: by meaning, by words alone
    floor: float
    asked: float | None = None
    now: Measured | None = None
    then: Measured | None = None
    labelled: int = 0  # posts that reviewers judged; fewer were measured where time ran out
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An admin asks for a confidence, or only what holds; *current* is what admins set."""

    confidence: float | None
    current: float | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was written is no confidence between one half and one."""


@dataclass(frozen=True, slots=True)
class ThresholdSet:
    """A confidence holds from now on; None is the setting's."""

    confidence: float | None


@dataclass(frozen=True, slots=True)
class Outdated:
    """What was measured is too old, or something else holds meanwhile: measure anew."""
