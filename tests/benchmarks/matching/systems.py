"""The systems that are compared, by name: what builds each from a store's claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation import ClaimRow, engine
from bot.evaluation.values import DEPTH
from bot.matching import Material, build, decide
from bot.matching.ranking import Catalogue
from tests.benchmarks.matching import scoring
from tests.benchmarks.matching.vectors import Kept

Rank = Callable[[str], Sequence[str]]  # post -> claim ids, best first, at most ten
Build = Callable[[Sequence[ClaimRow], Kept | None], Rank]
COMPARISONS = 6_000_000  # of a post with a claim that a slow system makes at most


@dataclass(frozen=True, slots=True)
class System:
    """How to build a system, and what is to be measured of it."""

    build: Build
    encodes: bool = False  # whether it needs an encoder and the claims' vectors
    ranks: bool = True  # whether it orders claims; else only time and memory are measured
    grows: bool = False  # whether it is measured on made-up claims too
    usual: bool = True  # whether it takes part without being named
    slow: bool = False  # whether it meets only some of the posts in a large store

    def posts(self, claims: int, posts: int) -> int:
        """Return how many of *posts* it meets in a store of so many *claims*."""
        return max(1, min(posts, COMPARISONS // claims)) if self.slow else posts


def _scored(make: Callable[[Sequence[ClaimRow], Kept | None], scoring.Scores]) -> Build:
    def build_one(claims: Sequence[ClaimRow], kept: Kept | None) -> Rank:
        scores = make(claims, kept)

        def rank(text: str) -> Sequence[str]:
            return [claims[place].id for place in scoring.highest(scores(text), DEPTH).tolist()]

        return rank

    return build_one


def _three(claims: Sequence[ClaimRow], kept: Kept | None) -> list[scoring.Scores]:
    return [scoring.bm25(claims), scoring.tfidf(claims), _meaning(claims, kept)]


def _meaning(claims: Sequence[ClaimRow], kept: Kept | None) -> scoring.Scores:
    if kept is None:
        raise ValueError("no vectors")
    return scoring.meaning(claims, kept)


def _ours(claims: Sequence[ClaimRow], kept: Kept | None) -> Rank:
    catalogue = Catalogue(material(claims, kept), kept)

    def rank(text: str) -> Sequence[str]:
        return [claims[one.verdict_id].id for one in catalogue.rank(text, DEPTH).candidates]

    return rank


def _decision(claims: Sequence[ClaimRow], kept: Kept | None) -> Rank:
    index = build(material(claims, kept), kept)

    def rank(text: str) -> Sequence[str]:
        decide(text, index)
        return ()

    return rank


def material(claims: Sequence[ClaimRow], kept: Kept | None) -> Material:
    """Return claims as a store gives them, with the vectors that were kept."""
    made = {text: kept.rows[row] for text, row in kept.places.items()} if kept else {}
    return engine.material(claims, made)


SYSTEMS: Mapping[str, System] = {
    "rapidfuzz": System(
        _scored(lambda claims, _: scoring.fuzzy(claims, "token_set_ratio")), slow=True
    ),
    "rapidfuzz-wratio": System(
        _scored(lambda claims, _: scoring.fuzzy(claims, "WRatio")), usual=False, slow=True
    ),
    "bm25s": System(_scored(lambda claims, _: scoring.bm25(claims)), grows=True),
    "tf-idf": System(_scored(lambda claims, _: scoring.tfidf(claims))),
    "encoder": System(_scored(_meaning), encodes=True),
    "sum": System(_scored(lambda *store: scoring.summed(_three(*store))), encodes=True),
    "reciprocal": System(_scored(lambda *store: scoring.reciprocal(_three(*store))), encodes=True),
    "ours-words": System(_ours, grows=True),
    "ours": System(_ours, encodes=True, grows=True),
    "ours-decide": System(_decision, encodes=True, ranks=False, grows=True),
}
