"""Statistics as rows: section, name, day, value. A spreadsheet makes its own tables of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from bot.models import Outcome
from bot.services.statistics.values import Statistics

HEAD = ("section", "name", "day", "value")
# A spreadsheet might take it for a formula; in Japanese also what begins with a full-width sign.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Row:
    """One number; *day* where it is of one day. Times are whole minutes."""

    section: str
    name: str
    value: int | float
    day: date | None = None


def rows(found: Statistics) -> Iterator[Row]:
    """Give all that was counted, in the order in which it is shown."""
    for day in found.days:
        for outcome in Outcome:
            yield Row("posts", outcome, day.posts.get(outcome, 0), day.day)
    yield Row("people", "all", found.people)
    yield Row("people", "new", found.new_people)
    if found.answered is not None:
        yield Row("answered", "share", round(found.answered, 4))
    yield from _desk(found)
    for verdict in found.verdicts:
        name = f"{verdict.verdict_id} {verdict.claim}"
        yield Row("verdict, posts", name, verdict.posts)
        yield Row("verdict, people", name, verdict.people)
    for case in found.cases:
        name = f"{case.case_id} {case.words}".strip()
        yield Row("case, posts", name, case.posts)
        yield Row("case, people", name, case.people)
    for channel in found.channels:
        yield Row("channel, posts", channel.name, channel.posts)
        yield Row("channel, people", channel.name, channel.people)
    for language, count in found.languages:
        yield Row("language", language or "", count)
    yield Row("feedback", "misses", found.feedback.misses)
    yield Row("feedback", "wrong", found.feedback.wrong)
    yield Row("feedback", "this_one", found.feedback.this_one)
    yield Row("broadcast", "broadcasts", found.reach.broadcasts)
    yield Row("broadcast", "messages", found.reach.messages)
    yield Row("subscribers", "all", found.reach.subscribers)
    yield Row("subscribers", "new", found.reach.new)


def _desk(found: Statistics) -> Iterator[Row]:
    yield Row("verdict time", "cases", found.pace.cases)
    if found.pace.median is not None and found.pace.ninetieth is not None:
        yield Row("verdict time", "median_minutes", _minutes(found.pace.median))
        yield Row("verdict time", "p90_minutes", _minutes(found.pace.ninetieth))
    yield Row("queue", "open", found.queue.open)
    yield Row("queue", "overdue", found.queue.overdue)
    if found.queue.oldest is not None:
        yield Row("queue", "oldest_minutes", _minutes(found.queue.oldest))
    for reviewer in found.reviewers:
        who = f"{reviewer.role} {reviewer.person_id or ''}".strip()
        for kind, count in sorted(reviewer.decisions.items()):
            yield Row(f"decisions, {kind}", who, count)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


def as_csv(found: Statistics) -> bytes:
    """Write all rows for spreadsheets: UTF-8 with its mark, and no cell that is a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for row in rows(found):
        day = row.day.isoformat() if row.day else ""
        writer.writerow([row.section, _harmless(row.name), day, row.value])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Put a quotation mark before what a spreadsheet might compute; keep it on one line."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(DANGEROUS) or text.startswith(DANGEROUS) else line
