"""Answers of Google's Fact Check Tools API: claims, each with its reviews.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.exchange import languages, nodes, ratings
from bot.exchange.addresses import address
from bot.exchange.claim_review import (
    NAME,
    RATED_AS,
    TITLE,
    is_claim_review,
)
from bot.exchange.days import read_day
from bot.exchange.limits import LIMITS, Limits
from bot.exchange.nodes import Node
from bot.exchange.plain import cut, excerpt
from bot.exchange.refusing import Refused, checked_claim
from bot.exchange.strict_json import Json, dump, flaw
from bot.exchange.values import Rejected, Review


def is_claim(node: Json) -> bool:
    """Say whether a value is a claim of that API."""
    if not isinstance(node, dict) or is_claim_review(node):
        return False
    reviews = node.get("claimReview")
    return isinstance(reviews, list) and not any(map(is_claim_review, reviews))


def read(node: Node, place: str, *, limits: Limits = LIMITS) -> Iterator[Review | Rejected]:
    """Yield a review for each that the claim has."""
    reviews = nodes.listed(node.get("claimReview"))
    for number, review in enumerate(reviews):
        there = f"{place}.claimReview[{number}]"
        try:
            if wrong := flaw(node):
                raise Refused(f"It cannot be told what is meant: {wrong}.")
            yield _review(node, review, limits)
        except Refused as refused:
            yield Rejected(there, str(refused), excerpt(dump(node)))
    if not reviews:
        yield Rejected(place, "The claim has no review.", excerpt(dump(node)))


def _review(node: Node, review: Json, limits: Limits) -> Review:
    if not isinstance(review, dict):
        raise Refused("It is no object.")
    claim = checked_claim([nodes.words(node.get("text"))], limits)
    title = nodes.words(review.get("title"))
    rated_as = nodes.words(review.get("textualRating"))
    publisher = nodes.first(review.get("publisher"))
    site = nodes.words(publisher.get("site"))
    return Review(
        claim=claim,
        language=languages.language(nodes.text(review.get("languageCode")))
        or languages.detected(claim, title),
        rating=ratings.rate(rated_as),
        rated_as=cut(rated_as, RATED_AS) or None,
        url=address(nodes.text(review.get("url")), base=address(site)),
        title=cut(title, TITLE) or None,
        publisher=cut(nodes.words(publisher.get("name")) or site, NAME) or None,
        publisher_url=address(site),
        reviewed_on=read_day(nodes.text(review.get("reviewDate"))),
        claimant=cut(nodes.words(node.get("claimant")), NAME) or None,
        claimed_on=read_day(nodes.text(node.get("claimDate"))),
    )
