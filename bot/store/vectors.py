"""Vectors of claims and wordings by the model that made them, so that none is made twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.encoder.protocol import Floats
from bot.models import Vector
from bot.store.statements import insert_new

_KEY = 32  # hexadecimal digits
_KEPT = np.dtype("<f2")  # half the size; cosines move by less than 0.001
_AT_ONCE = 500  # rows that one statement deletes


def key(text: str) -> str:
    """Return what the vector of *text* is found by."""
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY]


def of_model(session: Session, model: str) -> dict[str, Floats]:
    """Return all vectors of a model by key, each of shape (dimensions,)."""
    query = select(Vector.key, Vector.data).where(Vector.model == model)
    rows = session.exec(query).all()
    return {key: np.frombuffer(data, _KEPT).astype(np.float32) for key, data in rows}


def keys(session: Session, model: str) -> set[str]:
    """Return the keys of a model's vectors."""
    return set(session.exec(select(Vector.key).where(Vector.model == model)))


def keep(session: Session, model: str, made: Mapping[str, Floats]) -> None:
    """Keep vectors by text; one that is there already stays."""
    add(
        session,
        [
            Vector(model=model, key=key(text), data=row.astype(_KEPT).tobytes())
            for text, row in made.items()
        ],
    )


def every(session: Session) -> Sequence[Vector]:
    """Return the vectors of all models."""
    return session.exec(select(Vector)).all()


def add(session: Session, rows: Iterable[Vector]) -> None:
    """Add those rows that are new, in the order of all programs, so that no two wait in a ring."""
    for row in sorted(rows, key=lambda row: (row.model, row.key)):
        insert_new(session, row, "model", "key")


def drop_but(session: Session, kept: Iterable[str]) -> int:
    """Delete the vectors of any model whose key is not among *kept*; return how many texts had."""
    unused = iter(sorted(set(session.exec(select(Vector.key))).difference(kept)))
    dropped = 0
    while chunk := list(islice(unused, _AT_ONCE)):
        session.connection().execute(sa.delete(Vector).where(col(Vector.key).in_(chunk)))
        dropped += len(chunk)
    return dropped
