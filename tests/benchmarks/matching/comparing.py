"""The run: make each store, let each system meet its posts, yield what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.encoder import Encoder
from bot.evaluation import Benchmark
from bot.terminal import aside
from tests.benchmarks.matching import growth, stores, vectors
from tests.benchmarks.matching.one import Failed, Measured, alone
from tests.benchmarks.matching.systems import SYSTEMS

STEPS = (54_000, 150_000)  # made-up stores on the way to the largest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, and where files lie meanwhile."""

    data: Path
    systems: tuple[str, ...]
    sizes: tuple[int, ...]
    grow: int | None
    posts: int | None
    seed: int
    place: Path  # stores
    kept: Path  # vectors


@dataclass(frozen=True, slots=True)
class Encoded:
    """A store's texts, and the processor time in seconds to encode them, where that is known."""

    claims: int
    texts: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Store:
    """A store written to *folder*, and the file of its texts' vectors, where any system asks."""

    benchmark: Benchmark
    folder: Path
    vectors: Path | None


Figure = Measured | Failed | Encoded


def compare(wanted: Wanted) -> Iterator[Figure]:
    """Yield each figure when it is known; FolderError where the data is not as it should be."""
    encodes = any(SYSTEMS[name].encodes for name in wanted.systems)
    encoder = vectors.packaged() if encodes else None
    largest = None
    for size in wanted.sizes:
        largest = _real(wanted, size, encoder)
        if largest.vectors:
            claims = largest.benchmark.claims
            spent = vectors.seconds(largest.vectors)
            yield Encoded(len(claims), len(stores.texts(claims)), spent)
        yield from _measured(largest, wanted.systems)
    if wanted.grow and largest:
        growing = [name for name in wanted.systems if SYSTEMS[name].grows]
        for size in (*(step for step in STEPS if step < wanted.grow), wanted.grow):
            made = _made_up(wanted, largest, size)
            yield from _measured(made, growing)
            if made.vectors:
                made.vectors.unlink()  # a gigabyte or more


def _measured(store: Store, names: Sequence[str]) -> Iterator[Measured | Failed]:
    claims, posts = len(store.benchmark.claims), len(store.benchmark.posts)
    for name in names:
        system = SYSTEMS[name]
        kept = store.vectors if system.encodes else None
        aside.print(f"{claims:,} claims, {name} …")
        yield alone(name, store.folder, system.posts(claims, posts), kept)


def _real(wanted: Wanted, size: int, encoder: Encoder | None) -> Store:
    """Write a store, and encode its texts unless their vectors are kept from before."""
    whole = stores.shuffled(stores.of_size(wanted.data, size, wanted.seed), wanted.seed)
    benchmark = stores.first(whole, wanted.posts)
    folder = wanted.place / f"real-{size}"
    stores.write(benchmark, folder)
    if encoder is None:
        return Store(benchmark, folder, None)
    texts = stores.texts(benchmark.claims)
    file = vectors.ensure(encoder, texts, wanted.kept, show_encoding)
    return Store(benchmark, folder, file)


def _made_up(wanted: Wanted, like: Store, size: int) -> Store:
    """Write made-up claims and vectors, with the posts of a real store, right for none."""
    aside.print(f"{size:,} claims are made up …")
    posts = tuple(replace(post, right=frozenset()) for post in like.benchmark.posts)
    claims = growth.claims(like.benchmark.claims, size, wanted.seed)
    benchmark = replace(like.benchmark, claims=claims, posts=posts)
    folder = wanted.place / f"made-up-{size}"
    stores.write(benchmark, folder)
    if like.vectors is None:
        return Store(benchmark, folder, None)
    file = wanted.place / f"made-up-{size}.npz"
    count = len(stores.texts(claims))
    vectors.save(file, growth.vectors(vectors.rows(like.vectors), count, wanted.seed), None)
    return Store(benchmark, folder, file)


def show_encoding(done: int, total: int) -> None:
    """Say on standard error how far the encoder is."""
    if aside.is_terminal or done == total:
        aside.print(f"encoded {done:,} of {total:,}", end="\r" if done < total else "\n")
