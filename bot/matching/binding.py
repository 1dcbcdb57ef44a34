"""What a quantity of a sentence counts: the unit and event told beside it, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.matching.lexicon import Lexicon
from bot.matching.quantity_words import lists
from bot.models import ConceptKind
from bot.text.normalise import words
from bot.text.phrases import Phrasebook
from bot.text.polarity import is_of
from bot.text.quantities import Quantity

_OWN = frozenset({ConceptKind.UNIT, ConceptKind.EVENT})
CLAUSE = re.compile(r"[,;:]\s|\s[-–—]\s")
_GAP = 2  # words between a unit and whose it is: "soldiers from the DPRK"
_ARTICLES = frozenset({"the", "a", "an"})


def bound(
    text: str, stated: Sequence[Quantity], at: int, language: str, lexicon: Lexicon
) -> set[str]:
    """Return the units and events of stated[at], one of several quantities of *text*.

    Events are told after each number ("300 killed and 2,700 wounded") or, where none is told
    after the last, before it in its clause ("killed 300 and wounded 2,700"). What happened to
    none of them in particular happened to each that has no event of its own.
    """
    told = [_beside(text, stated, one, language, lexicon) for one in range(len(stated))]
    units, events = told[at]
    if not events and at and _some_of_them(text[stated[at - 1].end : stated[at].start], language):
        return (units or told[at - 1][0]) | told[at - 1][1]
    if not events:
        taken = set().union(*(own for _, own in told))
        events = {one for one in _of(text, language, lexicon)[1] if one not in taken}
    return units | events


def _beside(
    text: str, stated: Sequence[Quantity], at: int, language: str, lexicon: Lexicon
) -> tuple[set[str], set[str]]:
    """Return the units and the events told of a quantity, between its neighbours."""
    after = stated[at + 1].start if at + 1 < len(stated) else len(text)
    before = stated[at - 1].end if at else 0
    following = _of(text[stated[at].end : after], language, lexicon)
    leading = text[before : stated[at].start]
    units = following[0] or _of(leading, language, lexicon)[0]
    in_clause = _of(CLAUSE.split(leading)[-1] if at else leading, language, lexicon)[1]
    if _of(text[stated[-1].end :], language, lexicon)[1]:
        return units, following[1] or in_clause
    rest = text[stated[at].end : after]
    head = CLAUSE.split(rest)[0]
    events = _of(head, language, lexicon)[1]
    if at + 1 < len(stated) and head == rest:
        events -= _leading(words(rest), language, lexicon)
    return units, in_clause or events


def _leading(said: Sequence[str], language: str, lexicon: Lexicon) -> set[str]:
    """Return the event right before the next quantity, which is that one's: "lost 40 %"."""
    return {one.id for one in lexicon.find(said, language) if one.end == len(said)}


def counted(
    text: str, stated: Sequence[Quantity], at: int, language: str, lexicon: Lexicon
) -> str | None:
    """Return the unit that is named first after stated[at], or else last before it."""
    after = stated[at + 1].start if at + 1 < len(stated) else len(text)
    before = stated[at - 1].end if at else 0
    following = _units(text[stated[at].end : after], language, lexicon)
    if following:
        return following[0]
    leading = _units(text[before : stated[at].start], language, lexicon)
    return leading[-1] if leading else None


def _units(text: str, language: str, lexicon: Lexicon) -> list[str]:
    found = lexicon.find(words(text), language)
    return [one.id for one in found if lexicon.kind(one.id) == ConceptKind.UNIT]


def _some_of_them(between: str, language: str) -> bool:
    """Say whether the words before a number make it some of those before: "among them"."""
    found = _partitives(language).find(words(between))
    return bool(found) and found[-1].end == len(words(between))


@cache
def _partitives(language: str) -> Phrasebook:
    return Phrasebook(("some", phrase) for phrase in lists("some_of_them", language))


def _of(text: str, language: str, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """Return the units and the events named in a part of a sentence."""
    found = {one.id for one in lexicon.find(words(text), language)}
    units = {one for one in found if lexicon.kind(one) == ConceptKind.UNIT}
    return units, {one for one in found if lexicon.kind(one) == ConceptKind.EVENT}


def adjoining(text: str, language: str, lexicon: Lexicon) -> set[str]:
    """Return whose is what is counted at the beginning of *text*: "soldiers from the DPRK"."""
    said = words(text)
    whose, end = set(), 0
    for one in lexicon.find(said, language):
        between = said[end : one.start]
        if len(between) > _GAP or not all(
            word in _ARTICLES or is_of(word, language) for word in between
        ):
            break
        if lexicon.is_name(one.id):
            whose.add(lexicon.party(one.id) or one.id)
        elif lexicon.kind(one.id) not in _OWN:
            break
        end = one.end
    return whose
