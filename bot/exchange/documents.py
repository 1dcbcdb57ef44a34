"""Where the reviews are in a JSON value: alone, in lists, graphs, feeds, articles, answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.exchange import claim_review, fact_check_tools, nodes, ours
from bot.exchange.limits import LIMITS, Limits
from bot.exchange.nodes import Node
from bot.exchange.plain import excerpt
from bot.exchange.strict_json import Json, dump
from bot.exchange.values import Rejected, Review, Said

NOTHING = "There is neither a claim nor a ClaimReview in it."
# Lists each of whose elements is meant as a record; in others (a page's graph) much else stands.
_OF_RECORDS = frozenset({"datafeedelement", "claims", "reviews", "claimreviews", "records"})


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is the same wherever in a document one stands."""

    known: Mapping[str, Node]
    limits: Limits


def read_value(
    value: Json, place: str = "", *, in_page: bool = False, limits: Limits = LIMITS
) -> Iterator[Review | Rejected]:
    """Yield a Review, or a Rejected with its reason, for each record in *value*.

    *place* leads to the value ("line 3"), "" for a whole document. In a page whatever is no
    ClaimReview is passed over; elsewhere each element of a list of records must be one.
    """
    walk = _Walk(nodes.described(value), limits)
    if isinstance(value, list) and not in_page:
        yield from _elements(value, place, walk)
    else:
        yield from _found(value, place, walk)


def _found(value: Json, place: str, walk: _Walk) -> Iterator[Review | Rejected]:
    if isinstance(value, list):
        if translated := _translated(value, place, walk):
            yield from translated
            return
        for number, one in enumerate(value):
            yield from _found(one, f"{place}[{number}]", walk)
    elif claim_review.is_claim_review(value):
        yield claim_review.read(value, place or "document", walk.known, limits=walk.limits)
    elif fact_check_tools.is_claim(value):
        yield from fact_check_tools.read(value, place, limits=walk.limits)
    elif ours.is_record(value):
        yield ours.read(value, place or "document", limits=walk.limits)
    elif isinstance(value, dict):
        for key, one in value.items():
            there = f"{place}: {key}" if place.startswith("line ") else _joined(place, key)
            if isinstance(one, list) and nodes.local(key) in _OF_RECORDS:
                yield from _elements(one, there, walk)
            elif isinstance(one, (dict, list)):
                yield from _found(one, there, walk)


def _elements(value: list[Json], place: str, walk: _Walk) -> Iterator[Review | Rejected]:
    """Yield what each element gives; a Rejected for one that gives nothing."""
    for number, one in enumerate(value):
        there = f"{place}[{number}]"
        empty = True
        for found in _found(one, there, walk):
            empty = False
            yield found
        if empty:
            yield Rejected(there, NOTHING, excerpt(dump(one)))


def _translated(value: list[Json], place: str, walk: _Walk) -> list[Review | Rejected]:
    """Read a list of one ClaimReview and its translations as one review in several languages."""
    if len(value) < 2 or not all(map(claim_review.is_claim_review, value)):
        return []
    original, *others = value
    own = original.get("@id") or original.get("identifier")
    of = [nodes.first(nodes.get(one, "translationOfWork")) for one in others]
    if not own or any(own not in (one.get("@id"), one.get("identifier")) for one in of):
        return []
    read = [
        claim_review.read(one, f"{place}[{number}]", walk.known, limits=walk.limits)
        for number, one in enumerate(value)
    ]
    reviews = [one for one in read if isinstance(one, Review)]
    if not isinstance(read[0], Review) or any(one.language is None for one in reviews):
        return read
    said = [Said(one.language or "", one.claim, one.summary) for one in reviews[1:]]
    worded = [wording for one in reviews for wording in one.wordings]
    whole = replace(reviews[0], texts=tuple(said), wordings=tuple(dict.fromkeys(worded)))
    return [whole, *(one for one in read if isinstance(one, Rejected))]


def _joined(place: str, key: str) -> str:
    key = excerpt(key)[:60]
    return f"{place}.{key}" if place else key
