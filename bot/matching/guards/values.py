"""What the guards find out about a post and a claim."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.values import Evidence
from bot.models import Stance


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a post does with a claim, and what each guard saw."""

    stance: Stance
    evidence: tuple[Evidence, ...]  # of each guard that had something to compare
    sentence: str  # of the post that speaks most of the claim: an exact substring

    @property
    def passed(self) -> bool:
        """Say whether no guard found a difference."""
        return all(one.passed for one in self.evidence)

    @property
    def difference(self) -> Evidence | None:
        """Return the first evidence that differs."""
        return next((one for one in self.evidence if not one.passed), None)
