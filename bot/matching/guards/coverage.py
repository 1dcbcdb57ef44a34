"""How much of a claim a passage says, and what it says in the place of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.amounts import said_numbers
from bot.matching.guards.names import named, runs
from bot.matching.guards.passage import Passage
from bot.matching.guards.statement import Word
from bot.matching.values import Check, Evidence

SHORT = 6  # words and amounts: a claim of no more must be said in full
SAID = 0.75  # share of a longer claim's words that is enough by itself
ANCHORED = {2: 0.65, 3: 0.45}  # share that is enough with so many of its names and amounts
SHORT_ANCHORED = 0.5  # the same for a short claim, with three of them
CLOSE = 0.55  # share of the claim's words from which a strange word in a gap replaces one of them
GAP = 2  # words


@dataclass(frozen=True, slots=True)
class _Share:
    said: float  # 0..1
    total: int  # words and amounts of the claim
    anchors: int  # its names and amounts that the passage has
    missing: tuple[str, ...]


def coverage(alignment: Alignment, passage: Passage) -> Evidence:
    """Require that the passage says most of the claim, or at least its names and amounts."""
    share = _share(alignment.within(passage.chosen))
    return Evidence(
        Check.COVERAGE, _is_enough(share), f"{share.said:.0%}", ", ".join(share.missing)
    )


def _is_enough(share: _Share) -> bool:
    most = max(ANCHORED)
    if share.total <= SHORT:
        return share.said == 1 or (share.anchors >= most and share.said >= SHORT_ANCHORED)
    needed = ANCHORED.get(min(share.anchors, most), SAID)
    return share.said >= needed


def _share(inner: Alignment) -> _Share:
    claim = inner.claim
    content = [word for word in claim.words if word.content]
    answered = _answered(inner)
    said = [word for word in content if word.at in answered]
    told = len({(one.low, one.high) for one in said_numbers(inner)})
    dates = {(day.month, day.day) for _, day in inner.post.days}
    told += sum((day.month, day.day) in dates for _, day in claim.days)
    total = len(content) + len({(one.low, one.high) for _, one in claim.numbers}) + len(claim.days)
    missing = tuple(word.written for word in content if word.at not in answered)
    anchors = told + _named(inner)
    return _Share((len(said) + told) / max(1, total), total, anchors, missing)


def _answered(inner: Alignment) -> set[int]:
    """Return the claim's words that the post says, or the opposite of."""
    return {*inner.pairs, *(at for at, _ in inner.opposites)}


def _named(inner: Alignment) -> int:
    """Count the claim's names and places that the passage has, first name and surname as one."""
    places = {one.start for one in inner.claim_places}
    marks = [word for word in inner.claim.words if word.mark or word.at in places]
    others = [word for word in named(inner.claim) if word.at not in places]
    groups = [*runs(others), *([word] for word in marks)]
    return sum(any(word.at in inner.pairs for word in group) for group in groups)


def replacement(alignment: Alignment, passage: Passage) -> Evidence | None:
    """Tell whether a sentence that is nearly the claim has another word in the place of one."""
    inner = alignment.within(passage.chosen)
    claim = [word for word in inner.claim.words if word.content]
    post = [word for word in inner.post.words if word.content and word.sentence == passage.best]
    common = _common(claim, post, inner)
    if len(common) < CLOSE * len(claim):
        return None
    edges = [(-1, -1), *common, (len(claim), len(post))]
    answered = _answered(inner)
    said = inner.said | {at for _, at in inner.opposites}
    for (mine, theirs), (next_mine, next_theirs) in pairwise(edges):
        missing = [word for word in claim[mine + 1 : next_mine] if word.at not in answered]
        strange = [word for word in post[theirs + 1 : next_theirs] if word.at not in said]
        if missing and 0 < len(strange) <= len(missing) + GAP:
            named = _is_name(missing, strange[0].first) and _is_name(strange, missing[0].first)
            check = Check.NAMES if named else Check.ADDITION
            return Evidence(check, False, _listed(strange), _listed(missing))
    return None


def _is_name(words: list[Word], both_first: bool) -> bool:
    """Say whether words are written as names; the first of a sentence may be any word."""
    return all(
        word.capital or (word.first and both_first and word.written[0].isupper()) for word in words
    )


def _common(claim: list[Word], post: list[Word], inner: Alignment) -> list[tuple[int, int]]:
    """Return the longest common sequence of aligned words, as places in both lists."""
    spots = {word.at: number for number, word in enumerate(post)}
    best: list[tuple[int, int, int]] = []  # length, place in the post, place of the one before
    entries: list[tuple[int, int]] = []
    for mine, word in enumerate(claim):
        for theirs in sorted(
            (spots[at] for at in inner.pairs.get(word.at, ()) if at in spots), reverse=True
        ):
            before = max(
                (
                    (length, number)
                    for number, (length, place, _) in enumerate(best)
                    if place < theirs and entries[number][0] < mine
                ),
                default=(0, -1),
            )
            best.append((before[0] + 1, theirs, before[1]))
            entries.append((mine, theirs))
    at = max(range(len(best)), key=lambda number: best[number][0], default=-1)
    found: list[tuple[int, int]] = []
    while at >= 0:
        found.append(entries[at])
        at = best[at][2]
    return found[::-1]


def _listed(words: list[Word]) -> str:
    return " ".join(word.written for word in words)
