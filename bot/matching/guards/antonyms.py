"""Words of opposite meaning: one side of a pair cannot stand for the other."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.normalise import fold
from bot.text.phrases import Occurrence, Phrasebook

LANGUAGES = ("en", "uk", "ru", "mk", "pl")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a line of opposites; a line of synonyms has one side only."""

    line: int
    side: int
    converse: bool = False  # exchanging the parties says the same again: "A beat B", "B lost to A"


@dataclass(frozen=True, slots=True)
class _Opposites:
    words: dict[str, frozenset[Side]]  # whole words
    stems: dict[str, frozenset[Side]]  # beginnings of words
    phrases: Phrasebook
    of_phrases: dict[str, frozenset[Side]]


@dataclass(frozen=True, slots=True)
class Line:
    """Opposites or, where there is one side only, synonyms: patterns in normal form."""

    sides: tuple[tuple[str, ...], ...]
    converse: bool


def lines(language: str) -> list[Line]:
    """Read the opposites and synonyms of a language; none for an unknown one."""
    if language not in LANGUAGES:
        return []
    path = files("bot.matching.guards").joinpath("opposites", f"{language}.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Line(tuple(map(_patterns, line.split("|"))), name == "converses")
        for name in ("pairs", "converses", "synonyms")
        for line in lists[name].splitlines()
        if line
    ]


def _patterns(side: str) -> tuple[str, ...]:
    return tuple(" ".join(fold(part) for part in one.split()) for one in side.split(","))


@cache
def _opposites(language: str) -> _Opposites:
    sides: dict[str, set[Side]] = defaultdict(set)
    for number, line in enumerate(lines(language)):
        for side, patterns in enumerate(line.sides):
            for pattern in patterns:
                sides[pattern].add(Side(number, side, line.converse))
    known = {pattern: frozenset(found) for pattern, found in sides.items()}
    return _Opposites(
        {one: found for one, found in known.items() if not {" ", "*"} & set(one)},
        {one[:-1]: found for one, found in known.items() if one[-1] == "*" and " " not in one},
        Phrasebook((one, one) for one in known if " " in one),
        {one: found for one, found in known.items() if " " in one},
    )


def find(words: Sequence[str], language: str) -> list[tuple[Occurrence, frozenset[Side]]]:
    """Return the words (normal form) that have opposites or synonyms, with their sides."""
    known = _opposites(language)
    phrases = known.phrases.find(words)
    taken = {at for seen in phrases for at in range(seen.start, seen.end)}
    found = [(seen, known.of_phrases[seen.id]) for seen in phrases]
    for at, word in enumerate(words):
        if at not in taken and (sides := _sides(word, language)):
            found.append((Occurrence(at, at + 1, word), sides))
    return found


@lru_cache(maxsize=65_536)
def _sides(word: str, language: str) -> frozenset[Side]:
    known = _opposites(language)
    beginnings = (known.stems.get(word[:length]) for length in range(2, len(word) + 1))
    own = known.words.get(word, frozenset())
    return own.union(*(found for found in beginnings if found))


def are_opposite(one: frozenset[Side], other: frozenset[Side]) -> bool:
    """Say whether two words stand on different sides of a line."""
    return any(a.line == b.line and a.side != b.side for a in one for b in other)


def are_converse(one: frozenset[Side], other: frozenset[Side]) -> bool:
    """Say whether two words say the same where the parties are exchanged."""
    return any(a.line == b.line and a.side != b.side and a.converse for a in one for b in other)
