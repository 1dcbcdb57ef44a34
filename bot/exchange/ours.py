"""Records of our own: all fields of a Review, or a claim with what little is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Final

from bot.exchange import languages, nodes, ratings
from bot.exchange.addresses import address, unique
from bot.exchange.claim_review import (
    MANY,
    NAME,
    NUMBER,
    RATED_AS,
    SUMMARY,
    TITLE,
)
from bot.exchange.days import read_day
from bot.exchange.limits import LIMITS, Limits
from bot.exchange.nodes import Node
from bot.exchange.plain import cut, excerpt, storable
from bot.exchange.refusing import Refused, checked_claim
from bot.exchange.strict_json import Json, Number, dump, flaw
from bot.exchange.values import Cited, Rejected, Review, Said, Worded
from bot.models import Polarity, Rating

_FIELDS: Final = frozenset(field.name for field in fields(Review))
_CITED: Final = frozenset(field.name for field in fields(Cited))


def is_record(node: Json) -> bool:
    """Say whether a value is such a record: it has a claim, and no type of schema.org's."""
    return (
        isinstance(node, dict)
        and "claim" in node
        and "@type" not in node
        and not isinstance(node["claim"], dict)
    )


def read(node: Node, place: str, *, limits: Limits = LIMITS) -> Review | Rejected:
    """Read a record: as written where all its fields are a Review's, else as one of others."""
    try:
        if wrong := flaw(node):
            raise Refused(f"It cannot be told what is meant: {wrong}.")
        return _whole(node, limits) if _FIELDS.issuperset(node) else _flat(node, limits)
    except Refused as refused:
        return Rejected(place, str(refused), excerpt(dump(node)))


def _whole(node: Node, limits: Limits) -> Review:
    """Read what the export wrote; nothing in it is changed or left out."""
    if isinstance(node["claim"], Number):
        raise Refused("“claim” is no text.")
    claim, title = checked_claim([_text(node, "claim") or ""], limits), _text(node, "title")
    rating, rated_as = own_rating(_text(node, "rating"), _text(node, "rated_as"))
    own = _text(node, "language")
    return Review(
        claim=claim,
        language=_language(own) if own else languages.detected(claim, title),
        rating=rating,
        rated_as=rated_as,
        rating_value=_text(node, "rating_value"),
        rating_best=_text(node, "rating_best"),
        rating_worst=_text(node, "rating_worst"),
        summary=_text(node, "summary") or "",
        url=_link(node, "url"),
        title=title,
        publisher=_text(node, "publisher"),
        publisher_url=_link(node, "publisher_url"),
        reviewed_on=_day(node, "reviewed_on"),
        claimant=_text(node, "claimant"),
        claimed_on=_day(node, "claimed_on"),
        appearances=tuple(_links(node)),
        topic=_text(node, "topic"),
        valid_from=_day(node, "valid_from"),
        valid_until=_day(node, "valid_until"),
        texts=tuple(
            Said(
                _language(one.get("language")), _needed(one, "claim"), _text(one, "summary") or ""
            )
            for one in _objects(node, "texts", {"language", "claim", "summary"})
        ),
        wordings=tuple(
            Worded(_language(one.get("language")), _needed(one, "text"), _polarity(one))
            for one in _objects(node, "wordings", {"language", "text", "polarity"})
        ),
        sources=tuple(_cited(one) for one in _objects(node, "sources", _CITED)),
        key=_text(node, "key"),
    )


def _flat(node: Node, limits: Limits) -> Review:
    """Read a claim as data sets write it; whatever else the record has is left out."""
    claim = checked_claim([nodes.words(node["claim"])], limits)
    title = nodes.words(nodes.get(node, "title", "headline"))
    said = nodes.words(nodes.get(node, "language", "lang", "languageCode", "inLanguage"))
    rating, rated_as = own_rating(
        nodes.words(node.get("rating")) or None, nodes.words(node.get("rated_as")) or None
    )
    summary = nodes.words(nodes.get(node, "summary", "description", "debunk", "lead"))
    found = _plain_links(node, "appearances", "appearance")
    return Review(
        claim=claim,
        language=languages.language(said) or languages.detected(claim, title),
        rating=rating,
        rated_as=cut(rated_as, RATED_AS) if rated_as else None,
        rating_value=nodes.text(node.get("rating_value"))[:NUMBER] or None,
        rating_best=nodes.text(node.get("rating_best"))[:NUMBER] or None,
        rating_worst=nodes.text(node.get("rating_worst"))[:NUMBER] or None,
        summary=cut(summary, SUMMARY),
        url=next(iter(_plain_links(node, "url", "link")), None),
        title=cut(title, TITLE) or None,
        publisher=cut(nodes.words(node.get("publisher")), NAME) or None,
        publisher_url=next(iter(_plain_links(node, "publisher_url")), None),
        reviewed_on=read_day(nodes.text(nodes.get(node, "reviewed_on", "date", "datePublished"))),
        claimant=cut(nodes.words(node.get("claimant")), NAME) or None,
        claimed_on=read_day(nodes.text(node.get("claimed_on"))),
        appearances=tuple(found)[:MANY],
        topic=nodes.words(node.get("topic"))[:NAME] or None,
    )


def own_rating(rating: str | None, rated_as: str | None) -> tuple[Rating | None, str | None]:
    """Return a rating of ours, or what its words mean; the words stay where they are not ours."""
    if rating and rating in Rating.__members__.values():
        return Rating(rating), rated_as
    words = rated_as or rating
    found = ratings.rate(rating) if rating else ratings.rate(rated_as or "")
    return found, words


def _text(node: Node, name: str) -> str | None:
    value = node.get(name)
    if value is None or isinstance(value, str):
        return storable(value) or None if value else None
    raise Refused(f"“{name}” is no text.")


def _needed(node: Node, name: str) -> str:
    if not (text := _text(node, name)):
        raise Refused(f"A part of it has no “{name}”.")
    return text


def _day(node: Node, name: str) -> date | None:
    if not (text := _text(node, name)):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{name}” is no day such as 2025-12-31.") from None


def _link(node: Node, name: str) -> str | None:
    text = _text(node, name)
    if text and not address(text):
        raise Refused(f"“{name}” is no address of a page.")
    return text


def _links(node: Node) -> Iterator[str]:
    for one in _list(node, "appearances"):
        if not isinstance(one, str) or not address(one):
            raise Refused("“appearances” has something that is no address of a page.")
        yield one


def _plain_links(node: Node, *names: str) -> tuple[str, ...]:
    return unique(map(address, nodes.links(nodes.get(node, *names))))


def _language(text: Json) -> str:
    if not isinstance(text, str) or languages.language(text) is None:
        raise Refused("“language” is no code of a language, such as uk.")
    return text


def _polarity(node: Node) -> Polarity:
    try:
        return Polarity(str(node.get("polarity")))
    except ValueError:
        raise Refused("The “polarity” of a wording is neither asserts nor denies.") from None


def _cited(node: Node) -> Cited:
    said = {name: _text(node, name) for name in ("title", "outlet", "author")}
    return Cited(**said, url=_link(node, "url"), published_on=_day(node, "published_on"))


def _objects(node: Node, name: str, known: set[str] | frozenset[str]) -> Iterator[Node]:
    for one in _list(node, name):
        if not isinstance(one, dict) or not known.issuperset(one):
            raise Refused(f"“{name}” has something that is none of them.")
        yield one


def _list(node: Node, name: str) -> list[Json]:
    value = node.get(name)
    if value is None or isinstance(value, list):
        return value or []
    raise Refused(f"“{name}” is no list.")
