"""What is measured, as pure functions; each docstring gives the definition and its source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, sqrt
from statistics import NormalDist, fmean

BINS = 10


@dataclass(frozen=True, slots=True)
class Rated:
    """A post's best candidate: how sure the engine is of it, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is answered if all posts at least as sure as *confidence* are."""

    confidence: float
    answered: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the answered posts whose best candidate is right."""
        return self.right / self.answered


@dataclass(frozen=True, slots=True)
class Bin:
    """Posts of like confidence: how many, how sure on the average, how many of them right.

    *right* is a fraction where a bin's border parts posts of equal confidence.
    """

    posts: int
    confidence: float
    right: float

    @property
    def share_right(self) -> float:
        """Share of the posts whose best candidate is right."""
        return self.right / self.posts


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a share, 0 to 1."""

    low: float
    high: float


def average_precision(ranking: Sequence[str], right: Collection[str], depth: int) -> float:
    """Sum the precision at the rank of each right claim down to *depth*, over all right claims.

    This is trec_eval's `map_cut` for one query, which CheckThat! task 2 is scored by; right claims
    beyond *depth* count as missed. Averaged over posts it is MAP@depth. *right* is not empty.
    """
    ranks = (rank for rank, claim in enumerate(ranking[:depth], 1) if claim in right)
    return sum(found / rank for found, rank in enumerate(ranks, 1)) / len(right)


def reciprocal_rank(ranking: Sequence[str], right: Collection[str]) -> float:
    """Return 1 / rank of the first right claim, 0 where the ranking has none (Voorhees 1999)."""
    return next((1 / rank for rank, claim in enumerate(ranking, 1) if claim in right), 0.0)


def success(ranking: Sequence[str], right: Collection[str], depth: int) -> bool:
    """Say whether a right claim is among the first *depth* (trec_eval's `success`)."""
    return any(claim in right for claim in ranking[:depth])


def thresholds(rated: Iterable[Rated]) -> tuple[Threshold, ...]:
    """Return every threshold that parts the posts, the highest first; equals stay together."""
    points = []
    answered = right = 0
    for confidence, equals in _by_confidence(rated):
        answered += len(equals)
        right += sum(one.right for one in equals)
        points.append(Threshold(confidence, answered, right))
    return tuple(points)


def recall_at_precision(rated: Iterable[Rated], findable: int, least: float) -> float | None:
    """Return the largest share of findable posts answered rightly at a precision of *least*.

    Every threshold on the confidence is tried; its precision is over all posts at or above it,
    those without a right claim in the store among them, while the share is of the *findable*
    posts, which have one. 0 where no threshold is that precise, None where nothing is findable.
    """
    if not findable:
        return None
    right = (point.right for point in thresholds(rated) if point.precision >= least)
    return max(right, default=0) / findable


def reliability(rated: Iterable[Rated], bins: int = BINS) -> tuple[Bin, ...]:
    """Part the posts, sorted by confidence, into at most *bins* of equal size, the lowest first.

    Sizes differ by one post at most, the larger bins first as in `numpy.array_split`. Posts of
    equal confidence each count as the share of them that is right: their order does not matter.
    """
    spread = [
        (confidence, sum(one.right for one in equals) / len(equals))
        for confidence, equals in reversed(list(_by_confidence(rated)))
        for _ in equals
    ]
    size, larger = divmod(len(spread), bins)
    borders = [number * size + min(number, larger) for number in range(bins + 1)]
    parts = (spread[low:high] for low, high in pairwise(borders) if low < high)
    return tuple(
        Bin(len(part), fmean(sure for sure, _ in part), sum(right for _, right in part))
        for part in parts
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error over *bins*; None where there are none.

    It is the mean over bins, weighted by posts, of |mean confidence - share right| (Naeini,
    Cooper, Hauskrecht 2015), here with bins of equal mass (Nguyen, O'Connor 2015).
    """
    if not bins:
        return None
    gaps = (one.posts * abs(one.confidence - one.share_right) for one in bins)
    return sum(gaps) / sum(one.posts for one in bins)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least *share* of *values* do not exceed (nearest rank)."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]


def wilson(right: float, total: int, level: float = 0.95) -> Interval | None:
    """Return Wilson's score interval for *right* of *total* (Wilson 1927); None without any."""
    if not total:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = right / total
    centre = share + z * z / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return Interval(max((centre - reach) / scale, 0.0), min((centre + reach) / scale, 1.0))


def _by_confidence(rated: Iterable[Rated]) -> Iterator[tuple[float, list[Rated]]]:
    """Yield posts of equal confidence together, the surest first."""
    ordered = sorted(rated, key=lambda one: one.confidence, reverse=True)
    for confidence, equals in groupby(ordered, key=lambda one: one.confidence):
        yield confidence, list(equals)
