"""What words make of the number behind them, and how words of the tables are written."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

_FOLD = str.maketrans({"ё": "е", "'": None, "’": None, "ʼ": None, "‘": None, "`": None})

Phrase = tuple[str, ...]


class Bound(StrEnum):
    """What the words around a number make of it."""

    PLAIN = "plain"
    ONLY = "only"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"


def fold(word: str) -> str:
    """Return *word* as the tables write it: lower case, composed, without apostrophes or ё."""
    return unicodedata.normalize("NFC", word).lower().translate(_FOLD)


def phrase(text: str) -> Phrase:
    """Return the folded words of a phrase of the tables."""
    return tuple(fold(word) for word in text.split())


def bounds(sections: Iterable[dict[str, list[str]]]) -> dict[Phrase, Bound]:
    """Return the bound of each phrase of *sections*."""
    return {
        phrase(text): Bound(bound)
        for section in sections
        for bound, texts in section.items()
        for text in texts
    }


def compared(section: dict[str, Any]) -> dict[Phrase, Bound]:
    """Return the bounds that comparing makes: "older than", "не старше", "не моложе"."""
    bare = set(section.get("bare", "").split())
    found: dict[Phrase, Bound] = {}
    sides = (("more", Bound.MORE_THAN, Bound.UP_TO), ("less", Bound.LESS_THAN, Bound.AT_LEAST))
    for side, bound, denied in sides:
        for word in section[side].split():
            for than in [*section["than"], *([""] if word in bare else [])]:
                found[phrase(f"{word} {than}")] = bound
                for no in section["not"].split():
                    found[phrase(f"{no} {word} {than}")] = denied
    return found
