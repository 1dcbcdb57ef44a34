"""What one sentence says, in the terms in which sentences are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from bot.matching.lexicon import Lexicon
from bot.models import ConceptKind
from bot.text.dates import DateMention, dates
from bot.text.normalise import fold, tokens
from bot.text.phrases import Occurrence
from bot.text.polarity import (
    Manner,
    before,
    is_adjective,
    is_agent,
    is_of,
    is_particle,
    manner,
    relation,
)
from bot.text.quantities import Quantity, quantities
from bot.text.stems import stem

NUMBER = "0"  # stands for a quantity where a sentence is cut into words
# What follows a comma only to be set aside: "to training, not to war".
_CONTRAST = re.compile(r",\s*(?:and\s+)?not\s+(?:to|for|in|on|at|from|by|with)\b[^,.;!?]*", re.I)
_LEADING_NUMBER = re.compile(r"\d+(?=\D|$)")  # of "84th", "26-year-old"
Number = tuple[Decimal, Decimal, str]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence or wording: its notions, names, numbers, days and manner."""

    text: str
    notions: frozenset[str]  # concept ids; ~stems of other words; #numbers; @days
    names: tuple[str, ...]  # concept ids of actors, persons and places, in order
    counts: frozenset[str]  # concept ids that say how many: both, one of them
    numbers: frozenset[Number]  # low, high, unit of measure or ""
    days: tuple[DateMention, ...]
    manner: Manner
    asks: bool
    written: Mapping[str, str]  # notion -> the words that say it here
    capitals: frozenset[str]  # stems written with a capital inside the sentence
    parties: frozenset[str]  # actors and countries that are named, or whose part is
    orders: frozenset[Pair]  # parties: the first is named before the second
    owners: frozenset[Pair]  # a name beside a unit or number: North Korea, soldiers
    relations: frozenset[Pair]  # "to North Korea", "against Ukraine": a name with its relation

    @property
    def marks(self) -> frozenset[str]:
        """Return the numbers that are part of a name or word: of "84th", "26-year-old"."""
        return frozenset(notion for notion in self.notions if notion[1:].isdigit())

    @property
    def bare(self) -> frozenset[str]:
        """Return the parties that stand in no relation: they act, or speak."""
        return self.parties - {name for name, _ in self.relations}

    @property
    def accuses(self) -> bool:
        """Say whether it calls something untrue: who is named may then be the liar."""
        return bool(self.manner.disputes or self.manner.inventions)


def read(text: str, language: str, lexicon: Lexicon, *, asks: bool = False) -> Reading:
    """Read *text*, one sentence in *language*, with the store's lexicon."""
    plain = _CONTRAST.sub(lambda found: " " * len(found[0]), text)
    numbers = [found for found in quantities(plain, language) if found.exact]
    days = [found for found in dates(plain, language) if found.month or found.year]
    rest = blanked(plain, [(found.begins, found.ends) for found in days])
    rest = blanked(rest, [(found.start, found.end) for found in numbers], by=NUMBER)
    written = tokens(rest)
    said = [fold(token) for token in written]
    concepts = lexicon.find(said, language)
    numbers = _unshared(numbers, concepts, said, language, lexicon)
    taken = frozenset(at for found in concepts for at in range(found.start, found.end))
    how = manner(said, language, taken)
    if any(at and is_particle(said[at - 1], language) for at in _named(concepts, lexicon)):
        how = replace(how, aside=True)  # "not North Korean soldiers, but others"
    amounts = {f"#{found.low}-{found.high}{found.unit or ''}" for found in numbers}
    amounts |= {f"@{found.month}-{found.day}" for found in days}
    stems = {at: _notion(said[at], language) for at in how.content if said[at] != NUMBER}
    relations = _relations(concepts, said, language, lexicon)
    return Reading(
        text=text,
        notions=frozenset({found.id for found in concepts} | amounts | set(stems.values())),
        names=tuple(found.id for found in concepts if lexicon.is_name(found.id)),
        counts=frozenset(
            found.id for found in concepts if lexicon.kind(found.id) == ConceptKind.COUNT
        ),
        numbers=frozenset((found.low, found.high, found.unit or "") for found in numbers),
        days=tuple(days),
        manner=how,
        asks=asks or bool(how.questions),
        written=_written(concepts, stems, written),
        capitals=_capitals(written, stems),
        parties=frozenset(
            party
            for one in concepts
            if lexicon.is_name(one.id) and (party := lexicon.party(one.id))
        ),
        orders=_orders(_actors(concepts, said, language, lexicon), relations),
        owners=_owners(concepts, said, language, lexicon),
        relations=relations,
    )


def _unshared(
    numbers: list[Quantity],
    concepts: list[Occurrence],
    said: list[str],
    language: str,
    lexicon: Lexicon,
) -> list[Quantity]:
    """Leave out the number of those of whom "one" or "both" is said: "one of the two"."""
    places = [at for at, word in enumerate(said) if word == NUMBER]
    if len(places) != len(numbers):
        return numbers
    counted = {one.end for one in concepts if lexicon.kind(one.id) == ConceptKind.COUNT}
    return [
        number
        for at, number in zip(places, numbers, strict=True)
        if not counted & {at, at - 1} or (at - 1 in counted and said[at - 1] == NUMBER)
    ]


