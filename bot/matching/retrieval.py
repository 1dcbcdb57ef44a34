"""Retrieval: the documents of a store that share most with a text, by words and by vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.rarity import rarity
from bot.text.normalise import named_tokens
from bot.text.stems import stem

Places = NDArray[np.int64]

SATURATION = 1.2  # BM25's k1: how soon another occurrence of a term stops to count
LENGTH = 0.4  # BM25's b: how much long documents are discounted
COMMON = 1.6  # rarity below which a term is grammar: a fifth of the documents have it


def terms(text: str, language: str) -> list[str]:
    """Return what a text is found by: its words' stems, those of hashtags and names included."""
    return [stem(word, language) for word in named_tokens(text)]


class Postings:
    """BM25 (Robertson and Zaragoza 2009, Lucene's idf) over documents that are bags of terms."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """Take each document's terms; its place in the sequence is its number."""
        self.size = len(documents)
        self._numbers: dict[str, int] = {}
        lengths = np.fromiter(map(len, documents), dtype=np.int64, count=self.size)
        every = np.fromiter(
            (
                self._numbers.setdefault(term, len(self._numbers))
                for document in documents
                for term in document
            ),
            dtype=np.int64,
            count=int(lengths.sum()),
        )
        places = np.repeat(np.arange(self.size, dtype=np.int64), lengths)
        pairs, counts = np.unique(places * max(1, len(self._numbers)) + every, return_counts=True)
        places, own = np.divmod(pairs, max(1, len(self._numbers)))
        users = np.bincount(own, minlength=len(self._numbers))
        self.weights = rarity(self._numbers, users, self.size)
        idf = np.where(self.weights < COMMON, 0, self.weights)
        average = max(1.0, float(lengths.mean())) if self.size else 1.0
        norms = SATURATION * (1 - LENGTH + LENGTH * lengths / average)
        gains = idf[own] * (counts * (SATURATION + 1) / (counts + norms[places]))
        order = np.argsort(own, kind="stable")
        self._places = places[order].astype(np.int32)  # documents, term after term
        self._gains = gains[order].astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(users)))
        self._tells = idf > 0

    def known(self, said: Iterable[str]) -> Places:
        """Return the numbers of those terms that some document has, each once, ascending."""
        numbers = {self._numbers[term] for term in said if term in self._numbers}
        return np.array(sorted(numbers), dtype=np.int64)

    def unknown(self, said: Iterable[str]) -> frozenset[str]:
        """Return those terms that no document has."""
        return frozenset(term for term in said if term not in self._numbers)

    def scores(self, numbers: Places) -> Floats:
        """Return each document's score for terms given by number; shape (documents,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for number in numbers[self._tells[numbers]].tolist():
            own = slice(self._starts[number], self._starts[number + 1])
            total[self._places[own]] += self._gains[own]
        return total

    def attainable(self, numbers: Places) -> float:
        """Return the score of a document of the usual length that has each of some terms once."""
        return float(self.weights[numbers[self._tells[numbers]]].sum())


SKETCHED = 20_000  # rows from which the sketch pays
SHORTLIST = 400  # rows that are compared exactly
_SAMPLE = 2_000  # rows from which the spread of cosines is told


class Vectors:
    """Unit vectors of texts, each with the number of the document it belongs to.

    Large stores are searched by the signs of the centred vectors first (Charikar 2002).
    """

    def __init__(self, rows: Floats, owners: Sequence[int]) -> None:
        """Take rows of shape (n, dimensions) and n document numbers."""
        self.owners = np.asarray(owners, dtype=np.int64)
        sketched = len(rows) > SKETCHED
        self._rows: NDArray[np.floating] = rows.astype(np.float16) if sketched else rows
        self._mean = rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1], np.float32)
        self._sketch = self._signs(rows) if sketched else None
        step = max(1, len(rows) // _SAMPLE)
        self._sample = rows[::step].astype(np.float32)

    def _signs(self, rows: Floats) -> NDArray[np.uint64]:
        """Return which numbers are above their mean, 64 to a word, shape (words, rows)."""
        bits = np.packbits(rows > self._mean, axis=1)
        padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8)))
        return np.ascontiguousarray(np.ascontiguousarray(padded).view(np.uint64).T)

    def nearest(self, query: Floats) -> tuple[Places, Floats]:
        """Return the rows nearest to *query*, shape (dimensions,), with cosines, best first."""
        if self._sketch is None:
            rows = np.arange(len(self._rows))
            cosines = np.asarray(self._rows @ query, dtype=np.float32)
        else:
            unlike = np.zeros(self._sketch.shape[1], dtype=np.uint16)
            for words, own in zip(self._sketch, self._signs(query[None]), strict=True):
                unlike += np.bitwise_count(words ^ own)
            rows = np.argpartition(unlike, SHORTLIST)[:SHORTLIST]
            cosines = self._rows[rows].astype(np.float32) @ query
        order = np.argsort(-cosines, kind="stable")[:SHORTLIST]
        return rows[order], cosines[order]

    def cosines(self, query: Floats, rows: Places) -> Floats:
        """Return the cosines of some rows to *query*."""
        return np.asarray(self._rows[rows].astype(np.float32) @ query, dtype=np.float32)

    def spread(self, query: Floats) -> tuple[float, float]:
        """Return mean and standard deviation of the store's cosines to *query*, by a sample."""
        cosines = self._sample @ query
        return float(cosines.mean()), float(cosines.std()) or 1.0
