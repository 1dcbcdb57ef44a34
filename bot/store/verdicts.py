"""Verdicts with their texts, wordings, links and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from bot.models import (
    Appearance,
    Polarity,
    Review,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
    WordingOrigin,
)


def by_id(session: Session, verdict_ids: Iterable[int]) -> dict[int, Verdict]:
    """Return those of the verdicts that exist, withdrawn ones included."""
    query = select(Verdict).where(col(Verdict.id).in_(list(verdict_ids)))
    return {verdict.id: verdict for verdict in session.exec(query) if verdict.id is not None}


def locked(session: Session, verdict_id: int) -> Verdict | None:
    """Find a verdict and keep all others from changing it until this transaction ends.

    Rows that refer to it may be added meanwhile.
    """
    lock = {"key_share": True}
    return session.get(Verdict, verdict_id, with_for_update=lock, populate_existing=True)


def held(session: Session, verdict_id: int) -> Verdict | None:
    """Find a verdict as it is now, and keep it so until this transaction ends."""
    return session.get(Verdict, verdict_id, with_for_update={"read": True}, populate_existing=True)


def by_key(session: Session, key: str) -> Verdict | None:
    """Find a verdict by its stable key."""
    return session.exec(select(Verdict).where(Verdict.key == key)).first()


def texts(session: Session, verdict_ids: Iterable[int]) -> dict[int, dict[str, VerdictText]]:
    """Return the translations of verdicts, by verdict and language."""
    found: dict[int, dict[str, VerdictText]] = defaultdict(dict)
    query = select(VerdictText).where(col(VerdictText.verdict_id).in_(list(verdict_ids)))
    for text in session.exec(query):
        found[text.verdict_id][text.language] = text
    return found


def sources(session: Session, verdict_ids: Iterable[int]) -> dict[int, list[Source]]:
    """Return the sources of verdicts, in their order."""
    found: dict[int, list[Source]] = defaultdict(list)
    query = (
        select(VerdictSource.verdict_id, Source)
        .join(Source, col(Source.id) == VerdictSource.source_id)
        .where(col(VerdictSource.verdict_id).in_(list(verdict_ids)))
        .order_by(col(VerdictSource.position), col(Source.id))
    )
    for verdict_id, source in session.exec(query):
        found[verdict_id].append(source)
    return found


def reviews(session: Session, verdict_ids: Iterable[int]) -> dict[int, Review]:
    """Return where those of the verdicts come from that were imported."""
    query = select(Review).where(col(Review.verdict_id).in_(list(verdict_ids)))
    return {review.verdict_id: review for review in session.exec(query)}


def source_by_key(session: Session, key: str) -> Source | None:
    """Find a source by its stable key."""
    return session.exec(select(Source).where(Source.key == key)).first()


def source_by_url(session: Session, url: str) -> Source | None:
    """Find a source that can be referred to by its web address; the oldest of several."""
    query = select(Source).where(Source.url == url, col(Source.key).is_not(None))
    return session.exec(query.order_by(col(Source.id)).limit(1)).first()


def source_at(session: Session, url: str) -> Source | None:
    """Find a source by its web address; the oldest of several."""
    query = select(Source).where(Source.url == url).order_by(col(Source.id))
    return session.exec(query.limit(1)).first()


def source_keys(session: Session) -> Sequence[str]:
    """Return the keys by which sources are referred to."""
    query = select(col(Source.key)).where(col(Source.key).is_not(None))
    return [key for key in session.exec(query) if key is not None]


def source_links(session: Session, verdict_id: int) -> Sequence[VerdictSource]:
    """Return which sources a verdict cites, in their order."""
    query = select(VerdictSource).where(VerdictSource.verdict_id == verdict_id)
    return session.exec(query.order_by(col(VerdictSource.position))).all()


def wordings_of(session: Session, verdict_id: int) -> Sequence[Wording]:
    """Return the wordings of one verdict."""
    query = select(Wording).where(Wording.verdict_id == verdict_id)
    return session.exec(query.order_by(col(Wording.id))).all()


class Worded(NamedTuple):
    """A way to say a verdict's claim."""

    verdict_id: int
    text: str
    language: str
    polarity: Polarity


def worded(session: Session) -> Iterator[Worded]:
    """Give the claims of valid verdicts, then their translations, then their wordings.

    Only these columns are read: a store of fifty thousand verdicts is read in half a second.
    """
    claims = (
        sa.select(col(Verdict.id), col(Verdict.claim), col(Verdict.language))
        .where(col(Verdict.withdrawn_at).is_(None))
        .order_by(col(Verdict.id)),
        sa.select(col(VerdictText.verdict_id), col(VerdictText.claim), col(VerdictText.language))
        .where(_of_valid(VerdictText.verdict_id))
        .order_by(col(VerdictText.id)),
    )
    for query in claims:
        for verdict_id, text, language in session.execute(query):
            yield Worded(verdict_id, text, language, Polarity.ASSERTS)
    wordings = (
        sa.select(
            col(Wording.verdict_id),
            col(Wording.text),
            col(Wording.language),
            col(Wording.polarity),
        )
        .where(_of_valid(Wording.verdict_id))
        .order_by(col(Wording.id))
    )
    yield from (Worded(*row) for row in session.execute(wordings))


def unrated(session: Session) -> Sequence[int]:
    """Return the valid verdicts that have no rating."""
    query = sa.select(col(Verdict.id)).where(
        col(Verdict.rating).is_(None), col(Verdict.withdrawn_at).is_(None)
    )
    return session.execute(query).scalars().all()


def links(session: Session) -> Sequence[Appearance]:
    """Return every link where the claim of a valid verdict is known to stand."""
    query = select(Appearance).where(_of_valid(Appearance.verdict_id))
    return session.exec(query.order_by(col(Appearance.id))).all()


def _of_valid(verdict_id: int) -> sa.ColumnElement[bool]:
    valid_ids = sa.select(col(Verdict.id)).where(col(Verdict.withdrawn_at).is_(None))
    return col(verdict_id).in_(valid_ids)


def drop_wordings(session: Session, text_hash: str) -> int:
    """Delete the wordings that reviewers kept of a text; return how many."""
    return (
        session.connection()
        .execute(
            sa.delete(Wording).where(
                col(Wording.text_hash) == text_hash,
                col(Wording.origin) == WordingOrigin.DESK,
            )
        )
        .rowcount
    )


def topics(session: Session) -> Sequence[str]:
    """Return the topics of verdicts that hold, in alphabetical order."""
    query = select(Verdict.topic).where(
        col(Verdict.topic).is_not(None), Verdict.topic != "", col(Verdict.withdrawn_at).is_(None)
    )
    return sorted(topic for topic in session.exec(query.distinct()) if topic)
