"""One ClaimReview of schema.org, with the quirks of its publishers, as a Review.

https://schema.org/ClaimReview
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.exchange import languages, nodes, ratings
from bot.exchange.addresses import address, appearance, unique
from bot.exchange.days import read_day
from bot.exchange.limits import LIMITS, Limits
from bot.exchange.nodes import Node
from bot.exchange.plain import cut, excerpt
from bot.exchange.refusing import Refused, checked_claim
from bot.exchange.strict_json import Json, dump, flaw
from bot.exchange.values import Cited, Rejected, Review, Worded
from bot.models import Polarity

NAME, TITLE, SUMMARY, RATED_AS, NUMBER = 200, 300, 1_000, 300, 40  # code points of these, cut
MANY = 100  # appearances, sources and wordings of one claim
_ORGANISED = ("Organization", "NewsMediaOrganization")


def is_claim_review(node: Json) -> bool:
    """Say whether a value is one: it says so, or has what only a ClaimReview has."""
    return isinstance(node, dict) and (
        nodes.is_a(node, "ClaimReview") or any(nodes.local(key) == "claimreviewed" for key in node)
    )


def read(
    node: Node, place: str, known: Mapping[str, Node], *, limits: Limits = LIMITS
) -> Review | Rejected:
    """Read one node; *known* are the nodes of its document by their @id."""
    try:
        if wrong := flaw(node):
            raise Refused(f"It cannot be told what is meant: {wrong}.")
        return _review(node, known, limits)
    except Refused as refused:
        return Rejected(place, str(refused), excerpt(dump(node)))


def _review(node: Node, known: Mapping[str, Node], limits: Limits) -> Review:
    said = nodes.get(node, "claimReviewed")
    claim = checked_claim([nodes.text(one) for one in nodes.listed(said)], limits)
    item, rating = nodes.first(nodes.get(node, "itemReviewed")), _rating(node)
    title = nodes.text(nodes.get(node, "name", "headline", "title")) or None
    base, url = _base(node, known), _url(node, known)
    rated_as = nodes.words(nodes.get(rating, "alternateName", "name"))
    value, best, worst = (
        nodes.text(nodes.get(rating, name))[:NUMBER] or None
        for name in ("ratingValue", "bestRating", "worstRating")
    )
    valid = _period(node)
    language = _language(node, said) or languages.detected(claim, title)
    return Review(
        claim=claim,
        language=language,
        rating=ratings.rate(rated_as, value=value, best=best, worst=worst),
        rated_as=cut(rated_as, RATED_AS) or None,
        rating_value=value,
        rating_best=best,
        rating_worst=worst,
        summary=cut(nodes.text(nodes.get(node, "reviewBody", "description", "subtitle")), SUMMARY),
        url=url,
        title=cut(title, TITLE) if title else None,
        publisher=_people(nodes.get(node, "publisher"), known)
        or _people(nodes.get(node, "author"), known),
        publisher_url=base,
        reviewed_on=_day(nodes.get(node, "datePublished"))
        or _day(nodes.get(node, "dateCreated", "dateModified")),
        claimant=_people(nodes.get(item, "author"), known),
        claimed_on=_day(nodes.get(item, "datePublished", "dateCreated")),
        appearances=tuple(one for one in _appearances(item) if one != url),
        topic=_topic(node),
        valid_from=valid[0],
        valid_until=valid[1],
        wordings=tuple(_wordings(item, claim, language)),
        sources=tuple(_sources(node, known)),
    )


def _rating(node: Node) -> Node:
    """Return the rating; of several that differ, none."""
    found = [one for one in nodes.listed(nodes.get(node, "reviewRating")) if isinstance(one, dict)]
    said = {nodes.words(nodes.get(one, "alternateName", "name")) for one in found}
    return found[0] if found and len(said) == 1 else {}


def _url(node: Node, known: Mapping[str, Node]) -> str | None:
    """Return the review's address; a path only where its site is sure."""
    base = _base(node, known)
    pages = nodes.listed(nodes.get(node, "url")) + nodes.listed(
        nodes.get(node, "mainEntityOfPage")
    )
    return next(filter(None, (address(one, base=base) for one in nodes.links(pages))), None)


