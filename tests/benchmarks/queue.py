"""How long a reviewer waits for what comes first, with very many open cases.

python -m tests.benchmarks.queue [--cases 100000] [--postgres URL] [--seed 1] [--plans]
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from bot.models import Approval, Case, CaseState, Draft, DraftState, Lease, Skip
from bot.services import people
from bot.services.cases import cards, priority, queueing
from bot.store import members, schema
from bot.store.database import Store
from tests.databases import POSTGRES, scratch

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
LANGUAGES = ("uk", "ru", "en", "pl", "mk", None)
WEIGHTS = (40, 30, 15, 10, 1, 4)
EVERYTHING, ENGLISH, RARE, HOLDER = 1, 2, 3, 4  # reviewers: languages, then many cases in hand
REVIEWERS = {EVERYTHING: (), ENGLISH: ("en",), RARE: ("mk", "pl"), HOLDER: ()}
SKIPPED, HELD, SUBMITTED = 500, 50, 200
ROUNDS = 100


def fill(session: Session, count: int, chance: random.Random) -> None:
    """Write so many open cases, what is held and skipped of the first, and submitted drafts."""
    people.sync_roles(session, (), tuple(REVIEWERS))
    for person, languages in REVIEWERS.items():
        members.ensure(session, person, NOW).languages = list(languages)
    session.flush()
    rows = [_case(number, chance) for number in range(1, count + 1)]
    connection = session.connection()
    connection.execute(sa.insert(Case), rows)
    first = sorted(rows, key=lambda row: row["priority"], reverse=True)
    ids = [row["id"] for row in first if row["state"] is CaseState.OPEN]
    submitted = [row["id"] for row in rows if row["state"] is CaseState.SUBMITTED]
    until = NOW + timedelta(hours=1)
    connection.execute(
        sa.insert(Lease),
        [{"case_id": one, "person_id": HOLDER, "until": until} for one in ids[:HELD]],
    )
    skips = [(who, one) for who in REVIEWERS for one in ids[HELD : HELD + SKIPPED]]
    connection.execute(
        sa.insert(Skip), [{"person_id": who, "case_id": one, "at": NOW} for who, one in skips]
    )
    connection.execute(sa.insert(Draft), [_draft(one) for one in submitted])
    yes = [(one, who) for one in range(1, SUBMITTED + 1) for who in (ENGLISH, RARE)]
    connection.execute(
        sa.insert(Approval),
        [{"draft_id": one, "version": 1, "person_id": who, "at": NOW} for one, who in yes],
    )


def _case(number: int, chance: random.Random) -> dict[str, Any]:
    """Make the row of a case: most have one asker, few have very many."""
    asked = min(5000, int(chance.paretovariate(1.1)))
    case = Case(
        id=number,
        state=CaseState.SUBMITTED if number <= SUBMITTED else CaseState.OPEN,
        text=f"The mayor of Quimby sold the library number {number} to a juggler",
        text_hash=f"{number:032x}",
        language=chance.choices(LANGUAGES, WEIGHTS)[0],
        people=asked,
        grew=asked // 3 if chance.random() < 0.1 else 0,
        created_at=NOW - timedelta(minutes=chance.randrange(60 * 24 * 30)),
        asked_at=NOW,
    )
    case.priority = priority.of(case)
    return case.model_dump()


def _draft(case_id: int) -> dict[str, Any]:
    """Make the row of a draft that others approved already, so that none is left to approve."""
    row = Draft(case_id=case_id, author_id=EVERYTHING, state=DraftState.SUBMITTED, language="en")
    return row.model_dump() | {"id": case_id}


def measure(store: Store, title: str, count: int, seed: int, plans: bool) -> None:
    """Fill a store and print how long each look at the queue takes, in milliseconds."""
    store.transact(fill, count, random.Random(seed))  # noqa: S311 - the same cases each time
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not store.sqlite:
            connection.exec_driver_sql("ANALYZE")
    if plans:
        explain(store)
    looks: dict[str, Callable[[Session], object]] = {
        name: partial(queueing.next_case, person_id=person, now=NOW)
        for name, person in {
            "next, every language": EVERYTHING,
            "next, English": ENGLISH,
            "next, rare languages": RARE,
        }.items()
    }
    looks["my cases, 300 held"] = lambda session: queueing.mine(session, HOLDER, 1)
    looks["a card, of one post"] = lambda session: cards.card(
        session, SUBMITTED + 1, "en", ENGLISH, NOW
    )
    for name, look in looks.items():
        times = []
        for _ in range(ROUNDS):
            start = perf_counter()
            store.transact(look)
            times.append((perf_counter() - start) * 1000)
        cuts = quantiles(times, n=100)
        print(f"| {title} | {name} | {cuts[49]:.1f} | {cuts[98]:.1f} |")


def explain(store: Store) -> None:
    """Print how the database goes about the look at the queue."""
    shown: list[str] = []

    def note(_c: object, _u: object, statement: str, values: object, *_: object) -> None:
        if "FROM reviewcase" in statement:
            shown.append(statement)
            bound.append(values)

    bound: list[object] = []
    sa.event.listen(store.engine, "before_cursor_execute", note)
    store.transact(queueing.next_case, RARE, NOW)
    sa.event.remove(store.engine, "before_cursor_execute", note)
    prefix = "EXPLAIN QUERY PLAN " if store.sqlite else "EXPLAIN "
    with store.engine.connect() as connection:
        for statement, values in zip(shown, bound, strict=True):
            for row in connection.exec_driver_sql(prefix + statement, values):  # type: ignore[arg-type]
                print(row[-1])
            print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--postgres", default=os.environ.get(POSTGRES), help="URL of a server")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", action="store_true", help="print the query plans")
    given = parser.parse_args()
    print("| store | look | p50 ms | p99 ms |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'tipline.db'}")
        schema.upgrade(store)
        measure(store, "SQLite", given.cases, given.seed, given.plans)
        store.close()
    if given.postgres:
        with scratch(given.postgres) as store:
            schema.upgrade(store)
            measure(store, "PostgreSQL", given.cases, given.seed, given.plans)


if __name__ == "__main__":
    main()
