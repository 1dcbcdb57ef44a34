"""Rows of unequal length."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.ragged import best_two, spans, two_largest


def test_spans_are_the_numbers_from_start_to_end_with_their_rows() -> None:
    numbers, rows = spans(np.array([5, 9, 0]), np.array([7, 9, 3]))

    assert numbers.tolist() == [5, 6, 0, 1, 2]
    assert rows.tolist() == [0, 0, 2, 2, 2]


def test_no_rows_have_no_numbers() -> None:
    numbers, rows = spans(np.zeros(0, np.int64), np.zeros(0, np.int64))

    assert (numbers.tolist(), rows.tolist()) == ([], [])


def test_the_best_two_are_averaged_one_stands_alone_and_none_is_nothing() -> None:
    values = np.array([0.2, 0.9, 0.5, 0.4], dtype=np.float32)

    actual = best_two(values, np.array([0, 0, 0, 2]), 3)

    assert actual.tolist() == pytest.approx([0.7, 0, 0.4])


def test_the_two_largest_are_told_by_their_places() -> None:
    values = np.array([0.2, 0.9, 0.5, 0.4], dtype=np.float32)

    assert two_largest(values, np.array([0, 0, 0, 2]), 3).tolist() == [1, 2, 3]
