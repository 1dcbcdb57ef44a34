"""Fitting, and estimating what it is worth on posts that had no part in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from bot.evaluation.fitting import Sample, fit_ranker, fit_sureness, top_signs, usual_rival
from bot.evaluation.metrics import Rated, thresholds, wilson
from bot.evaluation.running import golds, masked
from bot.evaluation.substores import SIZES, Studied
from bot.evaluation.values import Benchmark
from bot.matching.parameters import Parameters

MASKINGS = 10  # halves of the right claims taken out, to learn when none is right
FOLDS = 5
TARGETS = (0.98, 0.95, 0.90)  # precisions that an operator may choose; the first is shipped
NEVER = 1.01  # the confidence from which to answer where none is precise enough

Takings = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Point:
    """A confidence from which to answer, and what it brings in a store that lacks half."""

    confidence: float
    precision: float
    low: float  # Wilson's interval of the precision, counting each post once for all maskings
    high: float
    recall: float  # share answered rightly of the posts whose right claim is in the store


@dataclass(frozen=True, slots=True)
class Estimate:
    """What parameters are worth, pooled over posts left out of their fitting in turn."""

    points: Mapping[str, Point]  # by the precision aimed at
    first_right: float  # share of posts whose first candidate is right, in the whole store
    wrong_among: Mapping[int, float]  # share answered at the first point by stores of few claims,
    # by how many, that lack the right one


@dataclass(frozen=True, slots=True)
class Told:
    """How sure the parameters are of a post's first candidate in some store."""

    rated: Rated
    findable: bool  # whether a right claim is in the store
    size: int | None  # of a store of a few claims


def maskings(benchmark: Benchmark) -> list[frozenset[str]]:
    """Return the halves of the right claims that are taken out."""
    right = golds(benchmark)
    return [masked(right, seed) for seed in range(1, MASKINGS + 1)]


def fit(posts: Sequence[Studied], takings: Takings) -> Parameters:
    """Fit the order of candidates to whole stores, and sureness to those and to small ones."""
    choices = [post.whole.choice for post in posts]
    ranker = fit_ranker(choices)
    rival = usual_rival(choices, ranker)
    samples = [post.without(taken) for taken in takings for post in posts]
    samples += [few.sample for post in posts for few in post.few]
    rows = [top_signs(one, ranker, rival) for one in samples if len(one.measures)]
    return Parameters(ranker, rival, fit_sureness(rows))


def estimate(posts: Sequence[Studied], takings: Takings) -> Estimate:
    """Fit without each fold of posts in turn, and pool what is told of the posts left out."""
    told: list[Told] = []
    first: list[bool] = []
    for fold in range(FOLDS):
        rest = [post for post in posts if _fold(post.id) != fold]
        if any(post.whole.choice.teaches for post in rest):
            fitted = fit(rest, takings)
            for post in posts:
                if _fold(post.id) == fold:
                    told += _told(post, fitted, takings)
                    first.append(_rated(post.whole, fitted).right)
    points = {f"{target:.2f}": _point(told, target, len(takings)) for target in TARGETS}
    shipped = points[f"{TARGETS[0]:.2f}"].confidence
    wrong_among = {size: _wrong(told, size, shipped) for size in SIZES}
    return Estimate(points, float(np.mean(first)) if first else 0.0, wrong_among)


def _fold(post: str) -> int:
    return sha256(post.encode(errors="surrogatepass")).digest()[0] % FOLDS


def _rated(sample: Sample, fitted: Parameters) -> Rated:
    told, right = top_signs(sample, fitted.ranker, fitted.rival)
    return Rated(fitted.sureness.probability(told), right)


def _told(post: Studied, fitted: Parameters, takings: Takings) -> Iterator[Told]:
    for taken in takings:
        sample = post.without(taken)
        if len(sample.measures):
            findable = bool(post.right - taken)
            yield Told(_rated(sample, fitted), findable, None)
    for few in post.few:
        yield Told(_rated(few.sample, fitted), few.holds, few.size)


def _point(told: Sequence[Told], target: float, takings: int) -> Point:
    """Return the lowest confidence from which answers are as precise as *target*."""
    whole = [one for one in told if one.size is None]
    findable = sum(one.findable for one in whole)
    precise = [one for one in thresholds(x.rated for x in whole) if one.precision >= target]
    if not precise:
        return Point(NEVER, 0.0, 0.0, 1.0, 0.0)
    best = precise[-1]
    bounds = wilson(best.right / takings, max(1, round(best.answered / takings)))
    low, high = (bounds.low, bounds.high) if bounds else (0.0, 1.0)
    recall = best.right / max(1, findable)
    return Point(best.confidence, best.precision, low, high, recall)


def _wrong(told: Sequence[Told], size: int, point: float) -> float:
    """Return the share answered at *point* in stores of *size* that lack the right claim."""
    lacking = [
        one.rated.confidence >= point for one in told if one.size == size and not one.findable
    ]
    return float(np.mean(lacking)) if lacking else 0.0
