"""Who and where: a name on one side in the place of another name on the other side."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.guards.alignment import Alignment, same_places
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.statement import Statement, Word
from bot.matching.values import Check, Evidence

CLOSE = 0.5  # share of the claim's words
_INITIAL = 3  # letters up to which a name is not looked for in handles
_SHARED = 2  # letters with which a first name and its short form begin: "Michael", "Mike"


def names(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Compare names: one that the claim has and the post replaces by another contradicts."""
    persons, places = _persons_differ(alignment, chosen), _places_differ(alignment, chosen)
    seen = [one for one in (persons, places) if one is not None]
    return next((one for one in seen if not one.passed), seen[0] if seen else None)


def strangers(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Tell whether the post leaves out a name and has another, wherever that stands."""
    seen = names(alignment, chosen)
    if seen is None or not (seen.post and seen.claim):
        return None
    return Evidence(Check.ADDITION, False, seen.post, seen.claim)


def _places_differ(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    paired = same_places(alignment.claim_places, alignment.post_places)
    missing = _without(alignment.claim_places, [one for one, _ in paired])
    inner = alignment.within(chosen)
    strange = _without(inner.post_places, [other for _, other in paired])
    if not (alignment.claim_places or strange):
        return None
    # Words of two languages do not meet: there any other place counts.
    near = alignment.claim.language != alignment.post.language or _is_close(alignment)
    replaced = [
        (one, other)
        for one in missing
        for other in strange
        if _may_replace(one, other) and (not paired or near or _stand_alike(one, other, alignment))
    ]
    return Evidence(
        Check.NAMES,
        not replaced,
        ", ".join(_written(strange, alignment.post)),
        ", ".join(_written(missing, alignment.claim)),
    )


def _persons_differ(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    claimed = runs(_persons(named(alignment.claim), alignment.claim_places))
    if not claimed:
        return None
    stated = [
        word
        for word in _persons(named(alignment.post), alignment.post_places)
        if word.sentence in chosen
    ]
    said = alignment.said
    strange = [run for run in runs(stated) if not any(word.at in said for word in run)]
    known = [run for run in claimed if _is_known(run, alignment)]
    missing = [run for run in claimed if run not in known]
    replaced = [
        one for one in missing if any(_has_slot(one, other, alignment) for other in strange)
    ]
    if not known and strange and _is_close(alignment):
        replaced = missing
    other = [word for run in known for word in _renamed(run, stated, alignment)]
    return Evidence(
        Check.NAMES,
        not (replaced or other),
        ", ".join(
            [word.written for run in strange for word in run] + [one.written for one in other]
        ),
        ", ".join(word.written for run in replaced or missing for word in run),
    )


def _is_known(run: list[Word], alignment: Alignment) -> bool:
    """Say whether the post has some word of a name, if only in a handle: "@realDonaldTrump"."""
    handles = alignment.post.handles
    return any(
        word.at in alignment.pairs or (len(word.said) > _INITIAL and word.said in handles)
        for word in run
    )


def _renamed(run: list[Word], stated: list[Word], alignment: Alignment) -> list[Word]:
    """Return names beside the known part of a name that are not its own: "Marc" Girard."""
    lost = [word for word in run if word.at not in alignment.pairs]
    kept = {at for word in run for at in alignment.pairs.get(word.at, ())}
    return [
        word
        for word in stated
        if lost
        and word.at not in alignment.said
        and kept & {word.at - 1, word.at + 1}
        and not any(word.said[:_SHARED] == one.said[:_SHARED] for one in lost)
    ]


def _has_slot(run: list[Word], other: list[Word], alignment: Alignment) -> bool:
    """Say whether two names stand beside the same word of content on both sides."""
    claim, post = alignment.claim.content, alignment.post.content
    return any(
        mine is not None and theirs is not None and theirs.at in alignment.pairs.get(mine.at, ())
        for mine, theirs in (
            (_beside(claim, run[0], -1), _beside(post, other[0], -1)),
            (_beside(claim, run[-1], 1), _beside(post, other[-1], 1)),
        )
    )


def _beside(words: tuple[Word, ...], word: Word, step: int) -> Word | None:
    own = [one for one in words if (one.at - word.at) * step > 0]
    return min(own, key=lambda one: abs(one.at - word.at), default=None)


def named(statement: Statement) -> list[Word]:
    """Return the words that are names by their capitals, those of places apart."""
    return [
        word
        for word in statement.words
        if word.capital and word.content and len(word.said) > 1 and not word.mark
    ]


def runs(words: Iterable[Word]) -> list[list[Word]]:
    """Join names that follow one another: first name and surname, an office of several words."""
    found: list[list[Word]] = []
    for word in words:
        joined = found and found[-1][-1].at == word.at - 1 and found[-1][-1].part == word.part
        if joined:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _persons(words: Iterable[Word], places: Iterable[Place]) -> list[Word]:
    """Leave out names of places, which are compared by what they are."""
    taken = {at for one in places for at in range(one.start, one.end)}
    return [word for word in words if word.at not in taken]


def _without(places: Iterable[Place], known: Iterable[Place]) -> list[Place]:
    ids = {one.id for one in known}
    return [one for one in places if one.id not in ids]


def _may_replace(one: Place, other: Place) -> bool:
    """Say whether one place may be named for another: a country does not replace a town in it."""
    return one.country != other.country or not (one.is_country or other.is_country)


def _stand_alike(one: Place, other: Place, alignment: Alignment) -> bool:
    claim, post = alignment.claim.words, alignment.post.words
    return _has_slot(
        list(claim[one.start : one.end]), list(post[other.start : other.end]), alignment
    )


def _is_close(alignment: Alignment) -> bool:
    """Say whether the post says most of the claim's words, so that its names are the claim's."""
    content = alignment.claim.content
    return sum(word.at in alignment.pairs for word in content) >= CLOSE * len(content)


def _written(places: list[Place], statement: Statement) -> list[str]:
    return [
        " ".join(word.written for word in statement.words[one.start : one.end]) for one in places
    ]
