"""How many of the labelled posts are answered, and how many wrongly, by language.

python -m tests.benchmarks.samples [dev|blind ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from bot.matching import Sure
from bot.store import schema
from bot.store.database import Store
from tests.samples.table import Desk, Labelled, answered, open_desk, posts, wrong

LANGUAGES = ("en", "uk", "ru", "mk", "pl")


def main(tables: Sequence[str]) -> int:
    """Print one line a table and language; return 1 where a post is answered wrongly."""
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{Path(place) / 'store.db'}")
        schema.upgrade(store)
        start = process_time()
        desk = open_desk(store)
        print(f"store and index: {process_time() - start:.1f} s of processor time")
        store.close()
    failed = 0
    for table in tables:
        print(f"\n{table:8}{'posts':>8}{'due':>6}{'answered':>10}{'figures':>9}{'wrong':>7}")
        for language in LANGUAGES:
            failed += _line(desk, [one for one in posts(table) if one.language == language])
    return 1 if failed else 0


def _line(desk: Desk, own: Sequence[Labelled]) -> int:
    """Print the figures of one language; return how many posts are answered wrongly."""
    decided = [(post, desk.decide(post)) for post in own]
    due = [pair for pair in decided if pair[0].counts]
    got = sum(answered(post, decision, desk) for post, decision in due)
    stated = [
        isinstance(decision, Sure)
        and any(one.agreement is post.figure for one in decision.figures)
        for post, decision in decided
        if post.figure
    ]
    mistakes = [
        (post.id, said) for post, decision in decided if (said := wrong(post, decision, desk))
    ]
    print(
        f"{own[0].language:8}{len(own):>8}{len(due):>6}{got:>6} {got / len(due):>3.0%}"
        f"{sum(stated):>5}/{len(stated)}{len(mistakes):>7}"
    )
    for name, said in mistakes:
        print(f"    {name}: {'; '.join(said)}")
    return len(mistakes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["dev", "blind"]))
