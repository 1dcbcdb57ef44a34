"""Rows of unequal length, one after the other in one array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats

Places = NDArray[np.int64]


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
