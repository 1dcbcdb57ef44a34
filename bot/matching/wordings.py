"""Wordings: the texts that each claim is known by, as words and as letters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.documents import Documents
from bot.matching.letters import Spellings
from bot.matching.ragged import Places, best_two, spans, two_largest
from bot.matching.rarity import unheard
from bot.matching.retrieval import Postings

SAME = 0.95  # share of the shorter claim's words that the longer one has too, by rarity
ALIKE = 0.65  # what the shorter claim's words weigh, against the longer one's


class Wordings:
    """The wordings of a store's claims, claim after claim."""

    def __init__(self, postings: Postings, documents: Documents) -> None:
        """Take what was read of each claim; *postings* are of the same claims."""
        self._postings = postings
        self._firsts = documents.firsts
        self._starts = documents.terms.starts
        self._terms = postings.renumbered(documents.terms.values)
        self._spellings = Spellings(documents.spellings)

    def by_words(
        self, said: Sequence[Sequence[str]], places: Places, scores: Floats
    ) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Return `score` to `matched` of the claims at *places*, whose BM25 is *scores*.

        The first of *said* is the whole text, as terms; the others are parts of it.
        """
        postings, count = self._postings, len(places)
        known = postings.known(said[0])
        weights = postings.weights[known]
        spoken, sizes = self._spoken(said, known)
        has, whole, owners = self._shared(places, known)
        common: NDArray[np.floating] = (has * weights) @ spoken  # (wordings, passages)
        covered = common / whole[:, None]
        told = common / np.maximum(sizes, 1e-6)
        harmonic = (2 * covered * told / np.maximum(covered + told, 1e-6)).max(axis=1)
        of_claims = np.zeros((count, len(known)), dtype=np.float32)
        np.maximum.at(of_claims, owners, has)
        matched = of_claims @ weights
        return (
            scores / max(1e-6, postings.attainable(known)),
            _coverage(common[:, 0], whole, owners, count),
            matched / max(1e-6, float(sizes[0])),
            best_two(harmonic, owners, count),
            np.log1p(matched) / 5,
        )

    def by_letters(self, spelling: bytes, places: Places) -> Floats:
        """Return `letters` of the claims at *places*."""
        rows, owners = spans(self._firsts[places], self._firsts[places + 1])
        shared, whole = self._spellings.compare(spelling, rows)
        taken = two_largest(shared / np.sqrt(whole), owners, len(places))
        both, all_letters = (
            np.bincount(owners[taken], numbers[taken], minlength=len(places))
            for numbers in (shared, whole)
        )
        return np.minimum(1, both / np.sqrt(np.maximum(all_letters, 1e-6))).astype(np.float32)

    def twins(self, places: Places) -> NDArray[np.bool_]:
        """Say which of some claims say the same as which, shape (n, n).

        One has all the words of the other and hardly any more. By pairs among 14,000 claims:
        where each has a word that the other lacks ("Walmart" and "Kroger", two years), they are
        mostly different claims, however near by meaning (cosines of .96 and more).
        """
        rows, owners = spans(self._firsts[places], self._firsts[places + 1])
        at, wordings = spans(self._starts[rows], self._starts[rows + 1])
        used, columns = np.unique(self._terms[at], return_inverse=True)
        has = np.zeros((len(places), len(used)), dtype=np.float32)
        has[owners[wordings], columns] = 1
        weighed = has * self._postings.weights[used]
        shared, whole = weighed @ has.T, np.maximum(weighed.sum(axis=1), 1e-6)
        shorter, longer = np.minimum.outer(whole, whole), np.maximum.outer(whole, whole)
        return np.asarray((shared >= SAME * shorter) & (shorter >= ALIKE * longer))

    def _spoken(self, said: Sequence[Sequence[str]], known: Places) -> tuple[Floats, Floats]:
        """Return which passage says which known term, and what each passage's words weigh."""
        postings = self._postings
        spoken = np.zeros((len(known), len(said)), dtype=np.float32)
        unknown = np.zeros(len(said), dtype=np.float32)
        for at, passage in enumerate(said):
            spoken[np.searchsorted(known, postings.known(passage)), at] = 1
            unknown[at] = sum(map(unheard, postings.unknown(passage)))
        return spoken, unknown + postings.weights[known] @ spoken

    def _shared(self, places: Places, known: Places) -> tuple[Floats, Floats, Places]:
        """Return which wording has which known term, what its words weigh, and whose it is."""
        rows, owners = spans(self._firsts[places], self._firsts[places + 1])
        at, wordings = spans(self._starts[rows], self._starts[rows + 1])
        terms = self._terms[at]
        whole = np.bincount(wordings, self._postings.weights[terms], minlength=len(rows))
        has = np.zeros((len(rows), len(known)), dtype=np.float32)
        shared = np.isin(terms, known)
        has[wordings[shared], np.searchsorted(known, terms[shared])] = 1
        return has, np.maximum(whole, 1e-6).astype(np.float32), owners


def _coverage(common: NDArray[np.floating], whole: Floats, owners: Places, count: int) -> Floats:
    """Return the share that is said of each claim's two wordings that are said most."""
    taken = two_largest(common / whole, owners, count)
    said, all_words = (
        np.bincount(owners[taken], numbers[taken], minlength=count) for numbers in (common, whole)
    )
    return np.asarray(said / np.maximum(all_words, 1e-6), dtype=np.float32)
