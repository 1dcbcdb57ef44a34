"""Ranking: the claims of a store in the order in which a text is likely to make them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder import Encoder
from bot.encoder.protocol import Floats
from bot.matching import searching
from bot.matching.documents import Shelf, shelve, texts, vectors
from bot.matching.features import BY_WORDS, MEANING, NAMES, WORDS, features, passages
from bot.matching.letters import spelt
from bot.matching.meaning import Meanings
from bot.matching.parameters import (
    Linear,
    calibrated_for,
    calibrated_in,
    fitted,
    parameters,
    point,
)
from bot.matching.ragged import Places
from bot.matching.retrieval import Postings, lowest, terms
from bot.matching.signs import SIGNS, signs
from bot.matching.values import Material
from bot.matching.wordings import Wordings
from bot.text.language import UNKNOWN, detect
from bot.text.normalise import URL
from bot.text.terms import beginnings

__all__ = [
    "CANDIDATES",
    "LONGEST",
    "NAMES",
    "SIGNS",
    "WORDS",
    "Catalogue",
    "Found",
    "Linear",
    "Ranked",
    "Ranking",
    "parameters",
    "point",
    "signs",
]

LONGEST = 20_000  # characters of a post that are read; no Telegram message is longer in all
CANDIDATES = 40  # claims taken from each way of retrieval
FOREIGN = 0.5  # log-odds less in a language in which nobody calibrated
SHORT, BRIEF = 8, 2.0  # words that make a text short below them, and log-odds less for it


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim with how likely it is, against the others, to be the text's."""

    verdict_id: int
    score: float  # log-odds up to a constant that all candidates share


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most likely claims of a text, best first, and how sure the first is.

    An answer is due where *confidence* is at least `point(kind)`.
    """

    candidates: tuple[Ranked, ...]
    confidence: float  # calibrated probability that the first is right, 0..1
    kind: str = "words"  # of the parameters that tell the confidence: "meaning" or "words"


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates for a text, with all that they are judged by."""

    places: Places  # of the claims in the catalogue, shape (n,)
    measures: Floats  # shape (n, measures); without vectors only those by words
    twins: NDArray[np.bool_]  # which say the same as which, shape (n, n)
    measured: NDArray[np.bool_]  # which have a vector, shape (n,)
    length: int  # words of the text
    language: str  # of the text


