"""Which values a statement and a record are compatible with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.figures.times import SLACK, last_day
from bot.figures.values import RecordedFigure
from bot.models import Qualifier
from bot.text.quantities import Bound, Quantity

# What "about" allows on either side.
ABOUT = Decimal("0.1")
# A bound speaks for values up to this many times as large; further away is clearly another value.
MARGIN = Decimal("1.5")

_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.UP_TO, Bound.LESS_THAN})
_LOWER_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})


@dataclass(frozen=True, slots=True)
class Span:
    """The values that a statement is compatible with; *above* and *below* leave out the end."""

    low: Decimal
    high: Decimal
    above: bool = False
    below: bool = False

    def meets(self, other: "Span") -> bool:
        """Say whether one value is in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        opened = (self.above and low == self.low) or (self.below and high == self.high)
        return not opened


def agrees(quantity: Quantity, figure: RecordedFigure) -> bool:
    recorded = _recorded_span(figure)
    return any(_stated_span(each).meets(recorded) for each in _readings(quantity))


def _readings(quantity: Quantity) -> tuple[Quantity, ...]:
    """Return *quantity* and, where its digits may be read in two ways, its second reading."""
    if quantity.other is None:
        return (quantity,)
    return quantity, replace(quantity, low=quantity.other, high=quantity.other)


def _stated_span(quantity: Quantity) -> Span:
    low, high = quantity.low, quantity.high
    match quantity.bound:
        case Bound.ABOUT if quantity.exact:
            return Span(low * (1 - ABOUT), high * (1 + ABOUT))
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return Span(low, high * MARGIN, above=quantity.bound is Bound.MORE_THAN)
        case Bound.UP_TO | Bound.LESS_THAN:
            return Span(low / MARGIN, high, below=quantity.bound is Bound.LESS_THAN)
        case _:
            return Span(low, high)


def _recorded_span(figure: RecordedFigure) -> Span:
    match figure.qualifier:
        case Qualifier.EXACTLY:
            return Span(figure.low, figure.high)
        case Qualifier.ABOUT:
            return Span(figure.low * (1 - ABOUT), figure.high * (1 + ABOUT))
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return Span(figure.low, figure.high * MARGIN)
        case Qualifier.UP_TO:
            return Span(figure.low / MARGIN, figure.high)


def clearly_outside(quantity: Quantity, figures: Sequence[RecordedFigure]) -> bool:
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


def contradict(one: RecordedFigure, other: RecordedFigure) -> bool:
    """Say whether two figures of one kind, place and time cannot both be right."""
    if (
        one.place != other.place
        or one.as_of is None
        or other.as_of is None
        or (one.as_of_end is None) != (other.as_of_end is None)
    ):
        return False
    if abs(last_day(one) - last_day(other)) > SLACK:
        return False
    return not _logical_span(one).meets(_logical_span(other))


def _logical_span(figure: RecordedFigure) -> Span:
    """Return all values that *figure* does not deny, however far away."""
    span = _recorded_span(figure)
    if figure.qualifier in _LOWER_BOUNDS:
        return Span(span.low, Decimal("Infinity"))
    return Span(Decimal(0), span.high) if figure.qualifier is Qualifier.UP_TO else span
