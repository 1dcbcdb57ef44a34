"""The values of a figure over time as a picture, in a reader's language, to be read on a phone.

Of all replies only this, chart_marks and chart_text use matplotlib, through its object API: no
window, no state that threads share, and nothing is loaded before the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.replies.chart_marks import GREY, INK, OTHERS, Mark, draw_mark, legend_mark, marks
from bot.replies.chart_text import DRAWING, Placed, Writing, drawable, place
from bot.replies.figures import value
from bot.replies.voice import Voice
from bot.services.values import RecordedView

WIDTH = 1080  # pixels: what a phone shows without enlarging it
DPI = 120
MARGIN = 44  # pixels
PLOT = 720  # pixels, the height of the axes
DAYS = 2.9  # lines below the axes, for the days and a gap before the legend
BETWEEN = 12  # pixels between entries of the legend
ROOM, ROOM_OPEN = 1.18, 1.32  # above the highest value, for its label and for an open end
MOST_VALUES = 30  # the newest are drawn
MOST_LABELS = 12  # the newest are written beside their marks
LARGE = Decimal(1_000_000)  # from here on the axis has short numbers
TITLE, NOTE, TICK, VALUE = 27, 19, 18, 21  # points


def draw(series: Sequence[RecordedView], shown: RecordedView, voice: Voice) -> bytes:
    """Draw *series*, the values of one subject in the order of their days, as PNG.

    *shown* gives the title and stands out. It takes about half a second: for worker threads.
    """
    with DRAWING:
        return _draw(series[-MOST_VALUES:], shown, voice)


def _draw(series: Sequence[RecordedView], shown: RecordedView, voice: Voice) -> bytes:
    figure = Figure(dpi=DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    writing = Writing(canvas.get_renderer())
    found = marks(series, shown)
    title = writing.wrapped(drawable(shown.label), TITLE, WIDTH - 2 * MARGIN, weight="bold")
    names = _named(found, writing)
    notes = _notes(series, found, voice, writing)
    line = writing.line(NOTE)
    head = MARGIN + len(title) * writing.line(TITLE)
    rows = sum(len(lines) for _, lines in names) + len(notes)
    legend = rows * line + BETWEEN * len(names) + MARGIN
    foot = int(DAYS * line) + legend
    height = head + PLOT + foot
    figure.set_size_inches(WIDTH / DPI, height / DPI)
    for number, text in enumerate(title):
        top = MARGIN + number * writing.line(TITLE)
        writing.put(figure, text, MARGIN, height - top, TITLE, weight="bold")
    axes = _axes(figure, found, voice, height, foot, writing)
    for mark in found:
        draw_mark(axes, mark, prominent=mark.view == shown)
    _label(axes, found, shown, voice, writing)
    _legend(figure, names, notes, legend, writing)
    picture = BytesIO()
    canvas.print_png(picture)
    return picture.getvalue()


def _axes(
    figure: Figure,
    found: Sequence[Mark],
    voice: Voice,
    height: int,
    foot: int,
    writing: Writing,
) -> Axes:
    """Make axes from zero to above the highest value, and around all days."""
    top = max(mark.top * (ROOM_OPEN if mark.open_above else ROOM) for mark in found) or 1.0
    short = Decimal(top) > LARGE
    number = voice.short_number if short else voice.number
    whole = all(mark.view.low % 1 == 0 and mark.view.high % 1 == 0 for mark in found)
    ticks = MaxNLocator(5, integer=whole).tick_values(0, top)
    widest = max(writing.width(number(Decimal(repr(float(one)))), TICK) for one in ticks)
    left = MARGIN + int(widest) + 18
    box = (left / WIDTH, foot / height, (WIDTH - left - MARGIN) / WIDTH, (PLOT - 30) / height)
    axes = figure.add_axes(box)
    axes.set_ylim(0, top)
    axes.set_xlim(*_days(found))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=whole))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda at, _: number(Decimal(repr(round(float(at), 6)))))
    )
    axes.set_xticks(_ticks(axes, found))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: _day(voice, at)))
    axes.tick_params(labelsize=TICK, colors=INK, length=6, width=1.2, color=GREY)
    axes.grid(axis="y", color="#dddddd", linewidth=1.2)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=GREY, linewidth=1.5)
    return axes


def _day(voice: Voice, at: float) -> str:
    """Write a tick's day."""
    return drawable(voice.short_day(date.fromordinal(int(at))))


