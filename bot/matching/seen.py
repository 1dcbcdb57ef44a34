"""Texts as they look: their words without case, look-alike letters and a channel's signature."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from bot.text.normalise import fold, tokens

SKETCHED = 16  # hashes of a text; of those of a half, some eight are the whole text's
SHINGLE = 3  # words that are hashed together
MOST_WORDS = 1_500  # of a text; what follows is not read
SIGNATURE = 10  # words of a line that asks to follow a channel

# Cyrillic letters, and the Latin ones that look like them in either case.
_LATIN = str.maketrans("авекмнорстухіјѕь", "abekmhopctyxijsb")
_ENDS = re.compile("(?<=[.!?…])\\s+|\\n+|[|\u2022\u203c\u2049\u2190-\u2bff\U0001f000-\U0001faff]+")
_FOLLOW = re.compile(
    "|".join(
        (
            r"підпи[сш]|надісла\w* новин|наш\w* канал",
            r"подпи[сш]|прислать новост|предложить новост",
            r"subscribe|follow us|join us|join our|our channel",
            r"zasubskrybuj|претплат",
        )
    ).translate(_LATIN)
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    seen: str  # normal form, letters that look alike in one script
    said: str  # normal form
    written: str
    line: int  # sentence or line in which it stands


Words: TypeAlias = Sequence[Word]


@lru_cache(maxsize=2_048)
def read(text: str) -> Words:
    """Return the words of a text, but for lines that ask to follow a channel."""
    lines = [tokens(line) for line in _ENDS.split(text) if not _is_signature(line)]
    if not any(lines):
        lines = [tokens(text)]
    written = [(word, at) for at, line in enumerate(lines) for word in line][:MOST_WORDS]
    return tuple(Word(_seen(fold(word)), fold(word), word, at) for word, at in written)


def _is_signature(line: str) -> bool:
    return len(line.split()) <= SIGNATURE and bool(_FOLLOW.search(_seen(line.casefold())))


def _seen(word: str) -> str:
    return word.translate(_LATIN)


def sketch(text: str) -> tuple[int, ...]:
    """Return signed 64-bit hashes of a text, some of which its copies and halves share.

    The SKETCHED lowest hashes of its shingles (bottom-k, Broder 1997): of those that a part of
    the text has, the same are lowest in the part. Empty for a text without words.
    """
    seen = [word.seen for word in read(text)]
    shingles = {" ".join(seen[at : at + SHINGLE]) for at in range(max(1, len(seen) - SHINGLE + 1))}
    return tuple(sorted(map(_hash, shingles - {""}))[:SKETCHED])


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
