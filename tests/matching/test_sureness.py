"""How sure a first candidate is: its signs, their sum, and the parameters that are shipped."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.parameters import fitted
from bot.matching.ranking import (
    NAMES,
    SIGNS,
    WORDS,
    Linear,
    parameters,
    point,
    signs,
)

SHARE, MARGIN, BY_WORDS, BY_LETTERS, LENGTH = range(5)


def linear(*weights: float, constant: float = 0.0) -> Linear:
    """Return weights of numbers that are taken as they are."""
    size = len(weights)
    return Linear(
        np.zeros(size, np.float32),
        np.ones(size, np.float32),
        np.array(weights, np.float32),
        constant,
    )


def told(
    scores: list[float],
    measures: list[list[float]] | None = None,
    *,
    same: list[bool] | None = None,
    rival: float = -9.0,
    length: int = 6,
) -> list[float]:
    """Return the signs of the first of some candidates."""
    numbers: Floats = np.array(measures or [[0.0] * 6] * len(scores), dtype=np.float32)
    twins: NDArray[np.bool_] = np.array(same or [False] * len(scores))
    found = signs(np.array(scores, np.float32), numbers, twins, 0, rival, length)
    return [float(one) for one in found]


def test_signs_are_the_share_the_margin_the_length_and_the_measures_of_the_first() -> None:
    measures: list[list[float]] = [[0.5, 7, 0, 0, 0, 3], [1, 8, 0, 0, 0, 2], [0, 9, 0, 0, 0, 4]]

    actual = told([2, 1, 0], measures)

    # 1 to e^-1 + e^-2 + e^-11 = 0.50323 are odds of 1.98715, whose logarithm is 0.68670; ln 7.
    # Its leads: half of the best score, and three quarters of the best letters.
    assert actual == pytest.approx([0.68670, 1, 0, 0, 1.94591, *measures[0], 0.5, 0.75], abs=1e-4)


def test_signs_say_whether_the_first_leads_by_words_and_by_letters() -> None:
    led = told([1, 0], [[1, 0, 0, 0, 0, 3], [0.2, 0, 0, 0, 0, 4]])
    equal = told([1, 0], [[1, 0, 0, 0, 0, 4], [1, 0, 0, 0, 0, 4]])

    assert (led[BY_WORDS], led[BY_LETTERS]) == (1, 0)
    assert (equal[BY_WORDS], equal[BY_LETTERS]) == (1, 1)


def test_a_claim_that_says_the_same_is_no_rival() -> None:
    assert told([2, 1.9, 0], same=[True, True, False])[:2] == told([2, 0])[:2]
    assert told([2, 1.9, 0])[MARGIN] == pytest.approx(0.1)


def test_a_claim_alone_is_held_against_the_usual_rival() -> None:
    assert told([3], rival=2.5)[:2] == pytest.approx([0.5, 0.5])
    assert told([3, -5], rival=2.5)[MARGIN] == pytest.approx(0.5)


def test_a_first_claim_worse_than_the_usual_rival_has_a_margin_below_zero() -> None:
    assert told([1], rival=2.5)[:2] == pytest.approx([-1.5, -1.5])


@pytest.mark.parametrize("scores", [[900, 0], [-900, -901]])
def test_signs_are_finite_for_any_scores(scores: list[float]) -> None:
    assert np.isfinite(told(scores, rival=0)).all()


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


def test_log_odds_can_be_taken_off_a_probability() -> None:
    sign = np.array([np.log(3)], dtype=np.float32)

    assert linear(1).probability(sign, float(np.log(3))) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("kind", "features", "signs_of_kind"),
    [("meaning", len(NAMES), len(SIGNS)), ("words", WORDS, len(SIGNS) - 2)],
)
def test_the_shipped_parameters_fit_the_features_and_signs(
    kind: str, features: int, signs_of_kind: int
) -> None:

    shapes = [
        [len(array) for array in (one.centre, one.scale, one.weights)]
        for one in (fitted(kind).ranker, fitted(kind).sureness)
    ]

    assert shapes == [[features] * 3, [signs_of_kind] * 3]
    assert min(fitted(kind).ranker.scale.min(), fitted(kind).sureness.scale.min()) > 0


def test_the_shipped_parameters_say_where_they_come_from() -> None:
    assert {"data", "source", "encoder", "command", "date", "languages", "folds", "seeds"} <= set(
        parameters()["provenance"]
    )


@pytest.mark.parametrize("kind", ["meaning", "words"])
def test_the_more_precise_an_answer_must_be_the_surer_it_is(kind: str) -> None:
    points = [point(kind, precision) for precision in (0.9, 0.95, 0.98)]

    assert points == sorted(points)
    assert point(kind) == points[-1]


@pytest.mark.parametrize("kind", ["meaning", "words"])
def test_the_shipped_points_are_as_precise_as_they_say(kind: str) -> None:
    for target, one in parameters()[kind]["points"].items():
        low, high = one["interval"]
        assert low <= one["precision"] <= high
        assert one["precision"] >= float(target)


@pytest.mark.parametrize("kind", ["meaning", "words"])
def test_the_shipped_point_is_rarely_wrong_in_stores_of_few_claims(kind: str) -> None:
    assert max(parameters()[kind]["wrong_among"].values()) < 0.02


def test_there_is_no_point_for_any_other_precision() -> None:
    with pytest.raises(KeyError):
        point("meaning", 0.5)
