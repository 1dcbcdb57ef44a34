"""The checks that a post's sentence must pass to be called the same claim as a wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.matching.families import Family, Known, implied
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.values import Check, Evidence
from bot.models import ConceptKind, Polarity, Stance
from bot.text.dates import DateMention
from bot.text.polarity import Turn

COVERED = 0.75  # share of a wording's notions that the sentence must say
COVERED_BY_FAMILY = 0.6  # the same, where all else in the sentence is said by other wordings
ADDED = 0.2  # share of the sentence's notions that no wording of the verdict knows
FLIP_COVERED = 0.9  # turning a wording round needs nearly all of it
FLIP_ADDED = 0.01


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sentence held against one wording."""

    known: Known
    stance: Stance
    score: float  # 0..1
    evidence: tuple[Evidence, ...]

    @property
    def passed(self) -> bool:
        """Say whether no check forbids an answer."""
        return all(one.passed for one in self.evidence)

    @property
    def difference(self) -> Evidence | None:
        """Return the first check that differs."""
        return next((one for one in self.evidence if not one.passed), None)


def compare(
    post: Reading, said: frozenset[str], turn: Turn, known: Known, index: Index
) -> Comparison:
    """Hold *post* against a known wording.

    *said* are the post's notions with what they imply, *turn* is what its surroundings make of it.
    """
    wording = known.reading
    family = index.families[known.phrase.verdict_id, known.phrase.language]
    coverage, addition = _overlap(post, said, known, family, index)
    flipped = turn is not wording.manner.turn and turn.denies != wording.manner.turn.denies
    stance = _stance(known, flipped=flipped)
    if post.asks:
        flipped = False  # whoever asks takes no side
    contrary = not flipped or _is_contrary(post, wording)
    side = Polarity.ASSERTS if stance is Stance.ASSERTS else Polarity.DENIES
    evidence = (
        _names(post, wording, family, side, index),
        _numbers(post, wording, family),
        _days(post, wording, family),
        _polarity(turn, wording.manner.turn, asks=post.asks, contrary=contrary),
        _voice(post, wording, index),
        _coverage(coverage, addition, said, wording, family, index, flipped=flipped),
        _addition(addition, post, wording, family, flipped=flipped),
    )
    return Comparison(known, stance, round(coverage * (1 - addition), 3), evidence)


def _is_contrary(post: Reading, wording: Reading) -> bool:
    """Say whether two that differ in polarity differ in hardly anything else.

    "One had none" is not the contrary of "both had", nor "will not come" that of "came".
    """
    return (
        post.parties == wording.parties
        and not (post.counts or wording.counts)
        and not (post.manner.supposes or wording.manner.supposes)
        and len(post.notions - wording.notions) <= 1
    )


def _stance(known: Known, *, flipped: bool) -> Stance:
    asserts = (known.phrase.polarity is Polarity.ASSERTS) != flipped
    return Stance.ASSERTS if asserts else Stance.DENIES


def _overlap(
    post: Reading, said: frozenset[str], known: Known, family: Family, index: Index
) -> tuple[float, float]:
    """Return the shares of the wording that is said, and of the sentence that nobody knows."""
    coverage = round(index.weigh(known.reading.notions & said) / known.weight, 6)
    strange = post.notions - known.reading.notions - family.notions
    return coverage, len(strange) / max(1, len(post.notions))


def _names(
    post: Reading, wording: Reading, family: Family, side: Polarity, index: Index
) -> Evidence:
    """Compare who and where: nobody missing, nobody strange, nobody's part exchanged."""
    named = frozenset(post.names)
    missing = (wording.parties - post.parties) | (
        frozenset(wording.names) & family.facts.core - implied(named, index.lexicon)
    )
    strange = {name for name in named if not _accepted(name, family, index)}
    strange |= post.capitals - family.notions
    strange |= {notion for notion in post.notions - family.notions if _is_thing(notion, index)}
    return Evidence(
        Check.NAMES,
        passed=not missing and not strange and _same_parts(post, wording, family, side),
        post=_listed([*post.names, *sorted(strange - named)], post),
        claim=_listed(wording.names, wording),
    )


def _is_thing(notion: str, index: Index) -> bool:
    """Say whether a notion is what is counted or what happened: another one is another claim."""
    return index.lexicon.kind(notion) in {ConceptKind.UNIT, ConceptKind.EVENT}


def _accepted(name: str, family: Family, index: Index) -> bool:
    """Say whether wordings name it, or what it belongs to; a country says too little of a town."""
    wider = index.lexicon.wider(name) & family.facts.names
    if index.lexicon.kind(name) == ConceptKind.PLACE and name not in wider:
        wider = frozenset(one for one in wider if not index.lexicon.is_party(one))
    return bool(wider)


