"""Who and where: a name on one side in the place of another name on the other side."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.guards.alignment import Alignment, stands_for
from bot.matching.guards.gazetteer import Place
from bot.matching.guards.statement import Statement, Word
from bot.matching.values import Check, Evidence


def names(alignment: Alignment, chosen: frozenset[int]) -> Evidence | None:
    """Compare names: one that the claim has and the post replaces by another contradicts."""
    missing_places = _strange(alignment.claim_places, alignment.post_places)
    inner = alignment.within(chosen)
    strange_places = _strange(inner.post_places, alignment.claim_places)
    missing, beside = _missing(alignment, chosen)
    strange = [
        word
        for word in _persons(named(alignment.post), alignment.post_places)
        if word.sentence in chosen and word.at not in alignment.said
    ]
    whole = any(not beside[word.at] for word in missing)
    close = {at for word in missing for at in beside[word.at]}
    replaced = _is_replaced(missing_places, strange_places) or bool(
        (whole and strange) or [word for word in strange if close & {word.at - 1, word.at + 1}]
    )
    ours = [*_written(missing_places, alignment.claim), *(word.written for word in missing)]
    theirs = [*_written(strange_places, alignment.post), *(word.written for word in strange)]
    if not (ours or theirs or alignment.claim_places or named(alignment.claim)):
        return None
    return Evidence(Check.NAMES, not replaced, ", ".join(theirs), ", ".join(ours))


def named(statement: Statement) -> list[Word]:
    """Return the words that are names by their capitals, those of places apart."""
    return [
        word
        for word in statement.words
        if word.capital and word.content and len(word.said) > 1 and not word.mark
    ]


def _missing(
    alignment: Alignment, chosen: frozenset[int]
) -> tuple[list[Word], dict[int, list[int]]]:
    """Return names that the post leaves out, with where it has the rest of each: "Paul" Smith."""
    beside: dict[int, list[int]] = {}
    missing: list[Word] = []
    for run in runs(_persons(named(alignment.claim), alignment.claim_places)):
        rest = [
            at
            for word in run
            for at in alignment.pairs.get(word.at, ())
            if alignment.post.words[at].sentence in chosen
        ]
        for word in run:
            if word.at not in alignment.pairs:
                missing.append(word)
                beside[word.at] = rest
    return missing, beside


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


def _strange(places: Iterable[Place], others: Iterable[Place]) -> list[Place]:
    others = list(others)
    return [one for one in places if not any(stands_for(other, one) for other in others)]


def _is_replaced(missing: list[Place], strange: list[Place]) -> bool:
    """Say whether one place is named for another; a country does not replace a town in it."""
    return any(
        one.country != other.country or not (one.is_country or other.is_country)
        for one in missing
        for other in strange
    )


def _written(places: list[Place], statement: Statement) -> list[str]:
    return [
        " ".join(word.written for word in statement.words[one.start : one.end]) for one in places
    ]
