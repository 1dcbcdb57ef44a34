"""Compare a quantity that a post states with the figures on record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from bot.models import Agreement, ConceptKind, Qualifier
from bot.text.dates import DateMention, in_year
from bot.text.quantities import Bound, Quantity

_Verdict = Callable[
    [Quantity, Sequence["RecordedFigure"]], tuple[Agreement, Sequence["RecordedFigure"]]
]

# What "about" allows on either side.
ABOUT = Decimal("0.1")
# A bound speaks for values up to this many times as large; further away is clearly another value.
MARGIN = Decimal("1.5")
# How far a snapshot may lie from the time the post speaks of, for a stated and an inferred date;
# snapshots as close to the newest one that the post could know count as current, too.
SLACK = timedelta(days=15)
INFERRED_SLACK = timedelta(days=45)
# After this long the newest snapshot says nothing of the post's own day.
STALE = timedelta(days=180)

_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.UP_TO, Bound.LESS_THAN})
_LOWER_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})

SURE = 0.95
WITHOUT_PLACE = 0.75


@dataclass(frozen=True, slots=True)
class RecordedFigure:
    """A quantity on record: *low* and *high* are equal unless it is a range.

    *unit*, *actor*, *place* and *event* are concept ids. *as_of* alone is a snapshot; with
    *as_of_end* it is what happened in that period. *as_of_inferred*: no source states the date.
    """

    key: str
    low: Decimal
    high: Decimal
    qualifier: Qualifier
    unit: str
    actor: str | None = None
    place: str | None = None
    event: str | None = None
    as_of: date | None = None
    as_of_end: date | None = None
    as_of_inferred: bool = False
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A quantity of a post, with the concepts and the dates named in its clause.

    *named* are the concepts that the words themselves name: Kursk, where *concepts* adds Russia.
    *sources* are the concepts of those who are said to have counted.
    """

    quantity: Quantity
    concepts: frozenset[str]
    dates: tuple[DateMention, ...] = ()
    named: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """One thing that was looked at, by name, and what it showed."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """How a stated figure stands to those on record, which ones, and why; *confidence* 0 to 1.

    *missing* says that none is of the time the post speaks of: then the latest comes first.
    """

    agreement: Agreement
    recorded: tuple[RecordedFigure, ...]
    confidence: float
    evidence: tuple[FigureEvidence, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """The values that a statement is compatible with; *above* and *below* leave out the end."""

    low: Decimal
    high: Decimal
    above: bool = False
    below: bool = False

    def meets(self, other: "_Span") -> bool:
        """Say whether one value is in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        opened = (self.above and low == self.low) or (self.below and high == self.high)
        return not opened


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
    time = _time(stated, subjects, posted_at)
    verdict = _undated if time is None else partial(_dated, time=time)
    agreement, named = _of_sources(stated, subjects, partial(verdict, placed=bool(placed)))
    events = sum(known.get(concept) is ConceptKind.EVENT for concept in stated.concepts)
    if agreement is Agreement.INCONSISTENT and events > 1:
        agreement = Agreement.UNCLEAR  # "of the captured, two were wounded"
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
        named = sorted(named, key=_last_day, reverse=True)
    return FigureFinding(agreement, tuple(named), confidence, evidence, missing)


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


def _agrees(quantity: Quantity, figure: RecordedFigure) -> bool:
    recorded = _recorded_span(figure)
    return any(_stated_span(each).meets(recorded) for each in _readings(quantity))


def _readings(quantity: Quantity) -> tuple[Quantity, ...]:
    """Return *quantity* and, where its digits may be read in two ways, its second reading."""
    if quantity.other is None:
        return (quantity,)
    return quantity, replace(quantity, low=quantity.other, high=quantity.other)


def _stated_span(quantity: Quantity) -> _Span:
    low, high = quantity.low, quantity.high
    match quantity.bound:
        case Bound.ABOUT if quantity.exact:
            return _Span(low * (1 - ABOUT), high * (1 + ABOUT))
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return _Span(low, high * MARGIN, above=quantity.bound is Bound.MORE_THAN)
        case Bound.UP_TO | Bound.LESS_THAN:
            return _Span(low / MARGIN, high, below=quantity.bound is Bound.LESS_THAN)
        case _:
            return _Span(low, high)


def _recorded_span(figure: RecordedFigure) -> _Span:
    match figure.qualifier:
        case Qualifier.EXACTLY:
            return _Span(figure.low, figure.high)
        case Qualifier.ABOUT:
            return _Span(figure.low * (1 - ABOUT), figure.high * (1 + ABOUT))
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return _Span(figure.low, figure.high * MARGIN)
        case Qualifier.UP_TO:
            return _Span(figure.low / MARGIN, figure.high)


@dataclass(frozen=True, slots=True)
class _Time:
    """The figures of the time the post speaks of; *near* if they can refute what it says.

    *missing*: nothing is on record for that time. *strict*: what happened on another day is
    another thing, and what is said to be so now cannot be told from what was so long ago.
    """

    fitting: tuple[RecordedFigure, ...]
    near: bool
    basis: str
    strict: bool = False

    @property
    def missing(self) -> bool:
        """Say whether no figure is of that time."""
        return not self.fitting


