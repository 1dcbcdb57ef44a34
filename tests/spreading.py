"""Made-up posts of some weeks, as they might come: what statistics are tried and shown with.

The same number gives the same posts. Nothing here is true of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from bot.models import (
    Case,
    CaseState,
    Decided,
    DecisionKind,
    Flag,
    OriginKind,
    Outcome,
    Person,
    Rating,
    Role,
    Stance,
    Submission,
    Told,
    Verdict,
)
from bot.store.database import Store

CLAIMS: Mapping[str, Sequence[tuple[str, Rating]]] = {
    "en": [
        ("The tap water in Novohrad has been unsafe to drink since March.", Rating.FALSE),
        ("The new tram line costs three times what the council voted for.", Rating.MISLEADING),
        ("Schools in the region close for two weeks because of the flu.", Rating.FALSE),
        ("Pensions are paid in two parts from January on.", Rating.MOSTLY_FALSE),
        ("The bridge over the Ousel reopened to lorries last week.", Rating.TRUE),
        ("A vaccine batch was recalled after deaths in the city hospital.", Rating.FALSE),
    ],
    "uk": [
        ("Водопровідна вода в Новограді з березня непридатна для пиття.", Rating.FALSE),
        ("Нова трамвайна лінія коштує втричі більше, ніж ухвалила рада.", Rating.MISLEADING),
        ("Школи області закривають на два тижні через грип.", Rating.FALSE),
        ("Із січня пенсії виплачуватимуть двома частинами.", Rating.MOSTLY_FALSE),
        ("Міст через Ушицю минулого тижня знову відкрили для вантажівок.", Rating.TRUE),
        ("Партію вакцини відкликали після смертей у міській лікарні.", Rating.FALSE),
    ],
    "mk": [
        ("Водата за пиење во Новоград не е безбедна од март.", Rating.FALSE),
        ("Новата трамвајска линија чини трипати повеќе од изгласаното.", Rating.MISLEADING),
        ("Училиштата во регионот се затвораат две недели поради грип.", Rating.FALSE),
        ("Од јануари пензиите ќе се исплаќаат во два дела.", Rating.MOSTLY_FALSE),
        ("Мостот преку Ушица минатата недела е повторно отворен за камиони.", Rating.TRUE),
        ("Серија вакцини е повлечена по смртни случаи во градската болница.", Rating.FALSE),
    ],
}
OPEN: Mapping[str, Sequence[str]] = {
    "en": ["The mayor sold the library to a casino.", "Bread will cost double by Christmas."],
    "uk": ["Мер продав бібліотеку під казино.", "До Різдва хліб подорожчає вдвічі."],
    "mk": ["Градоначалникот ја продаде библиотеката.", "До Божиќ лебот ќе чини двојно."],
}
CHANNELS = (
    "City News 24",
    "Новоград ONLINE",
    "Truth First",
    "Гласник",
    "Health & Hope",
    "ЧП Львів",
)
LANGUAGES = ("uk", "ru", "en", "mk", "pl", "de", None)
SHARES = (46, 22, 12, 9, 6, 1, 4)
AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Week:
    """How much is made up."""

    posts: int
    days: int
    people: int
    seed: int = 1
    language: str = "en"


def spread(store: Store, until: datetime, made: Week) -> None:
    """Put made-up people, verdicts, cases and posts of the days before a moment into a store."""
    random = Random(made.seed)  # noqa: S311 - nothing secret
    since = until - timedelta(days=made.days)
    with store.engine.begin() as connection:
        for rows, table in (
            (list(_people(made, since, random)), Person),
            (list(_verdicts(made, since)), Verdict),
            (cases := _cases(made, since, random), Case),
        ):
            _insert(connection, table, rows)
        posts: list[dict[str, object]] = []
        told: list[dict[str, object]] = []
        flags: list[dict[str, object]] = []
        for post in _posts(made, since, random, cases):
            told += _told(post, random)
            flags += _flags(post, random)
            posts.append(post)
            if len(posts) == AT_ONCE:
                _insert(connection, Submission, posts)
                posts = []
        _insert(connection, Submission, posts)
        _insert(connection, Told, told)
        _insert(connection, Flag, flags)
        _insert(connection, Decided, list(_decided(made, since, random)))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if store.sqlite else "VACUUM ANALYZE")


def _insert(connection: sa.Connection, table: type, rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(sa.insert(table), rows[start : start + AT_ONCE])


def _people(made: Week, since: datetime, random: Random) -> Iterator[dict[str, object]]:
    for number in range(1, made.people + 1):
        old = random.random() < 0.6
        at = since - timedelta(days=1) if old else since + random.random() * made.days * DAY
        role = Role.REVIEWER if number <= 4 else Role.ADMIN if number == 5 else Role.PUBLIC
        yield {"id": 700_000_000 + number, "role": role, "language": "en", "created_at": at}


DAY = timedelta(days=1)


def _verdicts(made: Week, since: datetime) -> Iterator[dict[str, object]]:
    for number, (claim, rating) in enumerate(CLAIMS[made.language], start=1):
        yield {
            "id": number,
            "language": made.language,
            "claim": claim,
            "rating": rating,
            "summary": "Made up.",
            "checked_on": date(2026, 1, 1),
            "created_at": since,
            "updated_at": since,
        }


def _cases(made: Week, since: datetime, random: Random) -> list[dict[str, object]]:
    words = (*OPEN[made.language], *(f"Claim {number}" for number in range(made.days * 2)))
    rows = []
    for number in range(1, made.days * 2 + 1):
        closed = number > len(OPEN[made.language]) + 2
        before = random.random() * (made.days if closed else 4)
        opened = since + (made.days - before) * DAY
        ended = opened + _short(random)
        closed = closed and ended < since + made.days * DAY
        rows.append(
            {
                "id": number,
                "text": words[number - 1],
                "state": CaseState.CLOSED if closed else CaseState.OPEN,
                "verdict_id": number % 6 + 1 if closed else None,
                "created_at": opened,
                "asked_at": opened,
                "overdue_at": opened if not closed and before > 1 else None,
                "closed_at": ended if closed else None,
            }
        )
    return rows


def _short(random: Random) -> timedelta:
    return timedelta(hours=random.lognormvariate(1.6, 0.8))


def _posts(
    made: Week, since: datetime, random: Random, cases: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, object]]:
    weights = [_busy(number, made.days, random) for number in range(made.days)]
    days = random.choices(range(made.days), weights, k=made.posts)
    for number, day in enumerate(sorted(days), start=1):
        outcome = random.choices(tuple(Outcome), (52, 12, 27, 9))[0]
        channel = random.random() < 0.6
        at = since + (day + random.random()) * DAY
        yield {
            "id": number,
            "person_id": 700_000_001 + int(made.people * random.random() ** 2),
            "chat_id": 1,
            "text": "A post. " * 30,
            "text_hash": str(number),
            "language": random.choices(LANGUAGES, SHARES)[0],
            "origin_kind": OriginKind.CHANNEL if channel else OriginKind.USER,
            "origin_name": _skewed(CHANNELS, random) if channel else None,
            "outcome": outcome,
            "decision": {"found": "Far", "language": "en", "padding": "x" * 300},
            "case_id": _case(cases, at, random) if outcome is Outcome.NONE else None,
            "created_at": at,
        }


def _case(cases: Sequence[Mapping[str, Any]], at: datetime, random: Random) -> object:
    """Choose a case that is open at a moment, the first of all most."""
    some = (cases[0], cases[1], *random.choices(cases, k=4))
    fitting = [one for one in some if one["created_at"] < at < (one["closed_at"] or _LATER)]
    return _skewed([one["id"] for one in fitting], random) if fitting else None


_LATER = datetime(9999, 1, 1, tzinfo=UTC)


def _busy(day: int, days: int, random: Random) -> float:
    """Say how much is sent on a day: less at weekends, and much for a few days after something."""
    after = day - days * 0.6
    news = 2.2 * 0.6**after if after >= 0 else 0.0
    return (0.7 if day % 7 in (5, 6) else 1.0) * (0.85 + 0.3 * random.random()) + news


def _skewed(choices: Sequence[object], random: Random) -> object:
    return choices[int(len(choices) * random.random() ** 2.2)]


def _told(post: Mapping[str, object], random: Random) -> Iterator[dict[str, object]]:
    if post["outcome"] is Outcome.ANSWERED:
        yield {
            "submission_id": post["id"],
            "verdict_id": _skewed(range(1, 7), random),
            "version": 1,
            "stance": random.choices(tuple(Stance), (6, 2, 1, 1))[0],
            "at": post["created_at"],
        }


def _flags(post: Mapping[str, object], random: Random) -> Iterator[dict[str, object]]:
    if random.random() < 0.012:
        said = random.choice(("misses", "wrong", "this"))
        yield {
            "submission_id": post["id"],
            "verdict_id": 1,
            "wrong": said == "wrong",
            "same_claim": said == "this",
            "at": post["created_at"],
        }


def _decided(made: Week, since: datetime, random: Random) -> Iterator[dict[str, object]]:
    kinds = (
        DecisionKind.SUBMITTED,
        DecisionKind.APPROVED,
        DecisionKind.SAME_AS,
        DecisionKind.SPAM,
    )
    for _ in range(made.days * 6):
        yield {
            "person_id": 700_000_001 + int(5 * random.random() ** 1.5),
            "role": Role.REVIEWER,
            "kind": random.choice(kinds),
            "changes": {},
            "at": since + random.random() * made.days * DAY,
        }
