"""Tellings: the posts that speak for open cases, with their fingerprints and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.encoder.protocol import Floats
from bot.models import Case, CaseState, Fingerprint, Submission, Telling
from bot.store.statements import insert_new

_KEPT = np.dtype("<f2")  # half the size; cosines move by less than 0.001
_AT_ONCE = 500  # rows that one statement names


def add(session: Session, row: Telling, bands: Iterable[int]) -> bool:
    """Add a telling with its fingerprints; False where its key or its post has one."""
    if _speaks(session, row.submission_id) or not insert_new(session, row, "key"):
        return False
    session.add_all(Fingerprint(band=band, telling_id=row.id or 0) for band in set(bands))
    session.flush()
    return True


def _speaks(session: Session, submission_id: int) -> bool:
    query = select(Telling.id).where(Telling.submission_id == submission_id)
    return session.exec(query).first() is not None


def of_case(session: Session, case_id: int) -> Sequence[Submission]:
    """Return the posts that speak for a case, oldest first."""
    query = _speaking().where(Submission.case_id == case_id).order_by(col(Telling.id))
    return session.exec(query).all()


def unheard(session: Session, case_id: int, limit: int) -> Sequence[Submission]:
    """Return posts of a case, one for each text that nobody tells, oldest first."""
    first = (
        sa.select(sa.func.min(col(Submission.id)))
        .where(col(Submission.case_id) == case_id, col(Submission.purged_at).is_(None))
        .where(col(Submission.text_hash).not_in(sa.select(col(Telling.key))))
        .group_by(col(Submission.text_hash))
    )
    query = select(Submission).where(col(Submission.id).in_(first))
    return session.exec(query.order_by(col(Submission.id)).limit(limit)).all()


def with_key(session: Session, key: str) -> Submission | None:
    """Return the post of an open case that tells exactly this."""
    return session.exec(_speaking().where(Telling.key == key)).first()


def with_bands(session: Session, bands: Iterable[int], limit: int) -> Sequence[Submission]:
    """Return posts that share fingerprints, those that share most first."""
    shared = (
        sa.select(col(Fingerprint.telling_id), sa.func.count().label("shared"))
        .where(col(Fingerprint.band).in_(list(bands)))
        .group_by(col(Fingerprint.telling_id))
        .subquery()
    )
    query = (
        _speaking()
        .join(shared, shared.c.telling_id == Telling.id)
        .order_by(shared.c.shared.desc(), col(Telling.id))
        .limit(limit)
    )
    return session.exec(query).all()


def with_ids(session: Session, ids: Iterable[int]) -> dict[int, Submission]:
    """Return the posts of those tellings that are still there, by telling id."""
    query = (
        select(Telling.id, Submission)
        .join(Submission, col(Submission.id) == Telling.submission_id)
        .join(Case, col(Case.id) == Submission.case_id)
        .where(Case.state != CaseState.CLOSED, col(Telling.id).in_(list(ids)))
    )
    return {one or 0: post for one, post in session.exec(query)}


def _speaking() -> SelectOfScalar[Submission]:
    return (
        select(Submission)
        .join(Telling, col(Telling.submission_id) == Submission.id)
        .join(Case, col(Case.id) == Submission.case_id)
        .where(Case.state != CaseState.CLOSED)
    )


def drop(session: Session, submission_id: int) -> None:
    """Let a post speak for no case any more."""
    _drop(session, col(Telling.submission_id) == submission_id)


def drop_of_case(session: Session, case_id: int) -> None:
    """Let none of a case's posts speak for it any more."""
    own = sa.select(col(Submission.id)).where(col(Submission.case_id) == case_id)
    _drop(session, col(Telling.submission_id).in_(own))


def _drop(session: Session, which: sa.ColumnElement[bool]) -> None:
    session.flush()
    session.connection().execute(sa.delete(Telling).where(which))


def packed(vector: Floats) -> bytes:
    """Return a vector, shape (dimensions,), as it is kept."""
    return vector.astype(_KEPT).tobytes()


def unpacked(data: bytes) -> Floats:
    """Return a kept vector, shape (dimensions,)."""
    return np.frombuffer(data, _KEPT).astype(np.float32)


def vectors(session: Session, posts: Iterable[int], model: str) -> dict[int, Floats]:
    """Return what an encoder made of posts that speak, by post, as far as it is kept."""
    query = select(Telling.submission_id, Telling.vector).where(
        col(Telling.submission_id).in_(list(posts)), Telling.model == model
    )
    return {post: unpacked(data) for post, data in session.exec(query) if data}


def count(session: Session, model: str) -> int:
    """Return how many tellings have a vector of a model."""
    query = select(sa.func.count()).select_from(Telling).where(Telling.model == model)
    return session.exec(query).one()


def ids(session: Session, model: str) -> set[int]:
    """Return the ids of tellings that have a vector of a model."""
    return {one for one in session.exec(select(Telling.id).where(Telling.model == model)) if one}


def after(session: Session, model: str, last: int, limit: int) -> list[tuple[int, Floats]]:
    """Return tellings with a vector of a model whose id is higher than *last*, ascending."""
    query = (
        select(Telling.id, Telling.vector)
        .where(Telling.model == model, col(Telling.id) > last)
        .order_by(col(Telling.id))
        .limit(limit)
    )
    return [(one or 0, unpacked(data or b"")) for one, data in session.exec(query)]


def some(session: Session, model: str, wanted: Sequence[int]) -> list[tuple[int, Floats]]:
    """Return those of the tellings named by id that have a vector of a model."""
    found: list[tuple[int, Floats]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(Telling.id, Telling.vector).where(
            Telling.model == model, col(Telling.id).in_(wanted[start : start + _AT_ONCE])
        )
        found += [(one or 0, unpacked(data or b"")) for one, data in session.exec(query)]
    return found


def silent(session: Session, model: str, limit: int) -> dict[int, str]:
    """Return texts, by telling id, that have no vector of a model yet."""
    query = (
        select(Telling.id, Submission.text)
        .join(Submission, col(Submission.id) == Telling.submission_id)
        .where(sa.or_(col(Telling.model).is_(None), col(Telling.model) != model))
        .where(Submission.text_hash != "")
        .order_by(col(Telling.id))
        .limit(limit)
    )
    return {one or 0: text for one, text in session.exec(query)}


def give(session: Session, model: str, made: Mapping[int, Floats]) -> None:
    """Keep vectors by telling id; of tellings that are gone meanwhile, none."""
    for one, vector in made.items():
        session.connection().execute(
            sa.update(Telling)
            .where(col(Telling.id) == one)
            .values(model=model, vector=packed(vector))
        )
