"""What all wordings of one verdict use between them: how far a sentence may stray from one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from bot.figures import RecordedFigure
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Number, Pair, Reading, read
from bot.text.dates import DateMention

ESSENTIAL = 0.85  # share of a verdict's wordings in a language that use its essence


@dataclass(frozen=True, slots=True)
class Facts:
    """Who, how many and when in a verdict's wordings, in all languages."""

    names: frozenset[str]
    core: frozenset[str]  # names that no wording leaves out
    numbers: frozenset[Number]
    days: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What a verdict's wordings in one language use between them."""

    facts: Facts
    notions: frozenset[str]
    essence: frozenset[str]  # notions that nearly all of them use
    owners: frozenset[Pair]  # whose soldiers
    relations: frozenset[Pair]  # against whom, to whom, on whose side


def gather(
    readings: Iterable[tuple[int, str, Reading]], lexicon: Lexicon
) -> dict[tuple[int, str], Family]:
    """Group (verdict id, language, reading) into families by verdict and language."""
    by_verdict: dict[int, list[Reading]] = defaultdict(list)
    spoken: dict[tuple[int, str], list[Reading]] = defaultdict(list)
    for verdict_id, language, reading in readings:
        by_verdict[verdict_id].append(reading)
        spoken[verdict_id, language].append(reading)
    facts = {verdict_id: _facts(own, lexicon) for verdict_id, own in by_verdict.items()}
    return {key: _family(own, facts[key[0]], lexicon) for key, own in spoken.items()}


def _facts(readings: list[Reading], lexicon: Lexicon) -> Facts:
    named = [implied(frozenset(reading.names), lexicon) for reading in readings]
    return Facts(
        names=frozenset(name for reading in readings for name in reading.names),
        core=frozenset.intersection(*named),
        numbers=frozenset(number for reading in readings for number in reading.numbers),
        days=tuple(day for reading in readings for day in reading.days),
    )


def _family(readings: list[Reading], facts: Facts, lexicon: Lexicon) -> Family:
    used = [implied(reading.notions, lexicon) for reading in readings]
    return Family(
        facts=facts,
        notions=frozenset().union(*used),
        essence=_essence(used),
        owners=frozenset(pair for reading in readings for pair in reading.owners),
        relations=frozenset(pair for reading in readings for pair in reading.relations),
    )


def implied(notions: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    """Add to each concept those that contain it: who is in Kursk is in Russia."""
    return notions.union(*(lexicon.wider(notion) for notion in notions))


def _essence(used: list[frozenset[str]]) -> frozenset[str]:
    """Return the notions that hardly any wording does without."""
    counts = Counter(notion for notions in used for notion in notions)
    return frozenset(notion for notion, count in counts.items() if count >= ESSENTIAL * len(used))


def weights(families: Mapping[tuple[int, str], Family]) -> dict[str, float]:
    """Weigh each notion by how few verdicts use it: 1 + ln(verdicts / those that use it)."""
    users: dict[str, set[int]] = defaultdict(set)
    for (verdict_id, _), family in families.items():
        for notion in family.notions:
            users[notion].add(verdict_id)
    verdicts = len({verdict_id for verdict_id, _ in families})
    return {notion: 1 + log(verdicts / len(ids)) for notion, ids in users.items()}


Subject = tuple[str, str | None, str | None]  # unit, actor, event


@dataclass(frozen=True, slots=True)
class Account:
    """What the recorded figures of one subject are told with."""

    names: frozenset[str]
    notions: Mapping[str, frozenset[str]]  # by language


def subject(figure: RecordedFigure) -> Subject:
    """Return what a figure counts, of whom, and what happened to them."""
    return figure.unit, figure.actor, figure.event


def accounts(
    figures: Iterable[RecordedFigure], texts: Iterable[tuple[str, str, str]], lexicon: Lexicon
) -> dict[Subject, Account]:
    """Gather the words of (figure key, language, text) by subject."""
    subjects = {figure.key: subject(figure) for figure in figures}
    names: dict[Subject, set[str]] = defaultdict(set)
    notions: dict[Subject, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, language, text in texts:
        reading = read(text, language, lexicon)
        names[subjects[key]] |= implied(frozenset(reading.names), lexicon)
        notions[subjects[key]][language] |= reading.notions
    return {
        key: Account(
            frozenset(named), {code: frozenset(used) for code, used in notions[key].items()}
        )
        for key, named in names.items()
    }
