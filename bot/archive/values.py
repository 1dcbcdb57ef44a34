"""What the archive is made of: the site, and each verdict as its lists show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.exchange import places
from bot.models import Rating
from bot.replies.markup import shorten
from bot.services.exporting import Exported

EXCERPT = 240  # of a summary, in lists and in what is searched


@dataclass(frozen=True, slots=True)
class Site:
    """Whose archive it is, where it will be found, and what is in it."""

    name: str | None = None  # the publisher's; else it is called by what it is
    url: str | None = None  # of the publisher
    base_url: str | None = None  # of the archive; without it there are no feeds and no sitemap
    bot_link: str | None = None
    language: str = "en"  # of the page that the address alone shows
    unrated: bool = False  # show what others checked without a rating that we can read, too

    def address(self, path: str) -> str | None:
        """Return the web address of a page."""
        return places.address(self.base_url, path) if self.base_url else None


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and the beginning of its summary, in one language."""

    claim: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A verdict in lists, feeds and the search."""

    number: int
    rating: Rating | None
    topic: str | None
    day: date | None
    changed_at: datetime
    publisher: str | None
    texts: Mapping[str, Told]  # by language, its own first

    @property
    def own(self) -> str:
        """The language in which it was written."""
        return next(iter(self.texts))

    def language(self, wanted: str) -> str:
        """Return the language in which a reader of *wanted* reads it."""
        return wanted if wanted in self.texts else self.own


def entry(one: Exported) -> Entry:
    """Keep of a verdict what lists show."""
    review = one.review
    texts = {places.folder(review.language): _told(review.claim, review.summary)}
    for said in review.texts:
        texts.setdefault(places.folder(said.language), _told(said.claim, said.summary))
    return Entry(
        number=one.number,
        rating=review.rating,
        topic=review.topic,
        day=review.reviewed_on,
        changed_at=one.changed_at,
        publisher=review.publisher if one.imported else None,
        texts=texts,
    )


def _told(claim: str, summary: str) -> Told:
    return Told(claim, shorten(" ".join(summary.split()), EXCERPT)[0])
