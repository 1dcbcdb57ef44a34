"""Verdicts as reviews, for files and for the public archive; readers' own texts stay here.

A store of any size is read in portions, so that neither memory nor anybody who waits for the
store pays for an export. What reviewers kept of readers' posts as wordings is never given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.exchange.values import Cited, Review, Said, Worded
from bot.models import Review as Origin
from bot.models import Source, Verdict, VerdictText, Wording, WordingOrigin
from bot.store import exports, verdicts

PORTION = 500  # verdicts that are read in one go
PUBLIC: Final = frozenset(WordingOrigin) - {WordingOrigin.DESK}  # that is what readers wrote


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes what the desk of this store rates."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A verdict as a review, with what only this store knows of it."""

    number: int
    review: Review
    changed_at: datetime
    withdrawn: bool = False
    imported: bool = False  # others rated it


def reviews(
    session: Session, *, publisher: Publisher | None = None, withdrawn: bool = False
) -> Iterator[Review]:
    """Give every verdict as a review, by its number; *withdrawn* ones only where asked for.

    Rows are let go of as they are written: have nothing unwritten in *session*.
    """
    after = 0
    while found := portion(session, after, publisher=publisher, withdrawn=withdrawn):
        session.expunge_all()
        yield from (one.review for one in found)
        after = found[-1].number


def languages(session: Session, *, unrated: bool = False) -> Sequence[str]:
    """Return the languages in which verdicts can be read; those of *unrated* ones if asked for."""
    return sorted(exports.languages(session, unrated=unrated))


def changed_at(session: Session) -> datetime | None:
    """Return when a verdict was last published, changed or withdrawn."""
    return exports.changed_at(session)


def portion(
    session: Session,
    after: int,
    *,
    limit: int = PORTION,
    publisher: Publisher | None = None,
    withdrawn: bool = False,
) -> Sequence[Exported]:
    """Return the verdicts that follow the one with the number *after*, by their numbers."""
    rows = exports.verdicts_after(session, after, limit, withdrawn=withdrawn)
    ids = [row.id or 0 for row in rows]
    texts, sources = verdicts.texts(session, ids), verdicts.sources(session, ids)
    wordings = exports.wordings(session, ids, PUBLIC)
    links, origins = exports.appearances(session, ids), exports.reviews(session, ids)
    house = publisher or Publisher()
    own = Origin(verdict_id=0, key="", publisher=house.name, publisher_url=house.url)
    return [
        Exported(
            number=number,
            review=_review(
                row,
                origins.get(number, own),
                sorted(texts.get(number, {}).values(), key=lambda text: text.id or 0),
                wordings[number],
                sources.get(number, []),
                links[number],
            ),
            changed_at=row.withdrawn_at or row.updated_at,
            withdrawn=row.withdrawn_at is not None,
            imported=number in origins,
        )
        for number, row in zip(ids, rows, strict=True)
    ]


def _review(
    row: Verdict,
    origin: Origin,
    texts: Iterable[VerdictText],
    wordings: Iterable[Wording],
    sources: Iterable[Source],
    links: Sequence[str],
) -> Review:
    return Review(
        claim=row.claim,
        language=row.language,
        rating=row.rating,
        rated_as=origin.rated_as,
        rating_value=origin.rating_value,
        rating_best=origin.rating_best,
        rating_worst=origin.rating_worst,
        summary=row.summary,
        url=origin.url,
        title=origin.title,
        publisher=origin.publisher,
        publisher_url=origin.publisher_url,
        reviewed_on=None if _is_undated(row, origin) else row.checked_on,
        claimant=origin.claimant,
        claimed_on=origin.claimed_on,
        appearances=tuple(links),
        topic=row.topic,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        texts=tuple(Said(one.language, one.claim, one.summary) for one in texts),
        wordings=tuple(Worded(one.language, one.text, one.polarity) for one in wordings),
        sources=tuple(_cited(source) for source in sources),
        key=row.key,
    )


def _is_undated(row: Verdict, origin: Origin) -> bool:
    """Say whether nobody told when a verdict was checked: it is kept as of its import then."""
    imported = origin.verdict_id and origin.reviewed_on is None
    return bool(imported) and row.checked_on == origin.imported_at.date()


def _cited(source: Source) -> Cited:
    return Cited(source.title, source.outlet, source.author, source.url, source.published_on)
