"""Retrieval: the documents of a store that share most words with a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ragged import Places, Ragged
from bot.matching.rarity import rarity
from bot.text.normalise import named_tokens
from bot.text.stems import stem

SATURATION = 1.2  # BM25's k1: how soon another occurrence of a term stops to count
LENGTH = 0.4  # BM25's b: how much long documents are discounted
COMMON = 1.6  # rarity below which a term is grammar: a fifth of the documents have it
_SAMPLE = 2_000  # values by which a cutoff is guessed


def terms(text: str, language: str) -> list[str]:
    """Return what a text is found by: its words' stems, those of hashtags and names included."""
    return [stem(word, language) for word in named_tokens(text)]


class Postings:
    """BM25 (Robertson and Zaragoza 2009, Lucene's idf) over documents that are bags of terms."""

    def __init__(self, bags: Ragged, counts: Ragged, vocabulary: Iterable[str]) -> None:
        """Take each document's terms, each once, how often it has them, and all their names.

        Terms are numbered anew as they come, so that nothing hangs on what else was read before.
        """
        self.size = len(bags.starts) - 1
        names = list(vocabulary)
        firsts = np.full(len(names), len(bags.values))
        # Of several values for one place numpy keeps the last: here the first that comes.
        firsts[bags.values[::-1]] = np.arange(len(bags.values))[::-1]
        used = np.flatnonzero(firsts < len(bags.values))
        used = used[np.argsort(firsts[used])]
        self._numbers = {names[number]: at for at, number in enumerate(used.tolist())}
        self._renumbered = np.zeros(len(names), dtype=np.int32)
        self._renumbered[used] = np.arange(len(used))
        own = self._renumbered[bags.values]
        places, sizes = bags.owners(), np.diff(bags.starts)
        lengths = np.bincount(places, counts.values, minlength=self.size)
        users = np.bincount(own, minlength=len(used))
        self.weights = rarity(self._numbers, users, self.size)
        idf = np.where(self.weights < COMMON, 0, self.weights)
        average = max(1.0, float(lengths.mean())) if self.size else 1.0
        norms = SATURATION * (1 - LENGTH + LENGTH * lengths / average)
        often = counts.values
        gains = idf[own] * (often * (SATURATION + 1) / (often + np.repeat(norms, sizes)))
        order = np.argsort(own, kind="stable")
        self._places = places[order].astype(np.int32)  # documents, term after term
        self._gains = gains[order].astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(users)))
        self._tells = idf > 0
        self._sorted: list[str] = []  # all terms, once somebody searches by beginnings

    def renumbered(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers here of terms that some document has, by those of the vocabulary."""
        return self._renumbered[numbers]

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

    def shares(self, words: Iterable[tuple[str, ...]]) -> tuple[Floats, Floats]:
        """Return how much of some words each document has, by rarity, and its BM25 for them.

        The share is 0 to 1, both of shape (documents,). Of each word the beginnings are given, as
        `bot.text.terms` has them.
        """
        had, scores = np.zeros((2, self.size), dtype=np.float32)
        every = 0.0
        for starts in words:
            own = np.zeros(self.size, dtype=np.bool_)
            for number in self._beginning(starts):
                has = slice(self._starts[number], self._starts[number + 1])
                own[self._places[has]] = True
                scores[self._places[has]] += self._gains[has]
            weight = float(rarity((starts[0].strip(),), np.array([own.sum()]), self.size)[0])
            had[own] += weight
            every += weight
        return (had / every if every else had), scores

    def _beginning(self, starts: tuple[str, ...]) -> set[int]:
        """Return the numbers of the terms that begin so, or are so where a space ends it."""
        if len(self._sorted) < len(self._numbers):
            self._sorted = sorted(self._numbers)
        found: set[int] = set()
        for start in starts:
            begun = start[1:]
            first = bisect_left(self._sorted, begun.rstrip())
            for term in islice(self._sorted, first, None):
                if not f"{term} ".startswith(begun):
                    break
                found.add(self._numbers[term])
        return found

    def attainable(self, numbers: Places) -> float:
        """Return the score of a document of the usual length that has each of some terms once."""
        return float(self.weights[numbers[self._tells[numbers]]].sum())


def lowest(values: NDArray[Any], count: int) -> Places:
    """Return the places of the *count* lowest values, ascending; of equal ones the first.

    What a sample says is too high is left out at once: a partition of all takes ten times longer.
    """
    if len(values) <= count:
        return np.arange(len(values))
    step = max(1, len(values) // _SAMPLE)
    sample = values[::step]
    # As many again as are wanted, and more where few are: hardly ever is that not enough.
    at = min(len(sample) - 1, 2 * count // step + 10)
    places = np.flatnonzero(values <= np.partition(sample, at)[at])
    if len(places) < count:
        places = np.arange(len(values))
    near = values[places]
    last = np.partition(near, count - 1)[count - 1]
    below, equal = places[near < last], places[near == last]
    return np.sort(np.concatenate((below, equal[: count - len(below)])))
