"""Stores of claims of a wanted size, with posts: folders as `tipline evaluate` reads them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.evaluation import Benchmark, ClaimRow, read

FOLDERS = ("checkthat2022-en", "fctweet-en")  # of public data, the smaller store first
SPLIT = "dev"
ALL = 0.95  # share of a folder's claims from which a size means all of them


def of_size(data: Path, size: int, seed: int) -> Benchmark:
    """Return about *size* claims of the smallest folder that has them, and all its posts.

    All claims that are right for some post are among them; the others are drawn. FolderError
    where *data* lacks a folder.
    """
    for folder in FOLDERS:
        found = read(data / folder, SPLIT)
        if size * ALL <= len(found.claims):
            break
    if size >= ALL * len(found.claims):
        return found
    right = frozenset[str]().union(*(post.right for post in found.posts))
    others = [claim.id for claim in found.claims if claim.id not in right]
    drawn = _chance(seed).sample(others, max(0, size - len(found.claims) + len(others)))
    held = right.union(drawn)
    return replace(found, claims=tuple(claim for claim in found.claims if claim.id in held))


def shuffled(benchmark: Benchmark, seed: int) -> Benchmark:
    """Return *benchmark* with its posts in an order that *seed* draws."""
    posts = list(benchmark.posts)
    _chance(seed).shuffle(posts)
    return replace(benchmark, posts=tuple(posts))


def first(benchmark: Benchmark, count: int | None) -> Benchmark:
    """Return *benchmark* with its first *count* posts, all of them where that is None."""
    return replace(benchmark, posts=benchmark.posts[:count])


def write(benchmark: Benchmark, folder: Path) -> None:
    """Write the claims, posts and right answers into a new *folder*."""
    folder.mkdir()
    _write_lines(folder / "claims.jsonl", [json.dumps(_row(one)) for one in benchmark.claims])
    posts = [{"id": one.id, "text": one.text, "lang": one.lang} for one in benchmark.posts]
    _write_lines(folder / f"posts-{SPLIT}.jsonl", [json.dumps(one) for one in posts])
    pairs = [f"{post.id}\t{claim}" for post in benchmark.posts for claim in sorted(post.right)]
    _write_lines(folder / f"qrels-{SPLIT}.tsv", pairs)


def _row(claim: ClaimRow) -> dict[str, str | None]:
    """Return what every system is given of a claim; its leads are left out."""
    return {"id": claim.id, "claim": claim.claim, "title": claim.title, "lang": claim.lang}


def texts(claims: Sequence[ClaimRow]) -> list[str]:
    """Return what the claims and their titles say, each text once, in a fixed order."""
    said = (text for one in claims for text in (one.claim, one.title) if text)
    return list(dict.fromkeys(said))


def _write_lines(file: Path, lines: Sequence[str]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
