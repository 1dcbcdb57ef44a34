"""The quantities of a post beside the recorded figures, sentence by sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.figures import FigureFinding, StatedFigure, compare
from bot.matching.binding import CLAUSE, bound, counted
from bot.matching.families import Account, implied, subject
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.surplus import beyond
from bot.matching.values import Check, Evidence, FigureLine
from bot.matching.whose import is_done_to_others, is_placed_later, owners, tellers
from bot.models import Agreement, ConceptKind
from bot.text.dates import DateMention, dates
from bot.text.normalise import words
from bot.text.quantities import Quantity, quantities
from bot.text.sentences import Span

MOST_LINES = 3
_OWN = frozenset({ConceptKind.UNIT, ConceptKind.EVENT})  # each number has its own
_STEM = 3  # letters by which "може" and "можуть" are one word


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the post with its quantities and dates."""

    span: Span
    reading: Reading
    language: str
    stated: tuple[Quantity, ...]
    days: tuple[DateMention, ...]


def figure_lines(
    spoken: Sequence[tuple[Span, Reading]], language: str, index: Index, posted_at: date | None
) -> tuple[FigureLine, ...]:
    """Return a line for each quantity that a recorded figure is about, the first three."""
    found = [
        line
        for span, reading in spoken
        if index.figures and reading.numbers
        for line in _in_sentence(span, reading, language, index, posted_at)
    ]
    return tuple(found[:MOST_LINES])


def _in_sentence(
    span: Span, reading: Reading, language: str, index: Index, posted_at: date | None
) -> Iterator[FigureLine]:
    stated = tuple(one for one in quantities(span.text, language) if one.exact)
    days = tuple(dates(span.text, language, posted_at=posted_at))
    sentence = _Sentence(span, reading, language, stated, days)
    found = [
        (at, finding)
        for at in range(len(stated))
        if (finding := _finding(sentence, at, index, posted_at))
    ]
    accounts = [index.accounts[subject(finding.recorded[0])] for _, finding in found]
    for (at, finding), account in zip(found, accounts, strict=True):
        if not _is_theirs(sentence, at, finding, index):
            continue
        presence = finding.recorded[0].event is None
        elsewhere = presence and is_placed_later(span.text, stated, at, language, index.lexicon)
        if elsewhere and finding.agreement is not Agreement.CONSISTENT:
            continue
        evidence = (
            _plain(reading, account),
            _nobody_else(reading, account, index),
            _nothing_else(sentence, at, finding, accounts, index),
        )
        if all(one.passed for one in evidence):
            yield _line(stated[at].text, span, finding, evidence)


def _finding(
    sentence: _Sentence, at: int, index: Index, posted_at: date | None
) -> FigureFinding | None:
    reading = sentence.reading
    said = implied(frozenset(reading.names), index.lexicon)
    related = {name for name, _ in reading.relations}
    counted = StatedFigure(
        sentence.stated[at],
        _of_people(_concepts(sentence, at, index), index),
        _days(sentence, at),
        named=frozenset(reading.names),
        sources=said - related,
    )
    kinds = index.lexicon.kinds
    counts = [one for one in index.figures if kinds.get(one.unit) is ConceptKind.UNIT]
    return compare(counted, counts, posted_at=posted_at, kinds=kinds)


def _days(sentence: _Sentence, at: int) -> tuple[DateMention, ...]:
    """Return the dates of a quantity: of several, those that are nearer to it than to another."""
    stated, days = sentence.stated, sentence.days
    if len(stated) < 2 or len(days) < 2:
        return days
    near = [
        day
        for day in days
        if min(range(len(stated)), key=lambda one: _distance(day, stated[one])) == at
    ]
    return tuple(near) or days


def _distance(day: DateMention, quantity: Quantity) -> int:
    return max(day.begins - quantity.end, quantity.start - day.ends)


def _concepts(sentence: _Sentence, at: int, index: Index) -> frozenset[str]:
    """Return what a quantity is about: who and where from the sentence, what from beside it.

    What is counted must be named; only where no unit is, it is the people of who is named.
    """
    kinds, reading = index.lexicon.kinds, sentence.reading
    said = implied(reading.notions - _speakers(sentence, index), index.lexicon)
    general = {notion for notion in said if notion in kinds and kinds[notion] not in _OWN}
    own = {notion for notion in reading.notions if kinds.get(notion) in _OWN}
    if len(sentence.stated) > 1:
        beside = bound(sentence.span.text, sentence.stated, at, sentence.language, index.lexicon)
        own = beside or _units(own, index)
    units = _units(own, index) or _units(reading.notions, index) or _units(said, index)
    counts = [_counted(sentence, one, index) for one in range(len(sentence.stated))]
    if nearest := counts[at]:
        others = {*counts} - {nearest}
        own -= units
        units = {
            one
            for one in _units(said, index) - others
            if nearest in index.lexicon.wider(one)  # "losses of soldiers: 3,000 people"
        }
    return frozenset(general | own | units)


