"""Spelling: how many letter sequences two texts share, whatever the inflection or the script."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.encoder.protocol import Floats
from bot.matching.ragged import Places, Ragged
from bot.text.normalise import named_tokens

Sequences = NDArray[np.int64]  # numbers of letter sequences, below _NUMBERS

SHORTEST, LONGEST = 3, 5  # letters of a sequence; spaces count
READ = 600  # letters of a text that are compared
SAMPLE = 4_000  # documents by which the rarity of a sequence is told
_BITS = 18
_NUMBERS = 1 << _BITS  # sequences that share a number by chance are one in hundreds
_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґѓќѕљњџј",
            "abvgdeezziiklmnoprstufhccssieuaiieggkzlndj",
            strict=True,
        )
    )
)


def spelt(text: str) -> bytes:
    """Return the words of *text* in plain Latin letters, at most READ of them.

    Cyrillic is transliterated so that Ukrainian, Russian and Macedonian meet; letters of other
    scripts are left out.
    """
    words = f" {' '.join(named_tokens(text))} ".translate(_LATIN)
    return words.encode("ascii", "ignore")[:READ]


def sequences(spelling: NDArray[np.uint8]) -> tuple[Sequences, NDArray[np.int64]]:
    """Return the numbers of all letter sequences, with the place where each begins."""
    letters = spelling.astype(np.uint64)
    rolled = letters
    numbers, starts = [], []
    for length in range(2, LONGEST + 1):
        rolled = rolled[: max(0, len(letters) - length + 1)] * np.uint64(1_000_003)
        rolled = rolled + letters[length - 1 :]
        if length >= SHORTEST:
            # Multiplicative hashing (Knuth 1973, 6.4) by the golden ratio's 64 bits.
            mixed = (rolled * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BITS)
            numbers.append(mixed.astype(np.int64))
            starts.append(np.arange(len(rolled)))
    return np.concatenate(numbers), np.concatenate(starts)


class Spellings:
    """The spellings of a store's documents, one after the other."""

    def __init__(self, documents: Ragged) -> None:
        """Take what `spelt` made of each document."""
        self._letters, self._starts = documents.values, documents.starts
        count = len(documents.starts) - 1
        sample = np.arange(0, count, max(1, count // SAMPLE))
        users = self._users(sample)
        # Half a document more: what the sample lacks is rare, not unheard of.
        share = (users + 1.5) / (len(sample) + 50)
        self._weights: Floats = (np.log1p((1 - np.minimum(share, 1)) / share) ** 2).astype(
            np.float32
        )

    def _users(self, sample: Places) -> Floats:
        """Return how many of some documents have each sequence."""
        if not len(sample):
            return np.zeros(_NUMBERS, dtype=np.float32)
        own, owners = self._sequences(sample)
        pairs = np.sort(owners * _NUMBERS + own)
        each = pairs[np.diff(pairs, prepend=-1) > 0]
        return np.bincount(each % _NUMBERS, minlength=_NUMBERS).astype(np.float32)

    def compare(self, spelling: bytes, places: Places) -> tuple[Floats, Floats]:
        """Return what a text and some documents share, and what each document has in all.

        The former over the root of the latter is the cosine of their sequences, if both are
        weighed by what the text has in all, as here.
        """
        if not len(places):
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        said = np.unique(sequences(np.frombuffer(spelling, dtype=np.uint8))[0])
        heard = np.zeros(_NUMBERS, dtype=np.float32)
        heard[said] = 1 / np.sqrt(max(1e-6, float(self._weights[said].sum())))
        own, owners = self._sequences(places)
        weights = self._weights[own]
        shared = np.bincount(owners, weights * heard[own], minlength=len(places))
        whole = np.bincount(owners, weights, minlength=len(places))
        return shared.astype(np.float32), np.maximum(whole, 1e-6).astype(np.float32)

    def _sequences(self, places: Places) -> tuple[Sequences, Places]:
        """Return the sequences of some documents, none across two, and whose each is."""
        parts = [self._letters[self._starts[at] : self._starts[at + 1]] for at in places]
        lengths = np.array([len(part) for part in parts])
        ends = np.cumsum(lengths)
        whole = np.concatenate(parts)
        numbers, starts = sequences(whole)
        owners = np.repeat(np.arange(len(places)), lengths)[starts]
        sizes = np.concatenate(
            [
                np.full(max(0, len(whole) - length + 1), length)
                for length in range(SHORTEST, LONGEST + 1)
            ]
        )
        inside = starts + sizes <= ends[owners]
        return numbers[inside], owners[inside]
