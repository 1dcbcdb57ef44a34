"""Claims that nobody made, as many as wanted, with the words and vectors of a real store.

Only time and memory are measured on them. A word of a made-up claim is one of the real words, as
frequent as there, or a new one: as often as Good and Turing expect (the share of the words seen
once, Good 1953), drawn along Zipf's law as fitted to the real words. Lengths are those of real
texts. A vector is a real one, moved by the difference of two others, so that vectors spread as
widely as real ones in the directions in which those do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.evaluation import ClaimRow

WORD = re.compile(r"\w+(?:['’-]\w+)*")
FITTED = 0.9  # of the ranks, the last, that Zipf's exponent is fitted to
LEAST = 1.05  # exponent, as a law with less has no sum
REACH = 10_000_000  # new words at most
MOVED = 0.7  # share of the difference by which a vector is moved
CHUNK = 10_000  # texts, or vectors, made together


@dataclass(frozen=True, slots=True)
class Words:
    """How often which words come, and how often a new one."""

    known: Sequence[str]  # the most frequent first
    shares: NDArray[np.float64]  # of all words, for each known one; they sum to 1
    new: float  # share of words that are new
    exponent: float  # of Zipf's law

    def draw(self, count: int, chance: np.random.Generator) -> list[str]:
        """Return *count* words."""
        places = chance.choice(len(self.known), size=count, p=self.shares).tolist()
        drawn = [self.known[place] for place in places]
        for at in np.flatnonzero(chance.random(count) < self.new).tolist():
            drawn[at] = self._new(chance.random())
        return drawn

    def _new(self, level: float) -> str:
        """Return the new word at a *level*, 0 to 1, of Zipf's law beyond the known words."""
        rank = len(self.known) * ((1 - level) ** (1 / (1 - self.exponent)) - 1)
        return f"nov{int(min(rank, REACH))}"


def fitted(texts: Sequence[str]) -> Words:
    """Fit the words of real *texts*."""
    counts = Counter(word for text in texts for word in WORD.findall(text))
    known, often = zip(*counts.most_common(), strict=True)
    frequencies = np.array(often, dtype=np.float64)
    ranks = np.arange(1, len(frequencies) + 1)
    tail = ranks > (1 - FITTED) * len(ranks)
    slope, _ = np.polyfit(np.log(ranks[tail]), np.log(frequencies[tail]), 1)
    total = frequencies.sum()
    once = float((frequencies == 1).sum() / total)
    return Words(known, frequencies / total, once, max(LEAST, -float(slope)))


def claims(real: Sequence[ClaimRow], count: int, seed: int) -> tuple[ClaimRow, ...]:
    """Make *count* claims, with titles where a real claim of that length has one."""
    chance = np.random.default_rng(seed)
    words = fitted([text for one in real for text in (one.claim, one.title) if text])
    lengths = [(max(1, _length(one.claim)), _length(one.title)) for one in real]
    like = [lengths[at] for at in chance.integers(len(real), size=count).tolist()]
    made: list[ClaimRow] = []
    for start in range(0, count, CHUNK):
        chunk = like[start : start + CHUNK]
        drawn = iter(words.draw(sum(map(sum, chunk)), chance))
        for own, titled in chunk:
            claim = " ".join(next(drawn) for _ in range(own))
            title = " ".join(next(drawn) for _ in range(titled)) or None
            made.append(ClaimRow(str(len(made)), claim, title, "en"))
    return tuple(made)


def vectors(real: Floats, count: int, seed: int) -> Floats:
    """Make *count* unit vectors, shape (count, dimensions)."""
    chance = np.random.default_rng(seed)
    made = np.empty((count, real.shape[1]), np.float32)
    for start in range(0, count, CHUNK):
        chunk = made[start : start + CHUNK]
        around, one, other = (real[chance.integers(len(real), size=len(chunk))] for _ in "123")
        moved = around + np.float32(MOVED) * (one - other)
        chunk[:] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return made


def _length(text: str | None) -> int:
    return len(WORD.findall(text or ""))
