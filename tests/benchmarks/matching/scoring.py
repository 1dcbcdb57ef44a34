"""Plain systems: each gives every claim of a store a score for a post.

A claim is one document of its words and its title's, but for the encoder, where the nearer of the
two counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.evaluation import ClaimRow
from tests.benchmarks.matching.vectors import Kept

Scores = Callable[[str], Floats]  # post -> one score for each claim, the highest is the best

LONGEST = 500  # characters that string similarity reads of each side
FUSED = 100  # claims of each list that reciprocal rank fusion reads
RANK = 60  # its constant (Cormack, Clarke, Büttcher 2009)


def fuzzy(claims: Sequence[ClaimRow], scorer: str) -> Scores:
    """Compare with every claim by a *scorer* of rapidfuzz."""
    from rapidfuzz import fuzz, process, utils

    known = [utils.default_process(text[:LONGEST]) for text in _documents(claims)]
    alike = {"token_set_ratio": fuzz.token_set_ratio, "WRatio": fuzz.WRatio}[scorer]

    def scores(text: str) -> Floats:
        said = utils.default_process(text[:LONGEST])
        return np.asarray(process.cdist([said], known, scorer=alike)[0], dtype=np.float32)

    return scores


def bm25(claims: Sequence[ClaimRow]) -> Scores:
    """Weigh common words by bm25s as it comes: English stop words left out, no stemmer."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(_documents(claims), show_progress=False), show_progress=False)

    def scores(text: str) -> Floats:
        said = bm25s.tokenize([text], return_ids=False, show_progress=False)[0]
        return np.asarray(index.get_scores(said), dtype=np.float32)

    return scores


def tfidf(claims: Sequence[ClaimRow]) -> Scores:
    """Take the cosine of TF-IDF vectors over 3 to 5 characters within words (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    reader = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
    )
    # Turned over, so that a post touches the claims that share its n-grams and no others.
    known = reader.fit_transform(_documents(claims)).T.tocsr()

    def scores(text: str) -> Floats:
        return np.asarray((reader.transform([text]) @ known).toarray()[0], dtype=np.float32)

    return scores


def meaning(claims: Sequence[ClaimRow], kept: Kept) -> Scores:
    """Take the cosine to the nearer of a claim and its title, among all of them."""
    first = np.array([kept.places[one.claim] for one in claims])
    second = np.array([kept.places[one.title or one.claim] for one in claims])

    def scores(text: str) -> Floats:
        cosines = kept.rows @ kept.queries([text])[0]
        return np.asarray(np.maximum(cosines[first], cosines[second]))

    return scores


def summed(parts: Sequence[Scores]) -> Scores:
    """Add the scores of *parts*, each stretched over 0 to 1."""

    def scores(text: str) -> Floats:
        return np.asarray(np.sum([_stretched(part(text)) for part in parts], axis=0))

    return scores


def reciprocal(parts: Sequence[Scores]) -> Scores:
    """Add 1 / (60 + rank) over the first hundred claims of each of *parts*."""

    def scores(text: str) -> Floats:
        lists = [part(text) for part in parts]
        total = np.zeros_like(lists[0])
        for one in lists:
            found = highest(one, FUSED)
            total[found] += 1 / (RANK + 1 + np.arange(len(found), dtype=np.float32))
        return total

    return scores


def highest(scores: Floats, count: int) -> NDArray[np.intp]:
    """Return the places of the *count* highest scores, best first; of equals the first wins."""
    if count < len(scores):
        least = np.partition(scores, -count)[-count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


def _stretched(scores: Floats) -> Floats:
    low, high = scores.min(), scores.max()
    return np.asarray((scores - low) / (high - low if high > low else 1), dtype=np.float32)


def _documents(claims: Sequence[ClaimRow]) -> list[str]:
    return [f"{one.claim} {one.title or ''}".rstrip() for one in claims]
