"""Small stores of claims for tests of retrieval and ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from bot.encoder import Encoder
from bot.matching import Material, Phrase
from bot.matching.ragged import Ragged
from bot.matching.ranking import Catalogue
from bot.matching.retrieval import Postings
from bot.models import Polarity

CLAIMS = (
    "The bridge over the river was closed in May.",
    "Bread costs twice as much as last year.",
    "The mayor has left the country.",
    "Lead was found in the tap water.",
    "Schools stay shut until autumn.",
)


def material(
    claims: Sequence[str] = CLAIMS,
    encoder: Encoder | None = None,
    *,
    without: Collection[str] = (),
    titles: Sequence[tuple[int, str, str]] = (),
) -> Material:
    """Return claims numbered by their places; those in *without* have no vector."""
    encoded = [claim for claim in claims if claim not in without] if encoder else []
    rows = encoder.passages(encoded) if encoder and encoded else ()
    return Material(
        version=0,
        phrases=tuple(
            Phrase(at, claim, "en", Polarity.ASSERTS) for at, claim in enumerate(claims)
        ),
        titles=tuple(titles),
        vectors=dict(zip(encoded, rows, strict=True)),
    )


def catalogue(claims: Sequence[str] = CLAIMS, encoder: Encoder | None = None) -> Catalogue:
    """Return the catalogue of some claims."""
    return Catalogue(material(claims, encoder), encoder)


def postings(documents: Sequence[Sequence[str]]) -> Postings:
    """Return the postings of documents that are given as their terms."""
    vocabulary: dict[str, int] = {}
    bags = [
        Counter(vocabulary.setdefault(term, len(vocabulary)) for term in own) for own in documents
    ]
    return Postings(
        Ragged.of([tuple(bag) for bag in bags], np.int32),
        Ragged.of([tuple(bag.values()) for bag in bags], np.int32),
        vocabulary,
    )
