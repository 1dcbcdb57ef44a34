"""Compare a quantity that a post states with the figures on record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.figures.spans import agrees, clearly_outside, contradict
from bot.figures.times import Time, last_day, time_of
from bot.figures.values import FigureEvidence, FigureFinding, RecordedFigure, StatedFigure
from bot.models import Agreement, ConceptKind, Qualifier
from bot.text.quantities import Bound, Quantity

__all__ = ["FigureEvidence", "FigureFinding", "RecordedFigure", "StatedFigure", "compare"]

_Verdict = Callable[
    [Quantity, Sequence[RecordedFigure]], tuple[Agreement, Sequence[RecordedFigure]]
]

SURE = 0.95
WITHOUT_PLACE = 0.75


def compare(
    stated: StatedFigure,
    recorded: Sequence[RecordedFigure],
    *,
    posted_at: date | None = None,
    kinds: Mapping[str, ConceptKind] | None = None,
) -> FigureFinding | None:
    """Return how *stated* stands to *recorded*; None when nothing on record is about the same.

    *kinds* says what each concept id names; without it, only ids that *recorded* uses are known,
    so a place or event that no record has cannot be told from any other word.
    """
    known = kinds if kinds is not None else _kinds(recorded)
    same = [figure for figure in recorded if _same_subject(stated, figure, known)]
    placed = [figure for figure in same if figure.place in stated.concepts]
    placed = [figure for figure in placed if figure.place in stated.named] or placed
    subjects = [*placed, *(figure for figure in same if not placed or figure.place is None)]
    if not subjects:
        return None
    time = time_of(stated, subjects, posted_at)
    verdict = _undated if time is None else partial(_dated, time=time)
    agreement, named = _of_sources(stated, subjects, partial(verdict, placed=bool(placed)))
    events = sum(known.get(concept) is ConceptKind.EVENT for concept in stated.concepts)
    if agreement is Agreement.INCONSISTENT and events > 1:
        agreement = Agreement.UNCLEAR  # "of the captured, two were wounded"
    if agreement is Agreement.INCONSISTENT:
        elsewhere = [each for each in recorded if _differs_in_place(stated, each, same, known)]
        if agreeing := [each for each in elsewhere if agrees(stated.quantity, each)]:
            agreement, named = Agreement.UNCLEAR, [*named, *agreeing]
    if agreement is not Agreement.CONSISTENT and any(figure.actor is None for figure in named):
        return None  # who else was counted there is not known
    missing = agreement is Agreement.UNCLEAR and time is not None and time.missing
    evidence = (
        FigureEvidence("subject", "unit, actor, event" + (", place" if placed else "; no place")),
        FigureEvidence("period", time.basis if time else "the post has no date"),
        FigureEvidence("value", _values(stated.quantity, subjects)),
    )
    confidence = SURE if placed else WITHOUT_PLACE
    if missing:
        named = sorted(named, key=last_day, reverse=True)
    return FigureFinding(agreement, tuple(named), confidence, evidence, missing)


def _differs_in_place(
    stated: StatedFigure,
    figure: RecordedFigure,
    same: Sequence[RecordedFigure],
    kinds: Mapping[str, ConceptKind],
) -> bool:
    """Say whether a figure of something that happened differs in its place and nothing else."""
    if figure.event is None or figure in same:
        return False
    return _same_subject(stated, replace(figure, place=None), kinds)


def _of_sources(
    stated: StatedFigure, subjects: Sequence[RecordedFigure], verdict: _Verdict
) -> tuple[Agreement, Sequence[RecordedFigure]]:
    """Compare with what those say whom the post names; what only others say is unclear."""
    told = [figure for figure in subjects if stated.sources.intersection(figure.attributed_to)]
    if not told or len(told) == len(subjects):
        return verdict(stated.quantity, subjects)
    agreement, named = verdict(stated.quantity, told)
    if agreement is not Agreement.CONSISTENT:
        others, agreeing = verdict(stated.quantity, subjects)
        if others is Agreement.CONSISTENT:
            return Agreement.UNCLEAR, [*named, *agreeing]
    return agreement, named


def _kinds(recorded: Sequence[RecordedFigure]) -> dict[str, ConceptKind]:
    known: dict[str, ConceptKind] = {}
    for figure in recorded:
        for concept, kind in (
            (figure.actor, ConceptKind.ACTOR),
            (figure.place, ConceptKind.PLACE),
            (figure.event, ConceptKind.EVENT),
        ):
            if concept is not None:
                known[concept] = kind
    return known


def _same_subject(
    stated: StatedFigure, figure: RecordedFigure, kinds: Mapping[str, ConceptKind]
) -> bool:
    """Say whether both are about the same unit, actor and event, and no other place."""
    if stated.quantity.unit not in {None, figure.unit} or figure.unit not in stated.concepts:
        return False
    if stated.quantity.part:
        return False
    named = {kinds.get(concept) for concept in stated.concepts}
    if stated.named and ConceptKind.ACTOR not in {kinds.get(each) for each in stated.named}:
        named.discard(ConceptKind.ACTOR)  # Donetsk implies Ukraine, but nobody in particular
    for kind, own in ((ConceptKind.ACTOR, figure.actor), (ConceptKind.EVENT, figure.event)):
        # A figure of all the killed is not one of this actor's, and a presence is no event.
        alike = kind not in named if own is None else own in stated.concepts
        if not alike:
            return False
    here = figure.place is None or figure.place in stated.concepts
    return here or ConceptKind.PLACE not in named


def _undated(
    quantity: Quantity, figures: Sequence[RecordedFigure], *, placed: bool
) -> tuple[Agreement, Sequence[RecordedFigure]]:
    """Compare with every figure, as nothing says which time the post speaks of."""
    if agreeing := [figure for figure in figures if agrees(quantity, figure)]:
        return Agreement.CONSISTENT, agreeing
    wrong = placed and clearly_outside(quantity, figures)
    return (Agreement.INCONSISTENT if wrong else Agreement.UNCLEAR), figures


def _dated(
    quantity: Quantity, figures: Sequence[RecordedFigure], *, placed: bool, time: Time
) -> tuple[Agreement, Sequence[RecordedFigure]]:
    """Compare with the figures of the post's time, and know those of another time."""
    agreeing = [figure for figure in figures if agrees(quantity, figure)]
    right = [figure for figure in agreeing if figure in time.fitting]
    if right and any(contradict(one, other) for one in right for other in time.fitting):
        return Agreement.UNCLEAR, time.fitting
    if right:
        return Agreement.CONSISTENT, right
    if agreeing and not (time.strict and time.missing):
        return Agreement.OUTDATED, [*agreeing, *time.fitting]
    if time.missing:
        return Agreement.UNCLEAR, figures
    counted = quantity.exact and quantity.bound in {Bound.PLAIN, Bound.ONLY}
    exact = counted and all(f.qualifier is Qualifier.EXACTLY for f in time.fitting)
    wrong = placed and time.near and (exact or clearly_outside(quantity, time.fitting))
    return (Agreement.INCONSISTENT if wrong else Agreement.UNCLEAR), time.fitting


def _values(quantity: Quantity, figures: Sequence[RecordedFigure]) -> str:
    parts = (f"{figure.key} {figure.qualifier} {figure.low:f}" for figure in figures)
    return f"{quantity.text} against " + ", ".join(parts)
