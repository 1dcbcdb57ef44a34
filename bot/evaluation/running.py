"""Judging the posts of a benchmark with an engine built for it, with all claims or half the golds.

A gold is a claim that is right for some post of the split. In the open set half of them are gone
before the engine is built, so that about half of the posts have no right answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time_ns

from bot.evaluation.values import (
    Benchmark,
    Build,
    Case,
    Engine,
    Evaluation,
    EvaluationError,
    PostRow,
    Run,
)

STATUS = Path("/proc/self/status")


def seeds(*, open_set: bool, maskings: int, seed: int) -> tuple[int | None, ...]:
    """Return a seed for each masking, *seed* and those that follow; (None,) masks nothing."""
    if maskings < 1 or (maskings > 1 and not open_set):
        raise EvaluationError("Several maskings need --open-set, and are one or more.")
    return tuple(range(seed, seed + maskings)) if open_set else (None,)


def golds(benchmark: Benchmark) -> frozenset[str]:
    """Return the claims of the store that are right for some post."""
    right = frozenset[str]().union(*(post.right for post in benchmark.posts))
    return right & {claim.id for claim in benchmark.claims}


def masked(golds: Collection[str], seed: int) -> frozenset[str]:
    """Choose half of *golds*, rounded down; a seed chooses the same ones on every machine."""
    ordered = sorted(golds, key=lambda gold: _drawn(gold, seed))
    return frozenset(ordered[: len(ordered) // 2])


def evaluate(
    benchmark: Benchmark,
    build: Build,
    seeds: Sequence[int | None] = (None,),
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Judge all posts once for each of *seeds*; *tell* hears what is about to be done."""
    runs = []
    for number, seed in enumerate(seeds, 1):
        if seed is not None:
            tell(f"Masking {number} of {len(seeds)}, seed {seed}")
        runs.append(run(benchmark, build, seed))
    return Evaluation(benchmark, tuple(runs), peak_bytes())


def run(benchmark: Benchmark, build: Build, seed: int | None = None) -> Run:
    """Build an engine, without the claims that *seed* masks, and judge every post with it."""
    gone = frozenset() if seed is None else masked(golds(benchmark), seed)
    kept = tuple(claim for claim in benchmark.claims if claim.id not in gone)
    held = frozenset(claim.id for claim in kept)
    start = perf_counter()
    engine = build(kept)
    built = perf_counter() - start
    cases = tuple(_case(engine, post, post.right & held) for post in benchmark.posts)
    return Run(seed=seed, claims=len(kept), removed=len(gone), build_s=built, cases=cases)


def peak_bytes() -> int | None:
    """Return the most memory that this process has held at once; None where nobody says.

    Linux: `VmHWM` of proc(5), as getrusage(2) also counts what ran in the process before exec.
    """
    if STATUS.exists():
        lines = (line.split() for line in STATUS.read_text().splitlines())
        if found := next((words for words in lines if words[:1] == ["VmHWM:"]), None):
            return int(found[1]) * 1024
    return _peak_of_usage()


def _peak_of_usage() -> int | None:
    """Ask getrusage(2), which counts bytes on macOS and kibibytes elsewhere."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _drawn(gold: str, seed: int) -> bytes:
    return sha256(f"{seed} {gold}".encode(errors="surrogatepass")).digest()


def _case(engine: Engine, post: PostRow, right: frozenset[str]) -> Case:
    """Judge a post, on the clock of this process's CPU time in all threads."""
    start = process_time_ns()
    judged = engine.judge(post.text)
    spent = process_time_ns() - start
    return Case(post=post.id, right=right, judged=judged, cpu_ms=spent / 1e6)
