"""Finding known words and phrases in a list of words; a trailing * in a pattern is any ending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.text.normalise import fold

_STEM = 2  # letters by which patterns with open endings are filed


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
        exact: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        opened: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for id_, pattern in entries:
            parts = tuple(fold(part) for part in pattern.split())
            if not parts:
                continue
            if parts[0].endswith("*"):
                opened[parts[0][:-1][:_STEM]].append((parts, id_))
            else:
                exact[parts[0]].append((parts, id_))
        self._exact = dict(exact)
        self._open = dict(opened)

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
        word = words[at]
        entries = self._exact.get(word, []) + self._open.get(word[:1], [])
        if len(word) >= _STEM:
            entries = entries + self._open.get(word[:_STEM], [])
        best: tuple[int, int] | None = None
        result: Occurrence | None = None
        for parts, id_ in entries:
            end = at + len(parts)
            if end > len(words) or not all(map(_fits, words[at:end], parts)):
                continue
            rank = (len(parts), sum(len(part) for part in parts))
            if best is None or rank > best:
                best, result = rank, Occurrence(at, end, id_)
        return result
