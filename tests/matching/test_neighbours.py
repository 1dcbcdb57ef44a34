"""Which texts are near, while texts come and go."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.encoder.packaged import NAME
from bot.encoder.protocol import Floats
from bot.matching import posts_space
from bot.matching.neighbours import Neighbours
from bot.matching.space import Space

WIDTH = 8
PLAIN = Space(np.zeros(WIDTH, np.float32), None)


def vector(number: int) -> Floats:
    drawn = np.random.default_rng(number).standard_normal(WIDTH)
    return np.asarray(drawn / np.linalg.norm(drawn), np.float32)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 30)), max_size=60), st.integers(1, 30))
def test_near_is_what_came_and_did_not_go(steps: list[tuple[bool, int]], asked: int) -> None:
    neighbours, there = Neighbours(PLAIN), set[int]()
    for comes, number in steps:
        if comes:
            neighbours.add([(number, vector(number))])
            there.add(number)
        else:
            neighbours.drop([number])
            there.discard(number)

    [near] = neighbours.near(vector(asked)[None], 0.3, 5)

    cosines = {number: float(vector(number) @ vector(asked)) for number in there}
    best = sorted((one for one in there if cosines[one] >= 0.3), key=lambda one: -cosines[one])
    assert [round(cosines[one], 2) for one in near] == [round(cosines[one], 2) for one in best[:5]]
    assert (neighbours.ids, neighbours.last) == (there, max(there, default=0))


def test_there_is_room_for_more_than_at_first() -> None:
    neighbours = Neighbours(PLAIN)

    neighbours.add([(number, vector(number)) for number in range(1, 3_000)])

    assert neighbours.near(vector(2_500)[None], 0.999, 1) == [[2_500]]


def test_the_shipped_space_is_of_the_packaged_encoder() -> None:
    model, space = posts_space.shipped()

    assert model == NAME
    assert space.turn is not None
    assert np.array_equal(space.turn, space.turn.T)


def test_a_fitted_space_makes_directions_more_even() -> None:
    drawn = np.random.default_rng(1).standard_normal((500, WIDTH))
    rows = np.asarray(drawn * np.arange(1, WIDTH + 1) + 5, np.float32)

    widths = posts_space.fitted(rows).placed(rows).std(axis=0)

    assert widths.max() / widths.min() < rows.std(axis=0).max() / rows.std(axis=0).min() / 2