def _speakers(sentence: _Sentence, index: Index) -> set[str]:
    """Return the places that stand for who rules there: "says Seoul" is of no place."""
    said, reports = words(sentence.span.text), sentence.reading.manner.reports
    found = tellers(said, reports, sentence.language, index.lexicon)
    return {one.id for one in found if index.lexicon.kind(one.id) == ConceptKind.PLACE}


def _counted(sentence: _Sentence, at: int, index: Index) -> str | None:
    return counted(sentence.span.text, sentence.stated, at, sentence.language, index.lexicon)


def _of_people(concepts: frozenset[str], index: Index) -> frozenset[str]:
    """Add what figures count of an actor where no unit is named: "300 killed"."""
    if _units(concepts, index):
        return concepts
    counted = {figure.unit for figure in index.figures if figure.actor in concepts}
    return concepts | _units(counted, index)


def _units(notions: Collection[str], index: Index) -> set[str]:
    kinds = index.lexicon.kinds
    return {notion for notion in notions if kinds.get(notion) is ConceptKind.UNIT}


def _is_theirs(sentence: _Sentence, at: int, finding: FigureFinding, index: Index) -> bool:
    """Say whether what is counted belongs to the figure's actor: not "Ukrainian soldiers"."""
    actors = {figure.actor for figure in finding.recorded}
    text, stated, language = sentence.span.text, sentence.stated[at], sentence.language
    reports = sentence.reading.manner.reports
    whose = owners(text, stated, reports, language, index.lexicon)
    if None in actors:
        return not whose  # all are counted, whosever they are
    if is_done_to_others(text, stated, actors, language, index.lexicon):
        return False
    whose = whose or {name for name, _ in sentence.reading.owners}
    return all(index.lexicon.wider(name) & actors for name in whose)


def _line(
    stated: str, span: Span, finding: FigureFinding, evidence: tuple[Evidence, ...]
) -> FigureLine:
    recorded = tuple(figure.key for figure in finding.recorded)
    values = ", ".join(
        f"{figure.low:f}" if figure.low == figure.high else f"{figure.low:f}-{figure.high:f}"
        for figure in finding.recorded
    )
    fits = finding.agreement in {Agreement.CONSISTENT, Agreement.OUTDATED}
    seen = [Evidence(Check.NUMBERS, fits, stated, values)]
    if finding.missing:
        seen.append(Evidence(Check.DATES, False))
    return FigureLine(stated, span.text, finding.agreement, recorded, (*seen, *evidence))


def _plain(reading: Reading, account: Account) -> Evidence:
    """Require a plain statement: what is denied, disputed or supposed states no quantity.

    A figure that itself tells of what may be is stated by "may", too.
    """
    how = reading.manner
    own = {word[:_STEM] for word in account.supposes}
    supposed = [word for word in how.supposes if word[:_STEM] not in own]
    said = (*how.negators, *how.disputes, *how.inventions, *supposed)
    return Evidence(Check.VOICE, not said, ", ".join(said))


def _nobody_else(reading: Reading, account: Account, index: Index) -> Evidence:
    """Require that only those are named of whom the figure tells: the number may be theirs."""
    strange = {name for name in reading.names if not index.lexicon.wider(name) & account.names}
    return Evidence(Check.NAMES, not strange, _written(strange, reading))


def _nothing_else(
    sentence: _Sentence, at: int, finding: FigureFinding, accounts: list[Account], index: Index
) -> Evidence:
    """Require that nothing else is told: a further word may say what is counted.

    Where the quantity's event is told before a comma, what follows the comma is free.
    """
    strange = beyond(sentence.reading, sentence.language, accounts, index.lexicon)
    days = " ".join(day.text for day in sentence.days)
    strange = {one for one in strange if sentence.reading.written[one] not in days}
    event = finding.recorded[0].event
    if strange and event is not None:
        head = _head(sentence, at)
        told = {one.id for one in index.lexicon.find(words(head), sentence.language)}
        if event in told:
            strange = {one for one in strange if sentence.reading.written[one] in head}
    return Evidence(Check.ADDITION, not strange, _written(strange, sentence.reading))


def _head(sentence: _Sentence, at: int) -> str:
    """Return the sentence up to the end of the clause of a quantity."""
    text, end = sentence.span.text, sentence.stated[at].end
    clause_end = CLAUSE.search(text, end)
    return text[: clause_end.start()] if clause_end else text


def _written(notions: set[str], reading: Reading) -> str:
    return ", ".join(sorted(reading.written[notion] for notion in notions))