def _time(
    stated: StatedFigure, figures: Sequence[RecordedFigure], posted_at: date | None
) -> _Time | None:
    """Return the figures that a stated period or the post's date selects; None without both."""
    mentions = [each for each in stated.dates if each.start is not None or each.month is not None]
    closed = [mention for mention in mentions if not mention.open_ended]
    if closed:
        fits = [f for f in figures if any(_overlaps(mention, f) for mention in closed)]
        days = any(_is_day(mention) for mention in closed)
        strict = days and all(figure.event is not None for figure in figures)
        return _Time(tuple(fits), True, f"the post says {closed[0].text}", strict)
    at = next((m.end for m in mentions if m.end is not None), posted_at)
    if at is None:
        return None
    current = [figure for figure in figures if figure.as_of is None]
    timed = [figure for figure in figures if figure.as_of and figure.as_of <= at + _slack(figure)]
    newest = max((_last_day(figure) for figure in timed), default=None)
    if newest is not None and at - newest <= STALE:
        current += [figure for figure in timed if newest - _last_day(figure) <= SLACK]
    # Counts grow: what was right two months ago does not refute what is said today.
    near = newest is not None and at - newest <= SLACK
    now = any(each.open_ended and each.year is None and each.month is None for each in mentions)
    return _Time(tuple(current), near, f"the post is of {at}", strict=now)


def _is_day(mention: DateMention) -> bool:
    return mention.day is not None or (mention.month is None and mention.year is None)


def _overlaps(mention: DateMention, figure: RecordedFigure) -> bool:
    """Say whether *figure* is of the time of *mention*, whose year may be unsaid."""
    if figure.as_of is None:
        return True
    periods = [(mention.start, mention.end)]
    if mention.start is None:
        years = range(figure.as_of.year - 1, figure.as_of.year + 2)
        periods = [(each.start, each.end) for each in (in_year(mention, y) for y in years)]
    slack = timedelta(0) if figure.as_of_end else _slack(figure)
    return any(
        start is not None
        and figure.as_of <= (end or date.max - slack) + slack
        and start - slack <= _last_day(figure)
        for start, end in periods
    )


def _slack(figure: RecordedFigure) -> timedelta:
    return INFERRED_SLACK if figure.as_of_inferred else SLACK


def _last_day(figure: RecordedFigure) -> date:
    return figure.as_of_end or figure.as_of or date.min


def _undated(
    quantity: Quantity, figures: Sequence[RecordedFigure], *, placed: bool
) -> tuple[Agreement, Sequence[RecordedFigure]]:
    """Compare with every figure, as nothing says which time the post speaks of."""
    if agreeing := [figure for figure in figures if _agrees(quantity, figure)]:
        return Agreement.CONSISTENT, agreeing
    wrong = placed and _clearly_outside(quantity, figures)
    return (Agreement.INCONSISTENT if wrong else Agreement.UNCLEAR), figures


def _dated(
    quantity: Quantity, figures: Sequence[RecordedFigure], *, placed: bool, time: _Time
) -> tuple[Agreement, Sequence[RecordedFigure]]:
    """Compare with the figures of the post's time, and know those of another time."""
    agreeing = [figure for figure in figures if _agrees(quantity, figure)]
    right = [figure for figure in agreeing if figure in time.fitting]
    if right and any(_contradict(one, other) for one in right for other in time.fitting):
        return Agreement.UNCLEAR, time.fitting
    if right:
        return Agreement.CONSISTENT, right
    if agreeing and not (time.strict and time.missing):
        return Agreement.OUTDATED, [*agreeing, *time.fitting]
    if time.missing:
        return Agreement.UNCLEAR, figures
    counted = quantity.exact and quantity.bound in {Bound.PLAIN, Bound.ONLY}
    exact = counted and all(f.qualifier is Qualifier.EXACTLY for f in time.fitting)
    wrong = placed and time.near and (exact or _clearly_outside(quantity, time.fitting))
    return (Agreement.INCONSISTENT if wrong else Agreement.UNCLEAR), time.fitting


def _clearly_outside(quantity: Quantity, figures: Sequence[RecordedFigure]) -> bool:
    """Say whether no reading of *quantity* comes near the whole recorded range."""
    if not quantity.exact:
        return False
    reach = [_recorded_span(f) if f.qualifier in _LOWER_BOUNDS else f for f in figures]
    low, high = min(each.low for each in reach), max(each.high for each in reach)
    limits = all(figure.qualifier is Qualifier.UP_TO for figure in figures)
    return all(_is_beyond(each, low, high, limits=limits) for each in _readings(quantity))


def _is_beyond(quantity: Quantity, low: Decimal, high: Decimal, *, limits: bool) -> bool:
    # "At least 1,000" does not deny 11,000, nor does "up to 20,000"; but it denies "up to 12,000".
    too_high = quantity.low >= high * MARGIN and (quantity.bound not in _UPPER or limits)
    too_low = quantity.high <= low / MARGIN and quantity.bound not in _LOWER
    return too_high or too_low


def _contradict(one: RecordedFigure, other: RecordedFigure) -> bool:
    """Say whether two figures of one kind and time cannot both be right."""
    if (
        one.as_of is None
        or other.as_of is None
        or (one.as_of_end is None) != (other.as_of_end is None)
    ):
        return False
    if abs(_last_day(one) - _last_day(other)) > SLACK:
        return False
    return not _logical_span(one).meets(_logical_span(other))


def _logical_span(figure: RecordedFigure) -> _Span:
    """Return all values that *figure* does not deny, however far away."""
    span = _recorded_span(figure)
    if figure.qualifier in _LOWER_BOUNDS:
        return _Span(span.low, Decimal("Infinity"))
    return _Span(Decimal(0), span.high) if figure.qualifier is Qualifier.UP_TO else span


def _values(quantity: Quantity, figures: Sequence[RecordedFigure]) -> str:
    parts = (f"{figure.key} {figure.qualifier} {figure.low:f}" for figure in figures)
    return f"{quantity.text} against " + ", ".join(parts)
