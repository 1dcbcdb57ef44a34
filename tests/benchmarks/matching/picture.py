"""Quality against time, and time against the size of the store, as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tests.benchmarks.matching.one import Measured

MARKERS = "osD^vP*"  # of stores, the smallest first
OURS = "ours"  # how the names of our systems begin; their edges are black, their lines thick
GREY = 7  # the place of grey in the palette: it stands for all systems


def plot(found: Sequence[Measured], file: Path) -> None:
    """Write both panels to *file* as PNG."""
    systems = list(dict.fromkeys(one.system for one in found))
    palette = [colormaps["tab10"](at) for at in range(10) if at != GREY]
    colours = dict(zip(systems, cycle(palette), strict=False))
    figure = Figure(figsize=(12, 5.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    _quality(left, found, colours)
    _sizes(right, found, colours)
    handles = [Line2D([], [], color=colours[one], marker="o", label=one) for one in systems]
    if any(one.grown for one in found):
        handles.append(Line2D([], [], color="grey", linestyle="--", label="made-up claims"))
    figure.legend(handles=handles, loc="outside lower center", ncols=6)
    figure.savefig(file, format="png", dpi=120)


def _quality(
    axes: Axes, found: Sequence[Measured], colours: dict[str, tuple[float, float, float, float]]
) -> None:
    """Draw one marker for each system that ranks, and store."""
    stores = sorted({one.claims for one in found if not one.grown})
    markers = {claims: MARKERS[at % len(MARKERS)] for at, claims in enumerate(stores)}
    for one in found:
        if one.map_5 is not None:
            colour, marker = colours[one.system], markers[one.claims]
            edge = "black" if one.system.startswith(OURS) else colour
            axes.plot(one.ms_p50, one.map_5, marker, color=colour, mec=edge, markersize=9)
    handles = [
        Line2D([], [], color="grey", linestyle="", marker=marker, label=f"{claims:,} claims")
        for claims, marker in markers.items()
    ]
    axes.legend(handles=handles, loc="best")
    axes.set(xscale="log", xlabel="CPU ms a post, p50", ylabel="MAP@5")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title("quality against time")


def _sizes(
    axes: Axes, found: Sequence[Measured], colours: dict[str, tuple[float, float, float, float]]
) -> None:
    """Draw a line for each system over real stores, and a dashed one over made-up ones."""
    for system, colour in colours.items():
        for grown in (False, True):
            own = [one for one in found if one.system == system and one.grown is grown]
            own.sort(key=lambda one: one.claims)
            line = "--" if grown else "-"
            sizes, times = [one.claims for one in own], [one.ms_p50 for one in own]
            width = 2.5 if system.startswith(OURS) else 1.2
            axes.plot(sizes, times, line, marker="o", ms=4, color=colour, linewidth=width)
    axes.set(xscale="log", yscale="log", xlabel="claims", ylabel="CPU ms a post, p50")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_title("time against the size of the store")
