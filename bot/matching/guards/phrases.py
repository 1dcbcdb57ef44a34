"""Words by which a statement is passed on, doubted or joined, as phrasebooks by list."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bot.text.phrases import Phrasebook

_LISTS = (
    "links",
    "whether",
    "agents",
    "prepositions",
    "denials",
    "openers",
    "hedges",
    "moods",
    "limits",
    "circulating",
    "ironies",
    "settings",
    "partial",
)


@cache
def books(language: str) -> dict[str, Phrasebook]:
    """Return the phrasebooks of a language by list, those of English for an unknown one."""
    data = files("bot.matching.guards").joinpath("voice.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(data)
    own = lists.get(language, lists["en"])
    return {
        name: Phrasebook((name, phrase) for phrase in own[name].split(",") if phrase.strip())
        for name in _LISTS
    }
