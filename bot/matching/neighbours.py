"""Neighbours: which of many texts are near to some, while texts come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bot.encoder.protocol import Floats
from bot.matching.space import Space

_BLOCK = 1 << 13  # rows that are compared at a time
_ROOM = 1_024  # rows that there is room for at first


class Neighbours:
    """Vectors of texts by number, compared in a space; 16-bit floats, 0.8 KB a text."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._rows = np.zeros((_ROOM, len(space.mean)), np.float16)
        self._ids = np.zeros(_ROOM, np.int64)
        self._places: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    @property
    def ids(self) -> set[int]:
        """Return the numbers of the texts."""
        return set(self._places)

    @property
    def last(self) -> int:
        """Return the highest number; 0 without any."""
        return int(self._ids[: len(self)].max(initial=0))

    def add(self, made: Sequence[tuple[int, Floats]]) -> None:
        """Add vectors, as they came from the encoder, with their numbers."""
        fresh = [(one, vector) for one, vector in made if one not in self._places]
        if not fresh:
            return
        start = len(self)
        while start + len(fresh) > len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
            self._ids = np.concatenate((self._ids, np.zeros_like(self._ids)))
        end = start + len(fresh)
        self._rows[start:end] = unit(self._space, np.stack([vector for _, vector in fresh]))
        self._ids[start:end] = [one for one, _ in fresh]
        self._places |= {one: start + at for at, (one, _) in enumerate(fresh)}

    def drop(self, gone: Iterable[int]) -> None:
        """Take texts out: the last one takes the place of each."""
        for one in gone:
            place = self._places.pop(one, None)
            if place is None:
                continue
            last = len(self)
            if place != last:
                self._rows[place], self._ids[place] = self._rows[last], self._ids[last]
                self._places[int(self._ids[last])] = place
            self._rows[last], self._ids[last] = 0, 0

    def near(self, queries: Floats, least: float, count: int) -> list[list[int]]:
        """Return at most *count* texts for each query, nearest first, of cosine *least* or more.

        *queries* are as they came from the encoder, shape (n, dimensions).
        """
        placed = unit(self._space, queries)
        found: list[list[tuple[float, int]]] = [[] for _ in queries]
        for start in range(0, len(self), _BLOCK):
            end = min(len(self), start + _BLOCK)
            cosines = placed @ self._rows[start:end].astype(np.float32).T
            for at, row in zip(*np.nonzero(cosines >= least), strict=True):
                found[at].append((-float(cosines[at, row]), int(self._ids[start + row])))
        return [[one for _, one in sorted(own)[:count]] for own in found]


def unit(space: Space, rows: Floats) -> Floats:
    """Return vectors in a space, shape (n, dimensions), of unit length."""
    placed = space.placed(rows)
    lengths = np.linalg.norm(placed, axis=1, keepdims=True)
    return np.asarray(placed / np.maximum(lengths, 1e-9), np.float32)
