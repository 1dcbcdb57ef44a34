"""Retellings: whether two posts make the same claim in other words, or in another language.

The encoder says how near they are, and the guards whether they differ in what makes a claim:
numbers, days, names, places, who does it to whom, and what is denied. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from rapidfuzz.distance import LCSseq

from bot.matching.guards import judge
from bot.matching.guards.alignment import places_in, same_places
from bot.matching.guards.amounts import agree
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.names import named, runs
from bot.matching.guards.script import romanised
from bot.matching.guards.statement import Statement, Word, read
from bot.matching.guards.values import Judgement
from bot.matching.lexicon import Lexicon
from bot.matching.values import Check
from bot.models import Stance
from bot.text.dates import DateMention

# Of 1,900 posts on one war two in different languages are nearer, and of translations 94 %.
NEAR = 0.45  # cosine in the space of posts, on the average of all that a case holds
ALTERED = 0.7  # share of the shorter text's words, in order: what is no copy then was altered
FEWEST = 4  # words of content: shorter texts resemble too much
CONTRARY = frozenset({Check.NAMES, Check.NUMBERS, Check.DATES, Check.ROLES, Check.POLARITY})
LOOSE_ENDS = 2  # consonants by which a name's forms may differ across alphabets
_VOWELS = re.compile("[aeiouhgv]+")  # and what is written or left out at will
# In Latin letters, with the endings of cases; "ovich" is "ovic" there.
_SURNAME = re.compile(
    r"(?:enk|sk|ov|ev|in|ic|cuk|nuk|iuk|vili|dze)(?:o|a|u|ii?|im|om|oi|ogo|omu)?$"
)
_DOUBLE = re.compile(r"(.)\1+")


def is_retelling(
    one: str, language: str, other: str, other_language: str, lexicon: Lexicon
) -> bool:
    """Say whether nothing tells apart what two texts that are near say; two-letter languages."""
    mine, theirs = read(one, language), read(other, other_language)
    if min(len(mine.content), len(theirs.content)) < FEWEST or not _counts_the_same(mine, theirs):
        return False
    forth = judge(one, language, other, other_language, lexicon)
    back = judge(other, other_language, one, language, lexicon)
    if language == other_language:
        whole = forth if len(one) >= len(other) else back  # the longer says all of the shorter
        altered = _is_altered(mine, theirs)
        contrary = any(_is_contrary(said, CONTRARY) for said in (forth, back))
        return whole.passed and not altered and not contrary
    checks = CONTRARY - {Check.NAMES}
    return (
        _denies(mine) == _denies(theirs)
        and not any(_contradicts(said, checks) for said in (forth, back))
        and not _have_other_names(mine, theirs)
    )


def _is_altered(one: Statement, other: Statement) -> bool:
    """Say whether two texts are the same but for some words: another name, parties exchanged."""
    said = [word.said for word in one.words], [word.said for word in other.words]
    return LCSseq.similarity(*said) >= ALTERED * min(map(len, said))


def _is_contrary(said: Judgement, checks: frozenset[Check]) -> bool:
    return said.stance is Stance.DENIES or _contradicts(said, checks)


def _contradicts(said: Judgement, checks: frozenset[Check]) -> bool:
    return any(not one.passed and one.check in checks for one in said.evidence)


def _counts_the_same(one: Statement, other: Statement) -> bool:
    """Say whether two texts have the same amounts and days: one may have more, not alone any."""
    mine, theirs = _amounts(one), _amounts(other)
    days, others = [day for _, day in one.days], [day for _, day in other.days]
    return (
        bool(mine) == bool(theirs)
        and (mine <= theirs or theirs <= mine)
        and bool(days) == bool(others)
        and (_are_among(days, others) or _are_among(others, days))
    )


def _amounts(text: Statement) -> set[tuple[Decimal, Decimal]]:
    return {(found.low, found.high) for _, found in text.numbers}


def _are_among(days: list[DateMention], others: list[DateMention]) -> bool:
    return all(any(agree(day, other) for other in others) for day in days)


def _denies(text: Statement) -> bool:
    return any(how.negators or how.disputes or how.inventions for how in text.manners)


def _have_other_names(one: Statement, other: Statement) -> bool:
    """Say whether each of two texts names somebody, or some place, that the other does not."""
    mine, theirs = places_in(one), places_in(other)
    same = same_places(mine, theirs)
    known = {place.id for pair in same for place in pair}
    if all({place.id for place in found} - known for found in (mine, theirs)):
        return True
    return all(
        any(not _is_known(run, text) for run in runs(_persons(here, found)))
        for here, text, found in ((one, other, mine), (other, one, theirs))
    )


def _persons(text: Statement, found: Iterable[Place]) -> list[Word]:
    """Return the words that are names: of a sentence's first ones those that end like surnames."""
    taken = {at for place in found for at in range(place.start, place.end)}
    known = {word.at for word in named(text)}
    return [
        word
        for word in text.words
        if word.at not in taken and (word.at in known or (word.first and _is_surname(word)))
    ]


def _is_surname(word: Word) -> bool:
    return word.written[0].isupper() and bool(_SURNAME.search(romanised(word.said)))


def _is_known(run: list[Word], text: Statement) -> bool:
    """Say whether a text has some word of a name, in whatever alphabet and form."""
    bones = [bone for word in run if len(bone := _bone(word)) > 1]
    return not bones or any(
        _is_same_bone(bone, _bone(word)) for bone in bones for word in text.words
    )


def _is_same_bone(one: str, other: str) -> bool:
    shared = min(len(one), len(other))
    near = abs(len(one) - len(other)) <= LOOSE_ENDS
    return shared > 1 and near and one[:shared] == other[:shared]


def _bone(word: Word) -> str:
    """Return the consonants of a word as all alphabets have them: "Yanukovych", "Януковича"."""
    latin = romanised(word.said.removesuffix("'s"))
    for pair, letter in (("ph", "f"), ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s")):
        latin = latin.replace(pair, letter)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", latin))
