"""Whose is what a quantity counts: who has it, who lost it, and who only tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from bot.matching.binding import CLAUSE, adjoining
from bot.matching.lexicon import Lexicon
from bot.matching.quantity_words import lists
from bot.models import ConceptKind
from bot.text.normalise import words
from bot.text.phrases import Occurrence, Phrasebook
from bot.text.quantities import Quantity

_NEAR = 2  # words between a teller and the word that makes it one: "Seoul's spies say"


def tellers(
    said: Sequence[str], reports: Collection[str], language: str, lexicon: Lexicon
) -> list[Occurrence]:
    """Return the names of a text that only tell: "Seoul says", "according to Kyiv".

    *said* are its words, *reports* its reporting phrases.
    """
    telling = {word for phrase in reports for word in words(phrase)}
    return [
        one
        for one in lexicon.find(said, language)
        if lexicon.is_name(one.id) and telling.intersection(_around(said, one))
    ]


def _around(said: Sequence[str], one: Occurrence) -> Sequence[str]:
    return (*said[max(0, one.start - _NEAR) : one.start], *said[one.end : one.end + _NEAR])


def owners(
    text: str, stated: Quantity, reports: Collection[str], language: str, lexicon: Lexicon
) -> set[str]:
    """Return whose is what *stated* counts: told behind it, or who acts before it; or nobody.

    "Ukraine lost 11,000 soldiers to North Korea": Ukraine's. Who stands right before a number is
    whom it is given to: in "North Korea sent Russia 11,000 soldiers" they are North Korea's.
    """
    behind = CLAUSE.split(text[stated.end :])[0]
    if own := adjoining(behind, language, lexicon):
        return own
    before = words(text[: stated.start])
    silent = {one.start for one in tellers(before, reports, language, lexicon)}
    acting = [
        one
        for one in lexicon.find(before, language)
        if lexicon.is_party(one.id)
        and one.start not in silent
        and not _located(language).find(before[max(0, one.start - 1) : one.start])
    ]
    if len(acting) > 1 and acting[-1].end == len(before):
        acting.pop()
    return {acting[-1].id} if acting else set()


def is_done_to_others(
    text: str, stated: Quantity, actors: Collection[str | None], language: str, lexicon: Lexicon
) -> bool:
    """Say whether what is counted is what the *actors* did to somebody: "they killed 300 people".

    What they themselves suffered is told as such: "they lost 300 people".
    """
    before = words(text[: stated.start])
    found = lexicon.find(before, language)
    doers = [one for one in found if lexicon.wider(one.id) & set(actors)]
    if not doers:
        return False
    deeds = [
        one
        for one in found
        if lexicon.kind(one.id) == ConceptKind.EVENT and one.start >= doers[-1].end
    ]
    if not deeds or _suffered(language).find(before[doers[-1].end :]):
        return False
    behind = words(CLAUSE.split(text[stated.end :])[0])
    counted = [one for one in lexicon.find(behind, language) if one.start <= _NEAR]
    return any(lexicon.kind(one.id) == ConceptKind.UNIT for one in counted)


def is_placed_later(
    text: str, stated: Sequence[Quantity], at: int, language: str, lexicon: Lexicon
) -> bool:
    """Say whether the place is told of the next number alone: "1.2 million, 11,000 in Kursk"."""
    if at + 1 >= len(stated):
        return False
    end = stated[at + 1].start
    own, following = (
        any(
            lexicon.kind(one.id) == ConceptKind.PLACE
            for one in lexicon.find(words(part), language)
        )
        for part in (text[:end], text[end:])
    )
    return following and not own


@cache
def _suffered(language: str) -> Phrasebook:
    return _book("suffered", language)


@cache
def _located(language: str) -> Phrasebook:
    return _book("located", language)


def _book(name: str, language: str) -> Phrasebook:
    return Phrasebook((name, word) for each in lists(name, language) for word in each.split())
