"""Cutting words to their stems, so that inflected forms of a word meet."""

import threading
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

_SNOWBALL = {"en": "english", "ru": "russian", "pl": "polish"}
_SHORTEST = 3  # letters that a stem keeps


@cache
def _endings(language: str) -> tuple[str, ...]:
    """Return the endings of a language that Snowball has not: none for unknown ones."""
    data = files("bot.text").joinpath("endings.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(data).get(language, "").split())


class _Stemmers(threading.local):
    """Snowball's stemmers of one thread: they keep the word in themselves while they work."""

    def __init__(self) -> None:
        self.by_language = {
            language: snowballstemmer.stemmer(name) for language, name in _SNOWBALL.items()
        }


_STEMMERS = _Stemmers()


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in normal form; words of other languages stay as they are."""
    if language in _SNOWBALL:
        return str(_STEMMERS.by_language[language].stemWord(word))
    for ending in _endings(language):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
