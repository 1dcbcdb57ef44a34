"""Fitting the ranker and its calibration on labelled posts, with nothing but numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ranking import NAMES, Linear, signs

PENALTY = 1e-3  # of squared weights
STEPS = 400  # of gradient descent, by when nothing changes in the fourth digit
RATE = 0.05
FLAT = 1e-3  # deviation below which a number tells nothing
GAP = NAMES.index("meaning_gap")
NEWTON = 25  # steps of the logistic regression


@dataclass(frozen=True, slots=True)
class Sample:
    """A post's candidates: their features, shape (n, features), and which of them are right."""

    features: Floats
    right: NDArray[np.bool_]

    @property
    def teaches(self) -> bool:
        """Say whether some candidates are right and others wrong."""
        return bool(self.right.any() and not self.right.all())

    def without(self, masked: NDArray[np.bool_]) -> Sample:
        """Return the sample of a store that lacks some candidates.

        What is measured against the best candidate is measured anew.
        """
        features = self.features[~masked].copy()
        if len(features):
            features[:, 0] /= max(1e-6, float(features[:, 0].max()))
        if features.shape[1] > GAP and len(features):
            features[:, GAP] -= features[:, GAP].max()
        return Sample(features, self.right[~masked])


def fit_ranker(samples: Sequence[Sample]) -> Linear:
    """Fit weights that give right candidates the largest share (listwise softmax, by Adam).

    At least one of *samples* teaches.
    """
    known = [one for one in samples if one.teaches]
    every = np.concatenate([one.features for one in known])
    centre, scale = every.mean(axis=0), _scale(every)
    standard = [((one.features - centre) / scale, one.right) for one in known]
    weights = np.zeros(every.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = 2 * PENALTY * weights - sum(
            _pull(features, right, weights) for features, right in standard
        ) / len(standard)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        step_size = RATE / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = weights - step_size * first / (1 - 0.9**step)
    return Linear(centre, scale, weights.astype(np.float32))


def _scale(numbers: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return each column's deviation, or 1 where it hardly has any."""
    deviation = numbers.std(axis=0)
    return np.where(deviation < FLAT, 1, deviation).astype(numbers.dtype)


def _pull(features: Floats, right: NDArray[np.bool_], weights: NDArray[np.float64]) -> Floats:
    """Return the slope of the log of the right candidates' share."""
    scores = features @ weights
    odds = np.exp(scores - scores.max())
    share = odds / odds.sum()
    wanted = np.where(right, share, 0) / max(1e-12, float(share[right].sum()))
    return np.asarray(features.T @ (wanted - share))


def top_signs(sample: Sample, ranker: Linear) -> tuple[Floats, bool]:
    """Return the signs of a sample's first candidate and whether it is right."""
    scores = ranker.score(sample.features)
    order = np.argsort(-scores, kind="stable")
    return signs(scores[order], sample.features[order]), bool(sample.right[order[0]])


def fit_sureness(rows: Sequence[tuple[Floats, bool]]) -> Linear:
    """Fit a logistic regression of being right (iteratively reweighted least squares)."""
    numbers = np.stack([row for row, _ in rows]).astype(np.float64)
    right = np.array([float(is_right) for _, is_right in rows])
    centre, scale = numbers.mean(axis=0), _scale(numbers)
    design = np.column_stack([(numbers - centre) / scale, np.ones(len(right))])
    weights = np.zeros(design.shape[1])
    ridge = np.diag([PENALTY * len(right)] * len(centre) + [0.0])
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
