"""What an export reads of verdicts, a portion at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import Appearance, Review, Verdict, VerdictText, Wording, WordingOrigin


def verdicts_after(
    session: Session, after: int, limit: int, *, withdrawn: bool
) -> Sequence[Verdict]:
    """Return the verdicts that follow the one with the number *after*, by their numbers."""
    query = select(Verdict).where(col(Verdict.id) > after)
    if not withdrawn:
        query = query.where(col(Verdict.withdrawn_at).is_(None))
    return session.exec(query.order_by(col(Verdict.id)).limit(limit)).all()


def wordings(
    session: Session, verdict_ids: Collection[int], origins: Collection[WordingOrigin]
) -> defaultdict[int, list[Wording]]:
    """Return the wordings of verdicts that come from *origins*."""
    found: defaultdict[int, list[Wording]] = defaultdict(list)
    query = select(Wording).where(
        col(Wording.verdict_id).in_(verdict_ids), col(Wording.origin).in_(origins)
    )
    for wording in session.exec(query.order_by(col(Wording.id))):
        found[wording.verdict_id].append(wording)
    return found


def appearances(session: Session, verdict_ids: Collection[int]) -> defaultdict[int, list[str]]:
    """Return the addresses at which the claims of verdicts stand."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = select(Appearance).where(col(Appearance.verdict_id).in_(verdict_ids))
    for appearance in session.exec(query.order_by(col(Appearance.id))):
        found[appearance.verdict_id].append(appearance.url)
    return found


def reviews(session: Session, verdict_ids: Collection[int]) -> dict[int, Review]:
    """Return where those of the verdicts come from that were imported."""
    query = select(Review).where(col(Review.verdict_id).in_(verdict_ids))
    return {review.verdict_id: review for review in session.exec(query)}


def count(session: Session, *, withdrawn: bool = False) -> int:
    """Count the valid verdicts, and those that were *withdrawn* if asked for."""
    query = select(sa.func.count()).select_from(Verdict)
    if not withdrawn:
        query = query.where(col(Verdict.withdrawn_at).is_(None))
    return session.exec(query).one()


def languages(session: Session, *, unrated: bool) -> set[str]:
    """Return the languages in which valid verdicts can be read."""
    valid = sa.select(col(Verdict.id)).where(col(Verdict.withdrawn_at).is_(None))
    if not unrated:
        valid = valid.where(col(Verdict.rating).is_not(None))
    own = select(Verdict.language).where(col(Verdict.id).in_(valid)).distinct()
    further = select(VerdictText.language).where(col(VerdictText.verdict_id).in_(valid))
    return {*session.exec(own), *session.exec(further.distinct())}


def changed_at(session: Session) -> datetime | None:
    """Return when a verdict was last published, changed or withdrawn."""
    latest = select(sa.func.max(col(Verdict.updated_at)), sa.func.max(col(Verdict.withdrawn_at)))
    moments = [moment for moment in session.exec(latest).one() if moment]
    return max(moments, default=None)
