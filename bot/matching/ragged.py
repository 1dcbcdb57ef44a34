"""Rows of unequal length, one after the other in one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from bot.encoder.protocol import Floats

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of numbers, one after the other."""

    values: NDArray[Any]
    starts: Places  # of each row, and after the last one how many values there are

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], kind: DTypeLike) -> Ragged:
        """Return rows of whole numbers of some *kind*."""
        sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return cls(np.fromiter(chain.from_iterable(rows), kind, count=int(starts[-1])), starts)

    def owners(self) -> Places:
        """Return the row that each value is of."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def joined(self, others: Ragged) -> Ragged:
        """Return these rows and *others* after them."""
        return Ragged(
            np.concatenate((self.values, others.values)),
            np.concatenate((self.starts, others.starts[1:] + self.starts[-1])),
        )

    def take(self, rows: Places) -> Ragged:
        """Return some rows, in their order."""
        runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1) if len(rows) else []
        parts = [self.values[self.starts[run[0]] : self.starts[run[-1] + 1]] for run in runs]
        sizes = self.starts[rows + 1] - self.starts[rows]
        return Ragged(
            np.concatenate([self.values[:0], *parts]), np.concatenate(([0], np.cumsum(sizes)))
        )


def spans(starts: Places, ends: Places) -> tuple[Places, Places]:
    """Return all numbers from each of *starts* up to its end, and the row each one is of."""
    sizes = ends - starts
    rows = np.repeat(np.arange(len(starts)), sizes)
    before = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(starts, sizes) + np.arange(len(rows)) - before, rows


def two_largest(values: NDArray[np.floating], owners: Places, count: int) -> Places:
    """Return the places of each owner's two largest values, or of its only one.

    *owners*, ascending numbers below *count*, go with *values*.
    """
    order = np.lexsort((-values, owners))
    sizes = np.bincount(owners, minlength=count)
    rank = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return order[rank < 2]


def best_two(values: NDArray[np.floating], owners: Places, count: int) -> Floats:
    """Return the mean of each owner's two largest values, its only one, or 0 without any."""
    taken = two_largest(values, owners, count)
    total = np.bincount(owners[taken], values[taken], minlength=count)
    sizes = np.bincount(owners[taken], minlength=count)
    return (total / np.maximum(sizes, 1)).astype(np.float32)
