"""Who speaks and how surely: what somebody else denies, fears, plans or may do is not a fact."""

from __future__ import annotations

from collections.abc import Collection

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.frames import Frame, books
from bot.matching.guards.passage import Passage
from bot.matching.guards.statement import Statement
from bot.matching.values import Check, Evidence

REACH = 6  # words behind a hedge that it governs


def voice(alignment: Alignment, passage: Passage, frame: Frame) -> Evidence:
    """Require that both sides state a fact, or both a plan, a fear, a possibility."""
    post = alignment.post
    here = _hedges(alignment, passage, frame)
    whole = frozenset(range(len(alignment.claim.spans)))
    answered = {*alignment.pairs, *(at for at, _ in alignment.opposites)}
    there = [
        word
        for name in ("hedges", "moods")
        for word in _found(alignment.claim, name, whole, answered)
    ]
    rumoured = _found(post, "circulating", passage.chosen | frozenset(passage.around))
    ironic = _found(post, "ironies", frozenset(range(len(post.spans))))
    doubt = frame.by_others or ", ".join([*rumoured, *ironic])
    agree = not doubt and bool(here) == bool(there)
    return Evidence(Check.VOICE, agree, doubt or ", ".join(here), ", ".join(there))


def _hedges(alignment: Alignment, passage: Passage, frame: Frame) -> list[str]:
    """Return the hedges in the passage's parts that say something of the claim."""
    post, said = alignment.post, alignment.said
    parts = {(word.sentence, word.part) for word in post.words if word.at in said}
    begins = next(word.at for word in post.words if word.sentence == passage.best)
    head = range(begins, begins + frame.head) if frame.opened else range(0)
    spoken = [
        word.said if (word.sentence, word.part) in parts and word.at not in head else ""
        for word in post.words
    ]
    lists = books(post.language)
    found = [one for one in lists["hedges"].find(spoken) if _governs(post, one.start, said)]
    found += lists["moods"].find(spoken)
    heard = said | {at for _, at in alignment.opposites}
    return [" ".join(spoken[one.start : one.end]) for one in found if one.start not in heard]


def _governs(post: Statement, at: int, said: frozenset[int]) -> bool:
    """Say whether a hedge has something of the claim behind it in its part."""
    own = post.words[at]
    return any(
        word.at in said and word.part == own.part
        for word in post.words[at + 1 : at + 1 + REACH]
        if word.sentence == own.sentence
    )


def _found(
    statement: Statement, name: str, chosen: frozenset[int], answered: Collection[int] = ()
) -> list[str]:
    spoken = [word.said if word.sentence in chosen else "" for word in statement.words]
    found = books(statement.language)[name].find(spoken)
    return [" ".join(spoken[one.start : one.end]) for one in found if one.start not in answered]
