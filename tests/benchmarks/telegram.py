"""Real posts against stores that know nothing of them: is any answered, and are planted claims?

python -m tests.benchmarks.telegram --data DIR     (or DIR in TIPLINE_TEST_DATA)

The decision alone, without Telegram or a process of its own. Exit status 1 where one post in two
hundred is answered by a store, or fewer than 70 of 100 planted claims are answered rightly.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from bot.encoder import Encoder
from bot.evaluation import FolderError, read
from bot.evaluation.metrics import quantile
from bot.matching import Evidence, Match, Sure, build, decide
from bot.store import schema
from bot.store.database import Store
from bot.terminal import aside
from seeds import folder
from seeds.loader import read as read_seeds
from tests.benchmarks.end_to_end import ENOUGH, PLANTED
from tests.benchmarks.findings import shortened
from tests.benchmarks.matching import stores, vectors
from tests.benchmarks.matching.comparing import show_encoding
from tests.benchmarks.matching.systems import material
from tests.benchmarks.planting import POSTS, Post, plant, read_posts
from tests.samples.table import Desk, open_desk

STORES = ("checkthat", "seeds")
MOST = 0.005  # share of the posts that a store may not reach


@dataclass(frozen=True, slots=True)
class Decided:
    """A post with its id, what it is answered, and the milliseconds of processor time it took."""

    id: str
    post: Post
    sure: Sure | None
    ms: float

    def right(self, keys: Mapping[int, str]) -> bool:
        """Say whether it is answered with the verdict and the stance that were planted."""
        planted = self.post.planted
        return planted is not None and any(
            keys[match.verdict_id] == planted.verdict and match.stance is planted.stance
            for match in (self.sure.matches if self.sure else ())
        )


def checkthat(data: Path, encoder: Encoder, kept: Path) -> Desk:
    """Return a desk with the claims of a public store; FolderError where *data* lacks it."""
    claims = read(data / stores.FOLDERS[0], stores.SPLIT).claims
    texts = stores.texts(claims)
    own = vectors.load(encoder, texts, vectors.ensure(encoder, texts, kept, show_encoding))
    made = material(claims, own)
    return Desk(made, build(made, own), {at: claim.id for at, claim in enumerate(claims)})


def seeded(encoder: Encoder, place: Path) -> Desk:
    """Return the desk with the shipped seeds."""
    store = Store(f"sqlite:///{place / 'store.db'}")
    schema.upgrade(store)
    try:
        return open_desk(store, encoder=encoder)
    finally:
        store.close()


def named(data: Path) -> list[tuple[str, Post]]:
    """Return the real posts with their ids; OSError where *data* does not hold them."""
    with (data / POSTS).open(encoding="utf-8") as lines:
        ids = [str(json.loads(line)["id"]) for line in lines]
    return list(zip(ids, read_posts(data), strict=True))


def decided(desk: Desk, posts: Sequence[tuple[str, Post]], what: str) -> list[Decided]:
    """Decide on every post."""
    found = []
    for at, (name, post) in enumerate(posts, 1):
        start = process_time()
        decision = decide(post.text, desk.index)
        spent = 1000 * (process_time() - start)
        found.append(Decided(name, post, decision if isinstance(decision, Sure) else None, spent))
        if aside.is_terminal or at == len(posts):
            aside.print(
                f"{what}: post {at:,} of {len(posts):,}", end="\r" if at < len(posts) else "\n"
            )
    return found


def told(one: Decided, keys: Mapping[int, str]) -> Iterator[str]:
    """Yield lines that say what a post is answered, and why."""
    planted = one.post.planted
    wanted = (
        f", {planted.stance} {planted.verdict} {planted.wording!r} is planted" if planted else ""
    )
    yield f"  post {one.id}, {one.post.language}{wanted}"
    for match in one.sure.matches if one.sure else ():
        yield from _match(match, keys[match.verdict_id])
    for line in one.sure.figures if one.sure else ():
        yield f"    figure {line.agreement} {line.recorded[0]}: {shortened(line.sentence)!r}"
        yield from _reasons(line.evidence)
    if one.sure is None:
        yield "    not answered"


def _match(match: Match, key: str) -> Iterator[str]:
    yield f"    {match.stance} {key} by {match.stage}, {match.confidence:.2f}"
    yield f"      post:  {shortened(match.sentence)!r}"
    yield f"      claim: {shortened(match.wording)!r}"
    yield from _reasons(match.evidence)


def _reasons(evidence: Iterable[Evidence]) -> Iterator[str]:
    for reason in evidence:
        yield f"      {reason}"


def false_alarms(desk: Desk, posts: Sequence[tuple[str, Post]], name: str) -> bool:
    """Report which of the posts are answered; say whether they are few enough."""
    found = decided(desk, posts, name)
    answered = [one for one in found if one.sure]
    share = len(answered) / len(found)
    times = [one.ms for one in found]
    print(f"\n{name}: answered {len(answered):,} of {len(found):,} posts ({share:.2%})", end="")
    print(f"; CPU ms a post p50 {quantile(times, 0.5):.0f}, p99 {quantile(times, 0.99):.0f}")
    for one in answered:
        print("\n".join(told(one, desk.keys)))
    return share < MOST


def planted(desk: Desk, posts: Sequence[Post], seed: int) -> bool:
    """Report which planted claims are not found, or not alone; say whether enough are found."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    made = plant(posts, read_seeds(folder()), PLANTED, chance)
    names = [(f"planted {number}", post) for number, post in enumerate(made, 1)]
    found = decided(desk, names, "planted claims")
    right = sum(one.right(desk.keys) for one in found)
    answered = sum(one.sure is not None for one in found)
    print(f"\nplanted claims: {answered} of {len(found)} posts answered, {right} rightly")
    for one in found:
        if not one.right(desk.keys) or (one.sure and len(one.sure.matches) > 1):
            print("\n".join(told(one, desk.keys)))
    return right >= ENOUGH


def measure(given: argparse.Namespace, place: Path) -> bool:
    """Run what the command line asks for; say whether all of it is good enough."""
    real = named(given.data)[: given.posts]
    encoder = vectors.packaged()
    good = True
    if given.store != "seeds":
        kept = given.vectors or place
        kept.mkdir(parents=True, exist_ok=True)
        good &= false_alarms(checkthat(given.data, encoder, kept), real, "checkthat")
    if given.store != "checkthat":
        desk = seeded(encoder, place)
        good &= false_alarms(desk, real, "seeds")
        good &= planted(desk, [post for _, post in real], given.seed)
    return good


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TIPLINE_TEST_DATA"))
    parser.add_argument("--store", choices=(*STORES, "both"), default="both")
    parser.add_argument("--posts", type=int, help="only so many of the real posts")
    parser.add_argument("--seed", type=int, default=1, help="of what is planted where")
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors of claims")
    given = parser.parse_args()
    if given.data is None:
        parser.error("say where the posts are: --data DIR, or TIPLINE_TEST_DATA")
    with tempfile.TemporaryDirectory(prefix="tipline-benchmark-") as name:
        try:
            good = measure(given, Path(name))
        except (FileNotFoundError, FolderError) as error:
            parser.error(str(error))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
