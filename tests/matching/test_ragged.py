"""Rows of unequal length."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.ragged import Ragged, best_two, spans, two_largest


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


def rows(ragged: Ragged) -> list[list[int]]:
    return [part.tolist() for part in np.split(ragged.values, ragged.starts[1:-1])]


def test_rows_are_joined_and_taken_in_any_order() -> None:
    one, other = Ragged.of([[1, 2], [], [3]], np.int32), Ragged.of([b"ab", b"c"], np.int32)

    joined = one.joined(other)

    assert rows(joined) == [[1, 2], [], [3], [97, 98], [99]]
    assert rows(joined.take(np.array([4, 0, 1, 2, 1]))) == [[99], [1, 2], [], [3], []]
    assert joined.owners().tolist() == [0, 0, 2, 3, 3, 4]


def test_no_rows_can_be_taken() -> None:
    assert Ragged.of([[1], [2]], np.int32).take(np.arange(0)).values.tolist() == []
