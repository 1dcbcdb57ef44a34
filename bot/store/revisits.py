"""Published verdicts that may have to be looked at again, or lack a language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Case,
    CasePurpose,
    CaseReason,
    CaseState,
    Draft,
    Lease,
    Review,
    Told,
    Verdict,
    VerdictText,
)

BY_THE_CLOCK = (CaseReason.EXPIRED, CaseReason.OLD)


class Aged(NamedTuple):
    """A verdict that somebody was told, with when it was last looked at again, if ever."""

    verdict_id: int
    checked_on: date
    valid_until: date | None
    told_at: datetime  # last
    looked_at: datetime | None


def opened_since(session: Session, since: datetime) -> int:
    """Count the verdicts that the clock brought up again since a moment."""
    query = (
        select(sa.func.count())
        .select_from(Case)
        .where(Case.purpose == CasePurpose.RECHECK, col(Case.reason).in_(BY_THE_CLOCK))
        .where(col(Case.created_at) >= since)
    )
    return session.exec(query).one()


def aged(session: Session, today: date, old: date) -> list[Aged]:
    """Return verdicts whose period ended or that were checked before *old*.

    What nobody was ever told is left out, and so are those that are being looked at.
    """
    told = (
        sa.select(col(Told.verdict_id), sa.func.max(col(Told.at)).label("at"))
        .group_by(col(Told.verdict_id))
        .subquery()
    )
    looks = (
        sa.select(col(Case.about_id), sa.func.max(col(Case.closed_at)).label("at"))
        .where(col(Case.purpose) == CasePurpose.RECHECK)
        .group_by(col(Case.about_id))
        .subquery()
    )
    looking = sa.exists().where(
        col(Case.about_id) == col(Verdict.id),
        col(Case.purpose) == CasePurpose.RECHECK,
        col(Case.state) != CaseState.CLOSED,
    )
    query = (
        sa.select(
            col(Verdict.id), col(Verdict.checked_on), col(Verdict.valid_until), told.c.at,
            looks.c.at,
        )
        .join(told, told.c.verdict_id == col(Verdict.id))
        .join(looks, looks.c.about_id == col(Verdict.id), isouter=True)
        .where(col(Verdict.withdrawn_at).is_(None), ~looking, ~_imported())
        .where(sa.or_(col(Verdict.valid_until) < today, col(Verdict.checked_on) < old))
    )  # fmt: skip
    return [Aged(*row) for row in session.execute(query)]


def untranslated(session: Session, language: str, limit: int) -> list[int]:
    """Return the desk's verdicts without a text in a language, the latest first.

    Those whose translation is under way are left out, and those where it was closed since the
    verdict changed last: nobody is asked twice.
    """
    text = sa.exists().where(
        col(VerdictText.verdict_id) == col(Verdict.id), col(VerdictText.language) == language
    )
    known = sa.exists().where(
        col(Case.about_id) == col(Verdict.id),
        col(Case.purpose) == CasePurpose.TRANSLATION,
        col(Case.language) == language,
        sa.or_(
            col(Case.state) != CaseState.CLOSED, col(Case.closed_at) >= col(Verdict.updated_at)
        ),
    )
    query = (
        select(Verdict.id)
        .where(col(Verdict.key).is_(None), col(Verdict.withdrawn_at).is_(None))
        .where(Verdict.language != language, ~text, ~known, ~_imported())
        .order_by(col(Verdict.id).desc())
        .limit(limit)
    )
    return [one for one in session.exec(query) if one is not None]


def _imported() -> sa.ColumnElement[bool]:
    """Say that a verdict is somebody else's."""
    return sa.exists().where(
        col(Review.verdict_id) == col(Verdict.id), col(Review.publisher).is_not(None)
    )


def translations_open(session: Session, language: str) -> int:
    """Count the translations into a language that are under way or wanted."""
    query = (
        select(sa.func.count())
        .select_from(Case)
        .where(Case.purpose == CasePurpose.TRANSLATION, Case.language == language)
        .where(Case.state != CaseState.CLOSED)
    )
    return session.exec(query).one()


def settled(session: Session) -> Sequence[Case]:
    """Return open cases about verdicts with nothing left to do, and lock them.

    The text came otherwise, or the verdict is withdrawn; nobody works on the case.
    """
    text = sa.exists().where(
        col(VerdictText.verdict_id) == col(Case.about_id),
        col(VerdictText.language) == col(Case.language),
    )
    query = (
        select(Case)
        .join(Verdict, col(Verdict.id) == col(Case.about_id))
        .where(Case.state == CaseState.OPEN)
        .where(
            sa.or_(
                col(Verdict.withdrawn_at).is_not(None),
                (col(Case.purpose) == CasePurpose.TRANSLATION) & text,
            )
        )
        .where(~sa.exists().where(col(Lease.case_id) == col(Case.id)))
        .where(~sa.exists().where(col(Draft.case_id) == col(Case.id)))
        .order_by(col(Case.id))
        .with_for_update(skip_locked=True, of=Case)
    )
    return session.exec(query).all()
