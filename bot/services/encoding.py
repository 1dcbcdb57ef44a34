"""Vectors for the claims and wordings of a store: what is missing is made, a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from platformdirs import user_cache_path
from sqlmodel import Session

from bot.encoder import Encoder, load
from bot.services.material import texts
from bot.store import revision, vectors
from bot.store.database import Store

CHUNK = 256  # texts encoded together and kept in one transaction
ANNOUNCED = 2_000  # texts after which readers of the store are told of new vectors

Told = Callable[[int, int], None]  # (texts done, texts to do)


def find(setting: str) -> Encoder | None:
    """Load the encoder that TIPLINE_ENCODER names; what it downloads goes to the user's cache.

    Raises EncoderUnavailable.
    """
    return load(setting, user_cache_path("tipline", appauthor=False) / "models")


def missing(session: Session, model: str) -> list[str]:
    """Return the texts of claims and wordings that have no vector of a model."""
    kept = vectors.keys(session, model)
    return [text for text in texts(session) if vectors.key(text) not in kept]


def encoded(session: Session, model: str) -> tuple[int, int]:
    """Return how many of the texts have a vector of a model, and how many there are."""
    total = len(texts(session))
    return total - len(missing(session, model)), total


def drop_unused(session: Session) -> int:
    """Delete the vectors of texts that are no claim or wording any more; return how many."""
    return vectors.drop_but(session, map(vectors.key, texts(session)))


def encode(
    store: Store,
    encoder: Encoder,
    *,
    told: Told = lambda done, total: None,
    announce: Callable[[], object] | None = None,
    going: Callable[[], bool] = lambda: True,
) -> int:
    """Make the vectors that are missing, and return how many; it may end anywhere and begin again.

    Encoding holds no transaction; each chunk is kept in one. *announce* is called every so often
    and at the end, if there are new vectors: left out, it raises the store's revision. *going* is
    asked before each chunk.
    """
    announce = announce or partial(store.transact, revision.bump)
    waiting = store.transact(missing, encoder.name)
    done = announced = 0
    told(done, len(waiting))
    while done < len(waiting) and going():
        chunk = waiting[done : done + CHUNK]
        made = dict(zip(chunk, encoder.passages(chunk), strict=True))
        store.transact(vectors.keep, encoder.name, made)
        done += len(chunk)
        told(done, len(waiting))
        if done - announced >= ANNOUNCED:
            announce()
            announced = done
    if done > announced:
        announce()
    return done
