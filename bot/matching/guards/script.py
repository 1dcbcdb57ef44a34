"""Words of all five languages in Latin letters, so that names meet across alphabets."""

from __future__ import annotations

from functools import lru_cache

_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ѓ": "gj", "е": "e",
        "є": "e", "ё": "e", "ж": "z", "з": "z", "ѕ": "z", "и": "i", "і": "i", "ї": "i",
        "й": "i", "ј": "i", "к": "k", "л": "l", "љ": "l", "м": "m", "н": "n", "њ": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ќ": "k", "у": "u", "ў": "u",
        "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "d", "ш": "s", "щ": "s", "ъ": "",
        "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "w": "v", "y": "i", "j": "i",
    }
)  # fmt: skip
_PAIRS = (
    ("kh", "h"),
    ("ch", "c"),
    ("cz", "c"),
    ("sh", "s"),
    ("sz", "s"),
    ("zh", "z"),
    ("ts", "c"),
)


@lru_cache(maxsize=65_536)
def romanised(word: str) -> str:
    """Return a word (normal form) in plain Latin letters: "щорс" and "shors" meet."""
    latin = word.translate(_LATIN)
    for pair, letter in _PAIRS:
        latin = latin.replace(pair, letter)
    return latin
