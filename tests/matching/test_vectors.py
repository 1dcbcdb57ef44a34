"""What is nearest by vectors, against an exact search."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoder.batches import unit
from bot.encoder.protocol import Floats
from bot.matching.space import Space
from bot.matching.vectors import SHORTLIST, SKETCHED, Vectors


def spread_rows(count: int, width: int = 64) -> Floats:
    """Return random unit rows that all lean to one side, as those of an encoder do."""
    random = np.random.default_rng(5)
    return unit((random.normal(size=(count, width)) + 2).astype(np.float32))


def test_a_small_store_is_searched_exactly() -> None:
    rows = spread_rows(1_000)
    query = rows[17]

    found, cosines = Vectors(rows, range(1_000)).nearest(query)

    expected = np.argsort(-(rows @ query), kind="stable")[:SHORTLIST]
    assert found.tolist() == expected.tolist()
    assert cosines.tolist() == pytest.approx((rows @ query)[expected].tolist(), abs=1e-6)


def test_a_large_store_is_searched_by_its_sketch_and_finds_near_duplicates() -> None:
    rows = spread_rows(25_000)
    assert len(rows) > SKETCHED
    random = np.random.default_rng(6)
    chosen = random.choice(len(rows), 100, replace=False)
    queries = unit(rows[chosen] + 0.05 * random.normal(size=(100, 64)).astype(np.float32))
    vectors = Vectors(rows, range(len(rows)))

    found = [int(vectors.nearest(query)[0][0]) for query in queries]

    exact = np.argmax(queries @ rows.T, axis=1).tolist()
    assert sum(one == other for one, other in zip(found, exact, strict=True)) >= 95


def test_a_large_store_gives_a_shortlist_with_its_cosines_best_first() -> None:
    rows = spread_rows(SKETCHED + 1)
    vectors = Vectors(rows, range(len(rows)))

    found, cosines = vectors.nearest(rows[3])

    assert len(set(found.tolist())) == SHORTLIST
    assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)
    assert cosines.tolist() == pytest.approx((rows[found] @ rows[3]).tolist(), abs=2e-3)


def test_rows_keep_their_owners() -> None:
    rows = np.eye(3, dtype=np.float32)
    vectors = Vectors(rows, [4, 4, 9])

    found, _ = vectors.nearest(rows[2])

    assert vectors.owners[found].tolist() == [9, 4, 4]


def test_the_cosines_of_some_rows_come_in_their_order() -> None:
    rows = np.eye(3, dtype=np.float32)

    actual = Vectors(rows, [0, 1, 2]).cosines(rows[1], np.array([2, 1]))

    assert actual.tolist() == [0, 1]


@pytest.mark.parametrize("count", [200, SKETCHED + 1])
def test_vectors_are_compared_in_the_space_that_is_given(count: int) -> None:
    rows = spread_rows(count)
    space = Space.of(rows)
    vectors = Vectors(rows, range(count), space)
    query = spread_rows(count + 1)[-1]

    found, cosines = vectors.nearest(query)

    exact = unit(space.placed(rows)) @ unit(space.placed(query)[None])[0]
    assert found[0] == np.argmax(exact)
    assert cosines.tolist() == pytest.approx(exact[found].tolist(), abs=4e-3)
    assert vectors.rows(found[:3]) == pytest.approx(rows[found[:3]], abs=1e-3)
