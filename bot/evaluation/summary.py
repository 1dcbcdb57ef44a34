"""The figures of a run, and their means over several maskings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from statistics import fmean

from bot.evaluation.metrics import (
    Interval,
    Rated,
    average_precision,
    calibration_error,
    quantile,
    recall_at_precision,
    reciprocal_rank,
    reliability,
    success,
    wilson,
)
from bot.evaluation.values import Case


@dataclass(frozen=True, slots=True)
class Tally:
    """Posts; those with a right claim in the store; those answered; those answered rightly."""

    posts: int
    findable: int
    answered: int
    right: int

    @property
    def precision_interval(self) -> Interval | None:
        """Wilson's 95 % interval of the precision."""
        return wilson(self.right, self.answered)


@dataclass(frozen=True, slots=True)
class Figures:
    """What an evaluation prints; None where there is nothing to measure it on.

    The ranking figures, `map_1` to `s_10`, are means over the posts with a right claim in the
    store. `precision` is the share of the answered posts answered rightly, `coverage` that of all
    posts answered at all, `recall` that of the posts with a right claim answered rightly.
    """

    map_1: float | None
    map_5: float | None
    mrr: float | None
    s_1: float | None
    s_5: float | None
    s_10: float | None
    precision: float | None
    coverage: float | None
    recall: float | None
    recall_at_p90: float | None
    recall_at_p95: float | None
    recall_at_p98: float | None
    calibration_error: float | None
    ms_p50: float | None
    ms_p99: float | None


def rated(cases: Iterable[Case]) -> tuple[Rated, ...]:
    """Return how sure the best candidate of each post is; posts without candidates have none."""
    return tuple(
        Rated(case.judged.confidence, case.ranked[0] in case.right)
        for case in cases
        if case.ranked
    )


def tally(cases: Sequence[Case]) -> Tally:
    """Count the posts of a run, or of several."""
    return Tally(
        posts=len(cases),
        findable=sum(bool(case.right) for case in cases),
        answered=sum(case.answered for case in cases),
        right=sum(case.answered_rightly for case in cases),
    )


def figures(cases: Sequence[Case]) -> Figures:
    """Measure a run."""
    counts = tally(cases)
    sure = rated(cases)
    times = [case.cpu_ms for case in cases]
    return Figures(
        map_1=_ranking(cases, lambda ranked, right: average_precision(ranked, right, 1)),
        map_5=_ranking(cases, lambda ranked, right: average_precision(ranked, right, 5)),
        mrr=_ranking(cases, reciprocal_rank),
        s_1=_ranking(cases, lambda ranked, right: success(ranked, right, 1)),
        s_5=_ranking(cases, lambda ranked, right: success(ranked, right, 5)),
        s_10=_ranking(cases, lambda ranked, right: success(ranked, right, 10)),
        precision=_share(counts.right, counts.answered),
        coverage=_share(counts.answered, counts.posts),
        recall=_share(counts.right, counts.findable),
        recall_at_p90=recall_at_precision(sure, counts.findable, 0.90),
        recall_at_p95=recall_at_precision(sure, counts.findable, 0.95),
        recall_at_p98=recall_at_precision(sure, counts.findable, 0.98),
        calibration_error=calibration_error(reliability(sure)),
        ms_p50=quantile(times, 0.50) if times else None,
        ms_p99=quantile(times, 0.99) if times else None,
    )


def mean(runs: Sequence[Figures]) -> Figures:
    """Return each figure's mean over the runs that have it."""
    return Figures(*(_mean(getattr(run, name) for run in runs) for name in names()))


def spread(runs: Sequence[Figures], name: str) -> Interval | None:
    """Return the lowest and highest value of the figure *name*; None where no run has it."""
    known = [value for run in runs if (value := getattr(run, name)) is not None]
    return Interval(min(known), max(known)) if known else None


def names() -> tuple[str, ...]:
    """Return the names of the figures, in their order."""
    return tuple(field.name for field in fields(Figures))


def pooled(runs: Iterable[Tally]) -> Tally:
    """Add up runs; they judge the same posts, so an interval on the sum is too narrow."""
    known = tuple(runs)
    return Tally(*(sum(getattr(run, field.name) for run in known) for field in fields(Tally)))


def _ranking(
    cases: Iterable[Case], measure: Callable[[Sequence[str], frozenset[str]], float]
) -> float | None:
    return _mean(measure(case.ranked, case.right) for case in cases if case.right)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
