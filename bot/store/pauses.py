"""What admins have paused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Activity, Notice, NoticeKind, NoticeState, Pause
from bot.store.statements import insert_new

SENT: Final = {
    Activity.INTAKE: frozenset[NoticeKind](),
    Activity.ANSWERS: frozenset({NoticeKind.ANSWER, NoticeKind.VERDICT}),
    Activity.BROADCASTS: frozenset({NoticeKind.BROADCAST, NoticeKind.BULLETIN}),
}


def every(session: Session) -> Sequence[Pause]:
    """Return what is paused."""
    return session.exec(select(Pause).order_by(col(Pause.activity))).all()


def get(session: Session, activity: Activity) -> Pause | None:
    """Return since when an activity is paused, and by whom; None where it goes on."""
    return session.get(Pause, activity)


def keep(session: Session, activity: Activity) -> bool:
    """Say whether an activity is paused; it stays so until this transaction ends."""
    lock = {"read": True}
    return session.get(Pause, activity, with_for_update=lock, populate_existing=True) is not None


def waiting(session: Session) -> frozenset[NoticeKind]:
    """Return the kinds of messages that are not sent for now."""
    return frozenset(kind for one in every(session) for kind in SENT[one.activity])


def keep_back(session: Session, submission_id: int) -> bool:
    """Say whether what is to be said of a post is not sent for now."""
    kinds = waiting(session)
    query = select(Notice.id).where(
        Notice.submission_id == submission_id,
        Notice.state == NoticeState.DUE,
        col(Notice.kind).in_(kinds),
    )
    return bool(kinds) and session.exec(query.limit(1)).first() is not None


def add(session: Session, pause: Pause) -> bool:
    """Pause an activity; False where it was paused before."""
    return insert_new(session, pause, "activity")


def drop(session: Session, activity: Activity) -> bool:
    """Let an activity go on; False where it was not paused."""
    session.flush()
    query = sa.delete(Pause).where(col(Pause.activity) == activity)
    dropped = session.connection().execute(query).rowcount == 1
    session.expire_all()
    return dropped
