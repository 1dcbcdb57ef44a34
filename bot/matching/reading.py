"""What one sentence says, in the terms in which sentences are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from bot.matching.lexicon import Lexicon
from bot.models import ConceptKind
from bot.text.dates import DateMention, dates
from bot.text.normalise import fold, tokens
from bot.text.phrases import Occurrence
from bot.text.polarity import Manner, is_place_word, manner
from bot.text.quantities import quantities
from bot.text.stems import stem

NUMBER = "0"  # stands for a quantity where a sentence is cut into words
Number = tuple[Decimal, Decimal, str]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence or wording: its notions, names, numbers, days and manner."""

    text: str
    notions: frozenset[str]  # concept ids; ~stems of other words; #numbers; @days
    names: tuple[str, ...]  # concept ids of actors, persons and places, in order
    numbers: frozenset[Number]  # low, high, unit of measure or ""
    days: tuple[DateMention, ...]
    manner: Manner
    asks: bool
    written: Mapping[str, str]  # notion -> the words that say it here
    capitals: frozenset[str]  # stems written with a capital inside the sentence
    orders: frozenset[Pair]  # parties: the first is named before the second
    owners: frozenset[Pair]  # a name beside a unit or number: North Korea, soldiers
    located: frozenset[str]  # parties that are a place here: "to North Korea"


def read(text: str, language: str, lexicon: Lexicon, *, asks: bool = False) -> Reading:
    """Read *text*, one sentence in *language*, with the store's lexicon."""
    numbers = [found for found in quantities(text, language) if found.exact]
    days = [found for found in dates(text, language) if found.month or found.year]
    rest = _without(text, [(found.begins, found.ends) for found in days])
    rest = _without(rest, [(found.start, found.end) for found in numbers], by=NUMBER)
    written = tokens(rest)
    said = [fold(token) for token in written]
    concepts = lexicon.find(said, language)
    taken = frozenset(at for found in concepts for at in range(found.start, found.end))
    how = manner(said, language, taken)
    counts = {f"#{found.low}-{found.high}{found.unit or ''}" for found in numbers}
    counts |= {f"@{found.month}-{found.day}" for found in days}
    stems = {at: f"~{stem(said[at], language)}" for at in how.content if said[at][0].isalpha()}
    return Reading(
        text=text,
        notions=frozenset({found.id for found in concepts} | counts | set(stems.values())),
        names=tuple(found.id for found in concepts if lexicon.is_name(found.id)),
        numbers=frozenset((found.low, found.high, found.unit or "") for found in numbers),
        days=tuple(days),
        manner=how,
        asks=asks or bool(how.questions),
        written=_written(concepts, stems, written),
        capitals=_capitals(written, stems),
        orders=_orders(concepts, lexicon),
        owners=_owners(concepts, said, lexicon),
        located=frozenset(
            found.id
            for found in concepts
            if lexicon.is_party(found.id)
            and found.start
            and is_place_word(said[found.start - 1], language)
        ),
    )


def _written(
    concepts: list[Occurrence], stems: dict[int, str], written: list[str]
) -> dict[str, str]:
    """Return how each notion is written, the first time it is."""
    found = {stem_: written[at] for at, stem_ in reversed(stems.items())}
    return found | {one.id: " ".join(written[one.start : one.end]) for one in reversed(concepts)}


def _orders(concepts: list[Occurrence], lexicon: Lexicon) -> frozenset[Pair]:
    """Return who is named before whom, of those that can act."""
    parties = [found.id for found in concepts if lexicon.is_party(found.id)]
    return frozenset((one, other) for one, other in combinations(parties, 2) if one != other)


def _owners(concepts: list[Occurrence], said: list[str], lexicon: Lexicon) -> frozenset[Pair]:
    """Return names right beside a unit or number: "Ukrainian soldiers", "two North Koreans"."""
    marks = [Occurrence(at, at + 1, NUMBER) for at, word in enumerate(said) if word == NUMBER]
    pairs = set()
    for one, other in pairwise(sorted([*concepts, *marks], key=lambda found: found.start)):
        if one.end == other.start:
            for name, unit in ((one.id, other.id), (other.id, one.id)):
                counted = unit == NUMBER or lexicon.kind(unit) == ConceptKind.UNIT
                if counted and lexicon.is_name(name):
                    pairs.add((name, unit))
    return frozenset(pairs)


def _capitals(written: list[str], stems: dict[int, str]) -> frozenset[str]:
    """Return stems with a capital letter, but not in a text that is capitals for the most part."""
    if sum(word[0].isupper() for word in written) > len(written) / 2:
        return frozenset()
    return frozenset(stem_ for at, stem_ in stems.items() if at and written[at][0].isupper())


def _without(text: str, spans: list[tuple[int, int]], by: str = "") -> str:
    """Return *text* with the given parts blanked, or replaced *by* a mark."""
    for start, end in spans:
        text = f"{text[:start]}{by.ljust(end - start)}{text[end:]}"
    return text
