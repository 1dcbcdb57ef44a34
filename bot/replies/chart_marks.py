"""How a recorded value is drawn: what its qualifier and its period look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox, offset_copy

from bot.figures.spans import ABOUT
from bot.models import Qualifier
from bot.services.values import RecordedView

INK, GREY = "#222222", "#888888"
# Okabe and Ito's colours, which people with any colour vision tell apart, the dark ones first;
# each goes with a sign of its own, for those who see no colours at all.
LOOKS = (
    ("#0072B2", "o"),
    ("#D55E00", "s"),
    ("#009E73", "D"),
    ("#CC79A7", "^"),
    ("#7A5C00", "v"),
    ("#56B4E9", "P"),
    ("#000000", "X"),
)
OTHERS = ("#888888", "o")
SIZE = 15  # points of a sign
ARROW = 84  # pixels that an open end reaches
BESIDE = 26  # pixels by which values of one day stand apart
NEAR = 0.015  # of all days: as near as that, signs would cover each other
UP = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})


@dataclass(frozen=True, slots=True)
class Mark:
    """One value in the picture: days as their numbers in the calendar, *shift* in pixels."""

    view: RecordedView
    colour: str
    sign: str
    start: float
    end: float
    dated: bool
    shift: float = 0.0

    @property
    def low(self) -> float:
        """The lowest value that is meant: "about" is 10 % on either side, as in comparing."""
        low = float(self.view.low)
        return low * (1 - float(ABOUT)) if self.view.qualifier is Qualifier.ABOUT else low

    @property
    def top(self) -> float:
        """The highest value that is meant."""
        high = float(self.view.high)
        return high * (1 + float(ABOUT)) if self.view.qualifier is Qualifier.ABOUT else high

    @property
    def middle(self) -> float:
        """The middle of the period."""
        return (self.start + self.end) / 2

    @property
    def level(self) -> float:
        """Where the sign stands: at the value, or in the middle of a range."""
        return float(self.view.low + self.view.high) / 2

    @property
    def ink(self) -> str:
        """The colour of its label: darker, since some are too light for letters on white."""
        red, green, blue = (0.65 * part for part in to_rgb(self.colour))
        return to_hex((red, green, blue))

    @property
    def open_above(self) -> bool:
        """Whether the value is a lower bound."""
        return self.view.qualifier in UP

    def at(self, axes: Axes) -> tuple[float, float]:
        """Where the sign stands, in pixels."""
        x, y = axes.transData.transform((self.middle, self.level))
        return float(x) + self.shift, float(y)

    def box(self, axes: Axes) -> Bbox:
        """What the mark covers, in pixels."""
        x, y = self.at(axes)
        ends = [axes.transData.transform((self.middle, one))[1] for one in (self.low, self.top)]
        below, above = min(ends[0], y - 16), max(ends[1], y + 16)
        if self.open_above:
            above = y + ARROW
        if self.view.qualifier is Qualifier.UP_TO:
            below = y - ARROW
        return Bbox.from_extents(x - 18, below, x + 18, above)


def marks(series: Sequence[RecordedView], shown: RecordedView) -> list[Mark]:
    """Give each value its look, by who says so, and its place; those of a day side by side.

    The looks go to *shown* and then to the newest; who comes after that is drawn in grey.
    """
    looks: dict[str, tuple[str, str]] = {}
    for view in (shown, *reversed(series)):
        if view.attribution not in looks and len(looks) < len(LOOKS):
            looks[view.attribution] = LOOKS[len(looks)]
    undated = _beyond(series)
    found = [_mark(view, looks.get(view.attribution, OTHERS), undated) for view in series]
    near = NEAR * (max(one.end for one in found) - min(one.start for one in found))
    alike = [[one for one in found if abs(one.middle - mark.middle) <= near] for mark in found]
    return [_shifted(mark, group) for mark, group in zip(found, alike, strict=True)]


def _beyond(series: Sequence[RecordedView]) -> float:
    """Return a place after all days that are given, to stand for one that is not."""
    given = [day for view in series for day in (view.as_of, view.as_of_end) if day]
    days = [day.toordinal() for day in given]
    return max(days) + (max(days) - min(days)) / 8 + 3 if days else 0.0


def _mark(view: RecordedView, look: tuple[str, str], undated: float) -> Mark:
    start = view.as_of.toordinal() if view.as_of else undated
    end = view.as_of_end.toordinal() if view.as_of_end else start
    return Mark(view, *look, start, end, view.as_of is not None)


def _shifted(mark: Mark, group: Sequence[Mark]) -> Mark:
    """Move a mark aside where several values are of one day."""
    place = next(number for number, one in enumerate(group) if one is mark)
    shift = (place - (len(group) - 1) / 2) * 2 * BESIDE
    return Mark(mark.view, mark.colour, mark.sign, mark.start, mark.end, mark.dated, shift)


def draw_mark(axes: Axes, mark: Mark, *, prominent: bool) -> None:
    """Draw a value: its period, its tolerance or range, its open end, and its sign."""
    figure = axes.get_figure(root=True)
    if figure is None:
        return
    moved = offset_copy(axes.transData, figure, x=mark.shift, units="dots")
    colour, level, width = mark.colour, mark.level, 5 if prominent else 3.5
    if not mark.dated:
        axes.axhline(level, color=colour, linewidth=2.5, linestyle=(0, (4, 3)), zorder=2)
    if mark.end > mark.start:
        period, levels = (mark.start, mark.end), (level, level)
        axes.plot(period, levels, color=colour, linewidth=9, alpha=0.35, solid_capstyle="butt")
        axes.plot(period, levels, "|", color=colour, markersize=24, markeredgewidth=width)
    if mark.low < mark.top:
        ends, middle = (mark.low, mark.top), (mark.middle, mark.middle)
        tolerated = mark.view.qualifier is Qualifier.ABOUT
        axes.plot(
            middle,
            ends,
            linewidth=26 if tolerated else 14,
            alpha=0.25 if tolerated else 0.8,
            color=colour,
            solid_capstyle="butt",
            transform=moved,
        )
        axes.plot(
            middle, ends, "_", color=colour, markersize=24, markeredgewidth=width, transform=moved
        )
    _arrow(axes, mark, width)
    axes.plot(
        [mark.middle],
        [level],
        mark.sign,
        color=colour,
        markersize=SIZE + 3 if prominent else SIZE,
        markerfacecolor="white" if mark.view.as_of_inferred else colour,
        markeredgewidth=4 if prominent else 3,
        transform=moved,
        clip_on=False,
        zorder=5,
    )


def _arrow(axes: Axes, mark: Mark, width: float) -> None:
    """Draw an open end: upwards for "at least" and "more than", downwards for "up to"."""
    if mark.open_above:
        reach = float(ARROW)
    elif mark.view.qualifier is Qualifier.UP_TO:
        reach = -ARROW
    else:
        return
    x, y = mark.at(axes)
    reach = max(reach, axes.bbox.y0 - y)
    axes.annotate(
        "",
        (x, y + reach),
        xycoords="figure pixels",
        xytext=(x, y),
        textcoords="figure pixels",
        arrowprops={
            "arrowstyle": "-|>,head_width=0.55,head_length=0.8",
            "color": mark.colour,
            "linewidth": width,
            "shrinkA": 0,
            "shrinkB": 0,
        },
        zorder=4,
    )


def legend_mark(figure: Figure, mark: Mark, x: float, y: float) -> None:
    """Draw a sign in its colour at a place in pixels."""
    size = figure.get_size_inches() * figure.dpi
    figure.add_artist(
        Line2D(
            [x / size[0]],
            [y / size[1]],
            linestyle="none",
            marker=mark.sign,
            color=mark.colour,
            markersize=SIZE,
            transform=figure.transFigure,
        )
    )