class Catalogue:
    """A store's claims, each one document of all its wordings and titles, ready to be ranked."""

    def __init__(
        self, material: Material, encoder: Encoder | None, before: Catalogue | None = None
    ) -> None:
        """Take the texts; those that have vectors are compared by meaning too.

        Claims of the catalogue *before* whose texts are the same are not read again.
        """
        claims = texts(material)
        rows, owners = vectors(claims, material.vectors if encoder else {})
        self._set(shelve(claims, before._shelf if before else None), encoder, rows, owners)

    def among(self, places: Places) -> Catalogue:
        """Return the catalogue of the claims at some places, in their order."""
        made = Catalogue.__new__(Catalogue)
        rows, owners = np.zeros((0, 1), np.float32), places[:0]
        if self._meanings:
            rows, owners = self._meanings.rows(places)
        made._set(self._shelf.among(places), self._encoder, rows, owners)
        return made

    def _set(self, shelf: Shelf, encoder: Encoder | None, rows: Floats, owners: Places) -> None:
        self._shelf = shelf
        self.verdicts = shelf.verdicts
        documents = shelf.documents
        self._postings = Postings(documents.bags, documents.counts, shelf.vocabulary)
        self._wordings = Wordings(self._postings, documents)
        self._encoder = encoder
        self._meanings = Meanings(rows, owners, len(shelf.verdicts)) if len(rows) else None

    @property
    def kind(self) -> str:
        """Return what claims are compared by: "meaning" too or, without vectors, "words"."""
        return "meaning" if self._meanings else "words"

    @property
    def _fitted(self) -> str:
        """Return which parameters hold: those for "words" if they know the vectors not at all."""
        known = self._encoder is not None and calibrated_for(self._encoder.name)
        return self.kind if known else "words"

    def rank(self, text: str, limit: int, vector: Floats | None = None) -> Ranking:
        """Return the *limit* most likely claims for *text*, best first.

        *vector* is the text's, shape (dimensions,), where the caller has it already.
        """
        if not self.verdicts:
            return Ranking((), 0.0)
        found = self.find(text, vector)
        scores = np.round(_scores(found, self._fitted), 6)
        order = np.lexsort((found.places, -scores))
        confidence, kind = _confidence(found, scores, int(order[0]), self._fitted)
        return Ranking(
            tuple(
                Ranked(self.verdicts[found.places[at]], float(scores[at]))
                for at in order[:limit].tolist()
            ),
            round(confidence, 6),
            kind,
        )

    def search(self, text: str, limit: int) -> tuple[int, ...]:
        """Return the verdicts that a few words mean, best first; none where none is near."""
        text, meaning = text[:LONGEST], None
        if self._meanings and self._encoder:
            vector = self._encoder.queries([text])[0]
            near = np.sort(self._meanings.nearest(vector, CANDIDATES))
            meaning = np.zeros(len(self.verdicts), dtype=np.float32)
            meaning[near], _ = self._meanings.measure(vector, near)
        places = searching.found(self._postings, beginnings(text), meaning)
        return tuple(self.verdicts[at] for at in places[:limit].tolist())

    def promise(self, text: str) -> float:
        """Return how much some claim shares with *text* by words alone: its BM25, 0 or more.

        It takes a tenth of the time of ranking.
        """
        scores = self._postings.scores(self._postings.known(terms(text, _spoken(detect(text)))))
        return float(scores.max(initial=0))

    def features(self, text: str, vector: Floats | None = None) -> tuple[Places, Floats]:
        """Return the candidates' places and features, shapes (n,) and (n, features)."""
        found = self.find(text, vector)
        return found.places, features(found.measures)

    def find(self, text: str, vector: Floats | None = None) -> Found:
        """Return the candidates for *text*, in the order of the store."""
        text = text[:LONGEST]
        if self._meanings is None or self._encoder is None:
            vector = None
        elif vector is None:
            vector = self._encoder.queries([text])[0]
        text, language = URL.sub(" ", text), detect(text)
        said = passages(text, _spoken(language))
        scores = self._postings.scores(self._postings.known(said[0]))
        places = lowest(-scores, CANDIDATES)
        if vector is not None and self._meanings:
            places = np.union1d(places, self._meanings.nearest(vector, CANDIDATES))
        columns = [
            *self._wordings.by_words(said, places, scores[places]),
            self._wordings.by_letters(spelt(text), places),
        ]
        measured = np.zeros(len(places), dtype=np.bool_)
        if vector is not None and self._meanings:
            meaning, measured = self._meanings.measure(vector, places)
            columns.append(meaning)
        return Found(
            places,
            np.stack(columns, axis=1).astype(np.float32),
            self._wordings.twins(places),
            measured,
            len(said[0]),
            language,
        )


def _spoken(language: str) -> str:
    return "en" if language == UNKNOWN else language


def _scores(found: Found, kind: str) -> Floats:
    """Return the candidates' scores.

    Vectors of an encoder that nothing was fitted to count as much as all words together (the
    convex sum of min-max scores of Bruch, Gai and Ingber 2023).
    """
    numbers = features(found.measures)
    if kind == "meaning":
        return fitted(kind).ranker.score(numbers)
    scores = fitted(kind).ranker.score(numbers[:, :WORDS])
    if numbers.shape[1] == WORDS or not found.measured.any():
        return scores
    meaning = found.measures[:, MEANING]
    lowest, spread = meaning.min(), np.ptp(meaning)
    return np.asarray(scores + np.ptp(scores) * (meaning - lowest) / max(1e-6, float(spread)))


def _confidence(found: Found, scores: Floats, first: int, kind: str) -> tuple[float, str]:
    """Say how sure it is that the candidate at *first* is right, and by which parameters.

    A claim whose vector is not known to the parameters is judged by words. In a language that
    nobody measured it must be surer than elsewhere.
    """
    less = 0.0 if calibrated_in(found.language) else FOREIGN
    less += BRIEF if found.length < SHORT else 0.0
    if kind == "meaning" and found.measured[first]:
        own = fitted(kind)
        told = signs(scores, found.measures, found.twins[first], first, own.rival, found.length)
        return own.sureness.probability(told, less), kind
    return _by_words_alone(found, first, less), "words"


def _by_words_alone(found: Found, first: int, less: float) -> float:
    """Say how sure words alone are of the candidate at *first*: not at all if of another."""
    own = fitted("words")
    measures = found.measures[:, :BY_WORDS]
    scores = np.round(own.ranker.score(features(measures)), 6)
    if np.lexsort((found.places, -scores))[0] != first:
        return 0.0
    told = signs(scores, measures, found.twins[first], first, own.rival, found.length)
    return own.sureness.probability(told, less)
