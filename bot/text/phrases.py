"""Finding known words and phrases in a list of words; a trailing * in a pattern is any ending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.text.normalise import fold

WORDS = 10_000  # whose patterns a book keeps at hand


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase found at words[start:end]."""

    start: int
    end: int
    id: str


def _fits(word: str, pattern: str) -> bool:
    if pattern[-1] == "*":
        return word.startswith(pattern[:-1])
    return word == pattern


class Phrasebook:
    """Patterns of one or several words, each standing for an id."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take (id, pattern) pairs; a pattern is words in any case, separated by spaces."""
        self._closed: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._open: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for id_, pattern in entries:
            parts = tuple(fold(part) for part in pattern.split())
            if parts and parts[0].endswith("*"):
                self._open[parts[0][:-1]].append((parts, id_))
            elif parts:
                self._closed[parts[0]].append((parts, id_))
        self._lengths = sorted({len(stem) for stem in self._open})
        self._beginning = lru_cache(WORDS)(self._patterns)

    def find(self, words: Sequence[str]) -> list[Occurrence]:
        """Return what is found, left to right, the longest pattern winning at each place."""
        found: list[Occurrence] = []
        at = 0
        while at < len(words):
            best = self._longest(words, at)
            if best is None:
                at += 1
            else:
                found.append(best)
                at = best.end
        return found

    def _longest(self, words: Sequence[str], at: int) -> Occurrence | None:
        best: tuple[int, int] = (0, 0)
        result: Occurrence | None = None
        for parts, id_ in self._beginning(words[at]):
            end = at + len(parts)
            rank = (len(parts), sum(map(len, parts)))
            if (
                rank > best
                and end <= len(words)
                and all(map(_fits, words[at + 1 : end], parts[1:]))
            ):
                best, result = rank, Occurrence(at, end, id_)
        return result

    def _patterns(self, word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Return the patterns whose first word fits."""
        found = list(self._closed.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._open.get(word[:length], ())
        return tuple(found)
