"""Whose posts were told which verdict, and in what version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Notice, NoticeKind, NoticeState, Person, Stance, Submission, Told
from bot.store.statements import insert_new, insert_selected

UNSENT = (NoticeState.DUE, NoticeState.BLOCKED)
AT_ONCE = 500  # ids in one statement


def note(
    session: Session,
    submission_id: int,
    verdict_id: int,
    version: int,
    now: datetime,
    stance: Stance | None = None,
) -> None:
    """Note that a post's sender is told a verdict in a version.

    *stance* is what the post does with the verdict's claim, where that was decided.
    """
    row = Told(
        submission_id=submission_id, verdict_id=verdict_id, version=version, at=now, stance=stance
    )
    if not insert_new(session, row, "submission_id", "verdict_id"):
        raise_to(session, [submission_id], verdict_id, version, now)
        _of(session, submission_id, verdict_id).stance = stance


def _of(session: Session, submission_id: int, verdict_id: int) -> Told:
    return session.get_one(Told, (submission_id, verdict_id), populate_existing=True)


def of_post(session: Session, submission_id: int) -> Sequence[int]:
    """Return the verdicts that a post's sender was told of."""
    query = select(Told.verdict_id).where(Told.submission_id == submission_id)
    return session.exec(query).all()


def raise_to(
    session: Session,
    submission_ids: Collection[int],
    verdict_id: int,
    version: int,
    now: datetime,
) -> None:
    """Note that those who were told a verdict are told it in a newer version."""
    ids = list(submission_ids)
    for start in range(0, len(ids), AT_ONCE):
        session.connection().execute(
            sa.update(Told)
            .where(
                col(Told.verdict_id) == verdict_id,
                col(Told.submission_id).in_(ids[start : start + AT_ONCE]),
            )
            .values(version=version, at=now)
        )


def posts(session: Session, verdict_id: int) -> Sequence[Submission]:
    """Return the posts whose senders were told a verdict and are still known, oldest first."""
    query = (
        select(Submission)
        .join(Told, col(Told.submission_id) == Submission.id)
        .where(Told.verdict_id == verdict_id, col(Submission.person_id).is_not(None))
        .order_by(col(Submission.id))
    )
    return session.exec(query).all()


def last(session: Session, verdict_id: int, person_id: int) -> Notice | None:
    """Return what a person was, or is to be, told of a verdict last."""
    query = select(Notice).where(
        Notice.person_id == person_id,
        Notice.kind == NoticeKind.VERDICT,
        Notice.verdict_id == verdict_id,
        col(Notice.key).startswith("verdict:"),
    )
    return session.exec(query.order_by(col(Notice.id).desc()).limit(1)).first()


def unsent(session: Session, verdict_id: int) -> Sequence[Notice]:
    """Return the notices of a verdict that are still to be sent, and lock them.

    Their words are made when they are sent. Answers to posts are among them.
    """
    answers = sa.and_(
        col(Notice.kind) == NoticeKind.ANSWER,
        col(Notice.submission_id).in_(
            sa.select(col(Told.submission_id)).where(col(Told.verdict_id) == verdict_id)
        ),
    )
    news = sa.and_(col(Notice.kind) == NoticeKind.VERDICT, col(Notice.verdict_id) == verdict_id)
    query = select(Notice).where(col(Notice.state).in_(UNSENT), sa.or_(answers, news))
    return session.exec(query.with_for_update()).all()


def owe_news(
    session: Session,
    people: Collection[int],
    verdict_id: int,
    version: int,
    params: Mapping[str, Any],
    now: datetime,
) -> int:
    """Owe a verdict's version to many people in few statements, once each; return to how many.

    Whoever is to be told of the verdict anyhow is told of this version then.
    """
    person, told = sa.inspect(Person).local_table, sa.inspect(Notice).local_table
    values: dict[str, Any] = {
        "kind": NoticeKind.VERDICT,
        "direct": False,
        "due_at": now,
        "created_at": now,
        "verdict_id": verdict_id,
        "params": dict(params),
        "tries": 0,
    }
    waiting = sa.exists().where(
        told.c.person_id == person.c.id,
        told.c.kind == NoticeKind.VERDICT,
        told.c.verdict_id == verdict_id,
        told.c.state.in_(UNSENT),
    )
    key = sa.literal(f"verdict:{verdict_id}:{version}:") + sa.cast(person.c.id, sa.String)
    held = sa.case((person.c.blocked_at.is_(None), NoticeState.DUE), else_=NoticeState.BLOCKED)
    columns: dict[str, sa.ColumnElement[Any]] = {
        "key": key,
        "chat_id": person.c.id,
        "person_id": person.c.id,
        "state": sa.type_coerce(held, told.c.state.type),
        **{name: sa.literal(value, told.c[name].type) for name, value in values.items()},
    }
    ids, owed = sorted(people), 0
    for start in range(0, len(ids), AT_ONCE):
        some = person.c.id.in_(ids[start : start + AT_ONCE])
        chosen = sa.select(*columns.values()).where(some)
        if not params.get("withdrawn"):
            chosen = chosen.where(~waiting)
        owed += insert_selected(session, told, list(columns), chosen, "key")
    return owed
