"""What a passage says beyond its claim: whose soldiers, how many, when, and about what else."""

from __future__ import annotations

from bot.matching.guards.alignment import Alignment, same_places
from bot.matching.guards.frames import Frame
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.passage import Passage
from bot.matching.guards.roles import follows_preposition
from bot.matching.guards.statement import Statement, Word
from bot.matching.values import Check, Evidence

MUCH = 6  # words of the best sentence that the claim has nothing for
MOSTLY = 0.5  # and their share of its words
NEAR = 4  # words between a country and what it belongs to
MANY = 2  # an amount above it is news where the claim counts nothing


def peoples(alignment: Alignment, passage: Passage) -> Evidence | None:
    """Tell whether what belongs to a country in the claim belongs to another one in the post.

    "Ukrainian soldiers" and "Russian soldiers" may both occur beside other words.
    """
    inner = alignment.within(passage.chosen)
    for own, head in _belongings(inner.claim, inner.claim_places):
        found = inner.pairs.get(head.at, ())
        mine = _equals(own, inner)
        if not (found and mine) or any(_is_near(inner.post, at, mine) for at in found):
            continue
        others = [_before(inner.post_places, at) for at in found]
        other = next((one for one in others if one is not None), None)
        replaced = other is not None and all(others) and own.end == head.at
        return Evidence(
            Check.NAMES if replaced else Check.ADDITION,
            False,
            " ".join(
                word.written
                for word in inner.post.words[(other.start if other else found[0]) : found[0] + 1]
            ),
            " ".join(
                word.written
                for word in inner.claim.words
                if own.start <= word.at < own.end or word.at == head.at
            ),
        )
    return None


def _belongings(claim: Statement, places: tuple[Place, ...]) -> list[tuple[Place, Word]]:
    """Return the claim's places with the word of content that stands right beside each."""
    content = {word.at: word for word in claim.content}
    taken = {at for place in places for at in range(place.start, place.end)}
    return [
        (place, content[at])
        for place in places
        if place.is_country
        for at in (place.end, place.start - 1)
        if at in content
        and not (at == place.end and follows_preposition(claim, place.start))
        and at not in taken
        and (content[at].sentence, content[at].part)
        == (claim.words[place.start].sentence, claim.words[place.start].part)
    ]


def _equals(own: Place, inner: Alignment) -> list[int]:
    """Return where the post names a place of the claim, by whatever word."""
    named = [
        other.start for one, other in same_places((own,), inner.post_places) if one.id == own.id
    ]
    said = [at for one in range(own.start, own.end) for at in inner.pairs.get(one, ())]
    return sorted({*named, *said})


def _is_near(post: Statement, at: int, places: list[int]) -> bool:
    return any(
        abs(place - at) <= NEAR and post.words[place].sentence == post.words[at].sentence
        for place in places
    )


def _before(places: tuple[Place, ...], at: int) -> Place | None:
    return next((place for place in places if place.end == at), None)


def added(alignment: Alignment, passage: Passage, frame: Frame) -> Evidence | None:
    """Tell what the passage says of its own: a country, an amount, a time, most words."""
    news = [
        *_countries(alignment, passage),
        *_amounts(alignment, passage),
        *_times(alignment, passage),
        *_elsewhere(alignment, passage),
        *_denied(alignment, passage, frame.head),
    ]
    return Evidence(Check.ADDITION, False, ", ".join(news)) if news else None


def _countries(alignment: Alignment, passage: Passage) -> list[str]:
    """Return the countries of the best sentence that the claim has not."""
    inner = alignment.within(frozenset({passage.best}))
    known = {one.country for one in alignment.claim_places}
    words = inner.post.words
    return [
        words[one.start].written
        for one in inner.post_places
        if one.is_country
        and one.country not in known
        and one.start not in alignment.said
        and not _stands_alone(one, inner.post)
    ]


def _stands_alone(place: Place, post: Statement) -> bool:
    """Say whether a place stands between commas: it tells where a town lies."""
    own = post.words[place.start]
    part = [word for word in post.of(own.sentence) if word.part == own.part and word.content]
    return all(place.start <= word.at < place.end for word in part)


def _amounts(alignment: Alignment, passage: Passage) -> list[str]:
    """Return the amounts of the best sentence where the claim has none."""
    if alignment.claim.numbers:
        return []
    stated = [one for at, one in alignment.post.numbers if at == passage.best]
    return [one.text for one in stated if one.low > MANY and not one.unit]


def _times(alignment: Alignment, passage: Passage) -> list[str]:
    """Return the days and years of the best sentence where the claim has none."""
    if alignment.claim.days:
        return []
    return [day.text for at, day in alignment.post.days if at == passage.best]


def _elsewhere(alignment: Alignment, passage: Passage) -> list[str]:
    """Return the words of the best sentence that say nothing of the claim, if they are most."""
    said = alignment.said | {at for _, at in alignment.opposites}
    places = {at for one in alignment.post_places for at in range(one.start, one.end)}
    own = [word for word in alignment.post.content if word.sentence == passage.best]
    strange = [word.written for word in own if word.at not in said | places and not word.mark]
    return strange if len(strange) >= max(MUCH, MOSTLY * len(own)) else []


def _denied(alignment: Alignment, passage: Passage, head: int) -> list[str]:
    """Return what the best sentence denies behind its *head* that the claim does not speak of.

    "They never surrendered in the war" does not say that they never were in it.
    """
    own = alignment.post.of(passage.best)[head:]
    said = alignment.said | {at for _, at in alignment.opposites}
    told = {word.part for word in own if word.at in said}
    turned = {at for _, at in alignment.opposites}
    opposed = {word.denied for word in own if word.at in turned}
    first = {word.denied: word for word in reversed(own) if word.denied and word.content}
    return [
        word.written
        for scope, word in first.items()
        if word.at not in said and word.part in told and scope not in opposed
    ]
