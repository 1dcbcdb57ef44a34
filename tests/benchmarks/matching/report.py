"""What was measured, as tables for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.matching.comparing import Encoded, Figure
from tests.benchmarks.matching.one import Failed, Measured

LIBRARIES = ("bm25s", "numpy", "onnxruntime", "rapidfuzz", "scikit-learn", "scipy")
COLUMNS = ("posts", "MAP@5", "S@1", "S@10", "ms p50", "ms p99", "index s", "peak MiB")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and when it was measured."""

    date: str
    system: str
    processor: str
    cores: int
    python: str
    libraries: dict[str, str]


def machine(today: date) -> Machine:
    """Describe the machine that this runs on."""
    return Machine(
        date=today.isoformat(),
        system=f"{platform.system()} {platform.machine()}",
        processor=_processor(),
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
    )


def show(found: Sequence[Figure], console: Console) -> None:
    """Print a table for each store, and what they rest on."""
    measured = [one for one in found if isinstance(one, Measured)]
    for store in dict.fromkeys(map(_store, measured)):
        console.print(_table(store, [one for one in measured if _store(one) == store]))
    for one in found:
        match one:
            case Encoded(claims, texts, seconds):
                spent = "not known" if seconds is None else f"{seconds:,.0f} s"
                console.print(f"{texts:,} texts of {claims:,} claims encoded: {spent}")
            case Failed(system, name, status):
                console.print(f"{system} on {name} failed with exit status {status}")
            case Measured():
                pass
    for system in dict.fromkeys(one.system for one in measured):
        if (grown := growth(measured, system)) is not None:
            console.print(f"{system}: p50 grows {grown:.2f} times over the made-up stores")


def _table(title: str, found: Sequence[Measured]) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("system", no_wrap=True, min_width=16)
    for name in COLUMNS:
        table.add_column(name, justify="right", no_wrap=True, min_width=6)
    for one in found:
        table.add_row(one.system, *_cells(one))
    return table


def growth(found: Sequence[Measured], system: str) -> float | None:
    """Return p50 in the largest made-up store over that in the smallest; None without both."""
    times = {one.claims: one.ms_p50 for one in found if one.grown and one.system == system}
    return times[max(times)] / times[min(times)] if len(times) > 1 else None


def write(found: Sequence[Figure], where: Machine, seed: int, file: Path) -> None:
    """Write all figures to *file* as one JSON object."""
    measured = [one for one in found if isinstance(one, Measured)]
    whole = {
        "machine": asdict(where),
        "seed": seed,
        "measured": [asdict(one) for one in measured],
        "failed": [asdict(one) for one in found if isinstance(one, Failed)],
        "encoded": [asdict(one) for one in found if isinstance(one, Encoded)],
        "growth": {one.system: growth(measured, one.system) for one in measured if one.grown},
    }
    file.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _store(one: Measured) -> str:
    return f"{one.claims:,} {'made-up ' if one.grown else ''}claims"


def _cells(one: Measured) -> list[str]:
    shares = (f"{share:.3f}" if share is not None else "-" for share in _shares(one))
    peak = "-" if one.peak_mib is None else f"{one.peak_mib:,.0f}"
    return [
        f"{one.posts:,}",
        *shares,
        f"{one.ms_p50:,.1f}",
        f"{one.ms_p99:,.1f}",
        f"{one.index_s:,.1f}",
        peak,
    ]


def _shares(one: Measured) -> tuple[float | None, ...]:
    return one.map_5, one.s_1, one.s_10


def _processor() -> str:
    """Return the processor's name; Linux has it in /proc/cpuinfo, others as Python says."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
