"""What the search in the browser reads: scripts with all claims, which also work from a disk."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.archive.values import Entry
from bot.exchange.claimreview_writing import UNSAFE

SHARD = 1_000  # numbers in a file, so that a new verdict changes one of them


def names(entries: Sequence[Entry]) -> list[str]:
    """Name the files."""
    return [str(group) for group in sorted({one.number // SHARD for one in entries})]


def shards(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Give the path and the text of each file.

    A row is number, rating, topic, day, publisher and texts; a text is language, claim and the
    beginning of the summary, the verdict's own language first.
    """
    groups: defaultdict[int, list[Entry]] = defaultdict(list)
    for one in entries:
        groups[one.number // SHARD].append(one)
    for group, members in sorted(groups.items()):
        rows = [_row(one) for one in sorted(members, key=lambda one: one.number)]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
        yield f"data/{group}.js", f"archive.take({text});\n"


def _row(one: Entry) -> list[object]:
    texts = [[language, told.claim, told.excerpt] for language, told in one.texts.items()]
    day = one.day.isoformat() if one.day else ""
    return [one.number, one.rating or "unrated", one.topic or "", day, one.publisher or "", texts]
