"""What all wordings of one verdict use between them: how far a sentence may stray from one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from bot.matching.lexicon import Lexicon
from bot.matching.reading import Number, Pair, Reading
from bot.text.dates import DateMention


@dataclass(frozen=True, slots=True)
class Family:
    """The notions of a verdict's wordings in one language, and the facts of those in all."""

    notions: frozenset[str]
    names: frozenset[str]
    core: frozenset[str]  # names that no wording leaves out
    numbers: frozenset[Number]
    days: tuple[DateMention, ...]
    orders: frozenset[Pair]  # who comes before whom
    owners: frozenset[Pair]  # whose soldiers
    located: frozenset[str]  # parties that are a place to be in or go to


def gather(
    readings: Iterable[tuple[int, str, Reading]], lexicon: Lexicon
) -> dict[tuple[int, str], Family]:
    """Group (verdict id, language, reading) into families by verdict and language."""
    by_verdict: dict[int, list[Reading]] = defaultdict(list)
    notions: dict[tuple[int, str], set[str]] = defaultdict(set)
    for verdict_id, language, reading in readings:
        by_verdict[verdict_id].append(reading)
        notions[verdict_id, language] |= reading.notions
    facts = {verdict_id: _facts(own, lexicon) for verdict_id, own in by_verdict.items()}
    return {key: Family(frozenset(used), *facts[key[0]]) for key, used in notions.items()}


def _facts(
    readings: list[Reading], lexicon: Lexicon
) -> tuple[
    frozenset[str],
    frozenset[str],
    frozenset[Number],
    tuple[DateMention, ...],
    frozenset[Pair],
    frozenset[Pair],
    frozenset[str],
]:
    implied = [
        frozenset().union(*(lexicon.wider(name) for name in reading.names)) for reading in readings
    ]
    return (
        frozenset(name for reading in readings for name in reading.names),
        frozenset.intersection(*implied),
        frozenset(number for reading in readings for number in reading.numbers),
        tuple(day for reading in readings for day in reading.days),
        frozenset(pair for reading in readings for pair in reading.orders),
        frozenset(pair for reading in readings for pair in reading.owners),
        frozenset(name for reading in readings for name in reading.located),
    )


def weights(families: Mapping[tuple[int, str], Family]) -> dict[str, float]:
    """Weigh each notion by how few verdicts use it: 1 + ln(verdicts / those that use it)."""
    users: dict[str, set[int]] = defaultdict(set)
    for (verdict_id, _), family in families.items():
        for notion in family.notions:
            users[notion].add(verdict_id)
    verdicts = len({verdict_id for verdict_id, _ in families})
    return {notion: 1 + log(verdicts / len(ids)) for notion, ids in users.items()}
