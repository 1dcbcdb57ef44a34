"""One system on one store, measured in a process of its own; the figures go to standard output.

python -m tests.benchmarks.matching.one SYSTEM FOLDER POSTS [VECTORS]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from time import process_time

from bot.__main__ import THREADS
from bot.evaluation import Benchmark, PostRow, read
from bot.evaluation.metrics import average_precision, quantile, success
from bot.evaluation.running import peak_bytes
from bot.terminal import aside
from tests.benchmarks.matching import stores, vectors
from tests.benchmarks.matching.systems import SYSTEMS, Rank

ROOT = Path(__file__).parents[3]
REHEARSED = 50  # claims and a post, to load what is loaded when needed, libraries and models


@dataclass(frozen=True, slots=True)
class Measured:
    """What one system made of the posts of one store; times are processor time of all threads.

    `index_s` is what building from texts and vectors took, `peak_mib` the most that the process
    held, Python, its libraries and the texts included. The shares are over posts with a right
    claim in the store, None for a system that ranks nothing, and for made-up claims.
    """

    system: str
    claims: int
    grown: bool
    posts: int
    map_5: float | None
    s_1: float | None
    s_10: float | None
    ms_p50: float
    ms_p99: float
    index_s: float
    peak_mib: float | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A system whose process ended with another exit status than 0; standard error says why."""

    system: str
    store: str
    status: int


def alone(system: str, folder: Path, posts: int, kept: Path | None) -> Measured | Failed:
    """Measure in a new process with one thread."""
    command = [sys.executable, "-m", __spec__.name, system, str(folder), str(posts)]
    own = {name: text for name, text in os.environ.items() if not name.startswith("TIPLINE_")}
    done = subprocess.run(
        [*command, *([str(kept)] if kept else [])],
        env=own | dict.fromkeys(THREADS, "1"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        return Failed(system, folder.name, done.returncode)
    return Measured(**json.loads(done.stdout))


def measure(name: str, benchmark: Benchmark, kept: vectors.Kept | None) -> Measured:
    """Build a system of the claims, and let it meet every post once."""
    system = SYSTEMS[name]
    system.build(benchmark.claims[:REHEARSED], kept)(benchmark.claims[0].claim)
    start = process_time()
    rank = system.build(benchmark.claims, kept)
    built = process_time() - start
    times, rankings = _met(rank, benchmark.posts, lambda at: _show(name, at, benchmark))
    held = {claim.id for claim in benchmark.claims}
    judged = [
        (ranking, post.right & held)
        for ranking, post in zip(rankings, benchmark.posts, strict=True)
        if system.ranks and not post.right.isdisjoint(held)
    ]
    peak = peak_bytes()
    return Measured(
        system=name,
        claims=len(benchmark.claims),
        grown=not any(post.right for post in benchmark.posts),
        posts=len(benchmark.posts),
        map_5=_mean([average_precision(*one, 5) for one in judged]),
        s_1=_mean([success(*one, 1) for one in judged]),
        s_10=_mean([success(*one, 10) for one in judged]),
        ms_p50=quantile(times, 0.5),
        ms_p99=quantile(times, 0.99),
        index_s=built,
        peak_mib=None if peak is None else peak / 2**20,
    )


def _met(
    rank: Rank, posts: Sequence[PostRow], told: Callable[[int], None]
) -> tuple[list[float], list[Sequence[str]]]:
    """Return the milliseconds and the ranking of each post."""
    times, rankings = [], []
    for at, post in enumerate(posts, 1):
        start = process_time()
        rankings.append(rank(post.text))
        times.append(1000 * (process_time() - start))
        told(at)
    return times, rankings


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _show(name: str, at: int, benchmark: Benchmark) -> None:
    if aside.is_terminal:
        claims, posts = len(benchmark.claims), len(benchmark.posts)
        aside.print(f"{claims:,} claims, {name}: post {at} of {posts}   ", end="\r")


def main(name: str, folder: str, posts: str, file: str | None = None) -> None:
    """Measure, and print the figures as JSON."""
    benchmark = read(Path(folder), stores.SPLIT)
    benchmark = stores.first(benchmark, int(posts))
    kept = None
    if file:
        kept = vectors.load(vectors.packaged(), stores.texts(benchmark.claims), Path(file))
    print(json.dumps(asdict(measure(name, benchmark, kept))))


if __name__ == "__main__":
    main(*sys.argv[1:])
