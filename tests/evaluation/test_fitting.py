"""Fitting finds again what was planted."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoder.protocol import Floats
from bot.evaluation.fitting import (
    Choice,
    Sample,
    fit_ranker,
    fit_sureness,
    top_signs,
    usual_rival,
)
from bot.matching.features import BY_WORDS, MEASURES, features
from bot.matching.ranking import Linear, signs

PLANTED = np.array([2.0, -1.0, 0.0])


def drawn_samples(count: int) -> list[Choice]:
    """Return posts whose right candidate was drawn by its share of exp(features @ PLANTED)."""
    random = np.random.default_rng(3)
    samples = []
    for _ in range(count):
        features = random.normal(5, [1, 2, 0.5], size=(8, 3)).astype(np.float32)
        odds = np.exp(features @ PLANTED)
        right = np.zeros(8, dtype=np.bool_)
        right[random.choice(8, p=odds / odds.sum())] = True
        samples.append(Choice(features, right))
    return samples


def choice(features: list[list[float]], *right: bool) -> Choice:
    return Choice(np.array(features, dtype=np.float32), np.array(right, dtype=np.bool_))


def measured(*right: bool) -> Sample:
    """Return candidates of random measures, of which none says the same as another."""
    random = np.random.default_rng(8)
    measures = random.uniform(0.2, 0.9, size=(len(right), len(MEASURES))).astype(np.float32)
    return Sample(measures, np.array(right, np.bool_), np.eye(len(right), dtype=np.bool_), 12)


def test_a_planted_order_is_found_again() -> None:
    found = fit_ranker(drawn_samples(600))

    assert (found.weights / found.scale).tolist() == pytest.approx(PLANTED.tolist(), abs=0.3)


def test_a_ranker_puts_first_what_the_planted_order_puts_first() -> None:
    samples = drawn_samples(600)

    found = fit_ranker(samples[:300])

    agreed = [
        int(np.argmax(found.score(one.features))) == int(np.argmax(one.features @ PLANTED))
        for one in samples[300:]
    ]
    assert sum(agreed) > 270


def test_posts_without_a_right_candidate_or_without_a_wrong_one_teach_no_order() -> None:
    samples = drawn_samples(40)
    mute = [
        Choice(samples[0].features + 50, np.zeros(8, dtype=np.bool_)),
        Choice(samples[1].features - 50, np.ones(8, dtype=np.bool_)),
    ]

    one, other = fit_ranker(samples), fit_ranker([*samples, *mute])

    assert [one.teaches for one in mute] == [False, False]
    assert one.centre.tolist() == other.centre.tolist()
    assert one.weights.tolist() == other.weights.tolist()


def test_several_right_candidates_are_all_wanted() -> None:
    two_right = [
        choice([[1, 0], [0, 1], [0, 0]], True, True, False),
        choice([[0, 0], [1, 0], [0, 1]], False, True, True),
    ]

    found = fit_ranker(two_right)

    assert found.weights.tolist() == pytest.approx([found.weights[0]] * 2, rel=1e-3)
    assert found.weights[0] > 0.5


def test_a_planted_probability_is_found_again() -> None:
    random = np.random.default_rng(4)
    rows = random.normal([3, -10], [2, 5], size=(4_000, 2)).astype(np.float32)
    planted = 1 / (1 + np.exp(-(1.5 * rows[:, 0] + 0.3 * rows[:, 1] - 1)))
    right = random.random(4_000) < planted

    found = fit_sureness(list(zip(rows, right.tolist(), strict=True)))

    told = np.array([found.probability(row) for row in rows])
    assert float(np.abs(told - planted).mean()) < 0.02
    assert float(told.mean()) == pytest.approx(float(right.mean()), abs=0.001)


@pytest.mark.parametrize(("is_right", "low", "high"), [(True, 0.9, 1), (False, 0, 0.1)])
def test_posts_that_all_ended_alike_give_a_sureness_of_that(
    is_right: bool, low: float, high: float
) -> None:
    rows: list[tuple[Floats, bool]] = [
        (np.array([at, 1], dtype=np.float32), is_right) for at in range(10)
    ]

    told = fit_sureness(rows).probability(rows[3][0])

    assert low <= told <= high


def test_rows_that_a_line_separates_keep_weights_that_can_be_written() -> None:
    rows = [(np.array([at, 7], dtype=np.float32), at >= 5) for at in range(10)]

    found = fit_sureness(rows)

    assert np.isfinite([*found.weights, found.constant]).all()
    assert found.probability(rows[0][0]) < 0.1
    assert found.probability(rows[9][0]) > 0.9


def test_a_number_that_never_differs_gets_no_say() -> None:
    flat = [Choice(np.insert(one.features, 0, 0.7, axis=1), one.right) for one in drawn_samples(9)]
    rows = [(np.array([0.7, at], dtype=np.float32), at % 3 == 0) for at in range(9)]

    fitted = fit_ranker(flat), fit_sureness(rows)

    assert [float(one.scale[0]) for one in fitted] == [1, 1]
    assert [float(one.weights[0]) for one in fitted] == pytest.approx([0, 0], abs=1e-3)


def test_fitting_twice_gives_the_same_numbers() -> None:
    samples = drawn_samples(30)

    one, other = fit_ranker(samples), fit_ranker(samples)

    assert one.weights.tolist() == other.weights.tolist()


def test_without_the_best_candidate_what_is_relative_is_measured_anew() -> None:
    whole = measured(True, False, True)

    rest = whole.without(np.array([True, False, False]))

    assert rest.choice.features.tolist() == features(whole.measures[1:]).tolist()
    assert rest.right.tolist() == [False, True]
    assert rest.same.tolist() == [[True, False], [False, True]]


def test_without_any_candidate_nothing_is_left() -> None:
    rest = measured(True, False).without(np.array([True, True]))

    assert (len(rest.measures), rest.choice.teaches) == (0, False)


def test_by_words_alone_there_is_nothing_of_meaning() -> None:
    whole = measured(True, False)

    assert whole.by_words().measures.tolist() == whole.measures[:, :BY_WORDS].tolist()


def test_the_usual_rival_has_the_score_of_the_best_wrong_candidate_in_the_median() -> None:
    ranker = Linear(np.zeros(1, np.float32), np.ones(1, np.float32), np.ones(1, np.float32))
    choices = [
        choice([[9], [3], [1]], True, False, False),
        choice([[5], [2]], False, False),
        choice([[4], [7]], False, True),
        choice([[8]], True),
    ]

    assert usual_rival(choices, ranker) == 4
    assert usual_rival(choices[3:], ranker) == 0


def test_the_signs_of_a_post_are_those_of_its_first_candidate() -> None:
    given = measured(True, False, False)
    numbers = features(given.measures)
    size = numbers.shape[1]
    ranker = Linear(
        np.zeros(size, np.float32), np.ones(size, np.float32), np.ones(size, np.float32)
    )
    first = int(numbers.sum(axis=1).argmax())

    row, is_right = top_signs(given, ranker, 0.5)

    expected = signs(ranker.score(numbers), given.measures, given.same[first], first, 0.5, 12)
    assert row.tolist() == expected.tolist()
    assert is_right is bool(given.right[first])
