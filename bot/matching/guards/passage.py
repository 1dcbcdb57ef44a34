"""Where a post speaks of a claim: the sentence that says most of it, and those that add to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.matching.guards.alignment import Alignment

NEAR = 2  # sentences: what stands farther away speaks of something else
MOST = 4  # sentences of a passage


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a post that speak of a claim, by their places."""

    best: int
    chosen: frozenset[int]
    around: tuple[int, ...]  # neighbours that say nothing of it but may turn it


def find(alignment: Alignment) -> Passage | None:
    """Return the passage of a post that a claim is held against; None where none speaks of it."""
    told = _told(alignment)
    if not told:
        return None
    best = max(told, key=lambda at: (len(told[at]), -at))
    chosen, known = {best}, set(told[best])
    for _ in range(MOST - 1):
        near = [at for at in told if at not in chosen and _distance(at, chosen) <= NEAR]
        gains = {at: len(told[at] - known) for at in near}
        if not any(gains.values()):
            break
        more = max(near, key=lambda at: (gains[at], -at))
        chosen.add(more)
        known |= told[more]
    last = len(alignment.post.spans)
    around = {side for at in chosen for side in (at - 1, at + 1) if 0 <= side < last}
    return Passage(best, frozenset(chosen), tuple(sorted(around - chosen)))


def _distance(at: int, chosen: set[int]) -> int:
    return min(abs(at - one) for one in chosen)


def _told(alignment: Alignment) -> Mapping[int, set[str]]:
    """Return what each sentence of the post says of the claim: words and amounts."""
    told: dict[int, set[str]] = defaultdict(set)
    for at, found in alignment.pairs.items():
        for place in found:
            told[alignment.post.words[place].sentence].add(f"~{at}")
    amounts = {(one.low, one.high) for _, one in alignment.claim.numbers}
    for sentence, number in alignment.post.numbers:
        if (number.low, number.high) in amounts:
            told[sentence].add(f"#{number.low}")
    dates = {(day.month, day.day) for _, day in alignment.claim.days}
    for sentence, day in alignment.post.days:
        if (day.month, day.day) in dates:
            told[sentence].add(f"@{day.month}-{day.day}")
    return told