def _named(concepts: list[Occurrence], lexicon: Lexicon) -> list[int]:
    """Return the places where names and units begin."""
    return [
        one.start
        for one in concepts
        if lexicon.is_name(one.id) or lexicon.kind(one.id) == ConceptKind.UNIT
    ]


def _notion(word: str, language: str) -> str:
    """Return what a plain word stands for: its stem, or the number that it begins with."""
    digits = _LEADING_NUMBER.match(word)
    return f"~{digits[0] if digits else stem(word, language)}"


def _written(
    concepts: list[Occurrence], stems: dict[int, str], written: list[str]
) -> dict[str, str]:
    """Return how each notion is written, the first time it is."""
    found = {stem_: written[at] for at, stem_ in reversed(stems.items())}
    return found | {one.id: " ".join(written[one.start : one.end]) for one in reversed(concepts)}


def _actors(
    concepts: list[Occurrence], said: list[str], language: str, lexicon: Lexicon
) -> list[str]:
    """Return the parties in order, who acts by "by" first; not those of "a Russian card"."""
    found: list[str] = []
    for at, one in enumerate(concepts):
        if not _acts(one.id, lexicon):
            continue
        beside = concepts[at + 1] if at + 1 < len(concepts) else None
        adjoins = beside is not None and beside.start == one.end
        people = beside is not None and adjoins and lexicon.kind(beside.id) == ConceptKind.UNIT
        if is_adjective(said[one.end - 1], language) and not people and one.end < len(said):
            continue
        by = is_agent(said[one.start], before(said, one.start, language), language)
        found.insert(0 if by else len(found), _whose(one.id, lexicon))
    return found


def _orders(actors: list[str], relations: frozenset[Pair]) -> frozenset[Pair]:
    """Return which party is named before which, of those without a word of relation."""
    related = {name for name, _ in relations}
    bare = [name for name in actors if name not in related]
    return frozenset((one, other) for one, other in combinations(bare, 2) if one != other)


def _acts(concept: str, lexicon: Lexicon) -> bool:
    return lexicon.is_party(concept) or lexicon.kind(concept) == ConceptKind.PERSON


def _owners(
    concepts: list[Occurrence], said: list[str], language: str, lexicon: Lexicon
) -> frozenset[Pair]:
    """Return whose a unit or number is: "Ukrainian soldiers", "two soldiers of Kim's"."""
    marks = [Occurrence(at, at + 1, NUMBER) for at, word in enumerate(said) if word == NUMBER]
    chain = sorted([*concepts, *marks], key=lambda found: found.start)
    pairs = set()
    for at, one in enumerate(chain):
        right = _next_to(chain, at, said, language)
        if one.id == NUMBER:
            while right is not None and not lexicon.is_name(chain[right].id):
                right = _next_to(chain, right, said, language)
            if right is not None:
                pairs.add((_whose(chain[right].id, lexicon), NUMBER))
        elif right is not None:
            for name, unit in ((one.id, chain[right].id), (chain[right].id, one.id)):
                if lexicon.is_name(name) and lexicon.kind(unit) == ConceptKind.UNIT:
                    pairs.add((_whose(name, lexicon), unit))
    return frozenset(pairs)


def _whose(name: str, lexicon: Lexicon) -> str:
    return lexicon.party(name) or name


def _relations(
    concepts: list[Occurrence], said: list[str], language: str, lexicon: Lexicon
) -> frozenset[Pair]:
    """Return in what relation actors and persons are named."""
    padded = [*said, ""]
    found = set()
    for one in concepts:
        if _acts(one.id, lexicon):
            kind = relation(before(said, one.start, language), padded[one.end], language)
            if kind is not None:
                found.add((_whose(one.id, lexicon), kind))
    return frozenset(found)


def _next_to(chain: list[Occurrence], at: int, said: list[str], language: str) -> int | None:
    """Return the place of what stands right after chain[at], an "of" or "from" between or not."""
    if at + 1 == len(chain):
        return None
    between = said[chain[at].end : chain[at + 1].start]
    return at + 1 if not between or (len(between) == 1 and is_of(between[0], language)) else None


def _capitals(written: list[str], stems: dict[int, str]) -> frozenset[str]:
    """Return stems with a capital letter, but not in a text that is capitals for the most part."""
    if sum(word[0].isupper() for word in written) > len(written) / 2:
        return frozenset()
    return frozenset(stem_ for at, stem_ in stems.items() if at and written[at][0].isupper())


def blanked(text: str, spans: list[tuple[int, int]], by: str = "") -> str:
    """Return *text* with the given parts blanked, or replaced *by* a mark."""
    for start, end in spans:
        text = f"{text[:start]}{by.ljust(end - start)}{text[end:]}"
    return text
