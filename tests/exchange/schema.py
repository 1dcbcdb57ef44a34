"""What schema.org allows where, as far as a ClaimReview needs it, and what fact-check tools ask.

Each property has the types of which its values may be, from https://schema.org/ClaimReview and
the pages of the types it leads to; what the tools ask for is from
https://developers.google.com/search/docs/appearance/structured-data/factcheck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.text.links import Link, read_link

Node = dict[str, Any]

THING: dict[str, tuple[str, ...]] = {
    "name": ("Text",),
    "alternateName": ("Text",),
    "identifier": ("Text",),
    "url": ("URL",),
}
CREATIVE_WORK = THING | {
    "author": ("Person", "Organization"),
    "publisher": ("Person", "Organization"),
    "datePublished": ("Date",),
    "inLanguage": ("Language",),
    "keywords": ("Text",),
    "temporalCoverage": ("Period",),
    "citation": ("CreativeWork",),
    "text": ("Text",),
    "translationOfWork": ("ClaimReview",),
}
PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": CREATIVE_WORK
    | {
        "claimReviewed": ("Text",),
        "reviewRating": ("Rating",),
        "itemReviewed": ("Claim",),
        "reviewBody": ("Text",),
    },
    "Claim": CREATIVE_WORK | {"appearance": ("CreativeWork",)},
    "CreativeWork": CREATIVE_WORK,
    "Person": THING,
    "Organization": THING,
    "Rating": THING
    | dict.fromkeys(("ratingValue", "bestRating", "worstRating"), ("Number", "Text")),
    "DataFeed": CREATIVE_WORK | {"dataFeedElement": ("DataFeedItem",), "dateModified": ("Date",)},
    "DataFeedItem": THING | {"item": ("ClaimReview",)},
}
DAY = r"\d{4}-\d\d-\d\d"
PATTERNS = {
    "Date": DAY,
    "Language": "[a-z]{2,3}",
    "Period": rf"(?:{DAY}/{DAY}|{DAY}/\.\.|\.\./{DAY})",
}


def problems(node: Node, place: str = "") -> Iterator[str]:
    """Name each property that its type does not have, and each value of another type."""
    kind = node.get("@type", "")
    known = PROPERTIES.get(kind, {})
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{place}: {kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if not any(_fits(one, wanted) for wanted in known[name]):
                yield f"{place}.{name}: {one!r} is none of {known[name]}"
            if isinstance(one, dict) and "@value" not in one:
                yield from problems(one, f"{place}.{name}")


def _fits(value: Any, wanted: str) -> bool:
    if wanted in PROPERTIES:
        return isinstance(value, dict) and value.get("@type") == wanted
    if wanted == "Number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, dict) and value.keys() == {"@value", "@language"}:  # JSON-LD 1.1, 4.2.4
        return wanted == "Text" and isinstance(value["@value"], str)
    if not isinstance(value, str) or not value:
        return False
    if wanted == "URL":
        return "://" in value and isinstance(read_link(value), Link)
    return wanted == "Text" or re.fullmatch(PATTERNS[wanted], value) is not None


def missing(review: Node) -> set[str]:
    """Name what fact-check tools ask of a ClaimReview and this one does not say."""
    wanted = {"claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"}
    rating, author = review.get("reviewRating", {}), review.get("author", {})
    lacking = {f"reviewRating.{one}" for one in ("alternateName",) if one not in rating}
    lacking |= {f"author.{one}" for one in ("name", "url") if one not in author}
    numbers = [
        rating[one] for one in ("worstRating", "ratingValue", "bestRating") if one in rating
    ]
    if len(numbers) not in (0, 3) or numbers != sorted(numbers, key=float):
        lacking.add("reviewRating: a value on a scale")
    return wanted - review.keys() | lacking
