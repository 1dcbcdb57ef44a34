"""Ranking: the claims of a store in the order in which a text is likely to make them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.matching.retrieval import Places, Postings, Vectors, terms
from bot.matching.values import Material
from bot.text.language import UNKNOWN, detect

LONGEST = 20_000  # characters of a post that are read; no Telegram message is longer in all
CANDIDATES = 40  # claims taken from each way of retrieval
NAMES = (
    "words",  # BM25 against that of the best claim, 0..1
    "words_spread",  # BM25 above the store's mean, in tens of standard deviations
    "coverage",  # share of the claim's words, by idf, that the text says
    "meaning",  # mean cosine of the claim's two nearest wordings, times ten
    "meaning_gap",  # the same below that of the best claim
    "meaning_spread",  # cosine above the store's mean, in threes of standard deviations
    "nearest",  # cosine of the nearest wording, times ten
)
WORDS = 3  # how many of the features need no vectors
SIGNS = (
    "share",  # of the first claim, in log-odds, among all candidates
    "margin",  # of its score over the next claim's
    "first_by_words",  # whether no claim shares more words
    *NAMES,  # the features of the first claim
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim with how likely it is, against the others, to be the text's."""

    verdict_id: int
    score: float  # log-odds up to a constant that all candidates share


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most likely claims of a text, best first, and how sure the first is."""

    candidates: tuple[Ranked, ...]
    confidence: float  # calibrated probability that the first is right, 0..1


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of standardised numbers; they come from the parameter file."""

    centre: Floats
    scale: Floats
    weights: Floats
    constant: float = 0.0

    def score(self, features: Floats) -> Floats:
        """Return one sum for each row of *features*, shape (rows, features)."""
        return np.asarray(((features - self.centre) / self.scale) @ self.weights + self.constant)

    def probability(self, signs: Floats) -> float:
        """Return the logistic of the sum for one row of numbers."""
        # The logistic function, written so that no sum is too large for it.
        return float(0.5 + 0.5 * np.tanh(self.score(signs[None])[0] / 2))


@cache
def parameters() -> Mapping[str, Mapping[str, Mapping[str, list[float] | float]]]:
    """Read the parameter file: every number with its provenance."""
    text = files("bot.matching").joinpath("parameters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def ranker(kind: str) -> Linear:
    """Return what orders candidates, for stores with vectors ("meaning") or without ("words")."""
    return _linear(parameters()[kind]["ranker"])


@cache
def sureness(kind: str) -> Linear:
    """Return what tells how sure the first candidate is, for stores with vectors or without."""
    return _linear(parameters()[kind]["sureness"])


def _linear(own: Mapping[str, list[float] | float]) -> Linear:
    centre, scale, weights = (
        np.asarray(own[key], dtype=np.float32) for key in ("centre", "scale", "weights")
    )
    return Linear(centre, scale, weights, np.asarray(own.get("constant", 0.0)).item())


def signs(scores: Floats, features: Floats) -> Floats:
    """Return what tells how sure the first candidate is, in the order of SIGNS.

    *scores*, shape (candidates,), are in descending order; *features* go with them.
    """
    odds = np.exp(scores - scores[0])
    share = 1 / max(1e-6, float(odds[1:].sum()))
    margin = float(scores[0] - scores[1]) if len(scores) > 1 else float(scores[0])
    first = float(features[0, 0] >= features[:, 0].max())
    told = [np.log(min(share, 1e6)), margin, first, *features[0].tolist()]
    return np.asarray(told, dtype=np.float32)


class Catalogue:
    """A store's claims, each one document of all its wordings and titles, ready to be ranked."""

    def __init__(self, material: Material, encoder: Encoder | None) -> None:
        """Take the texts; those that have vectors are compared by meaning too."""
        texts: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for phrase in material.phrases:
            texts[phrase.verdict_id].append((phrase.text, phrase.language))
        for verdict_id, text, language in material.titles:
            texts[verdict_id].append((text, language))
        self.verdicts = tuple(texts)
        self._postings = Postings([_bag(texts[verdict_id]) for verdict_id in self.verdicts])
        self._encoder = encoder
        rows = [
            (place, vector)
            for place, verdict_id in enumerate(self.verdicts)
            for text, _ in texts[verdict_id]
            if (vector := material.vectors.get(text)) is not None
        ]
        self._vectors = None
        if encoder is not None and rows:
            owners = [place for place, _ in rows]
            self._vectors = Vectors(np.stack([vector for _, vector in rows]), owners)
            self._first_rows = np.searchsorted(owners, np.arange(len(self.verdicts) + 1))

    @property
    def kind(self) -> str:
        """Return which parameters hold: "meaning" or, without vectors, "words"."""
        return "meaning" if self._vectors else "words"

    def rank(self, text: str, limit: int, vector: Floats | None = None) -> Ranking:
        """Return the *limit* most likely claims for *text*, best first.

        *vector* is the text's, shape (dimensions,), where the caller has it already.
        """
        if not self.verdicts:
            return Ranking((), 0.0)
        places, features = self.features(text, vector)
        scores = np.round(ranker(self.kind).score(features), 6)
        order = np.lexsort((places, -scores))
        sure = sureness(self.kind).probability(signs(scores[order], features[order]))
        return Ranking(
            tuple(
                Ranked(self.verdicts[places[at]], float(scores[at]))
                for at in order[:limit].tolist()
            ),
            round(sure, 6),
        )

    def features(self, text: str, vector: Floats | None = None) -> tuple[Places, Floats]:
        """Return the candidates' places and features, shapes (n,) and (n, features)."""
        text = text[:LONGEST]
        language = detect(text)
        said = self._postings.known(terms(text, "en" if language == UNKNOWN else language))
        words = self._postings.scores(said)
        places = _highest(words, CANDIDATES)
        if self._vectors is None or self._encoder is None:
            vector = None
        elif vector is None:
            vector = self._encoder.queries([text])[0]
        if vector is not None and self._vectors:
            rows, _ = self._vectors.nearest(vector)
            alike = dict.fromkeys(self._vectors.owners[rows].tolist())
            places = np.union1d(places, np.array(list(alike)[:CANDIDATES], dtype=np.int64))
        mean, deviation = float(words.mean()), float(words.std()) or 1.0
        found = [
            words[places] / max(1e-6, float(words.max())),
            (words[places] - mean) / deviation / 10,
            self._postings.coverage(said, places),
        ]
        if vector is not None:
            found += self._by_meaning(vector, places)
        return places, np.stack(found, axis=1).astype(np.float32)

    def _by_meaning(self, vector: Floats, places: Places) -> list[Floats]:
        vectors = self._vectors
        assert vectors is not None  # noqa: S101 - the caller has asked
        mean, deviation = vectors.spread(vector)
        best = np.full((len(places), 2), mean, dtype=np.float32)
        for at, place in enumerate(places.tolist()):
            rows = np.arange(self._first_rows[place], self._first_rows[place + 1])
            if len(rows):
                cosines = np.sort(vectors.cosines(vector, rows))[::-1]
                best[at] = cosines[0], cosines[min(1, len(cosines) - 1)]
        both = best.mean(axis=1)
        return [
            both * 10,
            (both - both.max()) * 10,
            (both - mean) / deviation / 3,
            best[:, 0] * 10,
        ]


def _bag(texts: Sequence[tuple[str, str]]) -> list[str]:
    return [term for text, language in texts for term in terms(text, language)]


def _highest(scores: Floats, count: int) -> Places:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.sort(np.argpartition(-scores, count)[:count])
