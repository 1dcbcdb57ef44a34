"""Texts in a picture: measured, wrapped, and put where they cover nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.transforms import Bbox

FAMILY = "DejaVu Sans"  # comes with matplotlib, and has the letters of all our languages
INK = "#222222"
MOST_LINES = 3
PADDING = 5  # pixels: the renderer measures letters to their very edge
GAP = 8  # pixels between a mark and its label
MOST_STEPS = 6
# The library keeps fonts and measured texts for the whole process: one picture at a time.
DRAWING = threading.Lock()
STEP = 1.25  # lines by which a label moves away where the nearer places are taken


@cache
def _letters() -> frozenset[int]:
    """Return the characters that the font has."""
    return frozenset(get_font(findfont(FontProperties(family=FAMILY))).get_charmap())


def drawable(text: str) -> str:
    """Put a text on one line and leave out what the font cannot draw, such as emoji."""
    kept = "".join(one for one in " ".join(text.split()) if ord(one) in _letters())
    return " ".join(kept.split())


@dataclass(frozen=True, slots=True)
class Writing:
    """Texts measured by the renderer that will draw them; lengths are pixels, sizes points."""

    renderer: RendererAgg

    def width(self, text: str, size: int, weight: str = "normal") -> float:
        """Return how wide a text is."""
        return self.size(text, size, weight)[0]

    def size(self, text: str, size: int, weight: str = "normal") -> tuple[float, float]:
        """Return how wide and high a text is."""
        font = FontProperties(family=FAMILY, size=size, weight=weight)
        width, height, _ = self.renderer.get_text_width_height_descent(text, font, ismath=False)
        return float(width), float(height) + PADDING

    def line(self, size: int) -> int:
        """Return the height of a line."""
        return int(self.size("Ájў", size)[1] * 1.25)

    def wrapped(
        self,
        text: str,
        size: int,
        room: float,
        *,
        weight: str = "normal",
        most: int = MOST_LINES,
    ) -> list[str]:
        """Break a text into at most so many lines of *room*; what is left over is cut."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, size, weight) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        return [self._cut(line, size, room, weight) for line in lines if line]

    def _cut(self, line: str, size: int, room: float, weight: str) -> str:
        """Shorten what is too wide even alone."""
        if self.width(line, size, weight) <= room:
            return line
        while len(line) > 1 and self.width(f"{line}…", size, weight) > room:
            line = line[:-1]
        return f"{line}…"

    def put(
        self,
        figure: Figure,
        text: str,
        x: float,
        top: float,
        size: int,
        *,
        weight: str = "normal",
        colour: str = INK,
    ) -> None:
        """Write a line with its upper left corner at a place in pixels."""
        width, height = figure.get_size_inches() * figure.dpi
        figure.text(
            x / width,
            top / height,
            text,
            ha="left",
            va="top",
            fontsize=size,
            fontweight=weight,
            fontfamily=FAMILY,
            color=colour,
            parse_math=False,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label's middle is, in pixels; *line* leads from a far label to its mark."""

    x: float
    y: float
    box: Bbox
    line: tuple[tuple[float, float], tuple[float, float]] | None


def place(
    axes: Axes, mark: Bbox, size: tuple[float, float], taken: Sequence[Bbox]
) -> Placed | None:
    """Find the nearest place beside a mark where a label covers nothing; None if there is none."""
    inside = axes.get_window_extent()
    for wanted, y, far in _places(mark, size):
        x = _between(wanted, inside.x0 + size[0] / 2, inside.x1 + 24 - size[0] / 2)
        box = Bbox.from_bounds(x - size[0] / 2, y - size[1] / 2, *size)
        within = inside.y0 + 4 <= box.y0 and box.y1 <= inside.y1 + 30
        if within and not any(box.overlaps(other) for other in taken):
            above = y > mark.y1
            label = (x, box.y0 if above else box.y1)
            end = ((mark.x0 + mark.x1) / 2, mark.y1 if above else mark.y0)
            return Placed(x, y, box, (label, end) if far else None)
    return None


def _between(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def _places(mark: Bbox, size: tuple[float, float]) -> Iterator[tuple[float, float, bool]]:
    """Give places around a mark: above, beside, below, then further and further away."""
    width, height = size
    middle, centre = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
    above, below = mark.y1 + GAP + height / 2, mark.y0 - GAP - height / 2
    right, left = mark.x1 + GAP + width / 2, mark.x0 - GAP - width / 2
    yield from ((middle, above, False), (right, centre, False), (left, centre, False))
    yield (middle, below, False)
    for number in range(1, MOST_STEPS):
        far = number * STEP * height
        for x in (middle, middle + width / 3, middle - width / 3):
            yield x, above + far, True
            yield x, below - far, True
