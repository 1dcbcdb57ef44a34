"""Documents: what is read of claims, each with all its wordings and titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.encoder.protocol import Floats
from bot.matching.letters import spelt
from bot.matching.ragged import Places, Ragged, spans
from bot.matching.retrieval import terms
from bot.matching.values import Material

Texts = tuple[tuple[str, str], ...]  # a claim's wordings and titles, with their languages


@dataclass(frozen=True, slots=True, eq=False)
class Documents:
    """The wordings of claims, claim after claim, as numbers of terms and as letters.

    The numbers are those of the vocabulary that they were read with.
    """

    firsts: Places  # of each claim the first wording, and after the last claim how many there are
    terms: Ragged  # of each wording: its terms, each once
    spellings: Ragged  # of each wording: its letters
    bags: Ragged  # of each claim: the terms of all wordings, each once
    counts: Ragged  # and how often the claim has each

    def joined(self, others: Documents) -> Documents:
        """Return these and *others* after them."""
        return Documents(
            np.concatenate((self.firsts, others.firsts[1:] + self.firsts[-1])),
            self.terms.joined(others.terms),
            self.spellings.joined(others.spellings),
            self.bags.joined(others.bags),
            self.counts.joined(others.counts),
        )

    def take(self, claims: Places) -> Documents:
        """Return those of some claims, in their order."""
        wordings, _ = spans(self.firsts[claims], self.firsts[claims + 1])
        sizes = self.firsts[claims + 1] - self.firsts[claims]
        return Documents(
            np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
            self.terms.take(wordings),
            self.spellings.take(wordings),
            self.bags.take(claims),
            self.counts.take(claims),
        )


def vectors(claims: Mapping[int, Texts], made: Mapping[str, Floats]) -> tuple[Floats, Places]:
    """Return the vectors that texts of claims have, shape (n, dimensions), and whose each is."""
    own = [
        (place, made[text])
        for place, claim in enumerate(claims.values())
        for text, _ in claim
        if text in made
    ]
    rows = np.array([row for _, row in own], dtype=np.float32)
    return rows, np.array([place for place, _ in own], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """A store's claims as they were read, to be ranked and to be read on from."""

    verdicts: tuple[int, ...]
    hashes: tuple[int, ...]  # of each claim's texts
    documents: Documents
    vocabulary: Mapping[str, int]  # terms with the numbers that the documents know them by

    def among(self, places: Places) -> Shelf:
        """Return the claims at some places, in their order."""
        return Shelf(
            tuple(self.verdicts[at] for at in places.tolist()),
            tuple(self.hashes[at] for at in places.tolist()),
            self.documents.take(places),
            self.vocabulary,
        )


def shelve(claims: Mapping[int, Texts], before: Shelf | None = None) -> Shelf:
    """Read the texts of claims; those that the shelf *before* has are taken from it."""
    hashes = {verdict_id: hash(own) for verdict_id, own in claims.items()}
    if before is None:
        vocabulary: dict[str, int] = {}
        documents = read(claims.values(), vocabulary)
        return Shelf(tuple(claims), tuple(hashes.values()), documents, vocabulary)
    vocabulary = dict(before.vocabulary)
    places = {
        verdict_id: place
        for place, (verdict_id, known) in enumerate(
            zip(before.verdicts, before.hashes, strict=True)
        )
        if hashes.get(verdict_id) == known
    }
    unread = [verdict_id for verdict_id in claims if verdict_id not in places]
    documents = before.documents.joined(read(map(claims.__getitem__, unread), vocabulary))
    places |= {verdict_id: len(before.verdicts) + at for at, verdict_id in enumerate(unread)}
    order = np.fromiter(map(places.__getitem__, claims), dtype=np.int64, count=len(claims))
    return Shelf(tuple(claims), tuple(hashes.values()), documents.take(order), vocabulary)


def texts(material: Material) -> dict[int, Texts]:
    """Return the texts of each claim, in the order in which the claims first come."""
    every: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for phrase in material.phrases:
        every[phrase.verdict_id].append((phrase.text, phrase.language))
    for verdict_id, text, language in material.titles:
        every[verdict_id].append((text, language))
    return {verdict_id: tuple(own) for verdict_id, own in every.items()}


def read(claims: Iterable[Texts], vocabulary: dict[str, int]) -> Documents:
    """Read the texts of claims; terms that are not in the *vocabulary* get its next numbers."""
    sizes: list[int] = []
    spellings: list[bytes] = []
    wordings: list[Sequence[int]] = []
    bags: list[Mapping[int, int]] = []
    for claim in claims:
        numbered = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in terms(text, language)]
            for text, language in claim
        ]
        sizes.append(len(claim))
        spellings += [spelt(text) for text, _ in claim]
        wordings += [list(dict.fromkeys(numbers)) for numbers in numbered]
        bags.append(Counter(number for numbers in numbered for number in numbers))
    return Documents(
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        Ragged.of(wordings, np.int32),
        Ragged.of(spellings, np.uint8),
        Ragged.of([tuple(bag) for bag in bags], np.int32),
        Ragged.of([tuple(bag.values()) for bag in bags], np.int32),
    )
