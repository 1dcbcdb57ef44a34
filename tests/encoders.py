"""Encoders for tests: the packaged one, loaded once, and one of a few lines."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence

import numpy as np
import pytest

from bot.encoder import Encoder, packaged, weights
from bot.encoder.batches import unit
from bot.encoder.protocol import Floats

WIDTH = 32


@pytest.fixture(scope="session")
def source() -> weights.Weights:
    """The weights of the packaged encoder."""
    return weights.read(weights.find())


@pytest.fixture(scope="session")
def encoder(source: weights.Weights) -> Encoder:
    """The packaged encoder."""
    return packaged.PackagedEncoder(source)


class WordHashes:
    """Texts with the same words are near, others are not: the mean of a vector for each word.

    *asked* is how many passages it encoded. With *held*, passages wait until `go` is set;
    `begun` says that some do.
    """

    dimensions = WIDTH

    def __init__(self, name: str = "word-hashes", *, held: bool = False) -> None:
        self.name = name
        self.asked = 0
        self.begun, self.go = threading.Event(), threading.Event()
        if not held:
            self.go.set()

    def queries(self, texts: Sequence[str]) -> Floats:
        return np.stack([_vector(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        self.begun.set()
        assert self.go.wait(60)
        self.asked += len(texts)
        return self.queries(texts)


def _vector(text: str) -> Floats:
    words = [hashlib.sha256(word.encode()).digest() for word in text.casefold().split()]
    seeds = [int.from_bytes(word[:8]) for word in words] or [0]
    drawn = np.array([np.random.default_rng(seed).standard_normal(WIDTH) for seed in seeds])
    vector: Floats = unit(drawn.mean(axis=0, keepdims=True).astype(np.float32))[0]
    return vector
