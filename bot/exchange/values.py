"""A review as files carry it: read, or to be written; the store and Telegram are unknown here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.models import Polarity, Rating


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of a review: only what the file gives."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A claim and its summary in a further language."""

    language: str
    claim: str
    summary: str


@dataclass(frozen=True, slots=True)
class Worded:
    """Another way in which people put the claim, or deny it."""

    language: str
    text: str
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Review:
    """One checked claim. What a file does not say is None, or empty."""

    claim: str
    language: str | None = None  # of claim and summary; two or three letters
    rating: Rating | None = None  # None: there is none, or none that we can read
    rated_as: str | None = None  # the rating in its publisher's words
    rating_value: str | None = None  # on the publisher's own scale, as written
    rating_best: str | None = None
    rating_worst: str | None = None
    summary: str = ""
    url: str | None = None  # of the review, absolute
    title: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    reviewed_on: date | None = None
    claimant: str | None = None
    claimed_on: date | None = None
    appearances: tuple[str, ...] = ()  # addresses where the claim stands
    topic: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    texts: tuple[Said, ...] = ()
    wordings: tuple[Worded, ...] = ()
    sources: tuple[Cited, ...] = ()
    key: str | None = None  # the verdict's stable key, of one of our own


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that cannot be used: where it stood, why in English, and its text, cut."""

    place: str  # "record 12", "line 3", "claims[4].claimReview[0]"
    reason: str
    excerpt: str = ""
