"""The command line: what is measured, and where the figures go."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from bot.encoder import EncoderUnavailable
from bot.evaluation import EvaluationError, check_targets
from bot.models import utcnow
from bot.terminal import console
from tests.benchmarks.matching import __doc__ as about
from tests.benchmarks.matching import report
from tests.benchmarks.matching.comparing import Figure, Wanted, compare
from tests.benchmarks.matching.one import Failed, Measured
from tests.benchmarks.matching.systems import SYSTEMS

SIZES = (1_000, 14_000, 54_000)
USUAL = tuple(name for name, system in SYSTEMS.items() if system.usual)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and report; return 1 where a system failed."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.data is None:
        parser.error("say where the posts are: --data DIR, or TIPLINE_TEST_DATA")
    try:
        check_targets(None, given.plot)
        found = _found(given)
    except (EvaluationError, EncoderUnavailable) as error:
        parser.error(str(error))
    except PackageNotFoundError as missing:
        parser.error(f"{missing.name} is missing; run: uv sync --all-extras --group benchmarks")
    report.show(found, console)
    if given.plot:
        from tests.benchmarks.matching.picture import plot

        plot([one for one in found if isinstance(one, Measured)], given.plot)
    return int(any(isinstance(one, Failed) for one in found))


def _found(given: argparse.Namespace) -> Sequence[Figure]:
    """Measure; the file of figures is written anew after each, so that no run is for nothing."""
    found: list[Figure] = []
    where = report.machine(utcnow().date())
    with tempfile.TemporaryDirectory(prefix="tipline-benchmark-") as name:
        place = Path(name)
        kept = given.vectors or place
        kept.mkdir(parents=True, exist_ok=True)
        wanted = Wanted(
            data=given.data,
            systems=tuple(given.only or USUAL),
            sizes=tuple(sorted(given.sizes)),
            grow=given.grow,
            posts=given.posts,
            seed=given.seed,
            place=place,
            kept=kept,
        )
        for figure in compare(wanted):
            found.append(figure)
            if given.json:
                report.write(found, where, given.seed, given.json)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.matching", description=(about or "").partition("\n")[0]
    )
    folder = os.environ.get("TIPLINE_TEST_DATA")
    parser.add_argument("--data", type=Path, default=folder, help="has the folders of claims")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="claims of the stores")
    parser.add_argument("--grow", type=int, help="the most made-up claims; none by default")
    parser.add_argument("--posts", type=int, help="only so many posts of each store")
    parser.add_argument("--only", nargs="+", choices=SYSTEMS, metavar="SYSTEM", help=_names())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors of claims")
    parser.add_argument("--plot", type=Path, help="write a picture, as PNG")
    parser.add_argument("--json", type=_target, help="write all figures")
    return parser


def _names() -> str:
    return f"of {', '.join(SYSTEMS)}"


def _target(name: str) -> Path:
    """Return a file that can be written; ArgumentTypeError where its folder is not there."""
    file = Path(name)
    if not file.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"{file}: name a file in a folder that exists")
    return file


if __name__ == "__main__":
    sys.exit(main())
