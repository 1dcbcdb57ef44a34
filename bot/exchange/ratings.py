"""What a publisher's words for a rating mean in ours; where that is not certain, nothing.

Words decide, by ratings.toml: the whole text is one of its phrases, or begins with one that a
comment follows ("False: the photo is from 2015"). A number decides only where there are no words
and the scale is the plain one of 1 (false) to 5 (true): on others "false" can be 4 of 6, and a
publisher's words and numbers disagree often enough. A wrong rating harms more than none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from bot.models import Rating
from bot.text.normalise import clean

LONGEST = 1_000  # code points of a text that are looked at
_COMMENT = 60  # words of a comment that are looked at
_SHORT = 4  # words below which a comment is part of the rating
_SCALE: Final = {
    "1": Rating.FALSE,
    "2": Rating.MOSTLY_FALSE,
    "3": Rating.HALF_TRUE,
    "4": Rating.MOSTLY_TRUE,
    "5": Rating.TRUE,
}
_BEST, _WORST = "5", "1"
# What ends a rating before a comment; a question mark ends no rating.
_END = re.compile(r"\s+[-|]+\s+|[:.!;()\n\r\[\]…。：！]|--+|\?")
_CHOICE = re.compile(r"[/|·]")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Marks that writers leave out: of Latin and Greek letters, Arabic vowels, the dot of Devanagari
# and Bengali letters. The marks of Cyrillic letters make other letters.
_OPTIONAL = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u093c\u09bc]")
_SAME: Final = str.maketrans("ıłđёأإآى", "ildеاااي")
_HEADING = re.compile(r"[:\-|：\n\r]")  # what ends a heading, and not a sentence
_YES, _NO = frozenset("✅✔✓☑👍🟢🟩"), frozenset("❌❎✖✕✗✘×☒🚫⛔👎🔴🟥🤥¬≠")
_UNTRUE: Final = {Rating.FALSE, Rating.MOSTLY_FALSE}
_TRUE: Final = {Rating.TRUE, Rating.MOSTLY_TRUE}


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of ratings.toml, folded."""

    ratings: Mapping[str, Rating]
    frames: tuple[str, ...]
    things: tuple[str, ...]
    negators: frozenset[str]
    contrasts: frozenset[str]
    headings: frozenset[str]
    longest: int  # words of a phrase


def rate(
    text: str, *, value: str | None = None, best: str | None = None, worst: str | None = None
) -> Rating | None:
    """Return what *text* rates, or without it *value* between *worst* and *best*."""
    if text.strip() and not _is_number(text, value):
        found = _said(text[:LONGEST])
        return None if _contradicts(text, found) else found
    if (best, worst) == (_BEST, _WORST) and value:
        return _SCALE.get(value.removesuffix(".0"))
    return None


def folded(text: str) -> str:
    """Return the words of a text without what writers of one language do differently."""
    plain = _APOSTROPHE.sub("", clean(text).casefold()).translate(_SAME)
    letters = (
        char if "\u0400" <= char <= "\u052f" else unicodedata.normalize("NFD", char)
        for char in plain
    )
    kept = _OPTIONAL.sub("", "".join(letters))
    return " ".join("".join(char if _is_of_word(char) else " " for char in kept).split())


@cache
def words() -> Words:
    """Read ratings.toml; a phrase with two meanings has none."""
    lists: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("bot.exchange").joinpath("ratings.toml").read_text("utf-8")
    )
    meant: dict[str, set[Rating]] = {}
    for rating in Rating:
        for phrase in _folded(lists[rating.value]):
            meant.setdefault(phrase, set()).add(rating)
    return Words(
        ratings={phrase: found.pop() for phrase, found in meant.items() if len(found) == 1},
        frames=tuple(_folded(lists["frames"])),
        things=tuple(_folded(lists["things"])),
        negators=frozenset(_folded(lists["negators"])),
        contrasts=frozenset(_folded(lists["contrasts"])),
        headings=frozenset(_folded(lists["headings"])),
        longest=max(len(phrase.split()) for phrase in meant),
    )


def _folded(lists: Mapping[str, Sequence[str]]) -> list[str]:
    return [folded(phrase) for phrases in lists.values() for phrase in phrases]


@lru_cache(maxsize=4_096)
def _said(text: str) -> Rating | None:
    """Return the rating of a text: as a whole, of alternatives that agree, before a comment."""
    text = clean(text).strip()
    for spelt in (text, _CAMEL.sub(" ", text)):
        if "?" not in text and (found := _whole(spelt)):
            return found
    parts = [_whole(part) for part in _CHOICE.split(text) if folded(part)]
    if len(parts) > 1 and len(set(parts)) == 1 and parts[0]:
        return parts[0]
    return _before_comment(text)


def _whole(text: str) -> Rating | None:
    """Return the rating that a text is, with what says nothing around it."""
    known, phrase = words(), folded(text)
    while phrase:
        if phrase in known.ratings:
            return known.ratings[phrase]
        shorter = _without(phrase, known)
        if shorter == phrase:
            return None
        phrase = shorter
    return None


def _without(phrase: str, known: Words) -> str:
    """Return a phrase without the first frame before it, or thing after it."""
    for frame in known.frames:
        if phrase.startswith(f"{frame} "):
            return phrase.removeprefix(f"{frame} ")
    for thing in known.things:
        if phrase.endswith(f" {thing}"):
            return phrase.removesuffix(f" {thing}")
    return phrase


def _before_comment(text: str) -> Rating | None:
    """Return the rating that a comment follows, if the comment takes nothing of it back."""
    start = 0
    while found := _END.search(text, start):
        head, rest = text[: found.start()], text[found.end() :]
        if found[0] == "?":
            return None
        if folded(head) and (rating := _whole(head)):
            if _HEADING.search(found[0]) and folded(rest) and folded(head) in words().headings:
                return None
            return rating if _goes_with(folded(rest).split()[:_COMMENT], rating) else None
        if folded(head) and not _is_frame(head):
            return None
        start = found.end()
    return None


def _is_frame(text: str) -> bool:
    return folded(text) in words().frames


def _goes_with(comment: list[str], rating: Rating) -> bool:
    """Say whether a comment names no other rating, denies none and takes nothing back.

    What is said of something true is a reservation more often than of something false: "True.
    The photo is real but old", "True (in 2015)".
    """
    known = words()
    if known.contrasts.intersection(comment if rating in _TRUE else comment[:3]):
        return False
    if rating in _TRUE and 0 < len(comment) < _SHORT:
        return False
    negated = bool(known.negators.intersection(comment))
    if negated and len(comment) < _SHORT:
        return False
    for start in range(len(comment)):
        for end in range(start + 1, min(start + known.longest, len(comment)) + 1):
            found = known.ratings.get(" ".join(comment[start:end]))
            if found and (found is not rating or negated):
                return False
    return True


def _contradicts(text: str, rating: Rating | None) -> bool:
    """Say whether the signs in a text say another thing than its words."""
    return (rating in _UNTRUE and not _YES.isdisjoint(text)) or (
        rating in _TRUE and not _NO.isdisjoint(text)
    )


def _is_number(text: str, value: str | None) -> bool:
    """Say whether a text only repeats the number."""
    return value is not None and text.strip() in {value, f"{value}/{_BEST}"}


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"}
