"""Search: the claims that a few words mean, in whichever language they are and with any ending."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ragged import Places
from bot.matching.retrieval import Postings, lowest

LIKEWISE = 0.6  # of the share that the best claim says: of two words both, of four three
LEAST = 0.34  # share of the words, by rarity, that a claim says to be found by them at all
# Meaning (meaning.py) from which words are about a claim, and by how much less than the best one.
# Of 42 verdicts on one subject, 22 searches of one to three words in five languages: the nearest
# had 2.7 to 4.2 where it was meant, .7 to 1.7 where nothing was.
NEAR, BEHIND = 2.0, 1.0
BY_MEANING = 10  # claims that are found by meaning alone
BETTER = 0.1  # what the best BM25 adds to the share of the words
PER_DEVIATION = 0.1  # what meaning adds to it, at most MOST
MOST = 0.5


def found(postings: Postings, words: list[tuple[str, ...]], meaning: Floats | None) -> Places:
    """Return the places of the claims that are found, best first.

    *words* are those of the search as `bot.text.terms.beginnings` has them, *meaning* is that of
    each claim, shape (claims,), where there are vectors.
    """
    shares, bm25 = postings.shares(words)
    kept = shares >= max(LEAST, LIKEWISE * float(shares.max(initial=0)))
    scores = shares + BETTER * bm25 / max(1.0, float(bm25.max(initial=0)))
    if meaning is not None:
        kept |= _meant(meaning)
        scores += np.clip(PER_DEVIATION * meaning, 0, MOST)
    places = np.flatnonzero(kept)
    return places[np.lexsort((-places, -np.round(scores[places], 6)))]


def _meant(meaning: Floats) -> NDArray[np.bool_]:
    """Say which claims are near in meaning."""
    near = np.zeros(len(meaning), dtype=np.bool_)
    near[lowest(-meaning, BY_MEANING)] = True
    return near & (meaning >= max(NEAR, float(meaning.max(initial=0)) - BEHIND))
