"""Which texts share a batch, and what becomes of their pieces."""

from collections.abc import Sequence

import numpy as np

from bot.encoder.batches import PIECES_PER_BATCH, batches, in_order, mean
from bot.encoder.protocol import Floats


def test_batches_hold_texts_of_like_length_and_stay_within_the_limit() -> None:
    lengths = [5, 300, 100, 7, 100, 100]

    assert list(batches(lengths)) == [[0, 3], [2, 4], [5], [1]]
    assert PIECES_PER_BATCH == 256


def test_vectors_come_back_in_the_order_of_their_texts() -> None:
    def first_piece(batch: list[Sequence[int]]) -> Floats:
        return np.array([[ids[0]] for ids in batch], np.float32)

    vectors = in_order([[3] * 200, [1], [2] * 90], first_piece, 1)

    assert vectors.tolist() == [[3], [1], [2]]


def test_padding_has_no_part_in_a_mean() -> None:
    pieces = np.array([[[3, 0], [0, 0]], [[0, 2], [0, 4]]], np.float32)

    assert mean(pieces, [1, 2]).tolist() == [[1, 0], [0, 1]]


def test_a_mean_of_nothing_is_finite() -> None:
    assert mean(np.zeros((1, 2, 2), np.float32), [2]).tolist() == [[0, 0]]