def _base(node: Node, known: Mapping[str, Node]) -> str | None:
    """Return the address of who publishes: a person's own page is nobody's site."""
    found = [nodes.first(nodes.get(node, "publisher"))]
    author = nodes.first(nodes.get(node, "author"))
    found += [known.get(str(author.get("@id")), {}), author]
    if any(nodes.is_a(one, kind) for one in found[1:] for kind in _ORGANISED):
        addresses = (address(link) for one in found for link in nodes.texts(nodes.get(one, "url")))
    else:
        addresses = (address(link) for link in nodes.texts(nodes.get(found[0], "url")))
    return next(filter(None, addresses), None)


def _people(value: Json, known: Mapping[str, Node]) -> str | None:
    names = dict.fromkeys(filter(None, nodes.names(value, known)))
    return cut(", ".join(list(names)[:10]), NAME) or None


def _language(node: Node, claim: Json) -> str | None:
    """Return the language that a review says it is in."""
    said = nodes.get(node, "inLanguage", "languageCode")
    candidates = [
        *nodes.texts(said),
        *nodes.texts(nodes.get(nodes.first(said), "alternateName")),
        *nodes.texts(nodes.get(nodes.first(said), "name")),
        *(str(one.get("@language", "")) for one in nodes.listed(claim) if isinstance(one, dict)),
    ]
    return next(filter(None, map(languages.language, candidates)), None)


def _appearances(item: Node) -> tuple[str, ...]:
    """Return where the claim stands. `sameAs` of its author is left out: often a home page."""
    said = (nodes.get(item, name) for name in ("appearance", "firstAppearance"))
    found = [link for value in said for link in nodes.links(value)]
    found += nodes.texts(nodes.get(item, "url"))
    return unique(appearance(one) for one in found)[:MANY]


def _day(value: Json) -> date | None:
    return next(filter(None, map(read_day, nodes.texts(value))), None)


def _topic(node: Node) -> str | None:
    """Return the keyword of a review that has one."""
    said = list(nodes.texts(nodes.get(node, "keywords")))
    topic = nodes.text(said[0]) if len(said) == 1 else ""
    return topic if 0 < len(topic) <= 100 and "," not in topic else None


def _period(node: Node) -> tuple[date | None, date | None]:
    """Read an interval of ISO 8601 whose open ends are "..", or empty."""
    said = nodes.text(nodes.get(node, "temporalCoverage"))
    start, slash, end = said.partition("/")
    return (read_day(start), read_day(end)) if slash else (None, None)


def _wordings(item: Node, claim: str, language: str | None) -> Iterator[Worded]:
    """Yield other names of the claim, where their language is sure."""
    if not nodes.is_a(item, "Claim"):
        return
    for one in nodes.listed(nodes.get(item, "alternateName"))[:MANY]:
        own = languages.language(str(one.get("@language"))) if isinstance(one, dict) else language
        said = nodes.words(one)
        if own and said and said != claim and len(said) <= LIMITS.claim:
            yield Worded(own, said, Polarity.ASSERTS)


def _sources(node: Node, known: Mapping[str, Node]) -> Iterator[Cited]:
    for one in nodes.listed(nodes.get(node, "citation"))[:MANY]:
        if isinstance(one, str):
            link = address(one)
            yield Cited(url=link, title=None if link else cut(nodes.text(one), TITLE) or None)
        elif isinstance(one, dict):
            yield Cited(
                title=cut(nodes.text(nodes.get(one, "name", "headline")), TITLE) or None,
                outlet=_people(nodes.get(one, "publisher"), known),
                author=_people(nodes.get(one, "author"), known),
                url=next(filter(None, map(address, nodes.links(one))), None),
                published_on=_day(nodes.get(one, "datePublished")),
            )
