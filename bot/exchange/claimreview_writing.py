"""Reviews as ClaimReview in JSON-LD, as schema.org defines it and fact-check tools read it.

`feed` writes a schema.org DataFeed with an item for each review; its further languages are
ClaimReviews of their own in that item, each a translation of the first. `mark` writes what stands
in a page. Carried besides what every tool reads: the summary as reviewBody, sources as citation,
the topic as keywords, the period as temporalCoverage, the key as identifier, and the wordings that
assert the claim as its alternateName. Wordings that deny it have no property, and stay out.

https://schema.org/ClaimReview
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeAlias

from bot.exchange.values import Cited, Review, Said
from bot.models import Polarity, Rating

# Our ratings on a scale of 1 to 5. What is unproven, or satire, has no place between the two.
SCALE: Final = {
    Rating.TRUE: 5,
    Rating.MOSTLY_TRUE: 4,
    Rating.HALF_TRUE: 3,
    Rating.MISLEADING: 2,
    Rating.MOSTLY_FALSE: 2,
    Rating.FALSE: 1,
}
BEST, WORST = 5, 1
OPEN = ".."  # an end of a period that is not known (ISO 8601-2)
CONTEXT = "https://schema.org"
# What would end a script in a page, or be a line break to JavaScript.
UNSAFE: Final = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}

Node: TypeAlias = dict[str, Any]
RatingName: TypeAlias = Callable[[Rating, str | None], str]  # a rating's name in a language
Addresses: TypeAlias = Mapping[str, str]  # by language, where the review can be read


def feed(
    reviews: Iterable[tuple[Review, Addresses]], named: RatingName, *, name: str, made_on: date
) -> Iterator[str]:
    """Write a DataFeed called *name* in pieces, so that it never stands in memory."""
    head: Node = {"@context": CONTEXT, "@type": "DataFeed", "name": name}
    head["dateModified"], head["dataFeedElement"] = made_on.isoformat(), []
    yield _json(head).removesuffix("]}")
    for position, (review, addresses) in enumerate(reviews):
        nodes = _nodes(review, addresses, named, f"_:review{position}")
        item = {"@type": "DataFeedItem", "item": list(nodes)}
        yield (",\n" if position else "\n") + _json(item)
    yield "\n]}\n"


def mark(review: Review, addresses: Addresses, named: RatingName, language: str | None) -> str:
    """Write the ClaimReview of *review* in one of its languages, safe inside a page's script."""
    nodes = _nodes(review, addresses, named)
    found = next(one for one in nodes if one.get("inLanguage") == language)
    return _json({"@context": CONTEXT, **found}).translate(UNSAFE)


def _nodes(
    review: Review, addresses: Addresses, named: RatingName, label: str = "_:review"
) -> Iterator[Node]:
    """Give the review in its own language, then in each further one.

    Translations name their original by its address or key; where it has neither, by *label*,
    which means something within the document only (a blank node of JSON-LD).
    """
    url = review.url or addresses.get(review.language or "")
    original = _node(review, url, named)
    if review.texts and "@id" not in original and "identifier" not in original:
        original["@id"] = label
    yield original
    for said in review.texts:
        translated = _node(_said(review, said), addresses.get(said.language) or url, named)
        translated.pop("identifier", None)  # it is the original's
        named_by = ("@type", "@id", "url", "identifier")
        translated["translationOfWork"] = {
            name: original[name] for name in named_by if name in original
        }
        yield translated


def _said(review: Review, said: Said) -> Review:
    """Return a review as it stands in a further language, with the wordings of that one."""
    return replace(
        review,
        language=said.language,
        claim=said.claim,
        summary=said.summary,
        title=None,  # it is in the first language
        texts=(),
        wordings=tuple(one for one in review.wordings if one.language == said.language),
    )


def _node(review: Review, url: str | None, named: RatingName) -> Node:
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": f"{url}#claimreview" if url else None,
            "url": url,
            "identifier": review.key,
            "name": review.title,
            "inLanguage": review.language,
            "claimReviewed": review.claim,
            "reviewBody": review.summary,
            "datePublished": _day(review.reviewed_on),
            "author": _organization(review.publisher, review.publisher_url),
            "reviewRating": _rating(review, named),
            "itemReviewed": _claim(review),
            "keywords": review.topic,
            "temporalCoverage": _period(review),
            "citation": [_citation(source) for source in review.sources],
        }
    )


def _rating(review: Review, named: RatingName) -> Node | None:
    """Give the rating in its publisher's words and scale; ours only where it has none."""
    words = review.rated_as or (named(review.rating, review.language) if review.rating else None)
    scale: Node = {
        "ratingValue": review.rating_value,
        "bestRating": review.rating_best,
        "worstRating": review.rating_worst,
    }
    if not review.rated_as and not review.rating_value and review.rating in SCALE:
        scale = {"ratingValue": SCALE[review.rating], "bestRating": BEST, "worstRating": WORST}
    given = _filled({"alternateName": words, **scale})
    return {"@type": "Rating", **given} if given else None


def _claim(review: Review) -> Node:
    return _filled(
        {
            "@type": "Claim",
            "text": review.claim,
            "inLanguage": review.language,
            "author": _named("Person", review.claimant),
            "datePublished": _day(review.claimed_on),
            "appearance": [
                {"@type": "CreativeWork", "url": address} for address in review.appearances
            ],
            "alternateName": [
                _worded(one.text, one.language, review.language)
                for one in review.wordings
                if one.polarity is Polarity.ASSERTS
            ],
        }
    )


def _worded(text: str, language: str, own: str | None) -> str | Node:
    """Give a text with its language, where that is not the review's."""
    return text if language == own else {"@value": text, "@language": language}


def _citation(source: Cited) -> Node:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "author": _named("Person", source.author),
            "publisher": _named("Organization", source.outlet),
            "datePublished": _day(source.published_on),
        }
    )


def _organization(name: str | None, url: str | None) -> Node | None:
    return _filled({"@type": "Organization", "name": name, "url": url}) if name or url else None


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _period(review: Review) -> str | None:
    if review.valid_from is None and review.valid_until is None:
        return None
    return f"{_day(review.valid_from) or OPEN}/{_day(review.valid_until) or OPEN}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(node: Node) -> Node:
    """Leave out what says nothing."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _json(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))
