"""A flagged answer as reviewers see it, and what comes of their word. Wording is added later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching import Evidence, Stage
from bot.models import Stance

if TYPE_CHECKING:
    from bot.services.values import VerdictView


@dataclass(frozen=True, slots=True)
class PairCard:
    """A post with an answer that its reader says is not about it, and why it got that."""

    flag_id: int
    text: str  # cleaned of personal data; none once the post is not kept any more
    language: str | None
    verdict: VerdictView | None  # None once it is withdrawn
    stance: Stance | None = None  # none of these where the answer came from a reviewer
    stage: Stage | None = None
    sentence: str = ""
    evidence: tuple[Evidence, ...] = ()
    same: bool | None = None  # once it is judged


@dataclass(frozen=True, slots=True)
class Judged:
    """The reviewer's word is kept."""

    same: bool


@dataclass(frozen=True, slots=True)
class JudgedBefore:
    """Somebody else was quicker."""

    same: bool


@dataclass(frozen=True, slots=True)
class NoPair:
    """There is nothing to judge: the post is gone, or its reader took their word back."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A flagged answer is owed."""


@dataclass(frozen=True, slots=True)
class NoneWaits:
    """No flagged answer waits."""
