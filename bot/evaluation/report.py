"""An evaluation as a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.evaluation import summary
from bot.evaluation.values import Evaluation

# Figure: its name, what it is, decimals.
MEANINGS: tuple[tuple[str, str, str, int], ...] = (
    ("map_1", "MAP@1", "mean average precision, over posts with a right claim in the store", 4),
    ("map_5", "MAP@5", "", 4),
    ("mrr", "MRR", "mean of 1 / rank of the first right claim, 0 beyond rank 10", 4),
    ("s_1", "S@1", "share of those posts with a right claim ranked first", 4),
    ("s_5", "S@5", "… among the first 5", 4),
    ("s_10", "S@10", "… among the first 10", 4),
    ("precision", "precision", "share of the answers that are right", 4),
    ("coverage", "coverage", "share of all posts answered", 4),
    ("recall", "recall", "share of the posts with a right claim answered rightly", 4),
    (
        "recall_at_p90",
        "recall at precision .90",
        "the most that a threshold on confidence gives",
        4,
    ),
    ("recall_at_p95", "recall at precision .95", "", 4),
    ("recall_at_p98", "recall at precision .98", "", 4),
    (
        "calibration_error",
        "calibration error",
        "expected, of the best candidate's confidence, 10 bins of equal mass",
        4,
    ),
    ("ms_p50", "CPU ms a post, p50", "all threads of this process", 1),
    ("ms_p99", "CPU ms a post, p99", "", 1),
)


def show(evaluation: Evaluation, console: Console) -> None:
    """Print what was measured on, the figures and what they rest on."""
    console.print(_heading(evaluation), markup=False, highlight=False)
    console.print(_table(evaluation))
    for note in _notes(evaluation):
        console.print(note, markup=False, highlight=False)


def _heading(evaluation: Evaluation) -> str:
    benchmark, first = evaluation.benchmark, evaluation.runs[0]
    counts = summary.tally(first.cases)
    lines = [
        f"{benchmark.name}, {benchmark.split}: {first.claims:,} claims, {counts.posts:,} posts,"
        f" {counts.findable:,} of them with a right claim in the store"
    ]
    if evaluation.open_set:
        several = len(evaluation.runs) > 1
        told = f"{_seeds(evaluation)}, figures are means" if several else _seeds(evaluation)
        lines.append(f"Open set: {first.removed:,} right claims removed ({told})")
    if benchmark.wordless:
        lines.append(f"Left out: {benchmark.wordless:,} claims without words")
    if benchmark.absent:
        lines.append(f"Right for some post, but not among the claims: {benchmark.absent:,}")
    return "\n".join(lines)


def _seeds(evaluation: Evaluation) -> str:
    first, last = evaluation.runs[0].seed, evaluation.runs[-1].seed
    return f"seed {first}" if first == last else f"seeds {first} to {last}"


def _table(evaluation: Evaluation) -> Table:
    runs = [summary.figures(run.cases) for run in evaluation.runs]
    means = summary.mean(runs)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("measure", no_wrap=True)
    table.add_column("mean" if len(runs) > 1 else "value", justify="right", no_wrap=True)
    if len(runs) > 1:
        table.add_column("lowest to highest", justify="right", no_wrap=True)
    table.add_column("what it is", style="dim")
    for name, label, meaning, decimals in MEANINGS:
        between = [_between(runs, name, decimals)] if len(runs) > 1 else []
        value = _number(getattr(means, name), decimals)
        table.add_row(label, value, *between, escape(meaning))
    return table


def _notes(evaluation: Evaluation) -> Sequence[str]:
    counts = summary.pooled(summary.tally(run.cases) for run in evaluation.runs)
    several = len(evaluation.runs) > 1
    notes = [f"Answered {counts.answered:,} of {counts.posts:,} posts, {counts.right:,} rightly"]
    if interval := counts.precision_interval:
        notes[0] += f": precision {interval.low:.3f} to {interval.high:.3f} (Wilson, 95 %"
        notes[0] += ", all maskings taken as independent)" if several else ")"
    built = fmean(run.build_s for run in evaluation.runs)
    peak = evaluation.peak_bytes
    memory = "unknown" if peak is None else f"{peak / 1e6:,.0f} MB"
    notes.append(f"Index built in {built:.1f} s; peak memory of the process {memory}")
    return notes


def _between(runs: Sequence[summary.Figures], name: str, decimals: int) -> str:
    found = summary.spread(runs, name)
    if found is None:
        return "-"
    return f"{_number(found.low, decimals)} to {_number(found.high, decimals)}"


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