def _days(found: Sequence[Mark]) -> tuple[float, float]:
    """Return the ends of the axis: all days with room for the labels beside them."""
    first, last = min(mark.start for mark in found), max(mark.end for mark in found)
    room = max(1.5, (last - first) * 0.2)
    return first - room, last + room


def _ticks(axes: Axes, found: Sequence[Mark]) -> list[float]:
    """Return the days themselves where they are few and apart, else evenly spread ones."""
    days = sorted({edge for mark in found if mark.dated for edge in (mark.start, mark.end)})
    if not days:
        return []
    low, high = axes.get_xlim()
    apart = all(after - before > (high - low) * 0.3 for before, after in pairwise(days))
    if apart and len(days) <= 4:
        return days
    first, last = days[0], days[-1]
    return [first, (first + last) // 2, last] if last - first > 2 else [first]


def _label(
    axes: Axes,
    found: Sequence[Mark],
    shown: RecordedView,
    voice: Voice,
    writing: Writing,
) -> None:
    """Write each value beside its mark, the prominent one and the newer ones first."""
    taken = [mark.box(axes) for mark in found]
    newest_first = found[: -MOST_LABELS - 1 : -1]
    for mark in sorted(newest_first, key=lambda mark: mark.view != shown):
        bold = mark.view == shown
        text = drawable(value(voice, mark.view).plain)
        weight = "bold" if bold else "normal"
        size = VALUE + 2 if bold else VALUE
        spot = place(axes, mark.box(axes), writing.size(text, size, weight), taken)
        if spot is None:
            continue  # no room: the caption has its value, and the mark is still there
        taken.append(spot.box)
        _write(axes, mark, text, spot, size, weight)


def _write(axes: Axes, mark: Mark, text: str, spot: Placed, size: int, weight: str) -> None:
    axes.annotate(
        text,
        (spot.x, spot.y),
        xycoords="figure pixels",
        ha="center",
        va="center",
        fontsize=size,
        fontweight=weight,
        color=mark.ink,
        parse_math=False,
        path_effects=[withStroke(linewidth=5, foreground="white")],
        zorder=6,
    )
    if spot.line:
        start, end = spot.line
        axes.annotate(
            "",
            end,
            xycoords="figure pixels",
            xytext=start,
            textcoords="figure pixels",
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 1.5},
            zorder=2,
        )


def _named(found: Sequence[Mark], writing: Writing) -> list[tuple[Mark, list[str]]]:
    """Return who says so, each once with one of their marks; the newest first."""
    by_name: dict[str, Mark] = {}
    for mark in reversed(found):
        if mark.view.attribution and mark.colour != OTHERS[0]:
            by_name.setdefault(mark.view.attribution, mark)
    width = WIDTH - 2 * MARGIN - 60
    return [(mark, writing.wrapped(drawable(name), NOTE, width)) for name, mark in by_name.items()]


def _notes(
    series: Sequence[RecordedView], found: Sequence[Mark], voice: Voice, writing: Writing
) -> list[str]:
    """Say what the signs mean that are not words."""
    said = []
    if any(mark.view.as_of_inferred for mark in found):
        said.append(voice.gettext("Hollow: no source states the date, it is inferred."))
    if any(mark.colour == OTHERS[0] for mark in found):
        said.append(voice.gettext("Grey: earlier values, as others gave them."))
    if any(not mark.dated for mark in found):
        said.append(voice.gettext("Dashed line: the date is not given."))
    width = WIDTH - 2 * MARGIN
    return [line for one in said for line in writing.wrapped(one.plain, NOTE, width)]


def _legend(
    figure: Figure,
    names: Sequence[tuple[Mark, list[str]]],
    notes: Sequence[str],
    top: int,
    writing: Writing,
) -> None:
    """Write who says so below the axes, each with their colour and sign, then the notes."""
    line, at = writing.line(NOTE), float(top)
    for mark, texts in names:
        legend_mark(figure, mark, MARGIN + 20, at - line * 0.38)
        for text in texts:
            writing.put(figure, text, MARGIN + 60, at, NOTE)
            at -= line
        at -= BETWEEN
    for text in notes:
        writing.put(figure, text, MARGIN, at, NOTE, colour="#555555")
        at -= line
