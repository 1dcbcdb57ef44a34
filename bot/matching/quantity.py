"""The quantities of a post beside the recorded figures, sentence by sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from bot.figures import FigureFinding, StatedFigure, compare
from bot.matching.families import Account, implied, subject
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.values import Check, Evidence, FigureLine
from bot.models import Agreement, ConceptKind
from bot.text.dates import dates
from bot.text.normalise import words
from bot.text.quantities import Quantity, quantities
from bot.text.sentences import Span
from bot.text.stems import stem

MOST_LINES = 3
_OWN = frozenset({ConceptKind.UNIT, ConceptKind.EVENT})  # each number has its own


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
    stated = [one for one in quantities(span.text, language) if one.exact]
    if not (plain := _plain(reading)).passed:
        return
    mentions = tuple(dates(span.text, language, posted_at=posted_at))
    for at, quantity in enumerate(stated):
        concepts = _concepts(span, stated, at, reading, language, index)
        finding = compare(
            StatedFigure(quantity, _of_people(concepts, index), mentions),
            index.figures,
            posted_at=posted_at,
            kinds=index.lexicon.kinds,
        )
        if finding is None or not _is_theirs(reading, finding, index):
            continue
        account = index.accounts[subject(finding.recorded[0])]
        evidence = (
            plain,
            _nobody_else(reading, account, index),
            _nothing_else(reading, language, account, index),
        )
        if all(one.passed for one in evidence):
            yield _line(quantity.text, span, finding, evidence)


def _concepts(
    span: Span, stated: list[Quantity], at: int, reading: Reading, language: str, index: Index
) -> frozenset[str]:
    """Return what a quantity is about: who and where from the sentence, what from beside it.

    What is counted must be named; only where no unit is, it is the people of who is named.
    """
    kinds = index.lexicon.kinds
    said = implied(reading.notions, index.lexicon)
    general = {notion for notion in said if notion in kinds and kinds[notion] not in _OWN}
    own = {notion for notion in reading.notions if kinds.get(notion) in _OWN}
    if len(stated) > 1:
        own = _beside(span, stated, at, language, index) or own
    units = _units(own, index) or _units(reading.notions, index) or _units(said, index)
    return frozenset(general | own | units)


def _of_people(concepts: frozenset[str], index: Index) -> frozenset[str]:
    """Add what figures count of an actor where no unit is named: "300 killed"."""
    if _units(concepts, index):
        return concepts
    return concepts | {figure.unit for figure in index.figures if figure.actor in concepts}


def _units(notions: Collection[str], index: Index) -> set[str]:
    kinds = index.lexicon.kinds
    return {notion for notion in notions if kinds.get(notion) is ConceptKind.UNIT}


def _beside(span: Span, stated: list[Quantity], at: int, language: str, index: Index) -> set[str]:
    """Return the units and events between a quantity and the next one, or else before it.

    Where nothing that happened is told after the last number, it is told before each: "killed
    300 and wounded 2,700".
    """
    start, end = stated[at].start, stated[at].end
    after = stated[at + 1].start if at + 1 < len(stated) else len(span.text)
    before = stated[at - 1].end if at else 0
    following = _of(span.text[end:after], language, index)
    leading = _of(span.text[before:start], language, index)
    last = _of(span.text[stated[-1].end :], language, index)
    if last - _units(last, index):
        return set(following or leading)
    units = _units(following, index) or _units(leading, index)
    return {*(leading - _units(leading, index)), *units}


def _of(text: str, language: str, index: Index) -> frozenset[str]:
    """Return the units and events named in a part of a sentence."""
    return frozenset(
        found.id
        for found in index.lexicon.find(words(text), language)
        if index.lexicon.kind(found.id) in _OWN
    )


def _is_theirs(reading: Reading, finding: FigureFinding, index: Index) -> bool:
    """Say whether what is counted belongs to the figure's actor: not "Ukrainian soldiers"."""
    actors = {figure.actor for figure in finding.recorded}
    return all(index.lexicon.wider(name) & actors for name, _ in reading.owners)


def _line(
    stated: str, span: Span, finding: FigureFinding, evidence: tuple[Evidence, ...]
) -> FigureLine:
    recorded = tuple(figure.key for figure in finding.recorded)
    values = ", ".join(
        f"{figure.low:f}" if figure.low == figure.high else f"{figure.low:f}-{figure.high:f}"
        for figure in finding.recorded
    )
    fits = finding.agreement in {Agreement.CONSISTENT, Agreement.OUTDATED}
    seen = Evidence(Check.NUMBERS, fits, stated, values)
    return FigureLine(stated, span.text, finding.agreement, recorded, (seen, *evidence))


def _plain(reading: Reading) -> Evidence:
    """Require a plain statement: what is denied, disputed or supposed states no quantity."""
    how = reading.manner
    said = (*how.negators, *how.disputes, *how.inventions, *how.supposes)
    return Evidence(Check.VOICE, not said, ", ".join(said))


def _nobody_else(reading: Reading, account: Account, index: Index) -> Evidence:
    """Require that only those are named of whom the figure tells: the number may be theirs."""
    strange = {name for name in reading.names if not index.lexicon.wider(name) & account.names}
    return Evidence(Check.NAMES, not strange, _written(strange, reading))


def _nothing_else(reading: Reading, language: str, account: Account, index: Index) -> Evidence:
    """Require that nothing else is told: a further word may say what is counted."""
    passed_on = {
        f"~{stem(word, language)}" for phrase in reading.manner.reports for word in phrase.split()
    }
    known = account.notions.get(language, frozenset()) | passed_on
    strange = {
        notion
        for notion in reading.notions - known
        if notion.startswith("~") or index.lexicon.kind(notion) == ConceptKind.WORD
    }
    strange = {notion for notion in strange if notion[0] not in "#@"}
    return Evidence(Check.ADDITION, not strange, _written(strange, reading))


def _written(notions: set[str], reading: Reading) -> str:
    return ", ".join(sorted(reading.written[notion] for notion in notions))
