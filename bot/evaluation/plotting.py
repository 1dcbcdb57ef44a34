"""Precision over coverage, and reliability, as one picture; the only one here with matplotlib."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.evaluation import summary
from bot.evaluation.metrics import reliability, thresholds, wilson
from bot.evaluation.values import Case, Evaluation

AIMS = (0.90, 0.95, 0.98)


def plot(evaluation: Evaluation, file: Path) -> None:
    """Write both curves to *file* as PNG; several maskings are pooled."""
    cases = [case for run in evaluation.runs for case in run.cases]
    figure = Figure(figsize=(11, 5), layout="constrained")
    left, right = figure.subplots(1, 2)
    _precision(left, cases)
    _reliability(right, cases)
    # A folder's name may hold a $, which would start a formula.
    title = f"{evaluation.benchmark.name}, {evaluation.benchmark.split}".replace("$", r"\$")
    figure.suptitle(title + (", half of the right claims removed" if evaluation.open_set else ""))
    figure.savefig(file, format="png", dpi=120)


def _precision(axes: Axes, cases: list[Case]) -> None:
    """Draw what each threshold on the confidence gives, and what was answered."""
    counts = summary.tally(cases)
    points = thresholds(summary.rated(cases))
    axes.step(
        [point.answered / counts.posts for point in points],
        [point.precision for point in points],
        where="post",
        label="each threshold on the confidence",
    )
    if counts.answered:
        where = ([counts.answered / counts.posts], [counts.right / counts.answered])
        axes.plot(*where, "o", label="what was answered")
    for aim in AIMS:
        axes.axhline(aim, linestyle=":", linewidth=0.8, color="grey")
    axes.set(
        xlabel="coverage: share of all posts", ylabel="precision", xlim=(0, 1), ylim=(0, 1.02)
    )
    axes.legend(loc="lower left")


def _reliability(axes: Axes, cases: list[Case]) -> None:
    """Draw how often the best candidate is right, by confidence, with Wilson's 95 % intervals."""
    bins = reliability(summary.rated(cases))
    sure = [one.confidence for one in bins]
    shares = [one.share_right for one in bins]
    bounds = [wilson(one.right, one.posts) for one in bins]
    # Rounding may put a bound of 0 or 1 on the wrong side of its share.
    below = [max(share - one.low, 0) for share, one in zip(shares, bounds, strict=True) if one]
    above = [max(one.high - share, 0) for share, one in zip(shares, bounds, strict=True) if one]
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey", label="perfectly calibrated")
    if bins:
        error = [below, above]
        axes.errorbar(sure, shares, error, fmt="o-", capsize=3, label="ten bins of equal mass")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper left")
