"""How long a large file of verdicts takes to import, and who waits for it meanwhile.

python -m tests.benchmarks.importing --data DIR [--postgres URL] [--posts N] [--encode]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlmodel import Session, select

from bot.encoder import Encoder
from bot.exchange import read
from bot.matching import Near, Sure, build, decide
from bot.models import Review, Verdict, utcnow
from bot.services import checking, encoding, exporting, importing
from bot.store import revision, schema
from bot.store.database import BUSY_SECONDS, Store
from tests.databases import POSTGRES, scratch

FOLDER = "fctweet-en"
MIB = 1024


@dataclass(slots=True)
class Neighbour:
    """Another process that writes a little all the time, as a bot does that answers."""

    url: str
    longest: float = 0.0
    count: int = 0
    _ending: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Neighbour:
        self._thread = threading.Thread(target=self._write)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        if self._thread:
            self._thread.join()

    def _write(self) -> None:
        store = Store(self.url)
        while not self._ending.wait(0.05):
            start = perf_counter()
            store.transact(revision.hold)
            self.longest = max(self.longest, perf_counter() - start)
            self.count += 1
        store.close()


def bring(store: Store, path: Path) -> int:
    """Import a file and print how long each part takes; return how many verdicts there are."""
    start = perf_counter()
    with path.open("rb") as stream:
        file = importing.gather(read(stream, path.name), path.name, utcnow().date(), sha256="x")
    _say("read and laid aside", start, f"{file.read} records, {file.rejected} rejected")
    with file:
        start = perf_counter()
        plan = store.transact(importing.plan, file)
        _say("planned", start, ", ".join(f"{count} {fate}" for fate, count in plan.counts.items()))
        url = store.url.render_as_string(hide_password=False)
        with Neighbour(url) as neighbour:
            start = perf_counter()
            store.transact(importing.write, file, importing.By(name="benchmark"), utcnow())
            _say("written in one transaction", start)
        print(
            f"  another's transaction waited {neighbour.longest:.1f} s at most of"
            f" {BUSY_SECONDS} s ({neighbour.count} of them)"
        )
        start = perf_counter()
        store.transact(importing.plan, file)
        _say("planned again, nothing new", start)
    return plan.writes


def suggest(store: Store, data: Path, encoder: Encoder | None, limit: int | None) -> bool:
    """Decide on labelled posts; say whether none was answered."""
    start = perf_counter()
    material = store.transact(checking.material, encoder.name if encoder else None)
    index = build(material, encoder)
    _say("index built", start, f"{len(material.phrases)} claims")
    right = _right(store, data)
    posts = [post for post in _lines(data / "posts-dev.jsonl") if right[str(post["id"])]]
    posts = posts[:limit]
    start = perf_counter()
    answered = shown = found = 0
    for post in posts:
        decision = decide(str(post["text"]), index)
        answered += isinstance(decision, Sure) and bool(decision.matches)
        near = decision.candidates if isinstance(decision, Near | Sure) else ()
        shown += bool(near)
        found += any(one.verdict_id in right[str(post["id"])] for one in near)
    _say(
        f"{len(posts)} posts decided",
        start,
        f"answered {answered}, with suggestions {shown}, the right one among them {found}",
    )
    return answered == 0


def _right(store: Store, data: Path) -> defaultdict[str, set[int]]:
    """Return by post the verdicts that are right for it."""

    def everything(session: Session) -> dict[tuple[str, str], int]:
        rows = session.exec(select(Verdict.id, Verdict.claim, Review.url).join(Review))
        return {(claim, url or ""): number or 0 for number, claim, url in rows}

    known = store.transact(everything)
    claims = {
        str(one["id"]): known.get((" ".join(str(one.get("claim", "")).split()), str(one["url"])))
        for one in _lines(data / "claims.jsonl")
    }
    right: defaultdict[str, set[int]] = defaultdict(set)
    for line in (data / "qrels-dev.tsv").read_text("utf-8").splitlines():
        post, claim = line.split("\t")
        if number := claims.get(claim):
            right[post].add(number)
    return right


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def export(store: Store, path: Path) -> int:
    """Count what an export gives, and what of it would be imported again: nothing."""
    start = perf_counter()
    found = store.transact(lambda session: sum(1 for _ in exporting.reviews(session)))
    _say("exported", start, f"{found} verdicts")
    return found


def _say(what: str, start: float, more: str = "") -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    seconds = perf_counter() - start
    print(f"  {what}: {seconds:.1f} s, peak {peak:.0f} MiB" + (f" ({more})" if more else ""))


def measure(store: Store, data: Path, encode: bool, limit: int | None) -> bool:
    """Import, suggest and export; say whether nothing was answered, and nothing lost."""
    schema.upgrade(store)
    count = bring(store, data / "claims.jsonl")
    encoder = encoding.find("packaged") if encode else None
    if encoder:
        start = perf_counter()
        encoding.encode(store, encoder)
        _say("encoded", start)
    silent = suggest(store, data, encoder, limit)
    return export(store, data) == count and silent


def main() -> None:
    """Measure on SQLite, then on PostgreSQL where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--postgres", default=os.environ.get(POSTGRES))
    parser.add_argument("--posts", type=int)
    parser.add_argument("--encode", action="store_true", help="encode all claims first: minutes")
    given = parser.parse_args()
    data = given.data / FOLDER
    print("SQLite")
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{place}/tipline.db")
        fine = measure(store, data, given.encode, given.posts)
        store.close()
    if given.postgres:
        print("PostgreSQL")
        with scratch(given.postgres) as store:
            fine = measure(store, data, given.encode, given.posts) and fine
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
