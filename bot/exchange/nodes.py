"""Objects of JSON-LD in schema.org's words, however their names are spelt and nested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from bot.exchange.plain import plain
from bot.exchange.strict_json import Json, Number

Node: TypeAlias = Mapping[str, Json]
_PREFIXES = ("http://schema.org/", "https://schema.org/", "schema:")
_LOOKED_AT = 20_000  # characters of a text that are made plain; nothing longer is used


def get(node: Json, *names: str) -> Json:
    """Return the value of the first of *names* that a node has, whatever their case and prefix."""
    if not isinstance(node, dict):
        return None
    for name in names:
        if name in node:
            return node[name]
    spelt = {local(key): value for key, value in node.items()}
    return next((spelt[name.lower()] for name in names if name.lower() in spelt), None)


def local(name: str) -> str:
    """Return a name of schema.org without its prefix, in small letters."""
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.lower()


def is_a(node: Json, kind: str) -> bool:
    """Say whether a node is of a kind of schema.org's."""
    types = listed(node.get("@type", node.get("type"))) if isinstance(node, dict) else []
    return any(isinstance(one, str) and local(one.strip()) == kind.lower() for one in types)


def listed(value: Json) -> list[Json]:
    """Return what a list has, or the one value as a list; nothing for null."""
    if isinstance(value, dict) and isinstance(value.get("@list"), list):
        value = value["@list"]
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def first(value: Json) -> Node:
    """Return the first object of a value, or an empty one."""
    return next((one for one in listed(value) if isinstance(one, dict)), {})


def texts(value: Json) -> Iterator[str]:
    """Yield the texts and numbers of a value, as they are."""
    for one in listed(value):
        if isinstance(one, dict):
            one = one.get("@value")
        if isinstance(one, str):
            yield one


def text(value: Json) -> str:
    """Return the first text of a value that says something, made plain; else nothing."""
    return next(filter(None, (plain(one[:_LOOKED_AT]) for one in texts(value))), "")


def words(value: Json) -> str:
    """Return the first text that is no mere number."""
    said = (one for one in texts(value) if not isinstance(one, Number))
    return next(filter(None, (plain(one[:_LOOKED_AT]) for one in said)), "")


def names(value: Json, known: Mapping[str, Node]) -> Iterator[str]:
    """Yield the names of people and organisations, those too that are described elsewhere."""
    for one in listed(value):
        if isinstance(one, dict) and "@value" not in one:
            there = known.get(str(one.get("@id")), {})
            yield from (plain(name) for name in texts(get(one, "name") or get(there, "name")))
        else:
            yield words(one)


def links(value: Json) -> Iterator[str]:
    """Yield the addresses of a value: texts, or those of objects."""
    for one in listed(value):
        if isinstance(one, dict):
            yield from texts(get(one, "url", "contentUrl") or one.get("@id") or one.get("@value"))
        elif isinstance(one, str):
            yield one


def described(value: Json) -> dict[str, Node]:
    """Return by its @id whatever a document describes."""
    found: dict[str, Node] = {}
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            key = one.get("@id")
            if isinstance(key, str) and len(one) > 1:
                found[key] = one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found