def _same_parts(post: Reading, wording: Reading, family: Family, side: Polarity) -> bool:
    """Say whether everybody has the part they have in wordings: who acts, whose they are."""
    if not post.orders <= family.orders[side]:
        return False
    for unit in {unit for _, unit in post.owners}:
        owners = {name for name, of in post.owners if of == unit}
        expected = {name for name, of in wording.owners if of == unit}
        if not owners & (expected or wording.parties):
            return False
    return post.relations <= family.relations


def _numbers(post: Reading, wording: Reading, family: Family) -> Evidence:
    """Compare the quantities: all that the wording has, none that no wording has."""
    same = wording.numbers <= post.numbers <= wording.numbers | family.facts.numbers
    same = same and _same_counts(post.counts, wording.counts, family)
    return Evidence(Check.NUMBERS, same, _figures(post), _figures(wording))


def _same_counts(post: frozenset[str], wording: frozenset[str], family: Family) -> bool:
    """Say whether "both" or "one of them" agrees on the two sides, or does not matter."""
    if post == wording:
        return True
    said = post ^ wording
    return not (post and wording) and not family.facts.counts - said


def _figures(reading: Reading) -> str:
    numbers = [
        f"{low:f}" if low == high else f"{low:f}-{high:f}"
        for low, high, _ in sorted(reading.numbers)
    ]
    return ", ".join([*numbers, *(reading.written[count] for count in sorted(reading.counts))])


def _days(post: Reading, wording: Reading, family: Family) -> Evidence:
    """Compare the dates: all that the wording has, none that no wording has."""
    agree = all(_among(day, post.days) for day in wording.days) and all(
        _among(day, family.facts.days) for day in post.days
    )
    return Evidence(
        Check.DATES,
        agree,
        ", ".join(one.text for one in post.days),
        ", ".join(one.text for one in wording.days),
    )


def _among(day: DateMention, days: tuple[DateMention, ...]) -> bool:
    """Say whether a date is one of *days*; a year that one of the two leaves out matches any."""
    return any(_same_day(day, other) for other in days)


def _same_day(one: DateMention, other: DateMention) -> bool:
    if one.year is None or other.year is None:
        return (one.month, one.day) == (other.month, other.day)
    return (one.start, one.end) == (other.start, other.end)


def _polarity(turn: Turn, claim: Turn, *, asks: bool, contrary: bool) -> Evidence:
    """Tell whether it is known on which side the sentence stands."""
    clear = turn is claim or Turn.UNCLEAR not in {turn, claim}
    return Evidence(Check.POLARITY, asks or (clear and contrary), turn, claim)


def _voice(post: Reading, wording: Reading, index: Index) -> Evidence:
    """Require the same voice: nothing supposed, limited or quoted on one side only."""
    here, there = post.manner, wording.manner
    speakers = set(post.names) - set(wording.names) | (post.bare - wording.bare)
    third_party = bool(here.reports and speakers)
    passed = (
        bool(here.supposes) == bool(there.supposes)
        and set(here.limits) == set(there.limits)
        and not third_party
        and bool(here.reports) >= bool(there.reports)
    )
    return Evidence(
        Check.VOICE,
        passed,
        ", ".join((*here.supposes, *here.limits, *(here.reports if third_party else ()))),
        ", ".join((*there.supposes, *there.limits)),
    )


def _coverage(
    coverage: float,
    addition: float,
    said: frozenset[str],
    wording: Reading,
    family: Family,
    index: Index,
    *,
    flipped: bool,
) -> Evidence:
    """Require that the sentence says the wording; less of it where it adds nothing strange."""
    needed = FLIP_COVERED if flipped else COVERED if addition else COVERED_BY_FAMILY
    missing = (wording.notions | family.essence) - said
    enough = coverage >= needed and not missing & (family.essence | index.telling)
    return Evidence(Check.COVERAGE, enough, f"{coverage:.0%}", _listed(missing, wording))


def _addition(
    addition: float, post: Reading, wording: Reading, family: Family, *, flipped: bool
) -> Evidence:
    """Require that the sentence says little beyond what the verdict's wordings say."""
    strange = post.notions - wording.notions - family.notions
    allowed = FLIP_ADDED if flipped else ADDED
    return Evidence(Check.ADDITION, addition <= allowed, _listed(strange, post), "")


def _listed(notions: Iterable[str], reading: Reading) -> str:
    """Write notions as the sentence does; numbers and days have checks of their own."""
    known = [reading.written[one] for one in sorted(set(notions)) if one in reading.written]
    return ", ".join(known)
