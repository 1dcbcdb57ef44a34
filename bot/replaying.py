"""Replaying the posts that reviewers judged, with another confidence for answers by rank.

It decides with the index that the bot uses, so that no claim is encoded anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from bot.evaluation.metrics import wilson
from bot.matching import Index, Stage, Sure, decide
from bot.services.labelled import Post
from bot.services.threshold_values import Measured

PATIENCE = 60.0  # seconds


def replay(
    posts: Sequence[Post],
    index: Index,
    thresholds: Sequence[float | None],
    *,
    patience: float = PATIENCE,
) -> tuple[Measured, ...]:
    """Decide on posts once with each of *thresholds*, as long as *patience* lasts.

    A post of which reviewers only said what it is not about has no right answer, as in
    `tipline evaluate`. Where time runs out fewer posts are measured, by all thresholds alike.
    """
    ends = monotonic() + patience
    indexes = [replace(index, threshold=one, decided={}) for one in thresholds]
    judged: list[list[tuple[bool, bool, bool]]] = [[] for _ in indexes]
    for post in sorted(posts, key=lambda one: one.key):  # a hash: any part is a fair one
        if monotonic() >= ends:
            break
        for own, other in zip(judged, indexes, strict=True):
            own.append(_judged(post, other))
    return tuple(_measured(own) for own in judged)


def _judged(post: Post, index: Index) -> tuple[bool, bool, bool]:
    """Say whether a post is answered, whether by rank, and whether that is right."""
    decision = decide(post.text, index)
    matches = decision.matches if isinstance(decision, Sure) else ()
    ranked = {one.verdict_id for one in matches if one.stage is Stage.RANK}
    return bool(matches), bool(ranked), not ranked.isdisjoint(post.right)


def _measured(judged: Sequence[tuple[bool, bool, bool]]) -> Measured:
    answered, by_rank, right = (sum(one[at] for one in judged) for at in range(3))
    interval = wilson(right, by_rank)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Measured(len(judged), answered, by_rank, right, low, high)
