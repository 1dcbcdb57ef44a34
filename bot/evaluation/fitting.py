"""Fitting the ranker and its calibration on labelled posts, with nothing but numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.features import BY_WORDS, features
from bot.matching.ranking import Linear, signs

PENALTY = 3e-4  # of squared weights of the ranker
CAUTION = 1e-3  # and of the logistic regression
STEPS = 30  # of the listwise fit, by when nothing changes in the fourth digit
FLAT = 1e-3  # deviation below which a number tells nothing
SMALLEST = 1e-6  # step that is worth taking
NEWTON = 25  # steps of the logistic regression


@dataclass(frozen=True, slots=True)
class Choice:
    """A post's candidates: their features, shape (n, features), and which of them are right."""

    features: Floats
    right: NDArray[np.bool_]

    @property
    def teaches(self) -> bool:
        """Say whether some candidates are right and others wrong."""
        return bool(self.right.any() and not self.right.all())


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured of a post's candidates in some store."""

    measures: Floats  # shape (n, measures)
    right: NDArray[np.bool_]
    same: NDArray[np.bool_]  # which say the same as which, shape (n, n)
    length: int  # words of the post

    @property
    def choice(self) -> Choice:
        """Return the features of the candidates, in this store."""
        return Choice(features(self.measures), self.right)

    def without(self, masked: NDArray[np.bool_]) -> Sample:
        """Return the sample of a store that lacks some candidates."""
        kept = ~masked
        return Sample(
            self.measures[kept], self.right[kept], self.same[np.ix_(kept, kept)], self.length
        )

    def by_words(self) -> Sample:
        """Return the sample of a store without vectors."""
        return replace(self, measures=self.measures[:, :BY_WORDS])


def fit_ranker(choices: Sequence[Choice]) -> Linear:
    """Fit weights that give right candidates the largest share of their post (listwise softmax).

    Newton's method, with the curvature of the case of one right candidate and steps halved until
    the fit gets better. At least one of *choices* teaches.
    """
    known = [one for one in choices if one.teaches]
    every = np.concatenate([one.features for one in known])
    centre, scale = every.mean(axis=0), _scale(every)
    posts = _Posts(
        ((every - centre) / scale).astype(np.float64),
        np.concatenate([one.right for one in known]),
        np.array([len(one.right) for one in known]),
    )
    weights = np.zeros(every.shape[1])
    for _ in range(STEPS):
        step, best = posts.newton(weights), posts.loss(weights)
        while posts.loss(weights + step) > best and np.abs(step).max() > SMALLEST:
            step = step / 2
        weights = weights + step
    return Linear(centre, scale, weights.astype(np.float32))


class _Posts:
    """Candidates of many posts, one after the other, and what weights make of them."""

    def __init__(
        self, rows: NDArray[np.float64], right: NDArray[np.bool_], sizes: NDArray[np.int64]
    ) -> None:
        self._rows, self._right, self._sizes = rows, right, sizes
        self._starts = np.cumsum(sizes) - sizes

    def loss(self, weights: NDArray[np.float64]) -> float:
        """Return the mean of -log of the right candidates' share, and the penalty."""
        right = np.add.reduceat(np.where(self._right, self._shares(weights), 0), self._starts)
        return float(PENALTY * weights @ weights - np.log(np.maximum(right, 1e-300)).mean())

    def newton(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the step to where the loss would be least if it were quadratic."""
        share = self._shares(weights)
        wanted = np.where(self._right, share, 0)
        wanted /= np.repeat(np.maximum(1e-300, np.add.reduceat(wanted, self._starts)), self._sizes)
        shared = self._rows * share[:, None]
        expected = np.add.reduceat(shared, self._starts)
        posts = len(self._sizes)
        curvature = (shared.T @ self._rows - expected.T @ expected) / posts
        slope = self._rows.T @ (wanted - share) / posts - 2 * PENALTY * weights
        return np.asarray(np.linalg.solve(curvature + 2 * PENALTY * np.eye(len(weights)), slope))

    def _shares(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = self._rows @ weights
        most = np.maximum.reduceat(scores, self._starts)
        odds = np.exp(scores - np.repeat(most, self._sizes))
        return np.asarray(odds / np.repeat(np.add.reduceat(odds, self._starts), self._sizes))


def _scale(numbers: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return each column's deviation, or 1 where it hardly has any."""
    deviation = numbers.std(axis=0)
    return np.where(deviation < FLAT, 1, deviation).astype(numbers.dtype)


def usual_rival(choices: Sequence[Choice], ranker: Linear) -> float:
    """Return the score of the best wrong candidate, in the median of posts; 0 without any."""
    best = [
        float(ranker.score(one.features[~one.right]).max())
        for one in choices
        if not one.right.all()
    ]
    return float(np.median(best)) if best else 0.0


def top_signs(sample: Sample, ranker: Linear, rival: float) -> tuple[Floats, bool]:
    """Return the signs of a sample's first candidate and whether it is right."""
    scores = ranker.score(sample.choice.features)
    first = int(np.argmax(scores))
    told = signs(scores, sample.measures, sample.same[first], first, rival, sample.length)
    return told, bool(sample.right[first])


def fit_sureness(rows: Sequence[tuple[Floats, bool]]) -> Linear:
    """Fit a logistic regression of being right (iteratively reweighted least squares)."""
    numbers = np.stack([row for row, _ in rows]).astype(np.float64)
    right = np.array([float(is_right) for _, is_right in rows])
    centre, scale = numbers.mean(axis=0), _scale(numbers)
    design = np.column_stack([(numbers - centre) / scale, np.ones(len(right))])
    weights = np.zeros(design.shape[1])
    ridge = np.diag([CAUTION * len(right)] * len(centre) + [0.0])
    for _ in range(NEWTON):
        expected = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curvature = (design * (expected * (1 - expected))[:, None]).T @ design + ridge
        slope = design.T @ (right - expected) - ridge @ weights
        weights = weights + np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), slope)
    return Linear(
        centre.astype(np.float32),
        scale.astype(np.float32),
        weights[:-1].astype(np.float32),
        float(weights[-1]),
    )
