"""Small stores of claims for tests of retrieval and ranking."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.encoder import Encoder
from bot.matching import Material, Phrase
from bot.matching.ranking import Catalogue
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
