"""Rarity: what a word weighs, in a store of any size."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.text.normalise import fold
from bot.text.stems import stem

BEFORE = 50  # documents that are thought to have been read before the store
GRAMMAR = 0.25  # share of them that have a given word of grammar
SHORT = 0.1  # share of them that have a given word of one or two letters
MOST = 8.0  # weight of a word that no document has: that of a rare one in a large store


@cache
def _grammar() -> frozenset[str]:
    """Return the grammar words of all languages that we serve, with their stems."""
    text = files("bot.text").joinpath("polarity.toml").read_text(encoding="utf-8")
    words = {
        (fold(word), language)
        for language, lists in tomllib.loads(text).items()
        for word in lists["stop"]
    }
    return frozenset(word for word, _ in words) | {stem(*word) for word in words}


def expected(term: str) -> float:
    """Return the share of documents that have *term*, before any was read."""
    if term in _grammar():
        return GRAMMAR
    return SHORT if len(term) < 3 and not term.isdecimal() else 0.0


def rarity(terms: Collection[str], users: NDArray[np.int64], documents: int) -> Floats:
    """Return what each of *terms* weighs that *users* among so many *documents* have.

    It is Lucene's idf with BEFORE documents counted in, which have the terms as languages do: so
    a store of one claim tells grammar from what is said, as one of thousands does.
    """
    shares = np.fromiter(map(expected, terms), dtype=np.float64, count=len(terms))
    having = users + BEFORE * shares
    weights = np.log1p((documents + BEFORE - having + 0.5) / (having + 0.5))
    return np.asarray(weights, dtype=np.float32)


def unheard(term: str) -> float:
    """Return what a word weighs that no document of the store has."""
    share = expected(term)
    return float(np.log1p((1 - share) / share)) if share else MOST
