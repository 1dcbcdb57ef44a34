"""Vectors: which texts of a store are nearest to another text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ragged import Places
from bot.matching.retrieval import lowest
from bot.matching.space import Space

SKETCHED = 20_000  # rows from which the sketch pays
SHORTLIST = 400  # rows that are compared exactly
_BLOCK = 1 << 16  # rows of the sketch that are compared at a time: they fit a processor's cache
_PLACED = 1 << 13  # rows that are placed in the space at a time


class Vectors:
    """Unit vectors of texts, each with the number of the document it belongs to.

    They are compared in a *space*, or as they are. Large stores are searched by the signs of the
    centred vectors first (Charikar 2002).
    """

    def __init__(
        self, rows: Floats, owners: Sequence[int] | Places, space: Space | None = None
    ) -> None:
        """Take rows of shape (n, dimensions) and n document numbers."""
        self.owners = np.asarray(owners, dtype=np.int64)
        self._space = space or Space(np.zeros(rows.shape[1], np.float32), None)
        sketched = len(rows) > SKETCHED
        self._rows: NDArray[np.floating] = rows.astype(np.float16) if sketched else rows
        self._lengths = np.zeros(len(rows), dtype=np.float32)
        self._middle = self._space.placed(rows.mean(axis=0)) if sketched else self._space.mean
        sketch = []
        for start in range(0, len(rows), _PLACED):
            placed = self._space.placed(rows[start : start + _PLACED])
            self._lengths[start : start + _PLACED] = np.linalg.norm(placed, axis=1)
            sketch += [self._signs(placed)] if sketched else []
        self._sketch = np.concatenate(sketch, axis=1) if sketched else None

    def _signs(self, placed: Floats) -> NDArray[np.uint64]:
        """Return which numbers are above their mean, 64 to a word, shape (words, rows)."""
        bits = np.packbits(placed > self._middle, axis=1)
        padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
        return np.ascontiguousarray(np.ascontiguousarray(padded).view(np.uint64).T)

    def nearest(self, query: Floats) -> tuple[Places, Floats]:
        """Return the rows nearest to *query*, shape (dimensions,), with cosines, best first."""
        if self._sketch is None:
            rows = np.arange(len(self._rows))
        else:
            own = self._signs(self._space.placed(query)[None])
            rows = lowest(_unlike(self._sketch, own), SHORTLIST)
        cosines = self.cosines(query, rows)
        order = np.argsort(-cosines, kind="stable")[:SHORTLIST]
        return rows[order], cosines[order]

    def rows(self, places: Places) -> Floats:
        """Return some rows, as they came."""
        return np.asarray(self._rows[places], dtype=np.float32)

    def cosines(self, query: Floats, rows: Places) -> Floats:
        """Return the cosines of some rows to *query* in the space."""
        space = self._space
        placed = space.placed(query)
        length = max(1e-9, float(np.linalg.norm(placed)))
        # The space's turn is symmetric: turning the query twice spares turning every row.
        turned = placed if space.turn is None else space.turn @ placed
        along = self.rows(rows) @ turned - float(space.mean @ turned)
        return np.asarray(along / (np.maximum(self._lengths[rows], 1e-9) * length), np.float32)


def _unlike(sketch: NDArray[np.uint64], own: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return in how many bits each column of *sketch* differs from *own*, shape (words, 1)."""
    unlike = np.zeros(sketch.shape[1], dtype=np.uint16)
    for start in range(0, len(unlike), _BLOCK):
        block = unlike[start : start + _BLOCK]
        for words, word in zip(sketch[:, start : start + _BLOCK], own, strict=True):
            block += np.bitwise_count(words ^ word)
    return unlike
