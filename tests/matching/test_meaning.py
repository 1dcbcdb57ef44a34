"""How near claims are by meaning, against what is usual in their store."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoder.batches import unit
from bot.encoder.protocol import Floats
from bot.matching.meaning import DEVIATION, USUAL, WIDE, Meanings


def alike(count: int, width: int = 64) -> Floats:
    """Return unit rows that lean to one side, as those of an encoder do."""
    random = np.random.default_rng(9)
    return unit((random.normal(size=(count, width)) + 2).astype(np.float32))


def test_a_store_of_one_claim_takes_what_is_usual_elsewhere() -> None:
    row = alike(1)

    meaning, measured = Meanings(row, np.array([0]), 1).measure(row[0], np.array([0]))

    # A cosine of 1, where half of the deviation tells nothing in a store that is not evened.
    assert meaning.tolist() == pytest.approx([(1 - USUAL) / (DEVIATION * WIDE)], rel=1e-4)
    assert measured.tolist() == [True]


def test_two_texts_of_a_claim_are_not_compared_with_each_other() -> None:
    rows = np.repeat(alike(1), 2, axis=0)

    twice, _ = Meanings(rows, np.array([0, 0]), 1).measure(rows[0], np.array([0]))

    once, _ = Meanings(rows[:1], np.array([0]), 1).measure(rows[0], np.array([0]))
    assert twice.tolist() == pytest.approx(once.tolist())


def test_a_claim_counts_by_the_mean_of_its_two_nearest_texts() -> None:
    rows = np.eye(4, dtype=np.float32)
    query = unit(np.array([[4, 3, 1, 0]], dtype=np.float32))[0]

    three, _ = Meanings(rows[:3], np.array([0, 0, 0]), 1).measure(query, np.array([0]))

    two, _ = Meanings(rows[:2], np.array([0, 0]), 1).measure(query, np.array([0]))
    assert three.tolist() == pytest.approx(two.tolist())


def test_a_claim_without_a_vector_gets_the_median_of_the_others() -> None:
    rows = alike(3)

    meaning, measured = Meanings(rows, np.array([0, 1, 3]), 4).measure(rows[0], np.arange(4))

    assert measured.tolist() == [True, True, False, True]
    assert meaning[2] == np.median(meaning[[0, 1, 3]])


def test_the_nearest_claims_come_each_once() -> None:
    rows = alike(6)

    nearest = Meanings(rows, np.array([0, 0, 1, 1, 2, 2]), 3).nearest(rows[3], 2)

    assert nearest[0] == 1
    assert len(set(nearest.tolist())) == 2


def test_the_vectors_of_claims_are_given_as_they_came() -> None:
    rows = alike(3)

    own, owners = Meanings(rows, np.array([0, 2, 2]), 3).rows(np.array([2, 0]))

    assert own.tolist() == rows[[1, 2, 0]].tolist()
    assert owners.tolist() == [0, 0, 1]


@pytest.mark.parametrize("count", [70, 300])
def test_what_is_near_stands_out_alike_in_small_and_large_stores(count: int) -> None:
    rows = alike(count)
    query = unit(rows[:1] + 0.3 * alike(count + 1)[-1:])[0]

    meaning, _ = Meanings(rows, np.arange(count), count).measure(query, np.arange(count))

    assert meaning.argmax() == 0
    assert np.isfinite(meaning).all()
