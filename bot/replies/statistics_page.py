"""A picture as a page: texts and bars put from the top down, drawn once its height is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from bot.replies.chart_text import INK, Writing, drawable

WIDTH = 1080  # pixels: what a phone shows without enlarging it
DPI = 120
MARGIN = 48  # pixels
INSIDE = WIDTH - 2 * MARGIN
PAPER, SOFT, RULE = "#ffffff", "#5f6368", "#d5d5d5"


@dataclass(slots=True)
class Page:
    """What is on the page, and how far it is filled; lengths are pixels, sizes points."""

    canvas: FigureCanvasAgg = field(
        default_factory=lambda: FigureCanvasAgg(Figure(dpi=DPI, facecolor=PAPER))
    )
    top: float = MARGIN
    _drawn: list[Callable[[float], None]] = field(default_factory=list)

    @property
    def writing(self) -> Writing:
        """What measures texts as they will be drawn."""
        return Writing(self.canvas.get_renderer())

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: int,
        *,
        weight: str = "normal",
        colour: str = INK,
    ) -> float:
        """Put a line with its upper left corner at a place; return how wide it is."""
        writing, shown = self.writing, drawable(text)
        self._drawn.append(
            lambda height: writing.put(
                self.canvas.figure, shown, x, height - y, size, weight=weight, colour=colour
            )
        )
        return writing.width(shown, size, weight)

    def paragraph(
        self, text: str, x: float, room: float, size: int, *, weight: str = "normal", most: int = 2
    ) -> None:
        """Put a text into lines of *room*, at most so many, and go on below them."""
        lines = self.writing.wrapped(drawable(text), size, room, weight=weight, most=most)
        for line in lines:
            self.text(line, x, self.top, size, weight=weight)
            self.top += self.writing.line(size)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Put a filled box with its upper left corner at a place."""

        def draw(page: float) -> None:
            at = (x, page - y - height)
            self.canvas.figure.add_artist(
                Rectangle(
                    at, width, height, color=colour, linewidth=0, transform=IdentityTransform()
                )
            )

        self._drawn.append(draw)

    def rule(self, y: float) -> None:
        """Put a thin line across the page."""
        self.box(MARGIN, y, INSIDE, 1.5, RULE)

    def finished(self) -> Figure:
        """Draw all that is on the page."""
        height = self.top + MARGIN
        figure = self.canvas.figure
        figure.set_size_inches(WIDTH / DPI, round(height) / DPI)
        for draw in self._drawn:
            draw(round(height))
        return figure

    def png(self) -> bytes:
        """Return the page as PNG."""
        self.finished()
        picture = BytesIO()
        self.canvas.print_png(picture)
        return picture.getvalue()
