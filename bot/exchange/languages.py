"""Which language a review is in: what its file says, where that is one, else by its words."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.text.language import UNKNOWN, detect

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.ASCII)
_NONE = frozenset({"und", "mul", "zxx", "mis", "root"})
_SURE = 4  # words that are enough to tell by
_LOOKED_AT = 300  # characters
_LETTERS = 12  # letters, likewise, for scripts that write without spaces


def language(said: str) -> str | None:
    """Return the code that "uk", "uk-UA", "ukr" or "Ukrainian" means; None for anything else."""
    text = said.strip().lower()[:60]
    tag = _TAG.fullmatch(text)
    code = tag[1] if tag else _named().get(text, "")
    if code not in _known() or len(code) > 2:  # "ukr" is "uk"; "no" stays as it is
        code = str(get_global("language_aliases").get(code, code)).split("_")[0]
    return code if code in _known() and code not in _NONE else None


def detected(claim: str, *others: str | None) -> str | None:
    """Tell the language of a claim by its words, where other texts of its review agree.

    A short claim's language is told only where there is such a text.
    """
    found = detect(claim[:_LOOKED_AT])
    seen = {detect(text[:_LOOKED_AT]) for text in others if text} - {UNKNOWN}
    if found == UNKNOWN or not seen <= {found}:
        return None
    is_long = len(claim.split()) >= _SURE or _is_without_spaces(claim)
    return language(found) if seen or is_long else None


def _is_without_spaces(text: str) -> bool:
    """Say whether enough letters are of scripts that put no spaces between words."""
    return sum(char >= "\u0e00" and char.isalpha() for char in text) >= _LETTERS and (
        max(map(len, text.split())) >= _LETTERS
    )


@cache
def _known() -> frozenset[str]:
    return frozenset(filter(_TAG.fullmatch, map(str, Locale("en").languages)))


@cache
def _named() -> dict[str, str]:
    """Return codes by the names of languages, in English and in the language itself."""
    names = {str(name).lower(): code for code, name in Locale("en").languages.items()}
    for code in ("uk", "ru", "mk", "pl", "de", "fr", "es", "pt", "it", "sr", "bg", "cs"):
        names[Locale(code).get_language_name(code).lower()] = code  # type: ignore[union-attr]
    return names
