"""What a store's vectors have in common tells nothing of them."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoder.batches import unit
from bot.encoder.protocol import Floats
from bot.matching.space import Space

WIDTH = 16


def leaning(count: int) -> Floats:
    """Return unit rows that lean to one side and are wider in their first direction."""
    random = np.random.default_rng(7)
    spread = np.ones(WIDTH)
    spread[0] = 8
    return unit((random.normal(size=(count, WIDTH)) * spread + 5).astype(np.float32))


@pytest.mark.parametrize("count", [1, 2, WIDTH])
def test_few_rows_are_left_as_they_are(count: int) -> None:
    rows = leaning(count)

    assert Space.of(rows).placed(rows).tolist() == rows.tolist()


def test_many_rows_are_centred_and_their_wide_directions_narrowed() -> None:
    rows = leaning(4_000)
    widths = np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False)

    placed = Space.of(rows).placed(rows)

    narrowed = np.linalg.svd(placed - placed.mean(axis=0), compute_uv=False)
    assert np.abs(placed.mean(axis=0)).max() < 0.01 * np.abs(rows.mean(axis=0)).max()
    assert narrowed[0] / narrowed[-1] < 0.9 * widths[0] / widths[-1]


def test_the_more_rows_the_more_they_are_believed() -> None:
    trusts = [Space.of(leaning(count)).trust for count in (WIDTH, 2 * WIDTH, 100 * WIDTH)]

    assert trusts == pytest.approx([0, 0.5, 0.99])


def test_rows_that_are_all_the_same_have_a_space() -> None:
    rows = np.repeat(leaning(1), 3 * WIDTH, axis=0)

    assert np.isfinite(Space.of(rows).placed(rows)).all()
