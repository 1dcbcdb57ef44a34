"""How long statistics take over a million posts of 90 days: python -m tests.benchmarks.statistics

On SQLite in a temporary folder, and on PostgreSQL where TIPLINE_TEST_POSTGRES_URL is set.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.services.statistics import periods
from bot.services.statistics.counting import statistics
from bot.store import schema
from bot.store.database import Store
from tests.databases import POSTGRES, scratch
from tests.spreading import Week, spread

POSTS = int(os.environ.get("POSTS", "1000000"))
UNTIL = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")


def main() -> None:
    """Fill each database and count."""
    with ExitStack() as stack:
        for store in _stores(stack):
            schema.upgrade(store)
            spread(store, UNTIL, Week(posts=POSTS, days=90, people=POSTS // 5))
            for days in (7, 30, 90):
                since = periods.begin(UNTIL, days, KYIV)
                seconds, found = _best(store, since)
                print(f"{store.engine.dialect.name}, {days} days, {found} posts: {seconds:.2f} s")
            store.close()


def _best(store: Store, since: datetime) -> tuple[float, int]:
    """Return the best time of three, and how many posts were counted."""
    taken = []
    for _ in range(3):
        start = perf_counter()
        found = store.transact(statistics, since, UNTIL, KYIV)
        taken.append(perf_counter() - start)
    return min(taken), found.posts


def _stores(stack: ExitStack) -> Iterator[Store]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    yield Store(f"sqlite:///{folder / 'tipline.db'}")
    if url := os.environ.get(POSTGRES):
        yield stack.enter_context(scratch(url))


if __name__ == "__main__":
    main()
