"""Features: what a text and the claims that may be its own have in common, as numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bot.encoder.protocol import Floats
from bot.matching.retrieval import terms
from bot.text.sentences import sentences

MEASURES = (
    "score",  # BM25 against that of a usual claim with all the words that the store knows
    "coverage",  # share of a wording's words, by rarity, that the text says: its two best
    "said",  # share of the text's words, by rarity, that the claim says
    "passage",  # of its sentences and pairs, the best harmonic mean of both shares: two best
    "matched",  # how much is shared: a fifth of the log of all shared words' rarity
    "letters",  # cosine of letter sequences: two best
    "meaning",  # mean cosine of the claim's two nearest texts, above what is usual (meaning.py)
)
BY_WORDS = 6  # how many of the measures need no vectors
NAMES = (
    "said",
    "passage",
    "score_lead",  # score against that of the best claim, or of the usual rival if that is more
    "letters_lead",  # letters likewise
    "meaning_lead",  # meaning above that of the best claim: 0 or less
)
LEADS = NAMES.index("score_lead")  # the features from here on are relative to the best claim
WORDS = NAMES.index("meaning_lead")  # how many of the features need no vectors
SCORE, SAID, PASSAGE, LETTERS, MEANING = (
    MEASURES.index(name) for name in ("score", "said", "passage", "letters", "meaning")
)
# What the best of the wrong claims has, in the median of posts, in a store of 14,000 claims. Where
# there are few claims, the first is held against this.
USUAL_SCORE, USUAL_LETTERS = 0.15, 0.19
PASSAGES = 30  # sentences that are looked at
BEGINNING = 3_000  # characters of a text that are cut into sentences

Passages = list[list[str]]


def passages(text: str, language: str) -> Passages:
    """Return the terms of the whole text, then those of its sentences and of pairs of them."""
    parts = [terms(part.text, language) for part in sentences(text[:BEGINNING])[:PASSAGES]]
    parts = [part for part in parts if part]
    pairs = [one + other for one, other in pairwise(parts)] if len(parts) > 2 else []
    return [terms(text, language), *(parts if len(parts) > 1 else []), *pairs]


def features(measures: Floats) -> Floats:
    """Return the features of candidates, shape (n, features), made of their measures.

    What is relative is so to these candidates alone: a store without some of them is had by
    leaving out their rows. A measure and its lead differ by what a text's candidates share, so
    that one of them is enough to order these.
    """
    score, letters = measures[:, SCORE], measures[:, LETTERS]
    columns = [
        measures[:, SAID],
        measures[:, PASSAGE],
        score / max(USUAL_SCORE, float(score.max(initial=0))),
        letters / max(USUAL_LETTERS, float(letters.max(initial=0))),
    ]
    if measures.shape[1] > BY_WORDS:
        meaning = measures[:, MEANING]
        columns.append(meaning - meaning.max(initial=-np.inf))
    return np.stack(columns, axis=1).astype(np.float32)
