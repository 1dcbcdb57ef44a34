"""What is measured of labelled posts: in the whole store, and in stores of a few claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.evaluation.engine import Vectors
from bot.evaluation.fitting import Sample
from bot.evaluation.values import Benchmark, PostRow
from bot.matching.features import LETTERS, MEANING, SCORE
from bot.matching.ragged import Places
from bot.matching.ranking import Catalogue, Found
from bot.matching.values import Material
from bot.text.language import detect

NEARNESS = (SCORE, LETTERS, MEANING)
SIZES = (1, 5, 20, 50)  # claims of a small store: the post's nearest, so the hardest there are


@dataclass(frozen=True, slots=True)
class Few:
    """A post in a store of a few claims."""

    size: int
    holds: bool  # whether its right claim is among them
    sample: Sample


@dataclass(frozen=True, slots=True)
class Studied:
    """A post, as it looks in the whole store and in small ones."""

    id: str
    whole: Sample
    claims: tuple[str, ...]  # ids of the candidates
    right: frozenset[str]  # ids of the claims of the store that are right
    few: tuple[Few, ...]

    def without(self, taken: frozenset[str]) -> Sample:
        """Return what is measured in the store that lacks some claims."""
        return self.whole.without(np.array([claim in taken for claim in self.claims], np.bool_))

    def by_words(self) -> Studied:
        """Return the post as it looks without vectors."""
        few = tuple(replace(one, sample=one.sample.by_words()) for one in self.few)
        return replace(self, whole=self.whole.by_words(), few=few)


def study(benchmark: Benchmark, vectors: Vectors) -> list[Studied]:
    """Measure every post that has candidates."""
    every = [text for one in benchmark.claims for text in one.encoded]
    ids = tuple(one.id for one in benchmark.claims)
    material = Material(
        version=0,
        titles=tuple(
            (at, text, one.lang or detect(text))
            for at, one in enumerate(benchmark.claims)
            for text in (one.claim, *one.around)
        ),
        vectors=vectors.of(every),
    )
    store = Store(ids, frozenset(ids), Catalogue(material, vectors.encoder), vectors.encoder)
    return [one for post in benchmark.posts if (one := _studied(post, store))]


@dataclass(frozen=True, slots=True)
class Store:
    """The claims of a benchmark, of which stores of any size are made."""

    ids: tuple[str, ...]
    known: frozenset[str]  # the same ids
    catalogue: Catalogue
    encoder: Encoder


def _studied(post: PostRow, store: Store) -> Studied | None:
    vector = store.encoder.queries([post.text])[0]
    found = store.catalogue.find(post.text, vector)
    if not len(found.places):
        return None
    whole = _sample(post, found, store)
    few = tuple(_few(post, vector, store, found.places[_nearest(whole)].tolist()))
    claims = tuple(store.ids[at] for at in found.places.tolist())
    return Studied(post.id, whole, claims, post.right & store.known, few)


def _sample(post: PostRow, found: Found, store: Store, chosen: Sequence[int] = ()) -> Sample:
    """Make a sample of what was found, in the whole store or among the *chosen* of it."""
    places = [chosen[at] if chosen else at for at in found.places.tolist()]
    right = np.array([store.ids[at] in post.right for at in places], dtype=np.bool_)
    return Sample(found.measures, right, found.twins, found.length)


def _nearest(sample: Sample) -> Places:
    """Order candidates by words, letters and meaning alike, before anything is fitted."""
    told = sample.measures[:, [at for at in NEARNESS if at < sample.measures.shape[1]]]
    spread = np.maximum(told.std(axis=0), 1e-6)
    return np.argsort(-((told - told.mean(axis=0)) / spread).sum(axis=1), kind="stable")


def _few(post: PostRow, vector: Floats, store: Store, nearest: list[int]) -> Iterator[Few]:
    wrong = [at for at in nearest if store.ids[at] not in post.right]
    right = [at for at in nearest if store.ids[at] in post.right][:1]
    for size in SIZES:
        for chosen in (wrong[:size], right + wrong[: size - 1] if right else []):
            if len(chosen) == size:
                catalogue = store.catalogue.among(np.array(chosen))
                sample = _sample(post, catalogue.find(post.text, vector), store, chosen)
                yield Few(size, bool(sample.right.any()), sample)
