"""Measuring a matching engine on labelled posts: read a folder, judge its posts, report.

It knows no engine of its own: the caller gives what builds one from claims, so that the measured
index is a temporary one and nobody's store is touched.
"""

from __future__ import annotations

from bot.evaluation.reading import read
from bot.evaluation.report import show
from bot.evaluation.running import evaluate, seeds
from bot.evaluation.values import (
    Benchmark,
    Build,
    ClaimRow,
    Engine,
    Evaluation,
    EvaluationError,
    FolderError,
    Judged,
    PostRow,
    WordingRow,
)
from bot.evaluation.writing import as_json, check_targets, draw, write_folder, write_lines

__all__ = [
    "Benchmark",
    "Build",
    "ClaimRow",
    "Engine",
    "Evaluation",
    "EvaluationError",
    "FolderError",
    "Judged",
    "PostRow",
    "WordingRow",
    "as_json",
    "check_targets",
    "draw",
    "evaluate",
    "read",
    "seeds",
    "show",
    "write_folder",
    "write_lines",
]
