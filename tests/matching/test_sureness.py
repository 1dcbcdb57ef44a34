"""How sure a first candidate is: its signs, their sum, and the parameters that are shipped."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoder.protocol import Floats
from bot.matching.ranking import (
    NAMES,
    SIGNS,
    WORDS,
    Linear,
    parameters,
    ranker,
    signs,
    sureness,
)


def linear(*weights: float, constant: float = 0.0) -> Linear:
    """Return weights of numbers that are taken as they are."""
    size = len(weights)
    return Linear(
        np.zeros(size, np.float32),
        np.ones(size, np.float32),
        np.array(weights, np.float32),
        constant,
    )


def test_signs_are_the_share_the_margin_and_the_features_of_the_first() -> None:
    features: Floats = np.array([[0.5, 7], [1, 8], [0, 9]], dtype=np.float32)

    actual = signs(np.array([2.0, 1.0, 0.0], dtype=np.float32), features)

    # 1 to e^-1 + e^-2 = 0.50321 are odds of 1.98722, whose logarithm is 0.68674.
    assert actual.tolist() == pytest.approx([0.68674, 1, 0, 0.5, 7], abs=1e-5)


def test_signs_say_whether_the_first_leads_by_words_too() -> None:
    scores: Floats = np.array([1, 0], dtype=np.float32)

    led = signs(scores, np.array([[1], [0.2]], dtype=np.float32))
    equal = signs(scores, np.array([[1], [1]], dtype=np.float32))

    assert (led[2], equal[2]) == (1, 1)


def test_a_claim_alone_has_finite_signs() -> None:
    actual = signs(np.array([3], dtype=np.float32), np.array([[1, 2]], dtype=np.float32))

    assert actual.tolist() == pytest.approx([np.log(1e6), 3, 1, 1, 2])


def test_a_linear_sum_standardises_first() -> None:
    given = Linear(
        np.array([1, 2], np.float32), np.array([2, 4], np.float32), np.array([3, 5], np.float32), 1
    )

    assert given.score(np.array([[3, 2], [1, 6]], dtype=np.float32)).tolist() == [4, 6]


@pytest.mark.parametrize(
    ("total", "expected"), [(0, 0.5), (np.log(3), 0.75), (-1000, 0), (1000, 1)]
)
def test_a_probability_is_the_logistic_of_any_sum(total: float, expected: float) -> None:
    sign = np.array([total], dtype=np.float32)

    assert linear(1).probability(sign) == pytest.approx(expected)


@pytest.mark.parametrize(("kind", "features"), [("meaning", len(NAMES)), ("words", WORDS)])
def test_the_shipped_parameters_fit_the_features_and_signs(kind: str, features: int) -> None:
    signs_of_kind = len(SIGNS) - len(NAMES) + features

    shapes = [
        [len(array) for array in (one.centre, one.scale, one.weights)]
        for one in (ranker(kind), sureness(kind))
    ]

    assert shapes == [[features] * 3, [signs_of_kind] * 3]
    assert min(ranker(kind).scale.min(), sureness(kind).scale.min()) > 0


def test_the_shipped_parameters_say_where_they_come_from() -> None:
    assert {"data", "source", "encoder", "command", "date"} <= set(parameters()["provenance"])
