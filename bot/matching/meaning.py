"""Meaning: how near claims are to a text by their vectors, against what is usual in the store."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ragged import Places, best_two, spans
from bot.matching.space import Space
from bot.matching.vectors import Vectors

SAMPLE = 400  # rows by which the usual cosine is told
BEFORE = 30  # rows that are thought to have been read before the store
# Mean and deviation of cosines of two claims by multilingual-e5-small: .77 and .027 among 14,205
# English claims, .84 and .026 among 67 Ukrainian ones of one subject.
USUAL, DEVIATION = 0.80, 0.027
WIDE = 0.5  # share of the deviation that is of wide directions, and tells nothing of what is said


class Meanings:
    """The vectors of a store's claims, claim after claim."""

    def __init__(self, rows: Floats, owners: Places, claims: int) -> None:
        """Take vectors, shape (n, dimensions), and the places of their claims, ascending."""
        space = Space.of(rows)
        self._vectors = Vectors(rows, owners, space)
        self._firsts = np.searchsorted(owners, np.arange(claims + 1))
        self._usual, deviation = self._measured()
        self._deviation = deviation * (1 - WIDE * (1 - space.trust))

    def _measured(self) -> tuple[float, float]:
        """Return the mean and the deviation of cosines between different claims."""
        every = self._vectors.owners
        some = np.arange(0, len(every), max(1, len(every) // SAMPLE))
        rows, owners = self._vectors.rows(some), every[some]
        cosines = np.stack([self._vectors.cosines(row, some) for row in rows])
        among = cosines[owners[:, None] != owners]
        if not len(among):
            return USUAL, DEVIATION
        known = len(some) / (len(some) + BEFORE)
        return (
            float(known * among.mean() + (1 - known) * USUAL),
            float(known * among.std() + (1 - known) * DEVIATION),
        )

    def nearest(self, query: Floats, count: int) -> Places:
        """Return at most *count* claims that have the rows nearest to *query*, best first."""
        rows, _ = self._vectors.nearest(query)
        alike = dict.fromkeys(self._vectors.owners[rows].tolist())
        return np.array(list(alike)[:count], dtype=np.int64)

    def measure(self, query: Floats, places: Places) -> tuple[Floats, NDArray[np.bool_]]:
        """Return `meaning` of the claims at *places*, and which of them have a vector at all.

        It is the mean cosine of the two nearest texts, in deviations above the usual cosine.
        Claims without vectors get what the others have in the median: neither a lead nor a lag.
        """
        rows, owners = spans(self._firsts[places], self._firsts[places + 1])
        cosines = self._vectors.cosines(query, rows)
        meaning = best_two((cosines - self._usual) / self._deviation, owners, len(places))
        measured = np.isin(np.arange(len(places)), owners)
        usual = np.median(meaning[measured]) if measured.any() else 0
        return np.where(measured, meaning, usual).astype(np.float32), measured

    def rows(self, places: Places) -> tuple[Floats, Places]:
        """Return the vectors of the claims at *places*, and which of those each is of."""
        at, owners = spans(self._firsts[places], self._firsts[places + 1])
        return self._vectors.rows(at), owners
