"""Words as searches compare them: their stems in whatever language they may be."""

from __future__ import annotations

from math import ceil

from bot.text.language import detect
from bot.text.normalise import named_tokens
from bot.text.stems import stem

LANGUAGES = ("en", "uk", "ru", "mk", "pl")  # those that have stems
SHORTEST = 4  # letters by which a word may be told from its beginning
SHARED = 0.8  # of a stem: "koreańczycy" and "Koreańczyka", "корејци" and "Кореец"
LONGEST = 4_096  # characters of a text that are read, as Telegram's messages have


def terms(text: str, language: str | None = None) -> str:
    """Return the stems of a text's words, each once, parted and enclosed by single spaces."""
    text = text[:LONGEST]
    spoken = language or detect(text)
    stems = dict.fromkeys(stem(word, spoken) for word in named_tokens(text))
    return f" {' '.join(stems)} " if stems else ""


def beginnings(text: str) -> list[tuple[str, ...]]:
    """Return for each word of a search what `terms` of a text that has it may contain.

    A few words tell no language, so each is cut as in all of them: " captu" for "captured", and
    whole where it is short or a number: " 12 ".
    """
    words = dict.fromkeys(named_tokens(text[:LONGEST]))
    return [_beginnings(word) for word in words]


def _beginnings(word: str) -> tuple[str, ...]:
    stems = {stem(word, language) for language in LANGUAGES}
    found = sorted(
        f" {one[: max(SHORTEST, ceil(SHARED * len(one)))]}"
        if len(one) >= SHORTEST and not one.isdecimal()
        else f" {one} "
        for one in stems
    )
    return tuple(one for at, one in enumerate(found) if not any(map(one.startswith, found[:at])))
