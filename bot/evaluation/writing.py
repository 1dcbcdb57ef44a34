"""What other programs read: one JSON line for each post, and the figures as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.evaluation import summary
from bot.evaluation.values import (
    Case,
    ClaimRow,
    Evaluation,
    EvaluationError,
    PostRow,
    Run,
)


def check_targets(out: Path | None, plot: Path | None) -> None:
    """Refuse, before anything is measured, what could not be written afterwards."""
    for option, file in (("--out", out), ("--plot", plot)):
        if file and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise EvaluationError(f"{option} {file}: name a file in a folder that exists.")


def write_lines(evaluation: Evaluation, file: Path) -> None:
    """Write what was made of each post; of several maskings the first."""
    # A lone surrogate is written as \\udXXX, which is what JSON calls it.
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        for case in evaluation.runs[0].cases:
            stream.write(line(case) + "\n")


def write_folder(
    folder: Path, split: str, claims: Sequence[ClaimRow], posts: Sequence[PostRow]
) -> None:
    """Write a folder that `read` reads, the split's files in the place of earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)
    told = [
        {
            "id": one.id,
            "claim": one.claim,
            "lang": one.lang,
            "wordings": [asdict(wording) for wording in one.wordings],
        }
        for one in claims
    ]
    sent = [{"id": one.id, "text": one.text, "lang": one.lang} for one in posts]
    right = [f"{one.id}\t{claim}\n" for one in posts for claim in sorted(one.right)]
    _write(folder / "claims.jsonl", [json.dumps(row, ensure_ascii=False) + "\n" for row in told])
    _write(
        folder / f"posts-{split}.jsonl",
        [json.dumps(row, ensure_ascii=False) + "\n" for row in sent],
    )
    _write(folder / f"qrels-{split}.tsv", right)


def _write(file: Path, lines: Iterable[str]) -> None:
    file.write_text("".join(lines), encoding="utf-8", newline="\n")


def draw(evaluation: Evaluation, file: Path) -> None:
    """Write the curves as PNG; only here is matplotlib loaded."""
    from bot.evaluation.plotting import plot

    plot(evaluation, file)


def line(case: Case) -> str:
    """Write a post as {"id", "ranking": [[claim id, score], ...], "outcome", ...}."""
    judged = case.judged
    values = {
        "id": case.post,
        "ranking": judged.ranking,
        "outcome": judged.outcome,
        "confidence": judged.confidence,
        "reasons": judged.reasons,
    }
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def as_json(evaluation: Evaluation) -> str:
    """Write the figures as one object, null where there is nothing to measure.

    Counts are sums over all maskings, figures means; "runs" has those of each. Times are
    milliseconds and seconds, memory is in megabytes of 10^6 bytes.
    """
    benchmark = evaluation.benchmark
    cases = [case for run in evaluation.runs for case in run.cases]
    interval = summary.tally(cases).precision_interval
    peak = evaluation.peak_bytes
    values = {
        "folder": benchmark.name,
        "split": benchmark.split,
        "open_set": evaluation.open_set,
        **asdict(summary.pooled(summary.tally(run.cases) for run in evaluation.runs)),
        **asdict(summary.mean([summary.figures(run.cases) for run in evaluation.runs])),
        "precision_interval": [interval.low, interval.high] if interval else None,
        "peak_mb": None if peak is None else round(peak / 1e6, 1),
        "claims_without_words": benchmark.wordless,
        "right_claims_absent": benchmark.absent,
        "runs": [_run(run) for run in evaluation.runs],
    }
    return json.dumps(values, ensure_ascii=False)


def _run(run: Run) -> dict[str, object]:
    return {
        "seed": run.seed,
        "claims": run.claims,
        "removed": run.removed,
        "index_s": round(run.build_s, 3),
        **asdict(summary.tally(run.cases)),
        **asdict(summary.figures(run.cases)),
    }
