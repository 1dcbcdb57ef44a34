"""Calibrating: the ranker's parameters from labelled posts, with where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.engine import Vectors, engine
from bot.evaluation.fitting import Sample, fit_ranker, fit_sureness, top_signs
from bot.evaluation.running import golds, masked
from bot.evaluation.values import Benchmark, EvaluationError
from bot.matching.ranking import WORDS, Linear

MASKINGS = 10  # halves of the right claims taken out, to learn when none is right


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted for stores with vectors ("meaning") or without ("words")."""

    kind: str
    ranker: Linear
    sureness: Linear
    first_right: float  # share of posts whose first candidate is right, on the same posts


@dataclass(frozen=True, slots=True)
class _Post:
    sample: Sample
    claims: tuple[str, ...]  # ids of the candidates

    def without(self, taken: frozenset[str]) -> Sample:
        return self.sample.without(np.array([claim in taken for claim in self.claims]))


def calibrate(benchmark: Benchmark, vectors: Vectors) -> list[Fitted]:
    """Fit both kinds of parameters on the posts of a benchmark.

    EvaluationError where no post tells a right claim from a wrong one.
    """
    matching = engine(benchmark.claims, vectors)
    catalogue = matching.catalogue
    posts = []
    for post in benchmark.posts:
        places, features = catalogue.features(post.text)
        claims = tuple(matching.claims[catalogue.verdicts[at]] for at in places.tolist())
        right = np.array([claim in post.right for claim in claims], dtype=np.bool_)
        posts.append(_Post(Sample(features, right), claims))
    if not any(post.sample.teaches for post in posts):
        raise EvaluationError(
            f"No post of {benchmark.split} has a right claim among its candidates beside wrong"
            " ones: calibrate on a split whose qrels name claims of the folder."
        )
    right_claims = golds(benchmark)
    takings = [masked(right_claims, seed) for seed in range(1, MASKINGS + 1)]
    return [_fitted(kind, posts, takings) for kind in ("meaning", "words")]


def _fitted(kind: str, posts: Sequence[_Post], takings: Sequence[frozenset[str]]) -> Fitted:
    narrowed = posts if kind == "meaning" else [_words_only(post) for post in posts]
    ranker = fit_ranker([post.sample for post in narrowed])
    rows = [
        top_signs(sample, ranker)
        for taken in takings
        for post in narrowed
        if len((sample := post.without(taken)).features)
    ]
    first = [top_signs(post.sample, ranker)[1] for post in narrowed]
    return Fitted(kind, ranker, fit_sureness(rows), sum(first) / len(first))


def _words_only(post: _Post) -> _Post:
    return _Post(Sample(post.sample.features[:, :WORDS], post.sample.right), post.claims)


def as_toml(fitted: Iterable[Fitted], provenance: dict[str, str]) -> str:
    """Write the parameter file: a few dozen numbers, and nothing of the texts."""
    return "\n".join(_lines(fitted, provenance)) + "\n"


def _lines(fitted: Iterable[Fitted], provenance: dict[str, str]) -> Iterator[str]:
    yield "# How claims are ranked and how sure the first is: written by `tipline calibrate`."
    yield "# The numbers stand in the order of NAMES and SIGNS in bot/matching/ranking.py."
    yield ""
    yield "[provenance]"
    for key, value in provenance.items():
        yield f"{key} = {json.dumps(value, ensure_ascii=False)}"  # a basic string of TOML too
    for one in fitted:
        yield f"{one.kind}_first_right = {one.first_right:.3f}"
    for one in fitted:
        for name, linear in (("ranker", one.ranker), ("sureness", one.sureness)):
            yield ""
            yield f"[{one.kind}.{name}]"
            for key in ("centre", "scale", "weights"):
                numbers = ", ".join(f"{number:.6f}" for number in getattr(linear, key).tolist())
                yield f"{key} = [{numbers}]"
            yield f"constant = {linear.constant:.6f}"
