"""The product's own matching as what an evaluation asks: over an index made for it alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.evaluation.values import DEPTH, ClaimRow, Engine, Judged
from bot.matching import (
    Check,
    Decision,
    Far,
    Index,
    Material,
    Near,
    NoClaim,
    Phrase,
    Sure,
    build,
    decide,
)
from bot.matching.ranking import Catalogue, Ranking
from bot.models import Polarity
from bot.services.checking import outcome_of
from bot.text.language import detect

CHUNK = 512  # texts encoded together
GUARDED = frozenset({Check.POLARITY, Check.NUMBERS, Check.DATES, Check.NAMES, Check.ROLES})

Told = Callable[[int, int], None]  # (texts done, texts to do)


@dataclass(frozen=True, slots=True)
class Matching:
    """The claims of a benchmark, to be ranked and decided on."""

    index: Index
    claims: Sequence[str]  # claim ids; a verdict's id is its place here

    @property
    def catalogue(self) -> Catalogue:
        """The claims as they are ranked."""
        return self.index.catalogue

    def judge(self, text: str) -> Judged:
        """Rank the claims for a post and decide on it, as the bot does."""
        ranking = self.catalogue.rank(text, DEPTH)
        decision = decide(text, self.index)
        return Judged(
            ranking=tuple((self.claims[one.verdict_id], one.score) for one in ranking.candidates),
            outcome=outcome_of(decision),
            answered=tuple(self.claims[verdict_id] for verdict_id in _answered(decision)),
            confidence=_confidence(ranking, decision),
            reasons=_reasons(decision),
        )


class Vectors:
    """The vectors of texts, each made once, however many indexes are built of them."""

    def __init__(self, encoder: Encoder, told: Told = lambda done, total: None) -> None:
        """Take what encodes, and what is told how far it is."""
        self.encoder = encoder
        self._told = told
        self._made: dict[str, Floats] = {}

    def of(self, texts: Sequence[str]) -> Mapping[str, Floats]:
        """Return the vectors of *texts* among others."""
        waiting = [text for text in dict.fromkeys(texts) if text not in self._made]
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK]
            rows = np.asarray(self.encoder.passages(chunk), dtype=np.float32)
            self._made |= {text: row.copy() for text, row in zip(chunk, rows, strict=True)}
            self._told(min(start + CHUNK, len(waiting)), len(waiting))
        return self._made


def builder(vectors: Vectors | None) -> Callable[[Sequence[ClaimRow]], Engine]:
    """Return what builds an index of claims, with vectors where there is an encoder."""

    def build_engine(claims: Sequence[ClaimRow]) -> Engine:
        return engine(claims, vectors)

    return build_engine


def engine(claims: Sequence[ClaimRow], vectors: Vectors | None) -> Matching:
    """Build an index of claims."""
    texts = [text for one in claims for text in one.encoded]
    store = material(claims, vectors.of(texts) if vectors else {})
    index = build(store, vectors.encoder if vectors else None)
    return Matching(index, tuple(one.id for one in claims))


def material(claims: Sequence[ClaimRow], vectors: Mapping[str, Floats]) -> Material:
    """Return claims as a store gives them; a verdict's id is its claim's place."""
    own = [
        Phrase(at, one.claim, one.lang or detect(one.claim), Polarity.ASSERTS)
        for at, one in enumerate(claims)
    ]
    others = [
        Phrase(at, wording.text, wording.lang or detect(wording.text), wording.polarity)
        for at, one in enumerate(claims)
        for wording in one.wordings
    ]
    return Material(
        version=0,
        phrases=tuple(dict.fromkeys([*own, *others])),
        titles=tuple(
            (at, text, one.lang or detect(text))
            for at, one in enumerate(claims)
            for text in one.around
        ),
        vectors=vectors,
    )


def _answered(decision: Decision) -> list[int]:
    return [one.verdict_id for one in decision.matches] if isinstance(decision, Sure) else []


def _confidence(ranking: Ranking, decision: Decision) -> float:
    """Return how sure the first claim is; a guard that tells it from the post's halves that."""
    near = decision.candidates if isinstance(decision, Sure | Near) else ()
    first = ranking.candidates[0].verdict_id if ranking.candidates else None
    differs = any(one.verdict_id == first and one.difference.check in GUARDED for one in near)
    return ranking.confidence / 2 if differs else ranking.confidence


def _reasons(decision: Decision) -> tuple[str, ...]:
    match decision:
        case Sure(matches=matches):
            return tuple(f"{one.stage}: {one.sentence}" for one in matches)
        case Near(candidates=candidates):
            return tuple(str(one.difference) for one in candidates)
        case Far():
            return ()
        case NoClaim(reason=reason):
            return (reason,)
