"""The checks that a post's sentence must pass to be called the same claim as a wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.matching.families import Family, Known, implied
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.values import Check, Evidence, Stage
from bot.models import ConceptKind, Polarity, Stance
from bot.text.dates import DateMention
from bot.text.polarity import Turn

COVERED = 0.75  # share of a wording's notions that the sentence must say
COVERED_BY_FAMILY = 0.6  # the same, where all else in the sentence is said by other wordings
ADDED = 0.2  # share of the sentence's notions that no wording of the verdict knows
WHOLE = 0.999  # what says all of a plain wording and more still says it
ADDED_TO_WHOLE = 0.5
MARGIN = 0.01  # of cosines: by how much a claim must be nearer than every other
FLIP_COVERED = 0.9  # turning a wording round needs nearly all of it
NARROW_ADDED = 0.01  # to what is denied, or turned round


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sentence held against one wording."""

    known: Known
    stance: Stance
    score: float  # 0..1
    added: float  # share of the sentence's notions that no wording of the verdict knows
    explained: float  # weight of the sentence's notions that the wording says
    evidence: tuple[Evidence, ...]
    exchanged: bool  # it turns the wording round, or says something else in its place
    stage: Stage = Stage.WORDING

    @property
    def passed(self) -> bool:
        """Say whether no check forbids an answer."""
        return all(one.passed for one in self.evidence)

    def by_likeness(self, margin: float) -> Comparison:
        """Return what it is where meaning tells how much is said, and words do not."""
        measured = {Check.COVERAGE, Check.ADDITION}
        others = tuple(one for one in self.evidence if one.check not in measured)
        alike = margin >= MARGIN and not self.exchanged
        enough = Evidence(Check.LIKENESS, alike, f"{margin:+.3f}", f"{MARGIN:+.3f}")
        return replace(self, evidence=(*others, enough), stage=Stage.LIKENESS)

    @property
    def difference(self) -> Evidence | None:
        """Return the first check that differs."""
        return next((one for one in self.evidence if not one.passed), None)


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What a sentence and a wording have in common, and what they have not."""

    coverage: float  # share of the wording, by weight, that the sentence says
    addition: float  # share of the sentence's notions that are strange
    strange: frozenset[str]  # notions of the sentence that no wording on its side knows
    missing: frozenset[str]  # notions of the wording and the claim's essence, not said
    telling: bool  # whether one of those missing is what tells this claim from others
    flipped: bool  # whether one of the two denies what the other says
    turned: bool  # the same, or it is denied here and called untrue there


def compare(
    post: Reading, said: frozenset[str], turn: Turn, known: Known, index: Index
) -> Comparison:
    """Hold *post* against a known wording.

    *said* are the post's notions with what they imply, *turn* is what its surroundings make of it.
    """
    wording = known.reading
    family = index.families[known.phrase.verdict_id, known.phrase.language]
    overlap = _overlap(post, said, turn, known, family, index)
    stance = _stance(known, flipped=overlap.flipped)
    side = Polarity.ASSERTS if stance is Stance.ASSERTS else Polarity.DENIES
    mentions = _only_mentions(wording, index) and not _says_of(post)
    evidence = (
        _names(post, wording, family, side, index),
        _numbers(post, known, family),
        _days(post, wording, family),
        _polarity(turn, post, wording, overlap, family.facts.core),
        _voice(post, wording, index),
        _coverage(overlap, post, wording, mentions=mentions),
        _addition(overlap, post, turn),
    )
    return Comparison(
        known,
        stance,
        round(overlap.coverage * (1 - overlap.addition), 3),
        overlap.addition,
        round(index.weigh(post.notions & implied(wording.notions, index.lexicon)), 6),
        evidence,
        exchanged=mentions or _is_exchanged(overlap, turn),
    )


def _overlap(
    post: Reading,
    said: frozenset[str],
    turn: Turn,
    known: Known,
    family: Family,
    index: Index,
) -> _Overlap:
    wording = known.reading
    flipped = turn is not wording.manner.turn and turn.denies != wording.manner.turn.denies
    turned = flipped or (turn is Turn.DENIED and wording.manner.turn is not Turn.DENIED)
    familiar = family.sides[known.phrase.polarity] if turned else family.notions
    familiar -= index.telling if turn.denies else frozenset()
    strange = post.notions - wording.notions - familiar
    missing = (wording.notions | family.essence) - said
    return _Overlap(
        coverage=round(index.weigh(wording.notions & said) / known.weight, 6),
        addition=len(strange) / max(1, len(post.notions)),
        strange=strange,
        missing=missing,
        telling=bool(missing & (family.essence | index.telling)),
        flipped=flipped,
        turned=turned,
    )


def _is_exchanged(overlap: _Overlap, turn: Turn) -> bool:
    """Say whether a sentence turns a wording round, or says something else in its place."""
    narrow = bool(turn.denies) and overlap.addition > NARROW_ADDED
    return overlap.turned or narrow or bool(overlap.strange and overlap.telling)


def _is_contrary(post: Reading, wording: Reading, core: frozenset[str]) -> bool:
    """Say whether two that differ in polarity differ in hardly anything else.

    "One had none" is not the contrary of "both had", nor "will not come" that of "came"; and that
    others do not fight those of the claim (its *core*) does not say that they are not there.
    """
    return (
        post.parties == wording.parties
        and post.relations <= wording.relations
        and post.orders <= wording.orders
        and all(actor in core for actor, _ in post.orders)
        and not (post.counts or wording.counts)
        and not (post.manner.supposes or wording.manner.supposes)
        and len(post.notions - wording.notions) <= 1
    )


def _stance(known: Known, *, flipped: bool) -> Stance:
    asserts = (known.phrase.polarity is Polarity.ASSERTS) != flipped
    return Stance.ASSERTS if asserts else Stance.DENIES


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
    if post.bare and wording.bare and not post.bare & wording.bare:
        return False
    for unit in {unit for _, unit in post.owners}:
        owners = {name for name, of in post.owners if of == unit}
        expected = {name for name, of in wording.owners if of == unit}
        if not owners & (expected or wording.parties):
            return False
    return post.relations <= family.facts.relations


def _numbers(post: Reading, known: Known, family: Family) -> Evidence:
    """Compare the quantities: all that the wording has, none that no wording has."""
    wording = known.reading
    counts = family.facts.counts[known.phrase.polarity]
    same = wording.numbers <= post.numbers <= wording.numbers | family.facts.numbers
    same = same and _same_counts(post.counts, wording.counts, counts)
    same = same and post.marks <= family.marks and (not post.marks or wording.marks <= post.marks)
    return Evidence(Check.NUMBERS, same, _figures(post), _figures(wording))


def _same_counts(post: frozenset[str], wording: frozenset[str], usual: frozenset[str]) -> bool:
    """Say whether "both" or "one of them" agrees on the two sides, or does not matter."""
    if post == wording:
        return True
    said = post ^ wording
    return not (post and wording) and not usual - said


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


def _polarity(
    turn: Turn, post: Reading, wording: Reading, overlap: _Overlap, core: frozenset[str]
) -> Evidence:
    """Tell whether it is known on which side the sentence stands; whoever asks takes none."""
    claim = wording.manner.turn
    clear = Turn.UNCLEAR not in {turn, claim}
    contrary = not overlap.flipped or _is_contrary(post, wording, core)
    return Evidence(Check.POLARITY, post.asks or (clear and contrary), turn, claim)


def _voice(post: Reading, wording: Reading, index: Index) -> Evidence:
    """Require the same voice: nothing supposed, limited or quoted on one side only."""
    here, there = post.manner, wording.manner
    speakers = set(post.names) - set(wording.names) | (post.bare - wording.bare)
    third_party = bool(here.reports and speakers)
    passed = (
        bool(here.supposes) == bool(there.supposes)
        and len(here.supposes) <= len(there.supposes)
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


def _coverage(overlap: _Overlap, post: Reading, wording: Reading, *, mentions: bool) -> Evidence:
    """Require that the sentence says the wording; less of it where it adds nothing strange."""
    if mentions:
        return Evidence(Check.COVERAGE, False, "", ", ".join(wording.manner.exists))
    usual = COVERED if overlap.addition else COVERED_BY_FAMILY
    needed = FLIP_COVERED if overlap.flipped and not post.asks else usual
    enough = overlap.coverage >= needed and not overlap.telling
    said = f"{overlap.coverage:.0%}"
    return Evidence(Check.COVERAGE, enough, said, _listed(overlap.missing, wording))


def _addition(overlap: _Overlap, post: Reading, turn: Turn) -> Evidence:
    """Require that the sentence says little beyond what the verdict's wordings say.

    A denial says nothing beyond: "they never surrendered" is not "they never were there".
    """
    whole = overlap.coverage >= WHOLE and turn.denies is False
    usual = ADDED_TO_WHOLE if whole else ADDED
    narrow = overlap.turned or turn is Turn.DENIED
    allowed = NARROW_ADDED if narrow else usual
    return Evidence(
        Check.ADDITION, overlap.addition <= allowed, _listed(overlap.strange, post), ""
    )


def _only_mentions(wording: Reading, index: Index) -> bool:
    """Say whether a wording says no more of somebody than that they are there."""
    return all(
        index.lexicon.is_name(notion) or index.lexicon.kind(notion) == ConceptKind.UNIT
        for notion in wording.notions
    )


def _says_of(post: Reading) -> bool:
    """Say whether a sentence says that somebody is or is not there, or asks so."""
    return bool(post.manner.exists or post.manner.negators or post.asks)


def _listed(notions: Iterable[str], reading: Reading) -> str:
    """Write notions as the sentence does; numbers and days have checks of their own."""
    known = [reading.written[one] for one in sorted(set(notions)) if one in reading.written]
    return ", ".join(known)
