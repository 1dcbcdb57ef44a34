"""The words of number_names.toml, which tell a name from a count, read once for look-up."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.text.number_bounds import fold

_LONGEST_ENDING = 5  # letters that "*" stands for: "статт-ею", "hektar-ami"


@dataclass(frozen=True, slots=True)
class Words:
    """Whole words, and beginnings of words of which any inflection counts."""

    whole: frozenset[str]
    stems: frozenset[str]

    def __contains__(self, word: str) -> bool:
        """Say whether folded *word* is listed, or a form of a listed one."""
        if word in self.whole:
            return True
        shortest = max(2, len(word) - _LONGEST_ENDING)
        return any(word[:cut] in self.stems for cut in range(shortest, len(word) + 1))


@dataclass(frozen=True, slots=True)
class Names:
    """What stands around a number that names something; keys are folded words."""

    numbered: Words
    numbered_unless_counted: Words
    title_keywords: Words
    title_people: Words
    vehicles: Words
    products: Words
    products_before: Words
    address_before: Words
    address_endings: tuple[str, ...]
    anniversaries: Words
    behind: Words
    behind_many: Words
    brands: Words
    groups: Words
    street_endings: tuple[str, ...]
    street_words: Words
    locatives: Words
    money: Words
    clock_always: Words
    clock_with_before: Words
    clock_before: Words
    clock_at: Words
    clock_halves: Words
    clock_past: Words
    clock_measures: Words
    calls: Words
    calls_grouped: Words
    scores: Words
    uncounted: Words
    verb_endings_cyrillic: tuple[str, ...]
    verb_endings_polish: tuple[str, ...]
    counted_endings_polish: tuple[str, ...]
    nouns: Words
    nouns_english: Words
    not_nouns_english: Words


@cache
def names() -> Names:
    """Return the look-ups, which are the same for all languages."""
    data = _data()
    numbered, called, clock = data["numbered"], data["names"], data["clock"]
    uncounted, titles = data["uncounted"], data["titles"]
    return Names(
        numbered=_listed(numbered["always"]),
        numbered_unless_counted=_listed(numbered["unless_counted"]),
        title_keywords=_listed(titles["keywords"]),
        title_people=_listed(titles["people"]),
        vehicles=_listed(titles["vehicles"]),
        products=_listed(titles["products"]),
        products_before=_listed(titles["products_before"]),
        address_before=_listed(titles["address_before"]),
        address_endings=tuple(titles["address_endings"].split()),
        anniversaries=_listed(titles["anniversaries"]),
        behind=_listed(numbered["behind"]),
        behind_many=_listed(numbered["behind_many"]),
        brands=_listed(called["brands"]),
        groups=_listed(called["groups"]),
        street_endings=tuple(called["street_endings"].split()),
        street_words=_listed(called["street_words"]),
        locatives=_listed(called["locatives"]),
        money=_listed(called["money"]),
        clock_always=_listed(clock["always"]),
        clock_with_before=_listed(clock["with_before"]),
        clock_before=_listed(clock["before"]),
        clock_at=_listed(clock["at"]),
        clock_halves=_listed(clock["halves"]),
        clock_past=_listed(clock["past"]),
        clock_measures=_listed(clock["measures"] + clock["at_changes"]),
        calls=_listed(data["calls"]["words"]),
        calls_grouped=_listed(data["calls"]["grouped"] + " " + data["calls"]["words"]),
        scores=_listed(data["scores"]["words"]),
        uncounted=_listed(uncounted["words"]),
        verb_endings_cyrillic=tuple(uncounted["endings_cyrillic"].split()),
        verb_endings_polish=tuple(uncounted["endings_polish"].split()),
        counted_endings_polish=tuple(uncounted["endings_counted"].split()),
        nouns=_listed(uncounted["nouns"]),
        nouns_english=_listed(uncounted["nouns_english"]),
        not_nouns_english=_listed(uncounted["not_nouns_english"]),
    )


# The file is the package's own and its tests read every section, so its shape is taken on trust.
@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.text").joinpath("number_names.toml").read_text("utf-8"))


def _listed(words: str) -> Words:
    """Return the words of a list; one that ends in "*" is a stem."""
    listed = words.split()
    whole = frozenset(fold(word) for word in listed if not word.endswith("*"))
    return Words(whole, frozenset(fold(word[:-1]) for word in listed if word.endswith("*")))
