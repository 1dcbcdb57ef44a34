"""The rows of new verdicts, inserted many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.exchange.values import Cited
from bot.models import (
    Appearance,
    Review,
    Source,
    Verdict,
    VerdictSource,
    VerdictText,
    Wording,
    WordingOrigin,
)
from bot.services.importing import identity
from bot.services.importing.values import Record
from bot.store import imports
from bot.text.normalise import text_hash

Row = dict[str, Any]


def add(session: Session, records: Sequence[Record], file_id: int, now: datetime) -> None:
    """Insert verdicts with all that belongs to them."""
    if not records:
        return
    numbers = imports.ids(session, Verdict, len(records))
    pairs = list(zip(numbers, records, strict=True))
    imports.insert(session, Verdict, [_verdict(number, one, now) for number, one in pairs])
    imports.insert(session, Review, [review(number, one, file_id, now) for number, one in pairs])
    imports.insert(session, VerdictText, [row for pair in pairs for row in texts(*pair)])
    imports.insert(session, Appearance, [row for pair in pairs for row in appearances(*pair)])
    imports.insert(session, Wording, [row for pair in pairs for row in wordings(*pair)])
    cite(session, pairs)


def cite(session: Session, pairs: Sequence[tuple[int, Record]]) -> dict[int, list[int]]:
    """Insert the sources of verdicts; return their numbers."""
    said = [(number, one) for number, record in pairs for one in identity.cited(record.review)]
    ids = list(imports.ids(session, Source, len(said))) if said else []
    ids_of: dict[int, list[int]] = {number: [] for number, _ in pairs}
    links: list[Row] = []
    sources: list[Row] = []
    for source_id, (number, one) in zip(ids, said, strict=True):
        sources.append(_source(source_id, one))
        links.append(
            {"verdict_id": number, "source_id": source_id, "position": len(ids_of[number])}
        )
        ids_of[number].append(source_id)
    imports.insert(session, Source, sources)
    imports.insert(session, VerdictSource, links)
    return ids_of


def _source(number: int, one: Cited) -> Row:
    return {
        "id": number,
        "key": None,
        "title": one.title,
        "outlet": one.outlet,
        "author": one.author,
        "url": one.url,
        "published_on": one.published_on,
    }


def cite_anew(session: Session, pairs: Sequence[tuple[int, Record]]) -> dict[int, list[int]]:
    """Make the sources of records the only ones of their verdicts; return their numbers."""
    imports.drop_citations(session, [number for number, _ in pairs])
    return cite(session, pairs)


def says(record: Record, now: datetime) -> Row:
    """Return what a verdict says of itself; who gives no day of the check is taken as of today.

    Readers are told no day then.
    """
    one = record.review
    return {
        "language": one.language,
        "claim": one.claim,
        "rating": one.rating,
        "summary": one.summary,
        "topic": one.topic,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "updated_at": now,
    }


def _verdict(number: int, record: Record, now: datetime) -> Row:
    return {
        **says(record, now),
        "id": number,
        "key": None if record.foreign else record.own,
        "version": 1,
        "checked_on": record.review.reviewed_on or now.date(),
        "withdrawn_at": None,
        "created_at": now,
    }


def review(number: int, record: Record, file_id: int, now: datetime) -> Row:
    """Return where a verdict comes from."""
    one = record.review
    return {
        "verdict_id": number,
        "key": record.key,
        "publisher": one.publisher if record.foreign else None,
        "publisher_url": one.publisher_url,
        "url": one.url,
        "title": one.title,
        "rating": one.rating,
        "rated_as": one.rated_as,
        "rating_value": one.rating_value,
        "rating_best": one.rating_best,
        "rating_worst": one.rating_worst,
        "claimant": one.claimant,
        "claimed_on": one.claimed_on,
        "reviewed_on": one.reviewed_on,
        "content": record.content,
        "file_id": file_id,
        "imported_at": now,
    }


def texts(number: int, record: Record) -> Iterator[Row]:
    """Give a verdict's translations."""
    seen = {record.review.language}
    for one in record.review.texts:
        if one.language not in seen:
            seen.add(one.language)
            yield {
                "verdict_id": number,
                "language": one.language,
                "claim": one.claim,
                "summary": one.summary,
            }


def appearances(number: int, record: Record) -> Iterator[Row]:
    """Give the places where a claim stands."""
    for url in record.review.appearances:
        yield {"verdict_id": number, "url": url}


def wordings(number: int, record: Record) -> Iterator[Row]:
    """Give a verdict's wordings, each once."""
    seen = set()
    for one in record.review.wordings:
        key = text_hash(one.text)
        if key and (key, one.polarity) not in seen:
            seen.add((key, one.polarity))
            yield {
                "verdict_id": number,
                "language": one.language,
                "text": one.text,
                "text_hash": key,
                "polarity": one.polarity,
                "origin": WordingOrigin.IMPORT,
            }
