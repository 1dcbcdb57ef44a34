"""What a review is known by, so that the same one is never there twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from urllib.parse import urlsplit

from bot.exchange.addresses import appearance
from bot.exchange.values import Cited, Rejected, Review
from bot.services.importing.values import Record
from bot.text.language import detect
from bot.text.normalise import canonical_url, text_hash

EARLIEST = date(1800, 1, 1)  # a day before it is a slip, and so is one that is still to come


def record(review: Review, number: int, today: date) -> Record | Rejected:
    """Make a review ready; one whose claim has no words is rejected."""
    claim = text_hash(review.claim)
    if not claim:
        return Rejected(f"record {number}", "The claim has no words.", review.claim[:200])
    review = _tidy(review, today)
    own = review.key
    foreign = not (own and review.publisher is None) and bool(review.publisher or review.url)
    return Record(
        number,
        review,
        key=key(review, claim) if foreign or not own else own_key(own),
        own=own,
        content=_content(review),
        claim=claim,
        foreign=foreign,
    )


def key(review: Review, claim: str) -> str:
    """Return what a review is known by: its publisher, its page, and its claim's *claim* hash."""
    publisher = (review.publisher or "").strip().casefold()
    return _hash([publisher, canonical_url(review.url or "") or review.url, claim])


def own_key(own: str) -> str:
    """Return what a verdict of our own is known by."""
    return _hash(["own", own])


def _tidy(review: Review, today: date) -> Review:
    """Name the publisher by its site where it has no name; leave out what cannot be meant."""
    own = review.key is not None and review.publisher is None
    return replace(
        review,
        language=review.language or detect(review.claim),
        publisher=review.publisher or (None if own else _site(review.url)),
        reviewed_on=_sensible(review.reviewed_on, today),
        claimed_on=_sensible(review.claimed_on, today),
        appearances=tuple(
            dict.fromkeys(
                found
                for one in review.appearances
                if appearance(one) and (found := canonical_url(one))
            )
        ),
    )


def _content(review: Review) -> str:
    """Return a hash of what a review says, in whichever order it does, and of nothing else."""
    said = replace(
        review,
        key=None,
        appearances=tuple(sorted(review.appearances)),
        texts=tuple(sorted(review.texts, key=str)),
        wordings=tuple(sorted(review.wordings, key=str)),
        sources=cited(review),
    )
    return _hash(asdict(said))


def cited(review: Review) -> tuple[Cited, ...]:
    """Return the sources of a review as they are kept: its own page first, each once."""
    page = Cited(review.title, review.publisher, None, review.url, review.reviewed_on)
    shown = [page] if review.url or review.title else []
    return tuple(dict.fromkeys((*shown, *review.sources)))


def _sensible(day: date | None, today: date) -> date | None:
    return day if day and day >= EARLIEST and day.toordinal() <= today.toordinal() + 1 else None


def _site(url: str | None) -> str | None:
    if url is None:
        return None
    host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    return host.removeprefix("www.") or None


def _hash(value: object) -> str:
    said = json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
