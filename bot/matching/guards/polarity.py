"""Whether a passage says what a claim says or the contrary: negation, opposites, disputes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.guards.alignment import Alignment
from bot.matching.guards.frames import Frame
from bot.matching.guards.negation import is_lack
from bot.matching.guards.passage import Passage
from bot.matching.values import Check, Evidence


@dataclass(frozen=True, slots=True)
class Polarity:
    """On which side of a claim a passage stands; *evidence* fails where that cannot be told."""

    contrary: bool
    opposite: bool  # by a word of opposite meaning
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Vote:
    """A word of the claim that the post denies, or says by its opposite, or neither."""

    claim: int
    post: int
    contrary: bool
    opposite: bool = False


def polarity(alignment: Alignment, passage: Passage, frame: Frame, *, exchanged: bool) -> Polarity:
    """Hold the negations and opposites of a passage against those of its claim.

    *exchanged* says that its parties stand in each other's place: "A beat B", "B lost to A".
    """
    words = alignment.post.words
    votes = [*_opposed(alignment, exchanged=exchanged)]
    votes += _denied(alignment, votes)
    says = {
        vote.contrary != (frame.opened and words[vote.post].sentence == passage.best)
        for vote in votes
    } or {frame.opened}
    unclear = frame.unclear or ("both ways" if len(says) > 1 else "")
    if (
        frame.labelled and True in says and not frame.quoted
    ):  # "They never were there. Fake." - which of the two?
        unclear = unclear or "called untrue beside it"
    contrary = (True in says) != frame.labelled
    shown = unclear or ", ".join(
        ["untrue"] * (frame.opened or frame.labelled)
        + [words[vote.post].written for vote in votes if vote.contrary]
    )
    claimed = ", ".join(word.written for word in alignment.claim.words if word.denied)
    return Polarity(
        contrary,
        any(vote.contrary and vote.opposite for vote in votes),
        # A stance that cannot be told makes no other claim of it.
        Evidence(Check.VOICE if unclear else Check.POLARITY, not unclear, shown, claimed),
    )


def _denied(alignment: Alignment, opposed: list[_Vote]) -> list[_Vote]:
    """Tell which words are denied on both sides, and which on one side only."""
    claim, post = alignment.claim.words, alignment.post.words
    settled = {vote.claim for vote in opposed}
    explained = {post[vote.post].denied for vote in opposed if post[vote.post].denied}
    pairs = [(at, one) for at, found in alignment.pairs.items() for one in found]
    both = [(at, one) for at, one in pairs if claim[at].denied and post[one].denied]
    ours = {claim[at].denied for at, _ in both}
    theirs = {post[one].denied for _, one in both} | explained
    elsewhere = _denied_elsewhere(alignment)
    votes = [_Vote(at, one, contrary=False) for at, one in both if not is_lack(post[one].denied)]
    for at, found in alignment.pairs.items():
        mine, others = claim[at].denied, [post[one].denied for one in found]
        if at in settled or (mine and any(others)):
            continue
        lost = mine and mine not in ours and not elsewhere
        gained = not mine and all(others) and not theirs.intersection(others)
        if lost or gained:
            votes.append(_Vote(at, found[0], contrary=True))
    return votes


def _opposed(alignment: Alignment, *, exchanged: bool) -> list[_Vote]:
    """Tell what opposites say; a denied one says the same: "did not get cheaper".

    Where a word's own side is said too, that speaks for it: "not cheaper, but dearer".
    """
    claim, post = alignment.claim.words, alignment.post.words
    return [
        _Vote(
            at,
            other,
            contrary=(
                (bool(post[other].denied) == bool(claim[at].denied))
                != (exchanged and (at, other) in alignment.converses)
            ),
            opposite=True,
        )
        for at, other in alignment.opposites
        if at not in alignment.pairs
    ]


def _denied_elsewhere(alignment: Alignment) -> bool:
    """Say whether the post denies something in words that the claim has not."""
    said = alignment.said
    chosen = {alignment.post.words[at].sentence for at in said}
    return any(
        word.denied and word.at not in said and word.sentence in chosen
        for word in alignment.post.words
    )
