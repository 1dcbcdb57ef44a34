"""When each job was last done, so that a restart or a missed hour loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.models import JobRun


def last(session: Session, name: str) -> datetime | None:
    """Return when a job was last done; None if never."""
    run = session.get(JobRun, name)
    return run.done_at if run else None


def note(session: Session, name: str, at: datetime) -> None:
    """Note that a job was done."""
    session.merge(JobRun(name=name, done_at=at))


def every(session: Session) -> Sequence[JobRun]:
    """Return all jobs that ever ran, by name."""
    return session.exec(select(JobRun).order_by(col(JobRun.name))).all()
