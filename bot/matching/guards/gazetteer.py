"""Countries, their peoples and seats of government, and large cities, in five languages."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from bot.text.normalise import fold, tokens
from bot.text.phrases import Occurrence, Phrasebook
from bot.text.stems import stem

LANGUAGES = ("en", "uk", "ru", "mk", "pl")
# Towns that a country's only time zone is named after though its government sits elsewhere.
NO_SEATS = frozenset(
    {
        "Africa/Abidjan",
        "Africa/Casablanca",
        "Africa/Dar_es_Salaam",
        "Africa/Johannesburg",
        "Africa/Lagos",
        "Asia/Dubai",
        "Asia/Karachi",
        "Asia/Colombo",
        "Asia/Yangon",
        "Asia/Rangoon",
        "Asia/Calcutta",
        "Asia/Kolkata",
        "Europe/Istanbul",
        "Europe/Zurich",
    }
)
_OPEN = 4  # letters of a stem from which any ending is taken


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text names, at words[start:end]."""

    start: int
    end: int
    id: str  # "GB", or "GB/London" for a town in it
    seat: bool = False  # of government: it may stand for its country

    @property
    def country(self) -> str:
        """Return the code of the country that it is or lies in."""
        return self.id.partition("/")[0]

    @property
    def is_country(self) -> bool:
        """Say whether it is a country, not a town."""
        return "/" not in self.id


@dataclass(frozen=True, slots=True)
class _Books:
    known: Phrasebook  # found in any case
    written: Phrasebook  # found with a capital only: "Chad", "Turkey"


def find(said: Sequence[str], written: Sequence[str], language: str) -> list[Place]:
    """Return the places named in words, given in normal form and as written."""
    books = _books(language if language in LANGUAGES else "en")
    found = books.known.find(said)
    taken = {at for one in found for at in range(one.start, one.end)}
    capital = [
        word if written[at][0].isupper() and at not in taken else ""
        for at, word in enumerate(said)
    ]
    places = [_place(one) for one in found]
    return sorted(
        places + [_place(one) for one in books.written.find(capital)], key=lambda one: one.start
    )


def _place(seen: Occurrence) -> Place:
    code, _, seat = seen.id.partition("|")
    return Place(seen.start, seen.end, f"{code}/{seat}" if seat else code, bool(seat == "seat"))


@cache
def _books(language: str) -> _Books:
    return _Books(Phrasebook(_own(language)), Phrasebook(_listed(language)))


def _own(language: str) -> Iterator[tuple[str, str]]:
    """Give the project's own patterns, in English and *language*."""
    data = files("bot.matching.guards").joinpath("places.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(data)
    for code, line in lists[language].items():
        names, _, seats = line.partition("|")
        yield from ((code, name) for name in names.split(",") if name.strip())
        yield from ((f"{code}|seat", seat) for seat in seats.split(",") if seat.strip())


def _listed(language: str) -> Iterator[tuple[str, str]]:
    """Give the countries and the cities of time zones as CLDR has them."""
    locale = Locale.parse(language)
    for code, name in locale.territories.items():
        if len(code) == 2 and code.isalpha():
            yield code, _pattern(name, language)
    zones = get_global("zone_territories")
    alone = {code for code, count in Counter(zones.values()).items() if count == 1}
    for zone, code in zones.items():
        town = locale.time_zones.get(zone, {}).get("city")
        if language == "en" and not town:  # CLDR leaves out what the zone's own name says
            town = zone.rpartition("/")[2].replace("_", " ")
        if town:
            seat = code in alone and zone not in NO_SEATS
            yield f"{code}|{'seat' if seat else zone}", _pattern(town, language)


def _pattern(name: str, language: str) -> str:
    """Return the words of a name with their endings open, short ones as they are."""
    stems = [(word, stem(word, language)) for word in map(fold, tokens(name))]
    if language == "en":
        return " ".join(word for word, _ in stems)
    return " ".join(f"{root}*" if len(root) >= _OPEN else word for word, root in stems)
