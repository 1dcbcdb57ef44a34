"""Who did it to whom: two parties of a claim that stand in each other's place in the post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.passage import Passage
from bot.matching.guards.phrases import books
from bot.matching.guards.statement import Statement
from bot.matching.values import Check, Evidence

MOST = 24  # words compared with one another
COPY = 0.6  # share of the claim's words from which any two words may be parties
SURE = 0.8  # and surely are
OWN = 0.25  # share of a sentence's words that the claim has not, up to which it is a copy
_TITLES = 4  # words between "by" and the name
# Endings that a noun has only as the subject or only as the object.
_TELLING = {
    language: tuple(endings.split(" "))
    for language, endings in {
        "uk": "а я у ю ого ому ою ею єю ем ом єм им ими ами ів их",
        "ru": "а я у ю ого ему ому ой ей ем ом им ыми ами ов их ых",
        "pl": "a ę ą ego emu em ym im ami ów owi u ich ych",
    }.items()
}
# Endings of who acts in a passive sentence, where no word for "by" is needed.
_INSTRUMENTAL = {
    "uk": ("ими", "ами", "ями", "ським", "цьким"),
    "ru": ("ими", "ыми", "ами", "ями", "ским", "цким"),
}
# Where the word for "by" means "from" too, it is "by" after a participle only.
_PARTICIPLES = {"mk": ("ен", "ена", "ено", "ени", "ан", "ана", "ано", "ани", "ет", "ета", "ети")}


@dataclass(frozen=True, slots=True)
class _Block:
    """Words that stand together on both sides: "trade minister Paul Dufresne"."""

    claim: tuple[int, ...]
    post: tuple[int, ...]


def roles(alignment: Alignment, passage: Passage) -> Evidence | None:
    """Tell whether two parties of the claim have exchanged their places in the post."""
    blocks = _blocks(alignment, passage)
    told = sorted(blocks, key=lambda block: block.post)
    for one, other in combinations(blocks, 2):
        if _is_exchanged(one, other, blocks, told, alignment) and not _is_turned(
            alignment, one, other
        ):
            share = COPY if _are_names(alignment, one, other) else SURE
            copied = (
                _is_copy(blocks, alignment, share)
                and _adds_little(alignment, passage)
                and _take_places(alignment, one, other)
            )
            return Evidence(
                Check.ROLES if copied else Check.ADDITION,
                False,
                " … ".join(_written(alignment.post, (other.post, one.post))),
                " … ".join(_written(alignment.claim, (one.claim, other.claim))),
            )
    return _reordered(alignment, blocks)


def _reordered(alignment: Alignment, blocks: list[_Block]) -> Evidence | None:
    """Tell whether two names change their order without any grammar that allows for it."""
    words = [
        _Block((mine,), (theirs,))
        for block in blocks
        for mine, theirs in zip(block.claim, block.post, strict=True)
    ]
    parties = [word for word in words if _are_names(alignment, word, word)]
    for one, other in combinations(parties, 2):
        apart = other.claim[0] - one.claim[0] > 1 and one.post > other.post
        held = any(_is_adjunct(alignment, word) for word in (one, other)) or (
            _keep_forms(alignment, one, other) or _is_turned(alignment, one, other)
        )
        if apart and not held:
            return Evidence(
                Check.ADDITION,
                False,
                " … ".join(_written(alignment.post, (other.post, one.post))),
                " … ".join(_written(alignment.claim, (one.claim, other.claim))),
            )
    return None


def _keep_forms(alignment: Alignment, one: _Block, other: _Block) -> bool:
    """Say whether two words of a language with cases are in the same case on both sides."""
    claim, post = alignment.claim, alignment.post
    return claim.language == post.language in _TELLING and all(
        claim.words[block.claim[0]].said == post.words[block.post[0]].said
        for block in (one, other)
    )


def is_turned_round(alignment: Alignment) -> bool:
    """Say whether a word of converse meaning has its parties the other way: "B lost to A"."""
    return any(
        any(other > verb for at, other in _first(alignment) if at < own)
        and any(other < verb for at, other in _first(alignment) if at > own)
        for own, verb in alignment.converses
    )


def _first(alignment: Alignment) -> list[tuple[int, int]]:
    return [(at, found[0]) for at, found in alignment.pairs.items()]


def _blocks(alignment: Alignment, passage: Passage) -> list[_Block]:
    """Return the words that both sides say once in the best sentence, joined where both join."""
    post = alignment.post.words
    single: dict[int, int] = {}
    for at, found in sorted(alignment.pairs.items()):
        own = [one for one in found if post[one].sentence == passage.best]
        joined = own and own[-1] - own[0] == len(own) - 1
        if joined and own[0] not in single.values():
            single[at] = own[0]
    claimed = sorted(single)[:MOST]
    rank = {at: number for number, at in enumerate(sorted(claimed, key=lambda at: single[at]))}
    runs: list[list[int]] = []
    for at in claimed:
        if runs and rank[at] == rank[runs[-1][-1]] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [_Block(tuple(run), tuple(single[at] for at in run)) for run in runs]


def _is_exchanged(
    one: _Block, other: _Block, claimed: list[_Block], told: list[_Block], alignment: Alignment
) -> bool:
    """Say whether each of two blocks stands where the claim has the other."""
    if any(_is_adjunct(alignment, block) for block in (one, other)):
        return False
    exchange = {one: other, other: one}
    mirrored = [exchange.get(block, block) for block in told]
    swapped = _alike(mirrored, claimed, one) + _alike(mirrored, claimed, other)
    kept = _alike(told, claimed, one) + _alike(told, claimed, other)
    if swapped < 3 or kept > 1:
        return False
    if claimed.index(other) - claimed.index(one) == 1:
        return _are_names(alignment, one, other) and other.claim[0] - one.claim[-1] > 1
    return _is_copy(claimed, alignment, COPY) or _are_names(alignment, one, other)


def _is_copy(blocks: list[_Block], alignment: Alignment, share: float) -> bool:
    return sum(len(block.claim) for block in blocks) >= share * len(alignment.claim.content)


def _take_places(alignment: Alignment, one: _Block, other: _Block) -> bool:
    """Say whether each of two blocks follows a preposition where the claim has the other so."""
    return all(
        follows_preposition(alignment.post, min(mine.post))
        == follows_preposition(alignment.claim, theirs.claim[0])
        for mine, theirs in ((one, other), (other, one))
    )


def _adds_little(alignment: Alignment, passage: Passage) -> bool:
    """Say whether the best sentence has few words of its own: else it tells it in another way."""
    said = alignment.said | {at for _, at in alignment.opposites}
    own = [word.at for word in alignment.post.content if word.sentence == passage.best]
    return sum(at not in said for at in own) <= OWN * len(own)


def _is_adjunct(alignment: Alignment, block: _Block) -> bool:
    """Say whether a block follows a preposition on both sides: a place or a time, no party."""
    return all(
        follows_preposition(statement, places[0])
        for statement, places in (
            (alignment.claim, block.claim),
            (alignment.post, (min(block.post),)),
        )
    )


def follows_preposition(statement: Statement, at: int) -> bool:
    """Say whether the word before a word makes a place, a time or a circumstance of it."""
    before = [statement.words[at - 1].said] if at else []
    return bool(books(statement.language)["prepositions"].find(before))


def _alike(order: list[_Block], claimed: list[_Block], block: _Block) -> int:
    """Count on how many sides a block has the same neighbour in two orders."""
    return sum(
        _neighbour(order, block, step) == _neighbour(claimed, block, step) for step in (-1, 1)
    )


def _neighbour(order: list[_Block], block: _Block, step: int) -> _Block | None:
    at = order.index(block) + step
    return order[at] if 0 <= at < len(order) else None


def _are_names(alignment: Alignment, one: _Block, other: _Block) -> bool:
    """Say whether two blocks are nothing but names."""
    places = {place.start for place in alignment.claim_places}
    opposed = {at for at, _ in alignment.opposites}
    words = [alignment.claim.words[at] for block in (one, other) for at in block.claim]
    return all((word.capital or word.at in places) and word.at not in opposed for word in words)


def _is_turned(alignment: Alignment, one: _Block, other: _Block) -> bool:
    """Say whether grammar undoes the exchange: a passive, or cases that stay with their words."""
    claim, post = alignment.claim, alignment.post
    if any(_acts(post, block.post[0]) != _acts(claim, block.claim[0]) for block in (one, other)):
        return True
    endings = _TELLING.get(post.language, ())
    if post.language != claim.language or not endings:
        return False
    forms = [
        (claim.words[mine].said, post.words[theirs].said)
        for block in (one, other)
        for mine, theirs in zip(block.claim, block.post, strict=True)
    ]
    same = all(mine == theirs for mine, theirs in forms)
    written = [post.words[at].written.casefold() for block in (one, other) for at in block.post]
    return same and any(word.endswith(endings) for word in written)


def _acts(statement: Statement, at: int) -> bool:
    """Say whether a word is who acts in a passive sentence: "by the rival Nissan"."""
    words = statement.words
    if words[at].said.endswith(_INSTRUMENTAL.get(statement.language, ("\0",))):
        return True
    own = [
        word
        for word in words[max(0, at - _TITLES) : at + 1]
        if (word.sentence, word.part) == (words[at].sentence, words[at].part)
    ]
    found = books(statement.language)["agents"].find([word.said for word in own[:-1]])
    endings = _PARTICIPLES.get(statement.language, ("",))
    return any(words[own[one.start].at - 1].said.endswith(endings) for one in found)


def _written(statement: Statement, blocks: Iterable[tuple[int, ...]]) -> list[str]:
    return [" ".join(statement.words[at].written for at in block) for block in blocks]
