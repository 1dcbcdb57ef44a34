"""What all wordings of one verdict use between them: how far a sentence may stray from one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from bot.figures import RecordedFigure
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Number, Pair, Reading, read
from bot.matching.values import Phrase
from bot.models import Polarity
from bot.text.dates import DateMention

USUAL = 0.2  # share of a verdict's wordings that state a number which belongs to the claim
ESSENTIAL = 0.85  # share of a verdict's wordings in a language that use its essence


@dataclass(frozen=True, slots=True)
class Known:
    """A wording with its reading."""

    phrase: Phrase
    reading: Reading
    weight: float = 1.0  # of all its notions together


@dataclass(frozen=True, slots=True)
class Facts:
    """Who, how many and when in a verdict's wordings, in all languages."""

    names: frozenset[str]
    core: frozenset[str]  # names that no wording leaves out
    numbers: frozenset[Number]  # that a good part of them states
    counts: Mapping[Polarity, frozenset[str]]
    days: tuple[DateMention, ...]
    orders: Mapping[Polarity, frozenset[Pair]]  # who acts, named before whom
    relations: frozenset[Pair]  # against whom, to whom, on whose side


@dataclass(frozen=True, slots=True)
class Family:
    """What a verdict's wordings in one language use between them."""

    facts: Facts
    notions: frozenset[str]
    sides: Mapping[Polarity, frozenset[str]]  # the same, of asserting and of denying wordings
    marks: frozenset[str]  # numbers that are part of names
    essence: frozenset[str]  # notions that nearly all of them use
    orders: Mapping[Polarity, frozenset[Pair]]  # who acts, named before whom


def gather(known: Iterable[Known], lexicon: Lexicon) -> dict[tuple[int, str], Family]:
    """Group wordings into families by (verdict id, language)."""
    by_verdict: dict[int, list[Known]] = defaultdict(list)
    spoken: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for one in known:
        by_verdict[one.phrase.verdict_id].append(one)
        spoken[one.phrase.verdict_id, one.phrase.language].append(one)
    facts = {verdict_id: _facts(own, lexicon) for verdict_id, own in by_verdict.items()}
    return {key: _family(own, facts[key[0]], lexicon) for key, own in spoken.items()}


def _facts(known: list[Known], lexicon: Lexicon) -> Facts:
    readings = [one.reading for one in known]
    named = [implied(frozenset(reading.names), lexicon) for reading in readings]
    return Facts(
        names=frozenset(name for reading in readings for name in reading.names),
        core=frozenset.intersection(*named),
        numbers=_usual_numbers(readings),
        counts={side: _counts(known, side) for side in Polarity},
        days=tuple(day for reading in readings for day in reading.days),
        orders={side: _orders(known, side) for side in Polarity},
        relations=frozenset(pair for reading in readings for pair in reading.relations),
    )


def _counts(known: list[Known], side: Polarity) -> frozenset[str]:
    return frozenset(
        count for one in known if one.phrase.polarity is side for count in one.reading.counts
    )


def _usual_numbers(readings: list[Reading]) -> frozenset[Number]:
    """Return the numbers that belong to the claim, not to a wording or two."""
    counts = Counter(number for reading in readings for number in reading.numbers)
    return frozenset(number for number, count in counts.items() if count >= USUAL * len(readings))


def _family(known: list[Known], facts: Facts, lexicon: Lexicon) -> Family:
    used = [implied(one.reading.notions, lexicon) for one in known]
    return Family(
        facts=facts,
        notions=frozenset().union(*used),
        sides={side: _of_side(known, used, side) for side in Polarity},
        marks=frozenset(mark for one in known for mark in one.reading.marks),
        essence=_essence(used),
        orders={side: _own_orders(known, side, facts) for side in Polarity},
    )


def _orders(known: list[Known], side: Polarity) -> frozenset[Pair]:
    """Return who acts before whom on one side; where a lie is spoken of, the liar acts."""
    return frozenset(
        pair
        for one in known
        if one.phrase.polarity is side and not one.reading.accuses
        for pair in one.reading.orders
    )


def _of_side(known: list[Known], used: list[frozenset[str]], side: Polarity) -> frozenset[str]:
    own = zip(known, used, strict=True)
    return frozenset().union(*(notions for one, notions in own if one.phrase.polarity is side))


def _own_orders(known: list[Known], side: Polarity, facts: Facts) -> frozenset[Pair]:
    """Return the orders of a language and, where it does not contradict them, of the others."""
    own = _orders(known, side)
    return own | {(one, other) for one, other in facts.orders[side] if (other, one) not in own}


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
    supposes: frozenset[str]  # words by which they speak of what may be


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
    supposes: dict[Subject, set[str]] = defaultdict(set)
    for key, language, text in texts:
        reading = read(text, language, lexicon)
        names[subjects[key]] |= implied(frozenset(reading.names), lexicon)
        notions[subjects[key]][language] |= reading.notions
        supposes[subjects[key]].update(reading.manner.supposes)
    return {
        key: Account(
            frozenset(named),
            {code: frozenset(used) for code, used in notions[key].items()},
            frozenset(supposes[key]),
        )
        for key, named in names.items()
    }
