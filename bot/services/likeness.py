"""Whether two posts make the same claim in nearly the same words; pure.

Who asked about one is told the verdict on the other, so nothing may differ between them but
spelling, endings, and a few added words that are neither names nor numbers nor turn the sense.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.text.normalise import words
from bot.text.polarity import manner
from bot.text.quantities import quantities

NEAR = 90  # token_set_ratio; added words leave it at 100, changed endings lower it a little
MOST_ADDED = 0.2  # of the shorter text's words
SHORTEST = 5  # words; shorter texts must be the same
SHARED_STEM = 0.7  # of the longer word: "capture", "captured"
TYPO_FROM = 6  # letters; in shorter words one letter makes another word: Iran, Iraq

# Fingerprints: two texts that share 60 % of their words share a band with 97 % certainty
# (8 bands of 2 minima each: 1 - (1 - .6 ** 2) ** 8), those that share 80 % with 99.97 %.
_BANDS, _ROWS = 8, 2
_PRIME = (1 << 61) - 1
_FACTORS = tuple(
    int.from_bytes(hashlib.blake2b(bytes([place]), digest_size=7).digest(), "big")
    for place in range(1, _BANDS * _ROWS + 1)
)


def fingerprint(text: str, language: str | None) -> tuple[int, ...]:
    """Return signed 64-bit hashes, some of which near-duplicates share; none for no words.

    MinHash with banding (Broder 1997), over the words that carry meaning.
    """
    numbers = [zlib.crc32(word.encode()) + 1 for word in set(_content(text, language))]
    if not numbers:
        return ()
    minima = [min(factor * number % _PRIME for number in numbers) for factor in _FACTORS]
    return tuple(
        _hash(f"{language} {band} {minima[band * _ROWS : (band + 1) * _ROWS]}")
        for band in range(_BANDS)
    )


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def near_duplicates(one: str, other: str, language: str | None) -> bool:
    """Say whether two texts in a language make the same claim beyond doubt."""
    first, second = _content(one, language), _content(other, language)
    if min(len(first), len(second)) < SHORTEST:
        return first == second and _sense(one, language) == _sense(other, language)
    if fuzz.token_set_ratio(" ".join(first), " ".join(second)) < NEAR:
        return False
    added = _added(first, second)
    if added is None or len(added) > MOST_ADDED * min(len(first), len(second)):
        return False
    if any(_telling(word, one) or _telling(word, other) for word in added):
        return False
    return _sense(one, language) == _sense(other, language)


def _content(text: str, language: str | None) -> list[str]:
    """Return the words of a text but for calls to share it and the like."""
    all_words = words(text)
    return [all_words[at] for at in manner(all_words, language or "").content]


def _added(first: Sequence[str], second: Sequence[str]) -> list[str] | None:
    """Return the words that one text has beyond the other; None where both have some."""
    only_first = [word for word in dict.fromkeys(first) if word not in second]
    only_second = [word for word in dict.fromkeys(second) if word not in first]
    for word in list(only_first):
        if twin := next((other for other in only_second if _same_word(word, other)), None):
            only_first.remove(word)
            only_second.remove(twin)
    return None if only_first and only_second else only_first or only_second


def _same_word(one: str, other: str) -> bool:
    """Say whether two words differ in their endings, or by one typing mistake in a long word."""
    if not (one.isalpha() and other.isalpha()):
        return False
    longer = max(len(one), len(other))
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = len(list(alike))
    if shared >= 4 and shared >= SHARED_STEM * longer:
        return True
    shorter = min(len(one), len(other))
    return shorter >= TYPO_FROM and one[0] == other[0] and Levenshtein.distance(one, other) == 1


def _telling(word: str, text: str) -> bool:
    """Say whether an added word may be a number or a name."""
    if any(sign.isdigit() for sign in word):
        return True
    marks = "«»\"'“”„.,:;!?()"
    written = (part.strip(marks) for part in text.split())
    return any(part.casefold() == word and part[:1].isupper() for part in written)


def _sense(text: str, language: str | None) -> tuple[object, ...]:
    """Return how a text speaks, and the quantities it names."""
    how = manner(words(text), language or "")
    amounts = {(one.low, one.high) for one in quantities(text, language)}
    return (
        bool(how.negators),
        bool(how.disputes),
        bool(how.questions) or "?" in text,
        bool(how.supposes),
        bool(how.limits),
        amounts,
    )
