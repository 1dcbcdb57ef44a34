"""What a page says of itself in JSON-LD, in schema.org's words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

_OTHERS = frozenset({"Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting"})
Node: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Article:
    """The first article that a page describes; what it leaves open is empty."""

    headline: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""


def read_article(blocks: Iterable[str]) -> Article:
    """Read the first Article, or kind of it, among *blocks* of JSON-LD."""
    nodes = [node for block in blocks for node in _nodes(_loaded(block))]
    known = {key: node for node in reversed(nodes) if isinstance(key := node.get("@id"), str)}
    for node in nodes:
        if any(name.endswith("Article") or name in _OTHERS for name in _types(node)):
            return Article(
                headline=_text(node.get("headline")),
                outlet=next(_names(node.get("publisher"), known), ""),
                authors=tuple(dict.fromkeys(_names(node.get("author"), known))),
                published=_text(node.get("datePublished")),
            )
    return Article()


def _loaded(block: str) -> object:
    try:
        return json.loads(block, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Yield the objects of a block: itself, those of a list, those of its graph."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (node for node in _listed(graph) if isinstance(node, dict))


def _types(node: Node) -> list[str]:
    return [str(name).rpartition("/")[2] for name in _listed(node.get("@type"))]


def _names(value: object, known: Mapping[str, Node]) -> Iterator[str]:
    """Yield the names of people or organisations, those included that stand elsewhere."""
    for one in _listed(value):
        if isinstance(one, dict):
            there = known.get(str(one.get("@id")), {})
            one = one.get("name") or there.get("name")
        if name := _text(one):
            yield name


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
