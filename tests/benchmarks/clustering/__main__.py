"""Gather posts into cases: which are joined rightly and wrongly, and how long it takes.

python -m tests.benchmarks.clustering --data DIR     (or DIR in TIPLINE_TEST_DATA)

Exit status 1 where a target is missed: 97 of 100 disguises join, at most 10 pairs of different
posts; of statements 60 of 100 pairs that share a claim, under 1 in 100 that do not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.encoder import Encoder
from bot.evaluation import FolderError, read
from bot.matching import posts_space
from tests.benchmarks.clustering.desk import Desk
from tests.benchmarks.clustering.load import load
from tests.benchmarks.clustering.quality import disguises, retellings
from tests.benchmarks.matching import vectors
from tests.benchmarks.planting import read_posts

FITTED = ("checkthat2022-en", "fctweet-en")  # whose training posts the space is fitted on, too
EVERY = (1, 2)  # of which every post, or every second one, counts


def on_a_desk(encoder: Encoder, work: Callable[[Desk], bool]) -> bool:
    """Do some *work* with a desk of its own."""
    with tempfile.TemporaryDirectory(prefix="tipline-benchmark-") as name:
        desk = Desk(Path(name), encoder)
        try:
            return work(desk)
        finally:
            desk.close()


def fit(data: Path, encoder: Encoder, file: Path) -> None:
    """Fit the space of posts and write it to a file."""
    texts = [post.text for post in read_posts(data)]
    for name, every in zip(FITTED, EVERY, strict=True):
        texts += [post.text for post in read(data / name, "train").posts][::every]
    posts_space.write(file, encoder.name, posts_space.fitted(encoder.passages(texts)))


def measure(given: argparse.Namespace, encoder: Encoder) -> bool:
    """Run what the command line asks for; say whether all of it is good enough."""
    good = True
    if "disguises" in given.parts:
        good &= on_a_desk(
            encoder, lambda desk: disguises(desk, given.data, given.seed, given.posts)
        )
    if "retellings" in given.parts:
        good &= on_a_desk(encoder, lambda desk: retellings(desk, given.data, encoder, given.seed))
    for count in given.load if "load" in given.parts else ():
        with tempfile.TemporaryDirectory(prefix="tipline-benchmark-") as name:
            load(Path(name), given.data, encoder, count, given.seed)
    return good


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIPLINE_TEST_DATA"))
    parts = ("disguises", "retellings", "load")
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts)
    parser.add_argument("--posts", type=int, help="only so many of the real posts")
    parser.add_argument("--load", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1, help="of what is disguised, and how")
    parser.add_argument("--fit", type=Path, help="only fit the space of posts, to this file")
    given = parser.parse_args()
    if given.data is None:
        parser.error("say where the posts are: --data DIR, or TIPLINE_TEST_DATA")
    try:
        encoder = vectors.packaged()
        good = measure(given, encoder) if given.fit is None else True
        if given.fit:
            fit(given.data, encoder, given.fit)
    except (FileNotFoundError, FolderError) as error:
        parser.error(str(error))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
